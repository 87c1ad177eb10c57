"""Faults side by side: `python -m bench.rivals.faults [--write] [--work DIR]`. Best as root."""

import argparse
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.library import bundled
from bench.rivals.all import WORK, install, tools
from bench.rivals.faults import cache, disk, kill, missing, race, terminal
from bench.rivals.faults.bed import Bed
from bench.rivals.faults.page import Part, page
from bench.rivals.machine import described
from bench.rivals.tool import Tool

_OWN_MOUNTS = "PAPERNOTES_OWN_MOUNTS"
_PAGE = Path(__file__).parent.parent.parent / "faults.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="the folder for everything made")
    parser.add_argument("--kills", type=int, default=20, help="kills at random moments, each")
    parser.add_argument("--only", nargs="+", help="papernotes, papis, pubs …")
    parser.add_argument("--parts", nargs="+", help="anew: full, limited, killed, raced …")
    parser.add_argument("--no-install", action="store_true", help="all is there from before")
    parser.add_argument("--write", action="store_true", help="bench/faults.md")
    options = parser.parse_args()
    _in_mounts_of_its_own()
    work = options.work.resolve()
    chosen = [
        tool
        for tool in tools(work, own=True)
        if not options.only or any(tool.slug.startswith(name) for name in options.only)
    ]
    if not options.no_install:
        install(chosen)
    beds = {tool.slug: Bed(tool, work, bundled()) for tool in chosen}
    draw = random.Random(4)  # noqa: S311 (moments to kill at)

    def on_beds(judge: Callable[[Bed], Sequence[str]]) -> Callable[[Tool], Sequence[str]]:
        return lambda tool: judge(beds[tool.slug])

    wanted: list[tuple[str, Sequence[str], Callable[[Tool], Sequence[str]]]] = [
        ("full", disk.FULL, on_beds(disk.full)),
        ("limited", disk.LIMITED, on_beds(disk.limited)),
        (
            "killed",
            kill.COLUMNS,
            on_beds(lambda bed: kill.killed(bed, options.kills, draw)),
        ),
        ("raced", race.COLUMNS, on_beds(race.raced)),
        ("shown", terminal.COLUMNS, lambda tool: terminal.shown(tool, work)),
        ("cached", cache.COLUMNS, on_beds(cache.caches)),
        ("missing", missing.COLUMNS, on_beds(missing.missing)),
    ]
    if os.geteuid() != 0:
        print("not root: a full disk is left out")
        wanted = wanted[1:]
    if not shutil.which("strace"):
        raise SystemExit("strace is missing: apt-get install strace")
    rows_file = work / "faults" / "rows.json"
    known = json.loads(rows_file.read_text()) if options.parts and rows_file.exists() else {}
    parts = []
    for name, columns, judge in wanted:
        if not options.parts or name in options.parts:
            began = time.monotonic()
            known[name] = {tool.name: list(judge(tool)) for tool in chosen}
            print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
            rows_file.write_text(json.dumps(known, indent=1))
        if name in known:
            parts.append(Part(name, columns, known[name]))
    text = page(described(chosen), parts)
    print(text)
    if options.write:
        _PAGE.write_text(text, encoding="utf-8")


def _in_mounts_of_its_own() -> None:
    """The tiny disk is mounted where nobody else sees it, and is gone when we are."""
    if os.geteuid() == 0 and _OWN_MOUNTS not in os.environ and shutil.which("unshare"):
        os.environ[_OWN_MOUNTS] = "1"
        command = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m"]
        os.execvp(command[0], [*command, "bench.rivals.faults", *sys.argv[1:]])  # noqa: S606


if __name__ == "__main__":
    main()

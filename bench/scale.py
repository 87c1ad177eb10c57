"""What a command takes in a large library, against its own time with the bundled catalog.

    python -m bench.scale [--runs 25] [--sizes 1000,10000,100000] [--write]

Libraries of 5,000 events and 1,000 notes (bench/library.py). Every round runs every command
once in every library, in turn; a ratio is of two times of the same round. CPU time is user +
system of the child. `--write` puts the tables into bench/scale.md and the numbers beside it.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.startup import about, cpu, interval, surroundings

EVENTS, NOTES = 5_000, 1_000
BUNDLED = 46
PAPERNOTES = str(Path(sys.executable).with_name("papernotes"))


class Case(NamedTuple):
    name: str
    budget: float  # times its own time at 46 papers
    arguments: list[str]
    terminal: bool = False

    def at(self, size: int) -> list[str]:
        """Its arguments; `LAST` is a paper with a long way: 33 of 46, else the last one."""
        last = "33" if size == BUNDLED else str(size)
        return [last if argument == "LAST" else argument for argument in self.arguments]


CASES = [
    Case("`list --limit 50` piped", 1.3, ["list", "--limit", "50"]),
    Case(
        "`list --limit 50` on a terminal",
        1.3,
        ["list", "--limit", "50", "--no-pager"],
        terminal=True,
    ),
    Case("`show 12` piped", 1.3, ["show", "12"]),
    Case("`papernotes` piped", 1.5, []),
    Case("`next` piped", 1.5, ["next"]),
    Case("`path 33` piped", 1.5, ["path", "33"]),
    # Thousands of papers are on that way, where 33 of 46 has six: a tenth of a ms for each.
    Case("`path` to the last paper, piped", 8.0, ["path", "LAST"]),
    Case("`search attention` piped", 2.0, ["search", "attention"]),
    Case("`similar 12` piped", 2.0, ["similar", "12"]),
    Case("`done 12`", 1.3, ["done", "12"]),
    Case("a TAB completion of a REF", 1.5, ["__complete", "show", "q"]),
]


class First(NamedTuple):
    """A run that had something to read: seconds, and MB of memory at most."""

    cpu: float
    wall: float
    memory: float


LIMITS = {  # seconds of the first list, MB, seconds after an edit; as the design has them
    10_000: (5, 300, 1),
    100_000: (60, 1000, None),
}


def make(home: Path, size: int) -> None:
    """A library, made by a process of its own: what it takes is not ours to carry."""
    code = (
        "import sys; from pathlib import Path; from bench.library import *\n"
        f"home, n = Path({str(home)!r}), {size}\n"
        "write_catalog(home / 'data/catalogs/big/papers.toml', n)\n"
        f"write_journal(home / 'data/journal/desk', {EVENTS}, n)\n"
        f"write_notes(home / 'data/notes', {NOTES}, n)\n"
    )
    root = Path(__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def place(environ: dict[str, str], home: Path, size: int) -> dict[str, str]:
    chosen = {} if size == BUNDLED else {"PAPERNOTES_CATALOG": "big"}
    return {**environ, "PAPERNOTES_HOME": str(home / str(size)), **chosen}


def first(environ: dict[str, str], *arguments: str) -> First:
    began = time.perf_counter()
    process = subprocess.Popen(
        [PAPERNOTES, *arguments], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} failed")
    spent = used.ru_utime + used.ru_stime
    return First(spent, time.perf_counter() - began, used.ru_maxrss / 1000)


def edit(home: Path, size: int, turn: int) -> None:
    """Another title for a paper in the middle, written as an editor writes a file: anew."""
    file = home / str(size) / "data/catalogs/big/papers.toml"
    text = file.read_text("utf-8")
    middle = text.index('title = "', len(text) // 2) + len('title = "')
    file.write_text(f"{text[:middle]}Edited {turn} {text[middle:]}", "utf-8")


def measure_first(
    root: Path, environ: dict[str, str], size: int, runs: int
) -> tuple[list[First], list[First]]:
    home = place(environ, root, size)
    firsts, edited = [], []
    for turn in range(runs):
        shutil.rmtree(root / str(size) / "cache", ignore_errors=True)
        firsts.append(first(home, "list", "--limit", "50"))
        edit(root, size, turn)
        edited.append(first(home, "list", "--limit", "50"))
    return firsts, edited


def measure(
    root: Path, environ: dict[str, str], sizes: list[int], runs: int
) -> dict[str, dict[int, list[float]]]:
    times: dict[str, dict[int, list[float]]] = {
        case.name: {size: [] for size in [BUNDLED, *sizes]} for case in CASES
    }
    for turn in range(-1, runs):  # the first round warms caches, and is not counted
        for case in CASES:
            for size in [BUNDLED, *sizes]:
                home = place(environ, root, size)
                spent = cpu([PAPERNOTES, *case.at(size)], home, terminal=case.terminal)
                if turn >= 0:
                    times[case.name][size].append(spent)
                if case.arguments[:1] == ["done"]:  # every round marks anew
                    subprocess.run([PAPERNOTES, "undo"], env=home, check=True, capture_output=True)
    return times


def ratios(times: dict[int, list[float]], size: int) -> list[float]:
    return [mine / own for mine, own in zip(times[size], times[BUNDLED], strict=True)]


def commands_table(times: dict[str, dict[int, list[float]]], sizes: list[int]) -> str:
    draw = random.Random(0)  # noqa: S311 (a bootstrap, not a secret)
    heads = [f"{size:,} papers" for size in sizes]
    lines = [
        f"| command | {BUNDLED} papers, CPU ms | {' | '.join(heads)} | budget | met |",
        f"| --- | ---: |{' ---: |' * len(sizes)} ---: | --- |",
    ]
    for case in CASES:
        cells, worst = [], 0.0
        for size in sizes:
            found = ratios(times[case.name], size)
            low, high = interval(found, draw)
            middle = statistics.median(found)
            worst = max(worst, middle)
            cells.append(f"{middle:.2f} ({low:.2f}–{high:.2f})")
        own = statistics.median(times[case.name][BUNDLED]) * 1000
        met = "yes" if worst <= case.budget else "NO"
        lines.append(f"| {case.name} | {own:.0f} | {' | '.join(cells)} | {case.budget} | {met} |")
    return "\n".join(lines) + "\n"


def firsts_table(firsts: dict[int, tuple[list[First], list[First]]]) -> str:
    lines = [
        "| papers | first list: CPU s | wall s | memory MB | one paper edited: CPU s | wall s"
        " | budget | met |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |",
    ]
    for size, runs in firsts.items():
        built, edited = (First(*map(statistics.median, zip(*each, strict=True))) for each in runs)
        limit = LIMITS.get(size)
        said, met = "", ""
        if limit:
            seconds, memory, after = limit
            said = f"{seconds} s, {memory} MB" + (f", edited {after} s" if after else "")
            good = built.wall <= seconds and built.memory <= memory
            met = "yes" if good and (after is None or edited.wall <= after) else "NO"
        lines.append(
            f"| {size:,} | {built.cpu:.2f} | {built.wall:.2f} | {built.memory:.0f}"
            f" | {edited.cpu:.2f} | {edited.wall:.2f} | {said} | {met} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--write", action="store_true", help="write bench/scale.md")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environ = surroundings(root)
        firsts = {}
        for size in sizes:
            make(root / str(size), size)
            firsts[size] = measure_first(root, environ, size, 3)
        marked = place(environ, root, BUNDLED)
        subprocess.run([PAPERNOTES, "done", "1-3"], env=marked, check=True, capture_output=True)
        times = measure(root, environ, sizes, options.runs)
    text = (
        f"{about()} {options.runs} interleaved runs; {EVENTS:,} events and {NOTES:,} notes.\n\n"
        "CPU time as a multiple of the command's own with 46 papers (95 % interval):\n\n"
        f"{commands_table(times, sizes)}\n"
        "The first list of a library, when there is no index yet, and the first after an editor\n"
        "has changed one paper of it (medians of 3):\n\n"
        f"{firsts_table(firsts)}"
    )
    print(text)
    if options.write:
        page = Path(__file__).with_suffix(".md")
        page.write_text(
            f"# Large libraries\n\nMade by `python -m bench.scale --write`.\n\n{text}", "utf-8"
        )
        page.with_suffix(".json").write_text(
            json.dumps({"times": times, "firsts": firsts}), "utf-8"
        )


if __name__ == "__main__":
    main()

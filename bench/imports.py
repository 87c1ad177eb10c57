"""Where the time of a start goes: what Python imports, by whose it is.

    python -m bench.imports [--runs 11] [--write]

`python -X importtime` tells the microseconds of every module; they are added up by package.
It is slower than a plain run, so that shares count, not milliseconds.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.startup import HELLO, about, surroundings

OURS, TYPER, SQLITE, STDLIB = "papernotes", "typer", "sqlite3", "Python's library"
_OWNERS = {"papernotes": OURS, "typer": TYPER, "sqlite3": SQLITE, "_sqlite3": SQLITE}
_OTHERS = ("click", "rich", "pydantic", "shellingham", "platformdirs", "tomli_w", "annotated_doc")
COMMANDS = {
    "hello-world": [],
    "`list`": ["list"],
    "`search`": ["search", "attention"],
    "`done`": ["done", "12"],
    "`list`, drawn": ["list", "--color", "always"],
}


def profile(arguments: list[str], environ: dict[str, str]) -> Counter[str]:
    """Microseconds of imports by package."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    )
    spent: Counter[str] = Counter()
    for line in ended.stderr.splitlines():
        if not line.startswith("import time:") or "self [us]" in line:
            continue
        own, _, name = line.removeprefix("import time:").split("|")
        top = name.strip().partition(".")[0]
        owner = _OWNERS.get(top, top if top in _OTHERS else STDLIB)
        spent[owner] += int(own)
    return spent


def measure(runs: int) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        hello = root / "hello.py"
        hello.write_text(HELLO)
        environ = surroundings(root)
        for turn in range(-1, runs):
            for name, arguments in COMMANDS.items():
                line = ["-m", "papernotes", *arguments] if arguments else [str(hello), "hello"]
                spent = profile(line, environ)
                if "done" in arguments:
                    undo = [sys.executable, "-m", "papernotes", "undo"]
                    subprocess.run(undo, env=environ, check=True, capture_output=True)
                for owner, micros in spent.items() if turn >= 0 else ():
                    found.setdefault(name, {}).setdefault(owner, []).append(micros / 1000)
    return {
        name: {owner: statistics.median(times) for owner, times in owners.items()}
        for name, owners in found.items()
    }


def table(profiles: dict[str, dict[str, float]]) -> str:
    owners = sorted(
        {owner for found in profiles.values() for owner in found},
        key=lambda owner: -max(found.get(owner, 0) for found in profiles.values()),
    )
    lines = [f"| imports, ms | {' | '.join(profiles)} |", f"| --- |{' ---: |' * len(profiles)}"]
    for owner in owners:
        cells = (f"{found[owner]:.1f}" if owner in found else "" for found in profiles.values())
        lines.append(f"| {owner} | {' | '.join(cells)} |")
    sums = (f"{sum(found.values()):.1f}" for found in profiles.values())
    return "\n".join([*lines, f"| all | {' | '.join(sums)} |"]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--write", action="store_true", help="write bench/imports.md")
    options = parser.parse_args()
    text = f"{about()} Medians of {options.runs} runs.\n\n{table(measure(options.runs))}"
    print(text)
    if options.write:
        head = "# Where the time of a start goes\n\nMade by `python -m bench.imports --write`.\n\n"
        Path(__file__).with_suffix(".md").write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main()

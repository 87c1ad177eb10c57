"""Speed side by side: `python -m bench.rivals [--write] [--work DIR] [--sizes 46 1000]`."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from bench.rivals.all import WORK, install, tools
from bench.rivals.machine import described
from bench.rivals.network import offline
from bench.rivals.plot import plot
from bench.rivals.speed import Run, Series, measure
from bench.rivals.tables import page
from bench.rivals.tool import Tool

ROUNDS = {46: 15, 1_000: 10, 10_000: 3}
_BENCH = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="the folder for everything made")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(ROUNDS))
    parser.add_argument("--rounds", type=int, help="instead of 15, 10 and 3")
    parser.add_argument("--only", nargs="+", help="papernotes, papis, pubs …")
    parser.add_argument("--no-install", action="store_true", help="all is there from before")
    parser.add_argument("--write", action="store_true", help="bench/rivals.md, .json and .svg")
    options = parser.parse_args()
    work = options.work.resolve()
    chosen = [
        tool
        for tool in tools(work)
        if not options.only or any(tool.slug.startswith(name) for name in options.only)
    ]
    if not options.no_install:
        install(chosen)
    offline(chosen, work)
    series: list[Series] = []
    for size in options.sizes:
        series += measure(chosen, work, size, options.rounds or ROUNDS.get(size, 3))
        if options.write:  # after each size: the next one may take long
            _write(described(chosen), chosen, series)
    print(page(described(chosen), chosen, series))


def _write(about: str, chosen: Sequence[Tool], series: Sequence[Series]) -> None:
    (_BENCH / "rivals.md").write_text(page(about, chosen, series), encoding="utf-8")
    (_BENCH / "rivals.svg").write_text(plot(chosen, series), encoding="utf-8")
    lines = [
        json.dumps(each._asdict() | {"runs": [[round(n, 4) for n in run] for run in each.runs]})
        for each in series
    ]
    head = json.dumps({"about": about, "run": Run._fields})[:-1]
    text = ",\n".join(lines)
    (_BENCH / "rivals.json").write_text(f'{head}, "series": [\n{text}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()

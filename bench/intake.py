"""Taking papers in: an import of 10,000, and one more added to few and to many.

    python -m bench.intake [--runs 15] [--imports 3] [--write]

`add` runs in turn in an own catalog of 46 papers and in one of 10,000, without the network;
a ratio is of two times of the same round. The imports take files that papernotes wrote of the
10,000, and one as a reference manager would: abstracts of 120 words, accents and mathematics
in LaTeX, an `@string` for every journal, what has been read. `--write` puts the tables into
bench/intake.md.
"""

import argparse
import random
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from bench.library import SEED, cite_key, papers, write_catalog
from bench.scale import PAPERNOTES, First, first
from bench.startup import about, cpu, interval, surroundings
from papernotes.model.paper import Paper

FEW, MANY = 46, 10_000
ADD_BUDGET, SECONDS, MEMORY = 1.5, 20, 500
FORMATS = ("bibtex", "csl-json", "ris", "csv", "json", "markdown")
LIVED_IN = "BibTeX with abstracts"
_WORDS = r"""
the of and a in to we is for with that on model language M{\"u}ller's Erd{\H{o}}s {BERT} $x^2$
$\mathcal{O}(n \log n)$ 12\,\% state-of-the-art {\L}ukasiewicz \emph{attention} na{\"\i}ve R\&D
"""


def lived_in(made: list[Paper], seed: int = SEED) -> Iterator[str]:
    """A bibliography of some years, entry by entry."""
    draw = random.Random(seed)  # noqa: S311 (made-up papers, no secret)
    words = _WORDS.split()
    for venue in sorted({paper.venue or "" for paper in made}):
        yield f'@string{{{venue.replace(" ", "")} = "Proceedings of {venue}"}}\n'
    for paper in made:
        yield "\n".join(
            (
                f"\n@inproceedings{{{cite_key(paper)},",
                f"  title     = {{{{{paper.title}}} by {{\\'E}}tienne's \\textit{{method}}}},",
                f"  author    = {{{' and '.join(map(_last_first, paper.authors))}}},",
                f"  booktitle = {(paper.venue or '').replace(' ', '')},",
                f"  year      = {paper.year},",
                f"  doi       = {{10.48550/arXiv.{paper.arxiv}}},",
                f"  eprint    = {{{paper.arxiv}}}, archiveprefix = {{arXiv}},",
                f"  keywords  = {{{', '.join(paper.topics)}}},",
                f"  abstract  = {{{' '.join(draw.choices(words, k=120))}}},",
                *(["  readstatus = {read},"] if draw.random() < 0.4 else []),
                "}\n",
            )
        )


def _last_first(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}"


def measure_add(root: Path, runs: int) -> dict[int, list[float]]:
    """CPU seconds of `add`, a new paper each time."""
    times: dict[int, list[float]] = {FEW: [], MANY: []}
    homes = {size: {**_quiet(root), "PAPERNOTES_HOME": str(root / str(size))} for size in times}
    for size, home in homes.items():
        write_catalog(root / str(size) / "data" / "catalogs" / "big" / "papers.toml", size)
        subprocess.run([PAPERNOTES, "list"], env=home, check=True, capture_output=True)
    new = count(1)
    for turn in range(-1, runs):  # the first round warms caches, and is not counted
        for size, home in homes.items():
            number = next(new)
            named = ["--title", f"A new paper {number}", "--author", "A. Name"]
            line = [PAPERNOTES, "add", f"2611.{number:05d}", *named, "--catalog", "big"]
            spent = cpu(line, home)
            if turn >= 0:
                times[size].append(spent)
    return times


def measure_imports(root: Path, runs: int) -> dict[str, tuple[int, list[First], list[First]]]:
    """For each format the size of its file in bytes, and what import and export take."""
    environ = {**_quiet(root), "PAPERNOTES_HOME": str(root / "whole")}
    write_catalog(root / "whole" / "data" / "catalogs" / "big" / "papers.toml", MANY)
    first(environ, "done", "big/1-4000", "--on", "2026-01-05")
    found: dict[str, tuple[int, list[First], list[First]]] = {}
    for name in FORMATS:
        file = root / f"papers.{name}"
        line = ["export", "--catalog", "big", "--progress", "--format", name, "-o", str(file)]
        wrote = [first(environ, *line, "--force") for _ in range(runs)]
        found[name] = (file.stat().st_size, _take_in(root, file, runs), wrote)
    file = root / "lived-in.bib"
    file.write_text("".join(lived_in(list(papers(MANY)))), "utf-8")
    found[LIVED_IN] = (file.stat().st_size, _take_in(root, file, runs), [])
    return found


def _take_in(root: Path, file: Path, runs: int) -> list[First]:
    home = root / "empty"
    environ = {**_quiet(root), "PAPERNOTES_HOME": str(home), "PAPERNOTES_CATALOG": "mine"}
    taken = []
    for _ in range(runs):
        shutil.rmtree(home, ignore_errors=True)
        taken.append(first(environ, "import", str(file)))
        listed = subprocess.run(
            [PAPERNOTES, "list", "--json"], env=environ, check=True, capture_output=True
        )
        if listed.stdout.count(b'"uid": ') != MANY:
            raise SystemExit(f"{file.name}: not all of it came in")
    return taken


def _quiet(root: Path) -> dict[str, str]:
    return {**surroundings(root), "PAPERNOTES_OFFLINE": "1"}


def add_table(times: dict[int, list[float]]) -> str:
    draw = random.Random(0)  # noqa: S311 (a bootstrap, not a secret)
    found = [many / few for few, many in zip(times[FEW], times[MANY], strict=True)]
    low, high = interval(found, draw)
    middle = statistics.median(found)
    own = statistics.median(times[FEW]) * 1000
    met = "yes" if middle <= ADD_BUDGET else "NO"
    return (
        f"| `add` to {FEW} papers, CPU ms | to {MANY:,}, times that | budget | met |\n"
        "| ---: | ---: | ---: | --- |\n"
        f"| {own:.0f} | {middle:.2f} ({low:.2f}–{high:.2f}) | {ADD_BUDGET} | {met} |\n"
    )


def imports_table(found: dict[str, tuple[int, list[First], list[First]]]) -> str:
    lines = [
        "| format | file, MB | import: CPU s | wall s | memory MB | budget | met"
        " | export: wall s | memory MB |",
        "| --- | ---: | ---: | ---: | ---: | --- | --- | ---: | ---: |",
    ]
    for name, (size, taken, wrote) in found.items():
        inward = First(*map(statistics.median, zip(*taken, strict=True)))
        met = "yes" if inward.wall < SECONDS and inward.memory < MEMORY else "NO"
        out = ["", ""]
        if wrote:
            outward = First(*map(statistics.median, zip(*wrote, strict=True)))
            out = [f"{outward.wall:.1f}", f"{outward.memory:.0f}"]
        lines.append(
            f"| {name} | {size / 1e6:.1f} | {inward.cpu:.1f} | {inward.wall:.1f}"
            f" | {inward.memory:.0f} | {SECONDS} s, {MEMORY} MB | {met} | {' | '.join(out)} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--imports", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write bench/intake.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        added = add_table(measure_add(root, options.runs))
        imported = imports_table(measure_imports(root, options.imports))
    text = (
        f"{about()}\n\n`add` in {options.runs} interleaved runs (95 % interval):\n\n{added}\n"
        f"{MANY:,} papers, 4,000 of them read, into an empty home and out again"
        f" (medians of {options.imports}):\n\n{imported}"
    )
    print(text)
    if options.write:
        head = "# Taking papers in\n\nMade by `python -m bench.intake --write`.\n\n"
        Path(__file__).with_suffix(".md").write_text(head + text, "utf-8")


if __name__ == "__main__":
    main()

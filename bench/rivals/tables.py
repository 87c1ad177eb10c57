"""What was measured, as Markdown."""

import random
import statistics
from collections.abc import Callable, Sequence

from bench.rivals.speed import FEW, LIMIT, LONG, Run, Series
from bench.rivals.tool import Tool
from bench.rivals.work import TASKS, WORD
from bench.startup import interval

_HOW = f"""\
How: every program is in an environment of its own, with the settings that it comes with, its
output going to a file, and a library of the same papers: at 46 those that ship with papernotes,
else made-up ones (`bench/library.py`). Every round runs each task of each program once, in turn,
so that whatever else the machine does touches all alike; the first round is not counted: it is
looked at, whether the task was done. What takes longer than {LONG} s is run {FEW} times, and what
takes longer than {LIMIT} s is left. None uses the network: each task is run under strace first.
The libraries are laid as the programs' own files, since importing 10,000 entries would take papis
a quarter of an hour; taskwarrior imports them.

- CPU time is user and system time of a command and its children; wall time is what one waits.
  Memory is the largest resident set of any of its processes; the smallest that can be told is
  9 MB, the size of what starts them.
- “search a word” looks for “{WORD}”: papernotes, papis and buku in all fields, coBib in the whole
  entry, taskwarrior in the description, pubs in the titles (it can't do more at once).
- “mark one”: `papernotes done`, `papis tag --append done`, `pubs tag +done`,
  `cobib modify --add tags:done`, `buku -u --tag + done`, `task done`; another paper each round.
- “first list, no cache”: its caches are deleted before. buku and taskwarrior have none.
- “list after an edit”: a title is changed in the data file, as an editor or git does it, and the
  list must show it. papis does not look by itself: its time includes `papis cache update-newer`.
- “list all” shows titles, in papis by `--format`. `papis list --all` by itself prints the papers'
  folders, which is much faster (by hand, the same day, with the pickle: 120 ms of CPU with 46
  papers, 130 with 1,000, 270 with 10,000).
- “list 50”: only where a program can. —: it can't, or there is nothing to measure.
"""


def page(about: str, tools: Sequence[Tool], series: Sequence[Series]) -> str:
    parts = [
        "# Speed beside other programs\n",
        "Made by `python -m bench.rivals --write`; the numbers of each run are in rivals.json.\n",
        f"{about}\n",
        "| program | keeps the library in |\n| --- | --- |",
        *(f"| {tool.name} | {tool.store} |" for tool in tools),
        "",
    ]
    for size in dict.fromkeys(each.size for each in series):
        there = [each for each in series if each.size == size]
        rounds = max(len(each.runs) for each in there)
        parts.append(
            f"## {size:,} papers\n\nMedians of {rounds} rounds, 95 % intervals in brackets.\n"
        )
        parts.append(_table("CPU, ms", tools, there, lambda run: run.cpu * 1000))
        parts.append(_table("wall, ms", tools, there, lambda run: run.wall * 1000))
        parts.append(_table("memory, MB", tools, there, lambda run: run.peak / 1e6))
    return "\n".join([*parts, "## How", "", _HOW])


def _table(
    what: str, tools: Sequence[Tool], series: Sequence[Series], of: Callable[[Run], float]
) -> str:
    tasks = [task.name for task in TASKS if any(each.task == task.name for each in series)]
    lines = [f"| {what} | {' | '.join(tasks)} |", f"| --- |{' ---: |' * len(tasks)}"]
    for tool in tools:
        cells = [
            next((_cell(e, of) for e in series if (e.tool, e.task) == (tool.slug, task)), "—")
            for task in tasks
        ]
        lines.append(f"| {tool.name} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _cell(series: Series, of: Callable[[Run], float]) -> str:
    if not series.runs:
        return f"> {LIMIT} s"
    values = [of(run) for run in series.runs]
    draw = random.Random(0)  # noqa: S311 (a bootstrap, no secret)
    low, high = (f"{value:,.0f}" for value in interval(values, draw))
    middle = f"{statistics.median(values):,.0f}"
    return middle if low == high else f"{middle} ({low}–{high})"

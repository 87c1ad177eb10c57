"""Measure: every round runs every task of every program once, in turn."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.library import collection
from bench.rivals.tool import Command, Tool, titles_in
from bench.rivals.work import EDITED, FIRST, SHOWN, TASKS, Task, edited_title
from papernotes.model.paper import Paper

LIMIT = 60  # seconds; what takes longer is not waited for
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes; man 2 getrusage
LONG, FEW = 5, 3  # seconds from which on a few runs are enough


class Run(NamedTuple):
    """Seconds of wall and of CPU time, and the most memory in bytes."""

    wall: float
    cpu: float
    peak: int


class Series(NamedTuple):
    """All runs of one task by one program; no runs where it took longer than `LIMIT`."""

    size: int
    tool: str
    task: str
    runs: list[Run]


def timed(tool: Tool, home: Path, commands: Sequence[Command]) -> tuple[Run | None, int, Path]:
    """One run (None: too long), its exit code, and the file with its output."""
    out, err = home.with_suffix(".out"), home.with_suffix(".err")
    job = {
        "commands": commands,
        "environ": tool.environ(home),
        "out": str(out),
        "err": str(err),
        "timeout": LIMIT,
    }
    script = str(Path(__file__).with_name("stopwatch.py"))
    done = subprocess.run(
        [sys.executable, "-I", "-S", script],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
        cwd=home,
    )
    told = json.loads(done.stdout)
    if told["wall"] >= LIMIT:
        return None, told["code"], out
    return Run(told["wall"], told["cpu"], told["peak"] * _PEAK_UNIT), told["code"], out


def measure(tools: Sequence[Tool], work: Path, size: int, rounds: int) -> Iterable[Series]:
    papers = collection(size)
    tasks = [task for task in TASKS if size >= task.smallest]
    series = {
        (tool.slug, task.name): Series(size, tool.slug, task.name, [])
        for tool in tools
        for task in tasks
        if task.commands(tool, papers, 0)
    }
    left: set[tuple[str, str]] = set()
    homes: dict[str, Path] = {}
    for tool in tools:
        home = homes[tool.slug] = work / f"papers-{size}" / tool.slug
        if _filled(tool, home, papers) > LIMIT:
            left.add((tool.slug, FIRST))
    for turn in range(rounds + 1):  # the first warms up, and is looked at instead of counted
        for task in tasks:
            for tool in tools:
                name, home = (tool.slug, task.name), homes[tool.slug]
                if name not in series or name in left or _enough(series[name]):
                    continue
                commands = task.commands(tool, papers, turn) or []
                task.before(tool, home, papers, turn)
                run, code, out = timed(tool, home, commands)
                if run is None:
                    left.add(name)
                    series[name].runs.clear()
                    tool.run(home, tool.everything())  # it may have been kept from its caches
                elif turn == 0:
                    _looked_at(tool, home, task, papers, code, out.read_bytes())
                elif code != 0:
                    raise SystemExit(f"{tool.name}: {commands} failed in round {turn}: {code}")
                else:
                    series[name].runs.append(run)
        print(f"{size} papers: round {turn} of {rounds}", flush=True)
    return series.values()


def _enough(series: Series) -> bool:
    """Whether there are runs enough of what takes long."""
    return len(series.runs) >= FEW and min(run.wall for run in series.runs) > LONG


def _filled(tool: Tool, home: Path, papers: Sequence[Paper]) -> float:
    """Make the library and its caches; the seconds that the caches took."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    tool.fill(home, papers)
    began = time.monotonic()
    tool.run(home, tool.everything())
    took = time.monotonic() - began
    print(f"{len(papers)} papers: {tool.name} is there, its caches took {took:.0f} s", flush=True)
    return took


def _looked_at(
    tool: Tool, home: Path, task: Task, papers: Sequence[Paper], code: int, output: bytes
) -> None:
    """That the task was done at all: else its time would mean nothing."""
    found = titles_in(output, papers)
    distinct = titles_in("".join(paper.title for paper in papers).encode(), papers)
    shown = titles_in(output, [papers[SHOWN]])
    marked = task.name != "mark one" or tool.is_marked(
        tool.records(home)[tool.record_of(papers[0])]
    )
    edited = edited_title(papers[EDITED], 0).split()[-2:]
    fine = {
        "list all": found == distinct,
        "list 50": 50 <= found < distinct,
        "search a word": 0 < found < distinct,
        "show one": shown == 1,
        "mark one": marked,
        FIRST: found == distinct,
        "list after an edit": " ".join(edited).encode() in b" ".join(output.split()),
    }
    if code != 0 or not fine[task.name]:
        raise SystemExit(
            f"{tool.name} did not {task.name}: exit {code}, {found} of {distinct} titles\n"
            f"{output[:2000].decode('utf-8', 'replace')}"
        )

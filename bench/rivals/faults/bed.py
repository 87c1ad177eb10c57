"""A library of 46 papers, 20 of them marked, that can be had anew, and judged."""

import shutil
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.rivals.tool import Tool, remove, titles_in
from papernotes.model.paper import Paper

MARKED = 20
TARGET = 30  # the place of the paper that is marked while something goes wrong


class State(NamedTuple):
    """What the files hold, and what the program shows of it."""

    kept: int  # records that are as before, byte for byte (the one being marked: or marked)
    marked: bool  # whether the mark is there
    unreadable: str = ""  # why the files can't be read at all


class Bed:
    """One program's library, always in the same place: caches know their paths."""

    def __init__(self, tool: Tool, work: Path, papers: Sequence[Paper]) -> None:
        self.tool, self.papers = tool, papers
        self.home = work / "faults" / tool.slug / "home"
        self.template = self.home.with_name("template")
        self.log = self.home.with_name("log")
        for path in (self.home, self.template, self.log):
            remove(path)
        self.home.mkdir(parents=True)
        tool.fill(self.home, papers)
        for paper in papers[:MARKED]:
            tool.run(self.home, tool.mark(paper)).check_returncode()
        tool.run(self.home, tool.everything()).check_returncode()
        self.before: Mapping[str, bytes] = tool.records(self.home)
        if len(self.before) != len(papers):
            raise SystemExit(f"{tool.name} has {len(self.before)} of {len(papers)} records")
        if sum(map(tool.is_marked, self.before.values())) != MARKED:
            raise SystemExit(f"{tool.name} does not know its marks")
        # With the times of the files, by which caches go.
        shutil.copytree(self.home, self.template, symlinks=True)

    @property
    def target(self) -> Paper:
        return self.papers[TARGET]

    def fresh(self) -> None:
        """The library as it was, in the same place (which may be a file system by now)."""
        self.home.mkdir(exist_ok=True)
        for path in self.home.iterdir():
            remove(path)
        shutil.copytree(self.template, self.home, symlinks=True, dirs_exist_ok=True)
        self.tool.copied(self.home)

    def state(self, marking: Sequence[Paper] | None = None) -> State:
        """Judge the files, of which the records of `marking` (the target) may be marked."""
        papers = [self.target] if marking is None else marking
        allowed = {self.tool.record_of(paper) for paper in papers}
        try:
            now = self.tool.records(self.home)
        except (OSError, ValueError, sqlite3.Error) as error:
            return State(0, marked=False, unreadable=f"{error}")
        kept = sum(
            now.get(name) == text
            or (name in allowed and name in now and self.tool.is_marked(now[name]))
            for name, text in self.before.items()
        )
        target = now.get(self.tool.record_of(self.target), b"")
        return State(kept, self.tool.is_marked(target))

    def marks(self, papers: Sequence[Paper]) -> int:
        """How many of the papers are marked, by the files."""
        try:
            now = self.tool.records(self.home)
        except (OSError, ValueError, sqlite3.Error):
            return 0
        names = map(self.tool.record_of, papers)
        return sum(name in now and self.tool.is_marked(now[name]) for name in names)

    def mark(self) -> subprocess.CompletedProcess[bytes]:
        return self.noted("mark", self.tool.run(self.home, self.tool.mark(self.target)))

    def look(self) -> tuple[int, int, bool]:
        """List everything: the exit code, how many papers show, whether with a traceback."""
        done = self.noted("list", self.tool.run(self.home, self.tool.everything()))
        shown = titles_in(done.stdout, self.papers)
        return done.returncode, shown, b"Traceback" in done.stdout + done.stderr

    def noted(
        self, what: str, done: subprocess.CompletedProcess[bytes]
    ) -> subprocess.CompletedProcess[bytes]:
        """Keep the raw log of what was said."""
        with self.log.open("ab") as log:
            log.write(f"== {what}: exit {done.returncode}\n".encode())
            log.write(b"" if what == "list" and done.returncode == 0 else done.stdout[-3000:])
            log.write(done.stderr[-3000:] + b"\n")
        return done

    def note(self, what: str) -> None:
        with self.log.open("a") as log:
            log.write(f"## {what}\n")


def outcome(done: subprocess.CompletedProcess[bytes]) -> str:
    """How a command ended, in a word or two."""
    if done.returncode < 0:
        return f"signal {-done.returncode}"
    if b"Traceback" in done.stderr + done.stdout:
        return f"traceback, exit {done.returncode}"
    return f"exit {done.returncode}"


def ways(outcomes: Sequence[str]) -> str:
    """ "exit 1" where all ended so, else "exit 1 (3), exit 0 (2)"."""
    counts = {each: outcomes.count(each) for each in dict.fromkeys(outcomes)}
    if len(counts) == 1:
        return next(iter(counts))
    return ", ".join(f"{each} ({count})" for each, count in counts.items())


def span(numbers: Sequence[int], total: int) -> str:
    """ "46 of 46", or "2 to 46 of 46"."""
    low, high = min(numbers), max(numbers)
    return f"{low} of {total}" if low == high else f"{low} to {high} of {total}"

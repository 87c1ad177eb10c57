"""What is measured: the tasks, each as every program does it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.rivals.tool import Command, Tool, remove
from papernotes.model.paper import Paper

WORD = "attention"
SHOWN = 11  # the twelfth paper
EDITED = 4
FIRST = "first list, no cache"


class Task(NamedTuple):
    """`commands` is what is timed, after `before` was done; None where a program can't."""

    name: str
    commands: Callable[[Tool, Sequence[Paper], int], list[Command] | None]
    before: Callable[[Tool, Path, Sequence[Paper], int], None] = lambda *_: None
    smallest: int = 0  # papers from which on it is worth doing


def _without_cache(tool: Tool, home: Path, _p: Sequence[Paper], _r: int) -> None:
    for cache in tool.caches(home):
        remove(cache)


def _edit(tool: Tool, home: Path, papers: Sequence[Paper], turn: int) -> None:
    """As an editor or git does it: a new file in the place of the old."""
    file = tool.edited(home, papers[EDITED])
    retitle(file, edited_title(papers[EDITED], turn - 1), edited_title(papers[EDITED], turn))


def edited_title(paper: Paper, turn: int) -> str:
    return f"{paper.title} revision {turn}" if turn >= 0 else paper.title


def retitle(file: Path, old: str, new: str) -> None:
    text = file.read_bytes()
    if old.encode() not in text:
        raise ValueError(f"{file} has no paper called {old}")
    draft = file.with_name(f"{file.name}.new")
    draft.write_bytes(text.replace(old.encode(), new.encode(), 1))
    draft.replace(file)


TASKS = [
    Task("list all", lambda tool, _p, _t: tool.everything()),
    Task("list 50", lambda tool, _p, _t: tool.first_50() if tool.limits else None, smallest=51),
    Task("search a word", lambda tool, _p, _t: tool.search(WORD)),
    Task("show one", lambda tool, papers, _t: tool.show(papers[SHOWN])),
    Task("mark one", lambda tool, papers, turn: tool.mark(papers[turn])),
    Task(
        FIRST,
        lambda tool, _p, _t: tool.everything() if tool.cached else None,
        _without_cache,
    ),
    Task(
        "list after an edit",
        lambda tool, _p, _t: [*tool.refresh(), *tool.everything()] if tool.cached else None,
        _edit,
        smallest=51,
    ),
]

"""What a marking command did."""

from pathlib import Path
from typing import NamedTuple

from papernotes.library.core import Problem
from papernotes.model.event import Event
from papernotes.model.paper import Entry
from papernotes.settings import Settings


class Change(NamedTuple):
    """A paper before and after."""

    before: Entry
    after: Entry


class Outcome(NamedTuple):
    """`event` is what was recorded (None: nothing had to be), or what was undone or redone."""

    verb: str  # "done", "undo" ...
    settings: Settings
    event: Event | None = None
    changes: tuple[Change, ...] = ()
    same: tuple[Entry, ...] = ()  # named, and so already
    opened: tuple[Entry, ...] = ()  # ready now, and not before
    aside: Path | None = None  # where the unfinished entry of a killed writer now lies
    problems: tuple[Problem, ...] = ()  # of the library's files
    gone: tuple[Entry, ...] = ()  # in their catalog no more, as they were
    back: tuple[Entry, ...] = ()  # in their catalog again
    emptied: bool = False  # those that are gone were all that the catalog had

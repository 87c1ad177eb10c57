"""What a command did to the catalogs."""

from collections.abc import Sequence
from typing import NamedTuple

from papernotes.curating.merged import Merged
from papernotes.library.catalogs import Catalog
from papernotes.library.core import Problem
from papernotes.model.paper import Entry
from papernotes.model.record import Left
from papernotes.settings import Settings


class Brought(NamedTuple):
    """A catalog that is in the library now; not `added` if it was before, byte for byte."""

    catalog: Catalog
    added: bool
    settings: Settings
    problems: Sequence[Problem]


class Used(NamedTuple):
    """The catalog that was chosen. The settings say whether it is the current one now."""

    catalog: Catalog
    settings: Settings
    problems: Sequence[Problem]


class Removed(NamedTuple):
    """The catalog that was, where its folder now lies, and whether it had been chosen."""

    catalog: Catalog
    path: str
    was_chosen: bool
    settings: Settings
    problems: Sequence[Problem]


class Missed(NamedTuple):
    """A paper that was looked up in vain, and why."""

    id: str
    why: str


class Renamed(NamedTuple):
    """The catalog by its new name, and its old one."""

    catalog: Catalog
    before: str
    settings: Settings
    problems: Sequence[Problem]


class Made(NamedTuple):
    """A new catalog, and where its folder lies."""

    catalog: Catalog
    folder: str
    copied: str | None  # the catalog that it is a copy of
    settings: Settings
    problems: Sequence[Problem]


class Updated(NamedTuple):
    """What upstream has that a catalog has not: what was done, or would be."""

    name: str
    source: str
    merged: Merged
    new: Sequence[Entry]  # of its new papers, in their order
    applied: bool
    set_aside: str | None  # the folder that has the catalog as it was
    settings: Settings
    problems: Sequence[Problem]

    @property
    def is_nothing(self) -> bool:
        merged = self.merged
        titled = merged.title[0] != merged.title[1]
        return not (titled or merged.new or merged.changed or merged.moved or merged.gone)


class Added(NamedTuple):
    """Papers that are in a catalog now, and those that were in one before."""

    entries: Sequence[Entry]
    same: Sequence[Entry]
    catalog: str  # the one that was added to
    made: bool  # for that
    untitled: Sequence[Entry]  # those of them that have only an id for a title
    missed: Sequence[Missed]  # those of them that were looked up
    settings: Settings
    problems: Sequence[Problem]


class Refreshed(NamedTuple):
    """Papers that are known now, and those that still are not: the entry, and why."""

    catalog: str
    entries: Sequence[Entry]
    missed: Sequence[tuple[Entry, str]]
    settings: Settings
    problems: Sequence[Problem]


class Edited(NamedTuple):
    """A paper whose block was edited; not `changed` if it reads as before."""

    entry: Entry
    changed: bool
    settings: Settings
    problems: Sequence[Problem]


class Taken(NamedTuple):
    """Papers that are in a catalog no more, as they were, and who still needs them."""

    entries: Sequence[Entry]
    needed: Sequence[tuple[Entry, Entry]]  # the paper, and one that needs it
    settings: Settings
    problems: Sequence[Problem]


class Imported(NamedTuple):
    """What an import did, or would do."""

    format: str
    catalog: str
    made: bool  # the catalog
    entries: Sequence[Entry]  # new ones
    merged: Sequence[str]  # uids of those of which something was there before
    left: Sequence[Left]
    marked: int  # papers whose progress came along
    noted: int  # and notes
    settings: Settings
    problems: Sequence[Problem]

"""What comes of putting two versions of a catalog together."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from papernotes.model.paper import Paper

Fields = Mapping[str, tuple[Any, Any]]  # by name: one value and another; None: there is none


class Change(NamedTuple):
    """A paper, and fields of it in two versions."""

    paper: Paper  # as it is now
    fields: Fields


class Moved(NamedTuple):
    paper: Paper
    before: int  # its number


class Gone(NamedTuple):
    """A paper that upstream has no longer."""

    paper: Paper  # as it is now if it is kept, else as it was
    kept: bool
    into: str | None = None  # the uid of the paper that took it in


class Merged(NamedTuple):
    """The new file, and what it differs in from the reader's."""

    data: bytes
    title: tuple[str | None, str | None]  # of the catalog: before, and now
    new: list[Paper]
    changed: list[Change]  # what it was, what it is
    moved: list[Moved]
    gone: list[Gone]
    yours: list[Change]  # what both changed: the reader's, which holds, and upstream's
    head_is_yours: bool  # both changed what stands before the papers
    papers: list[Paper]  # all of them, in the file's order

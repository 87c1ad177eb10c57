"""The formats that go out: which they are, and who writes them."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final, NamedTuple, Protocol

from papernotes.model.paper import Entry


class Exported(NamedTuple):
    """A paper that goes out, with the reader's note where that was asked for."""

    entry: Entry
    note: str | None = None


class Options(NamedTuple):
    """How. `progress`: with status, dates, rating, tags and takeaway of the reader."""

    title: str  # of the list as a whole
    progress: bool


class Format(NamedTuple):
    """One format: what people call it, the module that writes it, and whether progress goes along
    unless it is said otherwise.
    """

    title: str
    module: str
    progress: bool = True


class Writer(Protocol):
    """What a module of a format offers.

    One that leaves papers out has `left_out` besides, which takes the same and counts them.
    """

    def write(self, papers: Sequence[Exported], options: Options) -> str:
        """The papers as text, in their order."""


FORMATS: Final = {
    "markdown": Format("a reading list, as on a club's page", "markdown", progress=False),
    "bibtex": Format("BibTeX, to cite from", "bibtex"),
    "csl-json": Format("CSL-JSON, for pandoc and Zotero", "csl"),
    "ris": Format("RIS, for reference managers", "ris"),
    "csv": Format("a table for spreadsheets", "table"),
    "json": Format("everything, for programs", "own"),
    "html": Format("a page for a browser", "page", progress=False),
    "anki": Format("cards to learn takeaways with", "anki"),
}


def write(name: str, papers: Sequence[Exported], options: Options) -> str:
    """The papers in the format of that name."""
    return _module(name).write(papers, options)


def left_out(name: str, papers: Sequence[Exported], options: Options) -> int:
    """How many of them the format has no place for."""
    count: Callable[[Sequence[Exported], Options], int] | None = getattr(
        _module(name), "left_out", None
    )
    return count(papers, options) if count else 0


def _module(name: str) -> Writer:
    # By name: a run needs one of them.
    module = import_module(f"papernotes.exporting.{FORMATS[name].module}")
    writer: Writer = module
    return writer

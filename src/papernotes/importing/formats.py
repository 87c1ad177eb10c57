"""The formats that come in: which they are, how one is told from another, who reads it."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final, NamedTuple, Protocol

from papernotes.model.record import Left, Record


class UnreadableError(ValueError):
    """A text as a whole is not what it should be; says in a sentence's end why.

    `hint`: what to do then, where that is not to name another format.
    """

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.hint = hint


class Reader(Protocol):
    """What a module of a format offers."""

    def looks_like(self, text: str) -> bool:
        """Whether `text` is of this format; looks at its beginning only, or is fast."""

    def read(self, text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:
        """What `text` tells of, in its order. Raises UnreadableError if it is nothing of the kind.

        `columns` says for a table which column is which field of ours ({"Titel": "title"}).
        """


class Format(NamedTuple):
    """One format: what people call it, and the module that reads it."""

    title: str
    module: str


# The first that a text looks like is the one; Markdown takes what is left.
FORMATS: Final = {
    "json": Format("JSON and JSON Lines of papernotes", "own"),
    "csl-json": Format("CSL-JSON", "csl"),
    "crossref": Format("JSON of Crossref", "crossref"),
    "zotero": Format("JSON of Zotero", "zotero"),
    "openalex": Format("JSON of OpenAlex", "openalex"),
    "semantic-scholar": Format("JSON of Semantic Scholar", "semantic_scholar"),
    "atom": Format("Atom of arXiv", "atom"),
    "ris": Format("RIS", "ris"),
    "nbib": Format("PubMed's own format", "nbib"),
    "enw": Format("EndNote's tagged format", "enw"),
    "csv": Format("CSV with a header, of Zotero, Goodreads and others", "table"),
    "bibtex": Format("BibTeX and BibLaTeX", "bibtex"),
    "html": Format("a web page", "page"),
    "markdown": Format("Markdown", "markdown"),
}
# Where a text may be of several formats, the end of its file's name decides.
_DECIDING: Final = {".bib": "bibtex", ".ris": "ris", ".csv": "csv", ".tsv": "csv"}
# Where it looks like none, that format says what is wrong with it.
_ENDINGS: Final = {
    **_DECIDING, ".nbib": "nbib", ".enw": "enw", ".json": "json", ".jsonl": "json",
    ".ndjson": "json", ".html": "html", ".htm": "html", ".atom": "atom", ".rss": "atom",
}  # fmt: skip


class Found(NamedTuple):
    """What a text holds."""

    format: str
    title: str | None  # of the list as a whole, where it has one
    items: Iterator[Record | Left]


def read(
    text: str,
    name: str | None = None,
    columns: Mapping[str, str] | None = None,
    ending: str = "",
    base: str = "",
) -> Found:
    """Read `text` as the format of that name, else as the one that it looks like.

    `ending` is that of its file's name (".bib"), `base` the address from which it came. Raises
    UnreadableError if nothing can be made of it.
    """
    found = name or format_of(text, ending)
    from papernotes.importing import foreign, limits  # which raise what this module defines

    limits.few_lines(text)
    if name is None:
        foreign.refuse(text)
    reader = _module(found)
    title = reader.title(text) if hasattr(reader, "title") else None
    items = (
        reader.read_from(base, text, columns or {})  # its links may lead on from there
        if base and hasattr(reader, "read_from")
        else reader.read(text, columns or {})
    )
    return Found(found, title, limits.limited(items))


def format_of(text: str, ending: str = "") -> str:
    """The name of the format that `text` looks like."""
    ending = ending.lower()
    likely = _DECIDING.get(ending)
    if likely and _module(likely).looks_like(text):
        return likely
    looked = (name for name in FORMATS if name != "markdown" and _module(name).looks_like(text))
    return next(looked, _ENDINGS.get(ending, "markdown"))


def _module(name: str) -> Reader:
    # By name: a run needs one or two of them, and some bring large libraries.
    module = import_module(f"papernotes.importing.{FORMATS[name].module}")
    reader: Reader = module
    return reader

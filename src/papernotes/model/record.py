"""A paper as something outside of papernotes tells of it: a file of another program, a page."""

from collections.abc import Mapping
from typing import NamedTuple

from papernotes.model.paper import Status


class Reading(NamedTuple):
    """What its reader did with a paper, as far as the source can say that.

    `status` None: it says nothing. Dates are ISO dates of a calendar, or "unknown"
    where something was done and the source does not say when.
    """

    status: Status | None = None
    started: str | None = None
    finished: str | None = None
    rating: int | None = None  # 1 to 5
    tags: tuple[str, ...] = ()
    takeaway: str | None = None  # one line, the reader's own
    note: str = ""  # Markdown

    @property
    def marks(self) -> "Reading":
        """What of it becomes part of an event: all but the note."""
        return self._replace(note="")


NOTHING_READ = Reading()


class Record(NamedTuple):
    """A paper that is told of. Texts are as they are to be read: Unicode, no mark-up, one line.

    `ids` are as `model.ids` writes them (`arxiv:…`, `doi:…`, `url:…`, `local:…`), those by which
    the work is known; the address of its code or its video is none. `url` is where to read it.
    What one source can't tell is left at its default.
    """

    title: str
    line: int = 0  # of the source, where it stands; 0: it has no lines
    ids: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()  # "Ada Lovelace": as people are called
    published: str | None = None  # "2023-05-23", "2023-05" or "2023": as precise as known
    venue: str | None = None
    url: str | None = None  # http or https
    kind: str | None = None  # "paper", "book", "thesis" …: in our words
    pages: int | None = None  # how many
    topics: tuple[str, ...] = ()
    takeaway: str | None = None  # the list's, one line
    detail: str | None = None
    links: tuple[tuple[str, str], ...] = ()  # (label, url), http or https
    short: str | None = None
    number: int | None = None  # what its list calls it
    key: str | None = None  # what its list calls it; need not be a key of ours
    aka: tuple[str, ...] = ()  # other keys by which `needs` of the same source may name it
    needs: Mapping[str, str] = {}  # key or id: reason
    helps: Mapping[str, str] = {}
    reading: Reading = NOTHING_READ


class Left(NamedTuple):
    """Something that looks like a record and was left out."""

    line: int
    text: str  # how it begins, for people to find it
    why: str  # "has no title": follows the text in a sentence

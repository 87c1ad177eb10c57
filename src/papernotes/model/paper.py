"""A paper as its catalog describes it, and an entry: the paper with your progress."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

Status = Literal["unread", "reading", "done", "skipped"]
STATUSES: Final[tuple[Status, ...]] = ("unread", "reading", "done", "skipped")


class Paper(NamedTuple):
    """One `[[paper]]`, checked. `ids` holds all its names, the uid first."""

    number: int
    key: str | None
    ids: Sequence[str]
    title: str
    short: str | None = None
    authors: Sequence[str] = ()
    published: str | None = None  # "2023-05-23", "2023-05" or "2023": as precise as known
    venue: str | None = None
    url: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    kind: str | None = None
    pages: int | None = None
    topics: Sequence[str] = ()
    takeaway: str | None = None
    detail: str | None = None
    links: Sequence[tuple[str, str]] = ()  # (label, url), http or https
    needs: Mapping[str, str] = {}  # key or id, as written: reason
    helps: Mapping[str, str] = {}

    @property
    def uid(self) -> str:
        return self.ids[0]

    @property
    def year(self) -> int | None:
        return int(self.published[:4]) if self.published else None

    @property
    def name(self) -> str:
        """What people call it: "QLoRA", where the catalog knows that; else the title."""
        return self.short or self.title


class Progress(NamedTuple):
    """What your events about one paper add up to."""

    status: Status = "unread"
    started: str | None = None  # ISO dates of your calendar; None: never, or not known
    finished: str | None = None
    rating: int | None = None  # 1 to 5
    my_takeaway: str | None = None
    tags: tuple[str, ...] = ()  # sorted
    goal: bool = False  # you want to get there
    later: str | None = None  # put off: the date from which it may be suggested again
    postponed: str | None = None  # when it was put off
    minutes: int | None = None  # that reading it took

    @property
    def settled(self) -> bool:
        return self.status in ("done", "skipped")


class Entry(NamedTuple):
    """One paper as the library shows it."""

    catalog: str
    paper: Paper
    progress: Progress
    ready: bool  # unread or reading, and every need settled
    has_note: bool

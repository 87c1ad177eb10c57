"""Events, and the progress that they add up to."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from papernotes.model.paper import Progress, Status

STATUS_OF: Final[Mapping[str, Status]] = {
    "start": "reading",
    "done": "done",
    "skip": "skipped",
    "reset": "unread",
}
MARKS = frozenset(
    {*STATUS_OF, "rate", "tag", "takeaway", "goal", "later"}
)  # kinds that can be undone
UNKNOWN_DATE = "unknown"
MINUTES_MOST = 100_000  # that reading a paper takes: two months of days and nights


class Event(NamedTuple):
    """One command's worth of what a reader did to one or more papers.

    `id` is unique and sorts in the order of what happened (see `journal.clock`).
    """

    id: str
    at: str  # for showing only: clocks lie
    kind: str
    papers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    on: str | None = None  # the reader's local date, or "unknown"
    rating: int | None = None
    takeaway: str | None = None
    add: tuple[str, ...] = ()  # tags
    remove: tuple[str, ...] = ()
    target: str | None = None  # the event that an undo or redo names
    minutes: int | None = None  # that reading it took, each of the papers; with "done"
    until: str | None = None  # with "later": the date from which it may come again; "": now
    drop: bool = False  # with "goal": it is none any more

    @property
    def device(self) -> str:
        return self.id.partition("-")[2]


def apply(progress: Progress, event: Event) -> Progress:
    """`progress` after `event`: the last writer wins, field by field and tag by tag."""
    if event.kind not in MARKS:
        return progress
    if status := STATUS_OF.get(event.kind):
        progress = _with_status(progress, status, event.on)
        progress = progress._replace(later=None, postponed=None)
    if event.rating is not None:
        progress = progress._replace(rating=event.rating or None)
    if event.minutes is not None and event.kind == "done":
        progress = progress._replace(minutes=event.minutes or None)
    if event.takeaway is not None:
        progress = progress._replace(my_takeaway=event.takeaway or None)
    if event.kind == "goal":
        progress = progress._replace(goal=not event.drop)
    if event.kind == "later" and not progress.settled:
        date = None if event.on == UNKNOWN_DATE else event.on
        progress = progress._replace(
            later=event.until or None, postponed=date if event.until else None
        )
    if event.add or event.remove:
        tags = (set(progress.tags) | set(event.add)) - set(event.remove)
        progress = progress._replace(tags=tuple(sorted(tags)))
    return progress


def _with_status(progress: Progress, status: Status, on: str | None) -> Progress:
    date = None if on == UNKNOWN_DATE else on
    if status == "reading":
        return progress._replace(status=status, started=date, finished=None, minutes=None)
    if status == "done":
        return progress._replace(status=status, finished=date)
    if status == "skipped":
        return progress._replace(status=status, finished=None, minutes=None)
    return progress._replace(status=status, started=None, finished=None, minutes=None)


def fold(events: Iterable[Event]) -> Progress:
    """The progress that `events` of one paper add up to, in any order and repeated or not.

    The caller leaves out what is undone (`undone`).
    """
    progress = Progress()
    for event in union(events):
        progress = apply(progress, event)
    return progress


def union(events: Iterable[Event]) -> list[Event]:
    """Each event once, in order. Of copies that differ (edited by hand), always the same one."""
    once: dict[str, Event] = {}
    for event in events:
        known = once.get(event.id)
        if known is None or repr(event) < repr(known):
            once[event.id] = event
    return [once[name] for name in sorted(once)]


def undone(events: Iterable[Event]) -> frozenset[str]:
    """The ids of the events for which the last event that names them is an undo."""
    last: dict[str, Event] = {}
    for event in union(events):
        if event.kind in ("undo", "redo") and event.target is not None:
            last[event.target] = event
    return frozenset(target for target, event in last.items() if event.kind == "undo")

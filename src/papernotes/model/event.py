"""Events, and the progress that they add up to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from papernotes.model.paper import Progress, Status

STATUS_OF: Final[Mapping[str, Status]] = {
    "start": "reading",
    "done": "done",
    "skip": "skipped",
    "reset": "unread",
}
# Kinds that change progress, and those that change a catalog of one's own. `import` does both.
MARKS = frozenset({*STATUS_OF, "rate", "tag", "takeaway", "goal", "later", "import"})
UNDOABLE = MARKS | {"add", "edit", "remove"}
UNKNOWN_DATE = "unknown"
MINUTES_MOST = 100_000  # that reading a paper takes: two months of days and nights


class Told(NamedTuple):
    """What an import tells of one paper: what a program says that its reader used before.

    An empty field says nothing. Dates are ISO dates or "unknown".
    """

    status: Status | Literal[""] = ""
    started: str = ""
    finished: str = ""
    rating: int = 0
    takeaway: str = ""
    tags: Sequence[str] = ()


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
    catalog: str | None = None  # one's own, that this changed
    new: int = 0  # how many of `papers`, from the first on, it put there
    aside: str | None = None  # the file in the state folder that has what it took out of there
    each: Sequence[Told] = ()  # with "import": of each of `papers`, in their order

    @property
    def device(self) -> str:
        return self.id.partition("-")[2]

    def about(self, names: Iterable[str]) -> "Event":
        """The event as it is about the papers of those names alone."""
        if not self.each:
            return self
        places = [place for place, name in enumerate(self.papers) if name in set(names)]
        return self.only(places)

    def only(self, places: Sequence[int]) -> "Event":
        """The event as it is about those of its papers alone."""
        return self._replace(
            papers=tuple(self.papers[place] for place in places),
            titles=tuple(self.titles[place] for place in places if place < len(self.titles)),
            each=tuple(Told._make(self.each[place]) for place in places),
        )


def apply(progress: Progress, event: Event) -> Progress:
    """`progress` after `event`: the last writer wins, field by field and tag by tag.

    Of an import, what it tells `about` other papers must have been left out before.
    """
    if event.kind not in MARKS:
        return progress
    for told in event.each:
        progress = _told(progress, told)
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


def _told(progress: Progress, told: Told) -> Progress:
    if told.started:
        progress = _with_status(progress, "reading", told.started)
    if told.status:
        date = told.started if told.status == "reading" else told.finished
        progress = _with_status(progress, told.status, date or UNKNOWN_DATE)
        progress = progress._replace(later=None, postponed=None)
    return progress._replace(
        rating=told.rating or progress.rating,
        my_takeaway=told.takeaway or progress.my_takeaway,
        tags=tuple(sorted({*progress.tags, *told.tags})),
    )


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

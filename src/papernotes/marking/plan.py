"""Decide what a marking command changes. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from papernotes.errors import USAGE, PapernotesError
from papernotes.model.event import STATUS_OF, UNKNOWN_DATE, Event, apply
from papernotes.model.paper import Entry, Progress


class Wish(NamedTuple):
    """What the reader asked for, about papers that are yet to be looked up."""

    kind: str
    on: str | None = None  # None: today, unless the paper has that status already
    rating: int | None = None
    takeaway: str | None = None
    add: tuple[str, ...] = ()  # tags
    remove: tuple[str, ...] = ()
    minutes: int | None = None
    until: str | None = None
    drop: bool = False


class Plan(NamedTuple):
    """The papers that change, those that are so already, and the event (without its id)."""

    change: tuple[Entry, ...]
    same: tuple[Entry, ...]
    event: Event | None


def plan(entries: Sequence[Entry], wish: Wish, today: str) -> Plan:
    """The one event that gives every one of `entries` what is wished for.

    Raises PapernotesError if one event can't: some are done already and would get a new
    date only because others are not.
    """
    drafts = [_draft(entry.progress, wish, today) for entry in entries]
    change = [
        (entry, draft)
        for entry, draft in zip(entries, drafts, strict=True)
        if apply(entry.progress, draft) != entry.progress
    ]
    same = [
        entry
        for entry, draft in zip(entries, drafts, strict=True)
        if apply(entry.progress, draft) == entry.progress
    ]
    if not change:
        return Plan((), tuple(same), None)
    event = change[0][1]
    for _, draft in change:
        if draft != event:
            before = STATUS_OF[wish.kind]
            already = next(entry for entry, _ in change if entry.progress.status == before)
            raise PapernotesError(
                f"{already.paper.name} is {before} already, and not all would get the same date",
                hint="Mark them apart, or give the date for all with --on.",
                code=USAGE,
            )
    papers = tuple(entry.paper.uid for entry, _ in change)
    titles = tuple(entry.paper.title for entry, _ in change)
    return Plan(
        tuple(entry for entry, _ in change),
        tuple(same),
        event._replace(papers=papers, titles=titles),
    )


def _draft(progress: Progress, wish: Wish, today: str) -> Event:
    event = Event(
        "",
        "",
        wish.kind,
        rating=wish.rating,
        takeaway=wish.takeaway,
        add=wish.add,
        remove=wish.remove,
        minutes=wish.minutes,
        until=wish.until,
        drop=wish.drop,
    )
    if wish.kind not in STATUS_OF:
        return event._replace(on=today)
    bare = event._replace(on=wish.on or today)
    unchanged = apply(progress, bare).status == progress.status
    if wish.on is None and unchanged:
        # It is so already: the day when it became so stays, whatever else is added.
        day = progress.finished if progress.status == "done" else progress.started
        return event._replace(on=day or UNKNOWN_DATE)
    return bare

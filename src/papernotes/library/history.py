"""What the reader did: the events of a paper, and those that undo and redo are about."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from papernotes.index.undone import undone_among
from papernotes.library.core import Library
from papernotes.model.event import MARKS, Event, union
from papernotes.model.paper import Entry


class Past(NamedTuple):
    """An event, and whether it still counts."""

    event: Event
    undone: bool


def events(library: Library, entry: Entry) -> list[Past]:
    """What was done to a paper, under any of its ids, in order."""
    names = json.dumps(list(entry.paper.ids))
    rows = library.db.execute(
        "SELECT body FROM event WHERE id IN (SELECT event FROM mark WHERE name IN"
        " (SELECT value FROM json_each(?)))",
        (names,),
    )
    found = union(Event._make(json.loads(body)) for (body,) in rows)
    gone = undone_among(library.db, (event.id for event in found))
    return [Past(event, event.id in gone) for event in found]


def largest_id(library: Library) -> str | None:
    """The id of the last event that any journal knows."""
    found: str | None = library.db.execute("SELECT max(id) FROM event").fetchone()[0]
    return found


def undoable(library: Library, device: str) -> Event | None:
    """This device's newest mark that is not undone."""
    for event in _newest_first(library, device):
        if event.kind in MARKS and event.id not in undone_among(library.db, [event.id]):
            return event
    return None


def redoable(library: Library, device: str) -> Event | None:
    """The mark that this device undid last, unless it marked something after that."""
    for event in _newest_first(library, device):
        if event.kind in MARKS and event.id not in undone_among(library.db, [event.id]):
            return None
        if event.kind == "undo" and event.target in undone_among(library.db, [event.target or ""]):
            return _by_id(library, event.target or "")
    return None


def _newest_first(library: Library, device: str) -> Iterator[Event]:
    for (body,) in library.db.execute(
        "SELECT body FROM event WHERE device = ? ORDER BY id DESC", (device,)
    ):
        yield Event._make(json.loads(body))


def _by_id(library: Library, name: str) -> Event | None:
    row = library.db.execute("SELECT body FROM event WHERE id = ?", (name,)).fetchone()
    return Event._make(json.loads(row[0])) if row else None

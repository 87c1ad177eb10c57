"""What the reader did: the events of a paper or of all, and what undo and redo are about."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import NamedTuple

from papernotes.errors import NOT_FOUND, USAGE, PapernotesError
from papernotes.index.undone import undone_among
from papernotes.journal.clock import ID
from papernotes.library.core import Library
from papernotes.library.refs import by_id
from papernotes.library.renamed import name_now
from papernotes.model.event import MARKS, UNDOABLE, Event, fold, union
from papernotes.model.paper import Entry, Progress
from papernotes.notes import file_name

_LONGEST = 60  # characters of what was typed that a message repeats


class Past(NamedTuple):
    """An event, and whether it still counts."""

    event: Event
    undone: bool


def events(library: Library, entry: Entry) -> list[Past]:
    """What was done to a paper, under any of its ids, in order."""
    return _past(library, entry.paper.ids)


def progress_of(library: Library, names: Iterable[str]) -> Progress:
    """What your events about a work add up to, whether or not a catalog has it."""
    known = list(names)
    return fold(past.event.about(known) for past in _past(library, known) if not past.undone)


def _past(library: Library, ids: Iterable[str]) -> list[Past]:
    names = json.dumps(list(ids))
    rows = library.db.execute(
        "SELECT body FROM event WHERE id IN (SELECT event FROM mark WHERE name IN"
        " (SELECT value FROM json_each(?)))",
        (names,),
    )
    found = union(Event._make(json.loads(body)) for (body,) in rows)
    gone = undone_among(library.db, (event.id for event in found))
    return [Past(event, event.id in gone) for event in found]


class Logged(NamedTuple):
    """An event, whether it still counts, and the papers it is about.

    A paper that no catalog has any more is None; its title is in the event.
    """

    event: Event
    undone: bool
    papers: tuple[Entry | None, ...]


def log(library: Library, entry: Entry | None = None, limit: int | None = None) -> list[Logged]:
    """What was done, to `entry` or at all, the newest first; at most `limit` events."""
    if entry is not None:
        past = islice(reversed(events(library, entry)), limit)
        return _logged(library, (each.event for each in past))
    rows = library.db.execute("SELECT body FROM event ORDER BY id DESC")
    each_once = groupby((Event._make(json.loads(body)) for (body,) in rows), lambda e: e.id)
    return _logged(library, islice((union(copies)[0] for _, copies in each_once), limit))


def _logged(library: Library, found: Iterable[Event]) -> list[Logged]:
    kept = list(found)
    gone = undone_among(library.db, (event.id for event in kept))
    names = {name for event in kept for name in event.papers}
    entries = {name: next(iter(by_id(library, name)), None) for name in names}
    return [
        Logged(event, event.id in gone, tuple(entries[name] for name in event.papers))
        for event in kept
    ]


def named(library: Library, text: str) -> Event:
    """The mark whose id is `text`, or whose id's number ends in it (a few digits at least).

    Raises PapernotesError if there is none, several, or what it names is no mark.
    """
    see = "See what there is: papernotes log"
    found: list[str] = []
    if re.fullmatch(r"[0-9]{4,16}", text, re.ASCII):  # a paper's number shall not pass for one
        found = _ids(library, "id LIKE ?", f"%{text}-%")
    elif re.fullmatch(ID, text):
        found = _ids(library, "id = ?", text)
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    if not found:
        raise PapernotesError(f"no event “{shown}”", hint=see, code=NOT_FOUND)
    if len(found) > 1:
        listed = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")  # noqa: PLR2004
        raise PapernotesError(
            f"{len(found)} events end in {shown}", hint=f"Take one of them: {listed}", code=USAGE
        )
    event = _by_id(library, found[0])
    if event is None or event.kind not in UNDOABLE:
        raise PapernotesError(f"{shown} is no mark, so it can't be undone", hint=see, code=USAGE)
    return event


def _ids(library: Library, where: str, value: str) -> list[str]:
    rows = library.db.execute(f"SELECT DISTINCT id FROM event WHERE {where} ORDER BY id", (value,))
    return [name for (name,) in rows]


def is_undone(library: Library, event: Event) -> bool:
    return event.id in undone_among(library.db, [event.id])


def largest_id(library: Library) -> str | None:
    """The id of the last event that any journal knows."""
    found: str | None = library.db.execute("SELECT max(id) FROM event").fetchone()[0]
    return found


def is_used(library: Library, name: str) -> bool:
    """Whether a mark or a note is about the paper under this very id."""
    kinds = ",".join("?" * len(MARKS))
    found = library.db.execute(
        "SELECT 1 FROM mark m JOIN event e ON e.id = m.event AND e.path = m.path"
        f" WHERE m.name = ? AND e.kind IN ({kinds})"
        " UNION ALL SELECT 1 FROM note WHERE name = ? LIMIT 1",
        (name, *MARKS, file_name(name)),
    )
    return found.fetchone() is not None


def undoable(library: Library, device: str) -> Event | None:
    """This device's newest mark that is not undone, and not about a catalog that is gone."""
    for event in _newest_first(library, device):
        if event.kind not in UNDOABLE or event.id in undone_among(library.db, [event.id]):
            continue
        if event.catalog is None or name_now(library, event):
            return event
    return None


def redoable(library: Library, device: str) -> Event | None:
    """The mark that this device undid last, unless it marked something after that."""
    for event in _newest_first(library, device):
        if event.kind in UNDOABLE and event.id not in undone_among(library.db, [event.id]):
            return None
        is_gone = event.catalog is not None and name_now(library, event) is None
        if event.kind != "undo" or is_gone:
            continue
        if event.target in undone_among(library.db, [event.target or ""]):
            return _by_id(library, event.target or "")
    return None


def latest(library: Library, event: Event, kind: str) -> Event:
    """The last event of a kind that names this one; itself if there is none."""
    row = library.db.execute(
        "SELECT body FROM event WHERE target = ? AND kind = ? ORDER BY id DESC LIMIT 1",
        (event.id, kind),
    ).fetchone()
    return Event._make(json.loads(row[0])) if row else event


def _newest_first(library: Library, device: str) -> Iterator[Event]:
    for (body,) in library.db.execute(
        "SELECT body FROM event WHERE device = ? ORDER BY id DESC", (device,)
    ):
        yield Event._make(json.loads(body))


def _by_id(library: Library, name: str) -> Event | None:
    row = library.db.execute("SELECT body FROM event WHERE id = ?", (name,)).fetchone()
    return Event._make(json.loads(row[0])) if row else None

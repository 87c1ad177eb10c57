"""Bring the events in the index up to a journal's file."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from papernotes.index.fresh import Known, digest
from papernotes.index.touched import Touched
from papernotes.model.event import Event


class Taken(NamedTuple):
    """How much of the file was finished, and the digest of that part."""

    consumed: int
    consumed_digest: bytes


def take(
    db: sqlite3.Connection, path: bytes, data: bytes, before: Known | None, touched: Touched
) -> Taken:
    """Make the index hold the events that `data` is.

    A file that grew is read from where it last ended, if the part before is what it was.
    """
    # Pydantic and tomllib: only for journals that changed behind our back.
    from papernotes.errors import BAD_DATA
    from papernotes.journal.chunks import finished
    from papernotes.journal.read import Damage, events

    start = _known_part(db, data, before)
    if start == 0:
        leave(db, path, touched)
        db.execute("DELETE FROM problem WHERE path = ?", (path,))
    else:  # what was wrong with its end may be mended
        line = 1 + data.count(b"\n", 0, start)
        db.execute("DELETE FROM problem WHERE path = ? AND line >= ?", (path, line))
    for item in events(data, start):
        if isinstance(item, Damage):
            problem = (path, item.line, item.message, BAD_DATA)
            db.execute("INSERT INTO problem VALUES (?,?,?,?)", problem)
        else:
            add(db, path, item, touched)
    consumed = finished(data)
    return Taken(consumed, digest(data[:consumed]))


def _known_part(db: sqlite3.Connection, data: bytes, before: Known | None) -> int:
    if before is None or not 0 < before.consumed <= len(data):
        return 0
    if not db.execute("SELECT 1 FROM event WHERE path = ?", (before.path,)).fetchone():
        return 0  # its head may still be to come
    return before.consumed if digest(data[: before.consumed]) == before.consumed_digest else 0


def add(db: sqlite3.Connection, path: bytes, event: Event, touched: Touched) -> None:
    """Put one event into the index; again and again, if need be."""
    db.execute(
        "INSERT OR REPLACE INTO event VALUES (?,?,?,?,?,?)",
        (event.id, path, event.device, event.kind, event.target, json.dumps(event)),
    )
    db.executemany(
        "INSERT OR IGNORE INTO mark VALUES (?,?,?)",
        # Ids alone: a journal that names a key of some catalog names no work.
        [(name, event.id, path) for name in event.papers if ":" in name],
    )
    touched.names.update(event.papers)
    _touch_target(db, [event.target], touched)


def leave(db: sqlite3.Connection, path: bytes, touched: Touched) -> None:
    """Drop the events of a file."""
    names = db.execute("SELECT DISTINCT name FROM mark WHERE path = ?", (path,))
    touched.names.update(name for (name,) in names)
    targets = db.execute("SELECT DISTINCT target FROM event WHERE path = ?", (path,)).fetchall()
    _touch_target(db, (target for (target,) in targets), touched)
    db.execute("DELETE FROM event WHERE path = ?", (path,))
    db.execute("DELETE FROM mark WHERE path = ?", (path,))


def _touch_target(db: sqlite3.Connection, targets: Iterable[str | None], touched: Touched) -> None:
    """An undo or redo changes the papers of the event that it names."""
    for target in targets:
        if target is not None:
            names = db.execute("SELECT name FROM mark WHERE event = ?", (target,))
            touched.names.update(name for (name,) in names)

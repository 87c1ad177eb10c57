"""Bring the index up to the files: read what changed, work out what follows."""

import os
import sqlite3
from pathlib import Path

from papernotes.errors import BAD_DATA, FAILED
from papernotes.index import journals
from papernotes.index.derive import derive
from papernotes.index.fresh import (
    Content,
    Known,
    digests,
    forget,
    known,
    remember,
    same_stamp,
    settled,
)
from papernotes.index.scan import NOT_REGULAR, Kind, Source, text_of
from papernotes.index.touched import Touched
from papernotes.notes import MAX_INDEXED
from papernotes.notes import MAX_SIZE as MAX_NOTE

MAX_SIZE: dict[Kind, int] = {  # bytes; far above any honest file
    "catalog": 256_000_000,
    "journal": 16_000_000,
    "note": MAX_NOTE,
    "config": 1_000_000,
}


def refresh(db: sqlite3.Connection, sources: dict[bytes, Source], taken: int) -> None:
    """Call it inside a write transaction; `sources` were scanned at `taken` (ns) or later."""
    before = known(db)
    touched = Touched.nothing()
    for path in before.keys() - sources.keys():
        _leave(db, before[path], touched)
        forget(db, [path])
    for path, source in sources.items():
        _take(db, source, before.get(path), taken, touched)
    derive(db, touched)


def _take(
    db: sqlite3.Connection, source: Source, before: Known | None, taken: int, touched: Touched
) -> None:
    if before and same_stamp(before, source) and settled(before.stamp, before.taken):
        return
    data = read_source(source)
    if isinstance(data, str):
        if before:
            _leave(db, before, touched)
        forget(db, [source.path])
        remember(db, source, taken, Content(None))
        code = BAD_DATA if data == NOT_REGULAR else FAILED
        db.execute("INSERT INTO problem VALUES (?,?,?,?)", (source.path, 0, data, code))
        return
    held = before.consumed if before else 0  # if the file only grew
    begin, whole = digests(data, held)
    if not before or begin != before.consumed_digest:
        held = 0
    if before and before.digest == whole and before.kind == source.kind:
        remember(db, source, taken, Content(whole, before.consumed, before.consumed_digest))
    elif source.kind == "journal":
        read = journals.take(db, source.path, data, before, touched)
        remember(db, source, taken, Content(whole, *read))
    else:
        flawed = db.execute("SELECT 1 FROM problem WHERE path = ?", (source.path,)).fetchone()
        forget(db, [source.path])
        if source.kind == "catalog":
            from papernotes.index import catalogs  # brings Pydantic

            catalogs.take(db, source, data, touched, 0 if flawed else held)
        elif source.kind == "config":
            from papernotes.index import configs  # brings Pydantic

            configs.take(db, source, data)
        else:
            text = data[:MAX_INDEXED].decode("utf-8", "replace")
            note = (source.name, source.path, text)
            db.execute("INSERT OR REPLACE INTO note VALUES (?,?,?)", note)
            touched.notes.add(source.name)
        # Of a catalog, too, one that grew shall be read from where it ended.
        remember(db, source, taken, Content(whole, len(data), whole))


def _leave(db: sqlite3.Connection, before: Known, touched: Touched) -> None:
    if before.kind == "journal":
        journals.leave(db, before.path, touched)
    elif before.kind == "catalog":
        from papernotes.index import catalogs  # brings Pydantic

        catalogs.leave(db, before.path, touched)
    elif before.kind == "config":
        db.execute("DELETE FROM setting")
    else:
        touched.notes.add(text_of(before.path.rpartition(b"/")[2]))
        db.execute("DELETE FROM note WHERE path = ?", (before.path,))


def read_source(source: Source) -> bytes | str:
    """The bytes of a file, or why it is not read."""
    if source.complaint:
        return source.complaint
    if source.stamp.size > MAX_SIZE[source.kind]:
        return f"is larger than {MAX_SIZE[source.kind] // 1_000_000} MB"
    try:
        return Path(os.fsdecode(source.path)).read_bytes()
    except OSError as error:
        return f"can't be read: {error.strerror}"

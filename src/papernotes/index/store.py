"""Open the index: on disk if that can be, healed if it is broken, in memory otherwise."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from papernotes import __version__
from papernotes.files import FILE_MODE, private_folder
from papernotes.index.fresh import is_fresh, known
from papernotes.index.scan import now, scan
from papernotes.index.seal import Index, has_locks, is_sealed, seal_file, spare_the_disk, writing
from papernotes.index.tables import SCHEMA, TABLES
from papernotes.paths import Places

_T = TypeVar("_T")
Opener = Callable[[Places], sqlite3.Connection]

_MADE_BY = f"papernotes {__version__}, index {SCHEMA}"
_PATIENCE = 10.0  # seconds that we wait for another's refresh before doing our own in memory

# SQLite's primary result codes (https://sqlite.org/rescode.html) that leave the file
# itself in doubt; all others (busy, full, read-only ...) say only that now it can't be used.
_BROKEN = {1, 11, 20, 26}  # ERROR (a table is missing), CORRUPT, MISMATCH, NOTADB


def healing(places: Places, work: Callable[[Opener], _T], opener: Opener | None = None) -> _T:
    """Do `work`, which reads an index; once more, from the files alone, if that fails.

    An index that proves broken is removed; one that can't be read now is only done without.
    """
    try:
        return work(opener or open_index)
    except sqlite3.DatabaseError as error:
        if is_broken(error):
            _remove(places.index_file)
        return work(from_files)


def open_index(places: Places) -> sqlite3.Connection:
    """A connection to an index as new as the files, in a transaction that keeps it so.

    It never fails because of the index itself, only because of the files.
    """
    for heal in (True, False):
        try:
            return on_disk(places)
        except sqlite3.Error as error:
            if not (heal and is_broken(error) and _remove(places.index_file)):
                break
        except OSError:
            break
    return in_memory(places)


def in_memory(places: Places) -> sqlite3.Connection:
    """An index that nobody else sees: what is on disk, brought up to date."""
    db = _connect(":memory:")
    try:
        with closing(read_only(places.index_file, patience=0)) as disk:
            disk.execute("BEGIN")
            disk.execute("SELECT 1 FROM sqlite_master").fetchone()
            if not is_sealed(places.index_file):
                raise sqlite3.DatabaseError("something else wrote to the index")
            disk.backup(db, progress=_not_busy)
        return _begun(db, places)
    except sqlite3.Error:  # there is none, it is broken, or another holds it
        db.close()
        return from_files(places)


def _not_busy(status: int, _remaining: int, _total: int) -> None:
    """Give up on a locked index: `backup` by itself would try again for ever."""
    if status not in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE):
        raise sqlite3.OperationalError("the index is locked")


def from_files(places: Places) -> sqlite3.Connection:
    """An index that nobody else sees, made from nothing but the files."""
    return _begun(_connect(":memory:"), places)


def _begun(db: sqlite3.Connection, places: Places) -> sqlite3.Connection:
    try:
        _renew(db, places)
        db.execute("BEGIN")
    except BaseException:
        db.close()
        raise
    return db


def on_disk(places: Places, patience: float | None = None) -> sqlite3.Connection:
    """The same from the disk alone; raises sqlite3.Error or OSError where that can't be."""
    index = places.index_file
    if not index.exists():
        private_folder(places.cache)
        os.close(os.open(index, os.O_CREAT, FILE_MODE))
    _must_be_files(index)
    try:
        return _opened(places, 0)
    except sqlite3.OperationalError as error:
        # Where there are no locks, SQLite says that another has them: for ever.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not has_locks(seal_file(index)):
            raise
    return _opened(places, _PATIENCE if patience is None else patience)


def _opened(places: Places, patience: float) -> sqlite3.Connection:
    index = places.index_file
    db = _connect(str(index), patience)
    try:
        spare_the_disk(db, index)
        db.execute("BEGIN")
        begun = db.execute("SELECT 1 FROM sqlite_master").fetchone()  # now nobody can write
        if begun and not (is_sealed(index) and made_by_us(db)):
            raise sqlite3.DatabaseError("something else wrote to the index")
        if not (begun and is_fresh(known(db), scan(places), now())):
            db.execute("ROLLBACK")
            _renew(db, places)
            db.execute("BEGIN")
            db.execute("SELECT 1 FROM source").fetchone()  # a transaction begins with a read
    except BaseException:
        db.close()
        raise
    return db


def _connect(path: str, patience: float = _PATIENCE) -> Index:
    return sqlite3.connect(path, timeout=patience, isolation_level=None, factory=Index)


def _must_be_files(index: Path) -> None:
    """Raises sqlite3.Error where SQLite would wait for a pipe's other end."""
    for file in (index, index.with_name(f"{index.name}-journal")):
        if file.exists() and not file.is_file():
            raise sqlite3.DatabaseError(f"{file} is no regular file")


def read_only(index: Path, patience: float) -> Index:
    """A connection to what is on disk. Raises sqlite3.Error where that can't be one."""
    _must_be_files(index)
    uri = f"{index.as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, factory=Index)


def _renew(db: sqlite3.Connection, places: Places) -> None:
    """Refresh the index in one transaction; from nothing if another version made it."""
    from papernotes.index.refresh import refresh

    with writing(db):
        if not made_by_us(db):
            make(db)
        taken = now()
        refresh(db, scan(places), taken)


def made_by_us(db: sqlite3.Connection) -> bool:
    """Whether this version of the program made the index."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'made_by'").fetchone():
        return False
    made_by: tuple[str] | None = db.execute("SELECT name FROM made_by").fetchone()
    return made_by == (_MADE_BY,)


def make(db: sqlite3.Connection) -> None:
    """Give an index its tables, anew if it has any."""
    for kind, name in db.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'words_%'"
    ).fetchall():
        db.execute(f'DROP {kind} "{name}"')
    # One by one: executescript() would commit what we have begun.
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute("CREATE TABLE made_by (name TEXT)")
    db.execute("INSERT INTO made_by VALUES (?)", (_MADE_BY,))


def is_broken(error: sqlite3.Error) -> bool:
    """Whether an error leaves the index itself in doubt."""
    code: int = getattr(error, "sqlite_errorcode", 1)
    return code & 0xFF in _BROKEN


def _remove(index: Path) -> bool:
    """Delete a broken index, its journal first: left alone, it would break the next one."""
    try:
        for ending in ("-journal", "-wal", "-shm", ""):
            index.with_name(index.name + ending).unlink(missing_ok=True)
    except OSError:
        return False
    return True

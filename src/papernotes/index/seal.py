"""Has anything but papernotes touched the index? A seal beside it tells.

SQLite finds a page that makes no sense, but not one that makes another sense: a flipped
bit in a title, a page that a crash of the machine left as it was before. So whoever
writes the index notes how its file looks from outside afterwards, and in which boot of
the machine that was. An index that looks otherwise is not believed but built anew.
"""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from papernotes.files import FILE_MODE
from papernotes.index.scan import Stamp

_LARGE = 32_000_000  # bytes; what takes a minute to build is worth the wait for the disk
_ON_DISK = "synced"
_SEAL_SIZE = 500  # characters; ours have a hundred
# Windows has neither.
_NEITHER_PIPE_NOR_LINK = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


class Index(sqlite3.Connection):
    """A connection to an index that may lie on the disk."""

    file: Path | None = None
    synced = False  # whether SQLite waits for the disk

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        """As SQLite does it. Raises sqlite3.Error, whatever the file holds."""
        try:
            return super().execute(sql, values)
        except UnicodeDecodeError as error:  # SQLite's words quote the table that it can't read
            raise sqlite3.DatabaseError("the index holds what is no text") from error


def spare_the_disk(db: Index, file: Path) -> None:
    """Let SQLite wait for the disk only where we could not tell a crash of the machine.

    A cache needs no fsync: what a crash breaks is built anew.
    """
    db.file = file
    db.synced = _boot() is None or file.stat().st_size > _LARGE
    if not db.synced:
        db.execute("PRAGMA synchronous = OFF")


def is_sealed(index: Path) -> bool:
    """Whether the file is as we left it. Call it where nobody can write to the index."""
    try:
        seal = _read(seal_file(index))
        return seal in (_seal(index, _ON_DISK), _seal(index, _boot()))
    except (OSError, ValueError):  # there is none, or it is no text of ours
        return False


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """A write transaction, sealed when it is done. Raises sqlite3.Error as SQLite does."""
    db.execute("BEGIN IMMEDIATE")
    try:
        # So the lock outlives the commit: whoever finds the index changed finds the seal, too.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        yield
        db.execute("COMMIT")
        if isinstance(db, Index) and db.file:
            # Where it can't be written the index is not believed: slow, but never wrong.
            with suppress(OSError):
                _write(seal_file(db.file), _seal(db.file, _ON_DISK if db.synced else _boot()))
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA locking_mode = NORMAL")
        with suppress(sqlite3.Error):
            db.execute("SELECT 1 FROM sqlite_master").fetchone()  # only now the lock goes


def seal_file(index: Path) -> Path:
    return index.with_suffix(".seal")


def has_locks(seal: Path) -> bool:
    """Whether the file system has the locks that SQLite takes.

    Asked of the seal: to close a second descriptor of the index would end SQLite's own lock.
    """
    if sys.platform == "win32":
        return True
    import fcntl  # only who meets a locked index asks

    try:
        with seal.open("a+b") as file:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in (errno.EACCES, errno.EAGAIN)
    return True


def _seal(index: Path, since: str | None) -> str:
    return " ".join(map(str, [*Stamp.of(index.stat()), since]))


def _read(seal: Path) -> str:
    """A pipe in its place would hang us, and a link is none that we made."""
    descriptor = os.open(seal, os.O_RDONLY | _NEITHER_PIPE_NOR_LINK)
    with os.fdopen(descriptor, encoding="utf-8") as file:
        return file.read(_SEAL_SIZE)


def _write(seal: Path, text: str) -> None:
    """Put a new file in its place, whatever is there: never through a link."""
    draft = seal.with_suffix(".seal.new")  # we alone write: we hold the index
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(seal)


@cache
def _boot() -> str | None:
    """A name for the time since the machine was started, where the system has one."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
    except (OSError, ValueError):
        return None

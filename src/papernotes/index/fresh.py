"""Is the index as new as the files? Fingerprints tell, and digests where they can't.

The idea is git's ("racy git", Documentation/technical/racy-git.txt): a file that was
touched within a tick of our look at it may have been touched again unseen.
"""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from papernotes.index.scan import Source, Stamp

# The coarsest clock of a file system in use is FAT's, with two seconds.
_TICK_NS = 2_000_000_000


class Known(NamedTuple):
    """What the index knows of a file."""

    path: bytes
    kind: str
    size: int
    mtime: int
    ctime: int
    inode: int
    taken: int
    digest: bytes | None
    consumed: int
    consumed_digest: bytes | None

    @property
    def stamp(self) -> Stamp:
        return Stamp(*self[2:6])


def known(db: sqlite3.Connection) -> dict[bytes, Known]:
    rows = db.execute(
        "SELECT path, kind, size, mtime, ctime, inode, taken, digest, consumed, consumed_digest"
        " FROM source"
    )
    return {each.path: each for each in map(Known._make, rows)}


def is_fresh(before: dict[bytes, Known], now: dict[bytes, Source], now_ns: int) -> bool:
    """Whether nothing has to be read again, and no stamp wants to be taken again."""
    return before.keys() == now.keys() and all(
        same_stamp(before[path], source)
        and (settled(source.stamp, before[path].taken) or unseen(before[path], now_ns))
        for path, source in now.items()
    )


def same_stamp(before: Known, source: Source) -> bool:
    return before[2:6] == source.stamp  # every file, every run: no Stamp is made of it


def settled(stamp: Stamp, taken: int) -> bool:
    """Whether a stamp taken at `taken` shows every later change of its file."""
    return max(stamp.mtime, stamp.ctime) + _TICK_NS <= taken


def unseen(before: Known, now_ns: int) -> bool:
    """Whether an unsettled file still has the bytes we know, and is too young to settle."""
    return not settled(before.stamp, now_ns) and same_bytes(before)


def same_bytes(before: Known) -> bool:
    if before.digest is None:  # it could not be read, or is a pipe that would hang us
        return False
    try:
        return before.digest == digest(Path(os.fsdecode(before.path)).read_bytes())
    except OSError:
        return False


def digest(data: bytes) -> bytes:
    from hashlib import blake2b  # 3 ms, and most runs have nothing to compare

    return blake2b(data, digest_size=16).digest()


def digests(data: bytes, end: int) -> tuple[bytes, bytes]:
    """The digests of the first `end` bytes and of all of them, in one go."""
    from hashlib import blake2b

    found = blake2b(data[:end], digest_size=16)
    begin = found.digest()
    found.update(data[end:])
    return begin, found.digest()


def forget(db: sqlite3.Connection, paths: Iterable[bytes]) -> None:
    for path in paths:
        db.execute("DELETE FROM source WHERE path = ?", (path,))
        db.execute("DELETE FROM problem WHERE path = ?", (path,))


class Content(NamedTuple):
    """What a file held: a digest of all of it, and of a journal's finished part."""

    digest: bytes | None
    consumed: int = 0
    consumed_digest: bytes | None = None


def remember(db: sqlite3.Connection, source: Source, taken: int, content: Content) -> None:
    db.execute(
        "INSERT OR REPLACE INTO source VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            source.path,
            source.kind,
            source.name,
            *source.stamp,
            taken,
            *content,
        ),
    )

"""Which files make up the library now, and how they look from outside."""

import os
import stat
import time
from typing import Literal, NamedTuple

from papernotes.catalog import bundled
from papernotes.paths import Places

Kind = Literal["catalog", "journal", "note", "config"]


class Stamp(NamedTuple):
    """What changes when a file does. Times in nanoseconds, up to END."""

    size: int
    mtime: int
    ctime: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        return cls(
            status.st_size,
            min(status.st_mtime_ns, END),
            min(status.st_ctime_ns, END),
            status.st_ino & END,
        )


# The largest number that SQLite keeps: nanoseconds until the year 2262. Some file systems
# have times after that, and inodes of 64 bits.
END = (1 << 63) - 1


def now() -> int:
    """The time in nanoseconds, up to END."""
    return min(time.time_ns(), END)


NOT_REGULAR = "is no regular file"
_NO_STAMP = Stamp(0, 0, 0, 0)


class Source(NamedTuple):
    """A file, what it is, and whose: a catalog's name, a device, or the note's file name."""

    path: bytes  # names of files are bytes, and not always UTF-8
    kind: Kind
    name: str
    stamp: Stamp
    complaint: str | None = None  # why it can't be read, if it can't


def scan(places: Places) -> dict[bytes, Source]:
    """Every file of the library, by path; and the folders that can't be read."""
    found: list[Source | None]
    found = [
        _source(os.fsencode(bundled.path()), "catalog", bundled.NAME),
        _source(os.fsencode(places.config_file), "config", "config"),
    ]
    for folder in _entries(os.fsencode(places.catalogs), found):
        found.append(_source(folder.path + b"/papers.toml", "catalog", text_of(folder.name)))
    for device in _entries(os.fsencode(places.journal), found):
        for entry in _entries(device.path, found):
            if entry.name.endswith(b".toml"):
                found.append(_file(entry, "journal", text_of(device.name)))
    for entry in _entries(os.fsencode(places.notes), found):
        if entry.name.endswith(b".md"):
            found.append(_file(entry, "note", text_of(entry.name)))
    return {source.path: source for source in found if source is not None}


def text_of(name: bytes) -> str:
    """A file's name as the index has it."""
    return name.decode("utf-8", "replace")


def _source(path: bytes, kind: Kind, name: str) -> Source | None:
    try:
        status = os.stat(path)  # noqa: PTH116 (a Path for each of a thousand files is slow)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return Source(path, kind, name, _NO_STAMP, f"can't be read: {error.strerror}")
    # A pipe or a device would hang whoever reads it.
    complaint = None if stat.S_ISREG(status.st_mode) else NOT_REGULAR
    return Source(path, kind, name, Stamp.of(status), complaint)


def _file(entry: os.DirEntry[bytes], kind: Kind, name: str) -> Source | None:
    try:
        if entry.is_dir():
            return None
    except OSError:  # a link that leads to itself: _source says so
        pass
    return _source(entry.path, kind, name)


def _entries(path: bytes, found: list[Source | None]) -> list[os.DirEntry[bytes]]:
    """What lies in a folder, hidden files apart, by name; nothing if there is no folder.

    A folder that can't be read is added to what was `found`, with its complaint.
    """
    try:
        with os.scandir(path) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(b".")]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        found.append(Source(path, "note", "", _NO_STAMP, f"can't be read: {error.strerror}"))
        return []
    return sorted(visible, key=lambda entry: entry.name)

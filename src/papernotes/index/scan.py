"""Which files make up the library now, and how they look from outside."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from papernotes.catalog import bundled
from papernotes.errors import PapernotesError
from papernotes.paths import Places

Kind = Literal["catalog", "journal", "note"]


class Stamp(NamedTuple):
    """What changes when a file does. Times in nanoseconds."""

    size: int
    mtime: int
    ctime: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


class Source(NamedTuple):
    """A file, what it is, and whose: a catalog's name, a device, or the note's file name."""

    path: bytes  # names of files are bytes, and not always UTF-8
    kind: Kind
    name: str
    stamp: Stamp
    regular: bool  # not a pipe or device, which would hang whoever reads it


def scan(places: Places) -> dict[bytes, Source]:
    """Every file of the library, by path."""
    found = [_source(os.fsencode(bundled.path()), "catalog", bundled.NAME)]
    found += [
        _source(folder.path + b"/papers.toml", "catalog", _text(folder.name))
        for folder in _folders(places.catalogs)
    ]
    for device in _folders(places.journal):
        found += _files(device.path, "journal", b".toml", _text(device.name))
    found += _files(os.fsencode(places.notes), "note", b".md")
    return {source.path: source for source in found if source is not None}


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")


def _source(path: bytes, kind: Kind, name: str) -> Source | None:
    try:
        status = os.stat(path)  # noqa: PTH116 (a Path for each of a thousand files is slow)
    except FileNotFoundError:
        return None
    return Source(path, kind, name, Stamp.of(status), stat.S_ISREG(status.st_mode))


def _folders(path: Path) -> Iterator[os.DirEntry[bytes]]:
    return (entry for entry in _entries(os.fsencode(path)) if entry.is_dir())


def _files(folder: bytes, kind: Kind, ending: bytes, name: str = "") -> Iterator[Source]:
    for entry in _entries(folder):
        if entry.name.endswith(ending):
            source = _source(entry.path, kind, name or _text(entry.name))
            if source is not None and (source.regular or not entry.is_dir()):
                yield source


def _entries(path: bytes) -> list[os.DirEntry[bytes]]:
    """What lies in a folder, hidden files apart, by name; nothing if there is no folder."""
    try:
        with os.scandir(path) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(b".")]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise PapernotesError(
            f"can't read the folder {os.fsdecode(path)}: {error.strerror}",
            hint="Give yourself leave to read it: chmod u+rwx",
        ) from error
    return sorted(visible, key=lambda entry: entry.name)

"""Append one event to this device's journal, durably or not at all."""

import os
import re
import time
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from papernotes.files import (
    BINARY,
    FILE_MODE,
    fsync_file,
    fsync_folder,
    private_folder,
    write_all,
)
from papernotes.journal.chunks import finished
from papernotes.journal.write import encode, header
from papernotes.model.event import Event

SEGMENT_SIZE = 16 * 1024  # bytes, from which a new segment begins


class Appended(NamedTuple):
    """The segment that took the event, and all that it now holds."""

    path: Path
    data: bytes
    begin: int  # the byte from which on we wrote
    aside: Path | None = None  # where an unfinished tail now lies


def append(
    folder: Path, device: str, event: Event, *, closed: Collection[Path], aside: Path
) -> Appended:
    """Write `event` to the last segment in `folder`. Call it under the writer's lock.

    `closed` are segments that nothing may be appended to (damaged, of a newer schema, no file).
    An unfinished tail that a killed writer left is copied to the folder `aside` and cut
    off. Raises OSError with the journal as it was, if the event can't be made durable.
    """
    private_folder(folder)
    last = max(_segments(folder), key=_number, default=None)
    text = encode(event)
    if last is None:
        return _begin(folder / "0001.toml", header(device) + text)
    # A closed one may be anything, even a pipe, which would hang whoever reads it.
    data = b"" if last in closed else last.read_bytes()
    if last in closed or len(data) >= SEGMENT_SIZE:
        return _begin(folder / f"{_number(last) + 1:04d}.toml", header(device) + text)
    whole = finished(data)
    tail = aside / f"{device}-{last.stem}-{time.time_ns()}.toml" if whole < len(data) else None
    if tail:
        private_folder(aside)
        _begin(tail, data[whole:])
    if not data[:whole].strip():  # also where an editor left nothing but empty lines
        text = header(device) + text
    _extend(last, whole, text, cut=tail is not None)
    return Appended(last, data[:whole] + text, whole, tail)


def _segments(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.toml") if re.fullmatch("[0-9]{4,9}", path.stem)]


def _number(segment: Path) -> int:
    return int(segment.stem)


def _begin(path: Path, text: bytes) -> Appended:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, FILE_MODE)
    try:
        try:
            write_all(descriptor, text)
            fsync_file(descriptor)
        finally:
            os.close(descriptor)
        fsync_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return Appended(path, text, 0)


def _extend(path: Path, size: int, text: bytes, *, cut: bool) -> None:
    descriptor = os.open(path, os.O_WRONLY | BINARY)
    try:
        if cut:
            os.ftruncate(descriptor, size)
        os.lseek(descriptor, size, os.SEEK_SET)
        try:
            write_all(descriptor, text)
            fsync_file(descriptor)
        except OSError:
            os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)

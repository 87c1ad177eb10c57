"""The few things that must be right wherever we write: private folders, durable names."""

import glob
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

BINARY = getattr(os, "O_BINARY", 0)  # Windows alone has it, and line ends of its own without
FILE_MODE = 0o600
FOLDER_MODE = 0o700


def private_folder(path: Path) -> None:
    """Make `path` and what is missing above it, for the user's eyes only, durably."""
    if path.is_dir():
        return
    private_folder(path.parent)
    path.mkdir(mode=FOLDER_MODE, exist_ok=True)
    try:
        fsync_folder(path.parent)
    except OSError:
        with suppress(OSError):  # or whoever comes next would take it for durable
            path.rmdir()
        raise


def write_whole(path: Path, data: bytes, mode: int = FILE_MODE) -> None:
    """Make `path` hold `data`, all of it or what it held before, whatever happens.

    A link stays one: what it leads to is written. Permissions stay, too; a
    new file has those of `mode`. Call it under the
    writer's lock: it clears away what a killed writer left.
    """
    path = path.resolve()
    before = None
    with suppress(FileNotFoundError):
        before, mode = path.read_bytes(), stat.S_IMODE(path.stat().st_mode)
    for left in path.parent.glob(f".{glob.escape(path.name)}.[0-9]*"):
        left.unlink(missing_ok=True)
    _replace(path, data, mode)
    try:
        fsync_folder(path.parent)
    except OSError:
        # What may not last was not done.
        path.unlink() if before is None else _replace(path, before, mode)
        raise


def _replace(path: Path, data: bytes, mode: int) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # What a killed process left, or somebody laid out: a link there would lead elsewhere,
        # and a file there have permissions of its own.
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, mode)
        try:
            write_all(descriptor, data)
            fsync_file(descriptor)
        finally:
            os.close(descriptor)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def write_all(descriptor: int, data: bytes) -> None:
    """One write; what a full disk cuts short is tried on, to hear why it was."""
    while data:
        data = data[os.write(descriptor, data) :]


def fsync_file(descriptor: int) -> None:
    """Return when the file's bytes are on the disk itself."""
    if sys.platform == "darwin":
        # fsync() there stops at the drive's cache: man 2 fsync.
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def fsync_folder(path: Path) -> None:
    """Make the names in a folder durable, where the system can do that for folders."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

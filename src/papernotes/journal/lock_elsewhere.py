"""A lock's file for a state folder whose file system has no locks.

The lock has to keep apart the writers of one machine alone: a home is one device's, and a
home that several machines mount is a device for each. So a file on a disk of the machine
does as well, wherever the home lies.
"""

import os
import stat
from pathlib import Path

from papernotes.errors import PapernotesError
from papernotes.files import FILE_MODE, FOLDER_MODE

# Not TMPDIR: that may be another one in the next terminal, and with it the lock.
_TEMPORARY = Path("/tmp")  # noqa: S108 (checked below to be nobody else's)


def open_lock(state: Path) -> int:
    """Open the file for the folder `state`, which may be named in many ways: by what it is."""
    from hashlib import blake2b

    folder = _TEMPORARY / f"papernotes-{os.getuid()}"
    status = state.stat()
    name = blake2b(f"{status.st_dev}:{status.st_ino}".encode(), digest_size=16).hexdigest()
    try:
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        _must_be_ours(folder)
        # Not through a link: only we may make one there, but it costs nothing to be sure.
        return os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, FILE_MODE)
    except OSError as error:
        raise PapernotesError(
            f"the file system of {state} has no locks, and {folder} can't stand in for it:"
            f" {error.strerror}",
            hint="Make that a folder of yours, with mode 0700, and run the same command again."
            " Nothing was recorded.",
        ) from error


def _must_be_ours(folder: Path) -> None:
    """In a place where all may write, somebody else may have made it, or a link, before us."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(0, "it is not yours alone", str(folder))

"""One writer at a time on this device."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from papernotes.errors import PapernotesError
from papernotes.files import FILE_MODE, private_folder

_PATIENCE = 10.0  # seconds that one writer may take; a mark takes a tenth of one
_PAUSE = 0.005


@contextmanager
def writer_lock(state: Path) -> Iterator[None]:
    """Hold the writer's lock. The system frees it when we end, however we end."""
    private_folder(state)
    descriptor = os.open(state / "lock", os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        try:
            _take(descriptor)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            from papernotes.journal.lock_elsewhere import open_lock  # few homes need it

            other = open_lock(state)
            os.dup2(other, descriptor)
            os.close(other)
            _take(descriptor)
        yield
    finally:
        os.close(descriptor)


# NFS without its lock daemon; some file systems that are programs, or in a cloud.
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}


def _take(descriptor: int) -> None:
    """Wait for whoever has it, as long as they take turns: many at once are no reason to fail."""
    turn = None
    while not _try_lock(descriptor):
        if turn != (turn := os.fstat(descriptor).st_mtime_ns):
            deadline = time.monotonic() + _PATIENCE
        if time.monotonic() > deadline:
            raise PapernotesError(
                f"another papernotes has been writing for {_PATIENCE:.0f} seconds",
                hint="Wait for it, or end it, and try again. Nothing was recorded.",
            )
        # Polled, not awaited: a writer that was suspended must not hang us for ever.
        time.sleep(_PAUSE)
    with suppress(OSError):  # others see less, but that is no reason not to write
        os.utime(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

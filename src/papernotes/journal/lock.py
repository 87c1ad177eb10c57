"""One writer at a time on this device."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from papernotes.errors import PapernotesError
from papernotes.files import FILE_MODE, private_folder

_PATIENCE = 10.0  # seconds; a mark takes a tenth of one
_PAUSE = 0.005


@contextmanager
def writer_lock(state: Path) -> Iterator[None]:
    """Hold the writer's lock. The system frees it when we end, however we end."""
    private_folder(state)
    descriptor = os.open(state / "lock", os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        deadline = time.monotonic() + _PATIENCE
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                raise PapernotesError(
                    f"another papernotes has been writing for {_PATIENCE:.0f} seconds",
                    hint="Wait for it, or end it, and try again. Nothing was recorded.",
                )
            # Polled, not awaited: a writer that was suspended must not hang us for ever.
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


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

"""Not too often: pauses between two requests of the same host, whoever of us makes them."""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from papernotes.files import FILE_MODE, private_folder

USUAL: Final = 1.0  # seconds
# https://info.arxiv.org/help/api/tou.html: no more than one request every three seconds.
ASKED_FOR: Final[Mapping[str, float]] = {"arxiv.org": 3.0, "export.arxiv.org": 3.0}


class Pace:
    """Waits before a request until the last one of the host is long enough ago.

    A file for each host keeps when that was, under a lock: so processes wait for each
    other. Where that can't be written, this process alone keeps the pace.
    """

    def __init__(
        self,
        folder: Path,
        usual: float = USUAL,
        asked_for: Mapping[str, float] = ASKED_FOR,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._usual = usual
        self._asked_for = asked_for
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def wait(self, host: str) -> None:
        seconds = self._asked_for.get(host, self._usual)
        if seconds <= 0:
            return
        try:
            private_folder(self._folder)
            name = sha256(host.encode()).hexdigest()[:32]
            descriptor = os.open(self._folder / name, os.O_RDWR | os.O_CREAT, FILE_MODE)
        except OSError:
            self._pause(self._last.get(host, 0.0), seconds)
        else:
            try:
                _lock(descriptor)
                stamp = os.fstat(descriptor)
                asked = stamp.st_size > 0  # an empty file is a new one
                self._pause(stamp.st_mtime if asked else 0.0, seconds)
                with suppress(OSError):
                    os.pwrite(descriptor, b".", 0)
                    os.utime(descriptor)
            finally:
                os.close(descriptor)
        self._last[host] = time.time()

    def _pause(self, last: float, seconds: float) -> None:
        # A clock that was set back is no reason to wait longer.
        left = min(seconds, last + seconds - time.time())
        if left > 0:
            self._sleep(left)


def _lock(descriptor: int) -> None:
    try:
        import fcntl  # Windows has none: there each process keeps its own pace
    except ImportError:
        return
    with suppress(OSError):  # a file system without locks: the stamp alone has to do
        fcntl.flock(descriptor, fcntl.LOCK_EX)

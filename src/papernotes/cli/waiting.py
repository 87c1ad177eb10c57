"""A bar on stderr, while a large library is read for the first time."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from papernotes.index.progress import UNKNOWN, listen

if TYPE_CHECKING:
    from threading import Timer

    from rich.progress import Progress

_PATIENCE = 0.5  # seconds; what is done by then needs no bar


@contextmanager
def shown(*, quiet: bool) -> Iterator[None]:
    """Show how far a long refresh is, if there is somebody who would see it."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    bar = _Bar()
    listen(bar.step)
    try:
        yield
    finally:
        listen(None)
        bar.end()  # Ctrl-C in the middle: the cursor comes back


class _Bar:
    """It shows after a while, and leaves no trace."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._drawn: Progress | None = None
        self._timer: Timer | None = None

    def step(self, what: str, done: int, total: int) -> None:
        if total == UNKNOWN:  # nothing more will be heard until it ends
            from threading import Timer  # only who waits for others needs a clock of its own

            self.end()
            self._timer = Timer(_PATIENCE, self._draw, (what, None, 0))
            self._timer.daemon = True
            self._timer.start()
        elif done >= total:
            self.end()
        elif self._drawn:
            self._drawn.update(self._drawn.task_ids[0], completed=done)
        elif time.monotonic() - self._began > _PATIENCE:
            self._draw(what, total, done)

    def _draw(self, what: str, total: int | None, done: int) -> None:
        self._drawn = _progress()
        self._drawn.add_task(what, total=total, completed=done)
        self._drawn.start()

    def end(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer.join()  # it may be about to draw
            self._timer = None
        if self._drawn:
            self._drawn.stop()
            self._drawn = None


def _progress() -> "Progress":
    from rich.console import Console  # 50 ms, of a wait of seconds
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True),
        transient=True,
    )

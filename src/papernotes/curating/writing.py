"""One writer at a time; and what the disk refuses, said in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from papernotes.errors import refusing
from papernotes.journal.lock import writer_lock
from papernotes.paths import Places


@contextmanager
def writing(places: Places, what: str) -> Iterator[None]:
    """Hold the writer's lock while something is done: "could not `what`" if that fails."""
    with refusing(what), writer_lock(places.state):
        if places.unfinished.exists():
            from papernotes.marking.record import finish  # what a killed writer left: seldom

            finish(places)
        yield

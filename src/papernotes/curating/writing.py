"""One writer at a time; and what the disk refuses, said in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from papernotes.errors import PapernotesError
from papernotes.journal.lock import writer_lock
from papernotes.paths import Places


@contextmanager
def writing(places: Places, what: str) -> Iterator[None]:
    """Hold the writer's lock while something is done: "could not `what`" if that fails."""
    try:
        with writer_lock(places.state):
            yield
    except OSError as error:
        if error.filename is None and error.errno is None:
            raise
        raise PapernotesError(
            f"could not {what}: {error.strerror or error}"
            + (f" ({error.filename})" if error.filename else ""),
            hint="Nothing was changed. Mend that, and run the same command again.",
        ) from error

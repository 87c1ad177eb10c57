"""The one kind of failure that a user is meant to see, and the exit codes."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

FAILED = 1  # it could not be done: unreadable file, disk full ...
USAGE = 2  # the command line is wrong
NOT_FOUND = 3  # no such paper or catalog
BAD_DATA = 4  # a file holds what it should not
INTERRUPTED = 130  # Ctrl-C: 128 + SIGINT, as shells have it

EXIT_CODES = {  # what the manual says of them
    0: "All went well, also where a list is empty.",
    FAILED: "It could not be done: a file cannot be read, the disk is full.",
    USAGE: "The command line is wrong, or a variable has a value that cannot be.",
    NOT_FOUND: "There is no such paper or catalog.",
    BAD_DATA: "A file holds what it should not. What could be read of it was.",
    INTERRUPTED: "Ended by Ctrl-C.",
}


_STEPS = {  # what to do about what the system refuses
    errno.ENOSPC: "Make room on the disk",
    errno.EDQUOT: "Make room on the disk",
    errno.EACCES: "Allow that",
    errno.EPERM: "Allow that",
    errno.EEXIST: "Move it elsewhere",  # a file where a folder should be
    errno.ENOTDIR: "Move the file that is in the way elsewhere",
    errno.EISDIR: "Move it elsewhere",
    errno.ENXIO: "Start what reads from it",
}


_REASONS = {  # where the system's own words leave one guessing
    errno.EEXIST: "there is a file where a folder should be",
    errno.EISDIR: "there is a folder where a file should be",
    errno.ENXIO: "nobody reads from that pipe",
}


class PapernotesError(Exception):
    """What went wrong and where (`message`), and what to do next (`hint`).

    `main()` is the only place that prints it.
    """

    def __init__(self, message: str, *, hint: str = "", code: int = FAILED) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


def refused(what: str, error: OSError, kept: str = "Nothing was changed. ") -> PapernotesError:
    """What the system refused, why, and where; and that `kept`, before what to do about it."""
    file = error.filename2 or error.filename  # the second is where the first should have gone
    where = f" ({file})" if file else ""
    why = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    step = _STEPS.get(error.errno or 0, "Mend that")
    return PapernotesError(
        f"could not {what}: {why}{where}",
        hint=f"{kept}{step}, and run the same command again.",
    )


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Say "could not `what`" if the system refuses something meanwhile."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is None:
            raise
        raise refused(what, error) from error

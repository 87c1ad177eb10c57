"""The one kind of failure that a user is meant to see, and the exit codes."""

FAILED = 1  # it could not be done: unreadable file, disk full ...
USAGE = 2  # the command line is wrong
NOT_FOUND = 3  # no such paper or catalog
BAD_DATA = 4  # a file holds what it should not


class PapernotesError(Exception):
    """What went wrong and where (`message`), and what to do next (`hint`).

    `main()` is the only place that prints it.
    """

    def __init__(self, message: str, *, hint: str = "", code: int = FAILED) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code

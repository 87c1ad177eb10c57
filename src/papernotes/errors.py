"""The one kind of failure that a user is meant to see, and the exit codes."""

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


class PapernotesError(Exception):
    """What went wrong and where (`message`), and what to do next (`hint`).

    `main()` is the only place that prints it.
    """

    def __init__(self, message: str, *, hint: str = "", code: int = FAILED) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code

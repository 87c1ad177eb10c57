"""Ask before something is done that one may not want."""

import sys

from papernotes.errors import USAGE, PapernotesError


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the user agrees. `yes`: they said so before, with --yes.

    Raises PapernotesError (wrong usage) where nobody is there to answer.
    """
    if yes:
        return True
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        raise PapernotesError(
            "there is nobody to ask whether to do that",
            hint="To do it without being asked, add --yes.",
            code=USAGE,
        )
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        sys.stderr.write("\n")  # what follows begins a line of its own
        raise
    if not answer.endswith("\n"):  # Ctrl-D
        sys.stderr.write("\n")
    return answer.strip().lower() in ("y", "yes")

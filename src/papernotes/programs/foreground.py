"""Run a program that the user talks to while we wait."""

import shlex
import shutil
import signal
import subprocess
from collections.abc import Sequence


def words(setting: str) -> list[str]:
    """A setting as the words of a command, which no shell ever sees; none if it can't be run."""
    if "\0" in setting:  # no argument can hold one
        return []
    try:
        command = shlex.split(setting)
    except ValueError:  # an open quote
        return []
    return command if command and shutil.which(command[0]) else []


def run(command: Sequence[str], data: bytes | None = None, *, stdout: int | None = None) -> int:
    """Give the program `data`, wait for its end, and return its exit code. Raises OSError.

    Ctrl-C is the program's while it lives, as with git: if we ended first, it would go on
    reading from the terminal together with the shell, and an editor would be killed with
    what was not saved yet.
    """
    # A handler of our own is not handed down to the program, as SIG_IGN would be.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        stdin = None if data is None else subprocess.PIPE
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout)  # noqa: S603 (the user's own)
        # communicate() lets a program that was left before the end be.
        process.communicate(data)
        return process.returncode
    finally:
        signal.signal(signal.SIGINT, before)

"""Let the user edit a file, in an editor of their own."""

import os
import signal
from pathlib import Path

from papernotes.errors import PapernotesError
from papernotes.programs.foreground import run, words

_OTHER = "Set VISUAL or EDITOR to one that you have"


def edit(path: Path, setting: str, without: str = "") -> None:
    """Run the editor of the setting on `path`, and wait for its end.

    `without` is what can be typed instead, where there is none.
    """
    hint = f"{_OTHER}, or use: {without}" if without else f"{_OTHER}."
    command = words(setting)
    if not command:
        raise PapernotesError(f"no editor “{setting}”", hint=hint)
    try:
        # What an editor shows is no data of ours: where stdout is no terminal, stderr gets it.
        code = run([*command, str(path)], stdout=None if os.isatty(1) else 2)
    except OSError as error:  # a script whose first line names no program, for one
        raise PapernotesError(
            f"the editor {command[0]} could not be started: {error.strerror or error}", hint=hint
        ) from error
    if code in (-signal.SIGINT, 128 + signal.SIGINT):
        raise KeyboardInterrupt
    if code:
        raise PapernotesError(
            f"the editor {command[0]} ended with {code}",
            hint=f"What you saved is kept, if anything: {path}",
        )

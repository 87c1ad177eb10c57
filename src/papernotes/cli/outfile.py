"""The file that `-o` names: in which format, and how it is written."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from papernotes.cli.shell import Found, say
from papernotes.errors import USAGE, PapernotesError, refused
from papernotes.files import write_whole
from papernotes.render.output import write_text

_Format = TypeVar("_Format", bound=str)
STDOUT = "-"
_LONGEST = 120  # characters of a name that a message repeats
_FOR_ALL = 0o666  # less what the user's umask takes: such a file is made to be shown


def format_of(output: str, endings: Mapping[str, _Format], such: str) -> _Format:
    """The format that the file's name ends with. `such`: which names do, for the message."""
    if found := endings.get(Path(output).suffix.lower()):
        return found
    raise PapernotesError(
        f"“{output[:_LONGEST]}” does not say in which format",
        hint=f"Name it with --format, or {such}.",
        code=USAGE,
    )


def write_out(text: str, output: str | None, found: Found, *, replace: bool = True) -> None:
    """To stdout, or to a file, all of it or nothing; `replace`: also one that was there."""
    if output in (None, STDOUT):
        write_text(text)
        return
    path, data = Path(output or ""), text.encode("utf-8", "replace")
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            _write_into(path, data)  # a device or a pipe can't be replaced
        elif path.is_file() and not replace:
            raise PapernotesError(
                f"there is a file “{output}” already",
                hint="Replace it with --force, or name another one.",
            )
        else:
            write_whole(path, data, _FOR_ALL)
    except OSError as error:  # which may name a draft beside it
        named = OSError(error.errno, error.strerror, output)
        raise refused("write the file", named) from error
    say(f"Wrote {output}", found.settings)


def _write_into(path: Path, data: bytes) -> None:
    """Into what is there. A pipe has to have a reader already: without one, opening it waits."""
    descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "wb") as stream:  # noqa: PTH123  # a descriptor has no path
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(descriptor, True)
        stream.write(data)

"""A terminal session whose clock stands where the page says: what the program really prints.

The program runs as `main(argv)` in this process, so that its clock can be set; a line with
a pipe runs in a shell, as a reader would run it.
"""

import contextlib
import datetime as dt
import io
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import time_machine
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

from papernotes.main import main

_STEP = dt.timedelta(minutes=3, seconds=7)  # between two commands, and some microseconds
_ESCAPES = re.compile("\x1b\\[[0-9;]*m|\x1b]8;[^\x1b]*\x1b\\\\")


class Session:
    """A reader's terminal."""

    def __init__(self, home: Path, width: int) -> None:
        self.home = home
        self.width = width
        self.now = dt.datetime(2026, 1, 1, 19, tzinfo=dt.UTC)
        self._draw = random.Random(0)  # noqa: S311 (always the same)

    def on(self, day: str) -> None:
        """It is the evening of `day` now."""
        self.now = dt.datetime.fromisoformat(f"{day}T19:00:00+00:00")

    def run(self, line: str) -> str:
        """What a command line prints on the terminal, in colours. Raises if it fails."""
        self.now += _STEP
        self.now = self.now.replace(microsecond=self._draw.randrange(1_000_000))
        if "|" in line:
            environ = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
            del environ["FORCE_COLOR"]
            done = subprocess.run(
                ["/bin/sh", "-c", line], env=environ, capture_output=True, check=True
            )
            return done.stdout.decode()
        raw, err = io.BytesIO(), io.StringIO()
        out = io.TextIOWrapper(raw, "utf-8")
        with (
            time_machine.travel(self.now, tick=False),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = main(shlex.split(line)[1:])
        out.flush()
        if code not in (0, None) and not err.getvalue():
            raise SystemExit(f"{line} ended with {code}")
        return raw.getvalue().decode() + err.getvalue()


@contextmanager
def session(width: int) -> Iterator[Session]:
    """A session in a new home, which is also the folder where it begins."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PAPERNOTES", "XDG")) and "COLOR" not in name
        }
        environ = {
            **kept,
            "PAPERNOTES_HOME": f"{folder}/home",
            "COLUMNS": str(width),
            "FORCE_COLOR": "1",
            "TZ": "UTC",
        }
        before = Path.cwd()
        os.chdir(folder)
        try:
            with mock.patch.dict(os.environ, environ, clear=True):
                yield Session(Path(folder), width)
        finally:
            os.chdir(before)


def bare(drawn: str) -> str:
    """The text of a drawing without colours and links."""
    return _ESCAPES.sub("", drawn)


def svg(drawn: str, width: int, name: str) -> str:
    """A picture of a drawing on a terminal; its name keeps its styles from another's."""
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True)
    # Links lead nowhere in a picture, and their ids are drawn by lot.
    console.print(Text.from_ansi(re.sub("\x1b]8;[^\x1b]*\x1b\\\\", "", drawn)))
    made = console.export_svg(title="papernotes", theme=DIMMED_MONOKAI, unique_id=name)
    return made + "\n"

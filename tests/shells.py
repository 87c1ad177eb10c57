"""The real shells, each on a terminal of its own, with papernotes on its PATH."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

_DEADLINE = 60.0  # seconds for whatever is waited for: never reached where all is well
_READY = "ready>"
_CSI = re.compile(r"\x1b(?:\[[0-9;?<=>]*[ -/]*[@-~]|[()][A-Z0-9]|[=>78]|\][^\x07\x1b]*(?:\x07|\x1b\\))")


def required(name: str) -> str:
    """The path of a shell. In CI a test fails without it; elsewhere it says so and is skipped."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed, so its completion is NOT TESTED: see .ci/shells"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


def program(folder: Path) -> Path:
    """A folder for PATH that holds the `papernotes` of these sources."""
    folder.mkdir(exist_ok=True)
    file = folder / "papernotes"
    file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m papernotes "$@"\n', encoding="utf-8")
    file.chmod(0o755)
    return folder


class Terminal:
    """A program on a terminal: type, and wait for what it shows."""

    def __init__(self, command: list[str], environ: Mapping[str, str], folder: Path) -> None:
        self.shown = ""
        self._process, self._master = pty.fork()
        if self._process == 0:  # pragma: no cover (the child)
            os.chdir(folder)
            os.execve(command[0], command, dict(environ))  # noqa: S606 (no shell between)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def wait(self, pattern: str) -> re.Match[str]:
        """What it shows, up to and with the pattern; that is then seen, and gone."""
        end = time.monotonic() + _DEADLINE
        while not (match := re.search(pattern, _CSI.sub("", self.shown), re.DOTALL)):
            ready, _, _ = select.select([self._master], [], [], max(0.0, end - time.monotonic()))
            try:
                data = os.read(self._master, 65536) if ready else b""
            except OSError:
                data = b""
            if not data:
                pytest.fail(f"waited in vain for {pattern!r}; there is {self.shown!r}")
            self.shown += data.decode("utf-8", "replace")
        self.shown = _CSI.sub("", self.shown)[match.end() :]
        return match

    def close(self) -> None:
        os.close(self._master)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

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

_DEADLINE = 60.0  # seconds for whatever is waited for; never reached where all is well
_ESCAPE = re.compile(
    r"\x1b(?:\[[0-9;?<=>]*[ -/]*[@-~]|[()][A-Z0-9]|[=>78]|\][^\x07\x1b]*(?:\x07|\x1b\\))"
)


def program(folder: Path) -> Path:
    """A folder for PATH that holds the `papernotes` of these sources."""
    folder.mkdir()
    file = folder / "papernotes"
    file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m papernotes "$@"\n', encoding="utf-8")
    file.chmod(0o755)
    return folder


def required(name: str) -> str:
    """The path of a shell. Without it a test fails in CI, and says so and is skipped elsewhere."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed, so its completion is NOT TESTED: run .ci/shells"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


class Terminal:
    """A program on a terminal: type, and wait for what it shows."""

    def __init__(self, command: list[str], environ: Mapping[str, str], folder: Path) -> None:
        self._shown = ""
        self._process, self._master = pty.fork()
        if self._process == 0:  # pragma: no cover (the child)
            os.chdir(folder)
            os.execve(command[0], command, dict(environ))  # noqa: S606 (there is no shell between)
        self._poll = select.poll()
        self._poll.register(self._master, select.POLLIN)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 200, 160, 0, 0))

    def type(self, keys: str) -> None:
        data = keys.encode()
        while data:
            data = data[os.write(self._master, data) :]

    def wait(self, pattern: str) -> re.Match[str]:
        """The first match in what is shown, escapes apart; what was shown up to it is gone."""
        end = time.monotonic() + _DEADLINE
        while True:
            shown = _ESCAPE.sub("", self._shown)
            if match := re.search(pattern, shown, re.DOTALL):
                self._shown = shown[match.end() :]
                return match
            ready = self._poll.poll(max(0.0, end - time.monotonic()) * 1000)
            try:
                data = os.read(self._master, 65536) if ready else b""
            except OSError:  # nobody has the other end any more
                data = b""
            if not data:
                pytest.fail(f"waited in vain for {pattern!r}: there is {shown!r}")
            self._shown += data.decode("utf-8", "replace")

    def close(self) -> None:
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._master)

"""Run command lines on real terminals, stdin, stdout and stderr of each: `python -m` this.

A process with the program's modules loaded makes one more for each line, which costs a fifth
of a start. On stdin it gets a JSON array of runs, on stdout it says what came of each.
"""

import base64
import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.test_streams import surroundings

_DEADLINE = 120  # seconds for all of them; never reached where all is well
ROWS = 500  # no pager, whatever is shown


class Line(NamedTuple):
    """What is typed into a window that is so wide, and what the environment has besides."""

    words: Sequence[str]
    columns: int = 80
    environ: Mapping[str, str] = {}


class Shown(NamedTuple):
    """All that reached the terminal, as it came; and the exit code."""

    code: int
    data: bytes


def on_terminals(lines: Sequence[Line]) -> list[Shown]:
    """Run each in the tester's home, one after the other."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.ptys"],
        input=json.dumps(lines).encode(),
        env=surroundings(PAPERNOTES_EDITOR="false", PAPERNOTES_BROWSER="true"),  # none waits
        stdout=subprocess.PIPE,
        check=True,
        timeout=_DEADLINE,
    )
    return [Shown(code, base64.b64decode(data)) for code, data in json.loads(done.stdout)]


def main() -> None:
    """Single-threaded, so that a fork is all that it should be."""
    from papernotes.cli import waiting
    from papernotes.cli.app import everything

    everything()
    # On a machine with much to do the bar shows for the smallest of libraries, now and then.
    # It has no text from outside; tests/test_waiting.py looks at it.
    waiting._PATIENCE = 1e9
    found = [_shown(Line(*each)) for each in json.load(sys.stdin)]
    print(json.dumps([(code, base64.b64encode(data).decode()) for code, data in found]))  # noqa: T201


def _shown(line: Line) -> Shown:
    process, master = pty.fork()
    if process == 0:
        _papernotes(line)
    data = b"".join(iter(lambda: _read(master), b""))
    os.close(master)
    _, status = os.waitpid(process, 0)
    return Shown(os.waitstatus_to_exitcode(status), data)


def _papernotes(line: Line) -> None:
    """The console script, as a shell would start it on this terminal."""
    from papernotes.main import run

    size = struct.pack("HHHH", ROWS, line.columns, 0, 0)
    fcntl.ioctl(0, termios.TIOCSWINSZ, size)
    modes = termios.tcgetattr(0)
    modes[1] &= ~termios.OPOST  # a line's end comes out as it went in
    termios.tcsetattr(0, termios.TCSANOW, modes)
    os.environ.update(line.environ)
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
    sys.argv = ["papernotes", *line.words]
    code: object = 70
    try:
        run()
    except SystemExit as ended:
        code = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 70)


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # so Linux says that nobody holds the other end any more
        return b""


if __name__ == "__main__":
    main()

"""Where the tests' side of `forks.py` is: processes of papernotes, and how they ended."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

FORKS = Path(__file__).with_name("forks.py")
_OURS = ("PAPERNOTES", "XDG_", "COVERAGE", "FAULTS")
_STREAMS = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "PAGER", "LESS"}


class Job(NamedTuple):
    """Command lines that one process runs, one after the other, and what befalls it."""

    lines: Sequence[Sequence[str]]
    environ: dict[str, str]
    stdin: str = ""
    file_size: int | None = None  # bytes: what no file may grow beyond, as on a full disk
    user: int | None = None  # run as this user, who is in no group
    umask: int = 0o022
    kill_after: float | None = None  # seconds
    until: str | None = None  # begin anew until this file exists, or one fails


class Ended(NamedTuple):
    """How a process ended, and what it said. A negative code is the signal that killed it."""

    code: int
    out: str
    err: str
    took: float  # seconds, until all that began with it were read to their ends


class Forks:
    """A process that has papernotes loaded, for as long as a test module needs it."""

    def __init__(self, before: Sequence[str] = (), **environ: str) -> None:
        """`before` are words to put before its own command line: it may run in a namespace."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(_OURS) and name not in _STREAMS
        }
        self._process = subprocess.Popen(
            [*before, sys.executable, str(FORKS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=kept | environ,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def run(self, *jobs: Job) -> list[Ended]:
        """Run the jobs side by side."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([job._asdict() for job in jobs]) + "\n")
        self._process.stdin.flush()
        answer: list[dict[str, Any]] = json.loads(self._process.stdout.readline())
        return [Ended(**each) for each in answer]

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


class Home:
    """A PAPERNOTES_HOME, and papernotes run in it by processes of its own."""

    def __init__(self, path: Path, forks: Forks, **environ: str) -> None:
        self.path = path
        self.forks = forks
        self.environ = {"PAPERNOTES_HOME": str(path), "HOME": str(path.parent), **environ}

    def job(self, *lines: Sequence[str], **how: Any) -> Job:
        environ = self.environ | how.pop("environ", {})
        return Job(lines, environ, **how)

    def run(self, *line: str, **how: Any) -> Ended:
        (ended,) = self.forks.run(self.job(line, **how))
        return ended

    def runs(self, *lines: Sequence[str], **how: Any) -> list[tuple[int, str]]:
        """Run all lines in one process: the exit code of each, and what it printed."""
        (ended,) = self.forks.run(self.job(*lines, ["--version"], **how))
        parts = ended.out.split("\0")[:-3]
        assert len(parts) == 2 * len(lines), ended
        return [(int(code), out) for out, code in zip(parts[::2], parts[1::2], strict=True)]

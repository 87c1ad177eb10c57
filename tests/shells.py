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

# Commands that take what none of ours takes yet, or that stand in for a whole group.
STAND_INS = {
    "attach": '[Annotated[str, typer.Argument(metavar="FILE")]]',
    "label": '[Annotated[list[str], typer.Argument(metavar="REF... +TAG...")],'
    ' Annotated[list[str], typer.Option("--remove", metavar="TAG")]]',
    "visit": '[Annotated[str, typer.Argument(metavar="[REF]")],'
    ' Annotated[str, typer.Option("--link", "-l", metavar="LABEL")]]',
    "revoke": '[Annotated[str, typer.Argument(metavar="[EVENT]")]]',
    "review": '[Annotated[str, typer.Argument(metavar="[YEAR]")]]',
    "grade": '[Annotated[list[str], typer.Argument(metavar="REF... 1-5")]]',
    "ponder": '[Annotated[str, typer.Argument(metavar="[TEXT]")]]',
    "shelf see": "[]",
    "shelf use": '[Annotated[str, typer.Argument(metavar="CATALOG")]]',
}
_MODULE = '''
import inspect
from typing import Annotated
import typer
from papernotes.cli.options import ScopedOptions

def command(**given: object) -> int:
    """Stand in for {name}: it takes what it takes.

    Examples:
        papernotes {name}
    """
    return 0

kinds = {kinds}
command.__signature__ = inspect.Signature(
    [
        inspect.Parameter(f"p{{n}}", inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=None)
        for n, kind in enumerate(kinds)
    ]
    + [inspect.Parameter("asked", inspect.Parameter.KEYWORD_ONLY, annotation=ScopedOptions)]
)
'''
_PROGRAM = """#!{python}
import sys
import papernotes.cli
papernotes.cli.__path__.append({folder!r})
from papernotes.cli import app
for name in {names!r}:
    app.COMMANDS[name] = app.Command("Stand-ins")
from papernotes.main import run
run()
"""


def stand_ins(folder: Path) -> Path:
    """A folder with modules of such commands, to be looked for beside the program's own."""
    (folder / "shelf").mkdir(parents=True)
    (folder / "shelf" / "__init__.py").write_text('"""A shelf to put catalogs on."""\n')
    for name, kinds in STAND_INS.items():
        path = folder / f"{name.replace(' ', '/')}.py"
        path.write_text(_MODULE.format(name=name, kinds=kinds), encoding="utf-8")
    return folder


def program(folder: Path) -> Path:
    """A folder for PATH, with a `papernotes` that has these commands besides its own."""
    folder.mkdir()
    modules = stand_ins(folder / "modules")
    file = folder / "papernotes"
    text = _PROGRAM.format(python=sys.executable, folder=str(modules), names=list(STAND_INS))
    file.write_text(text, encoding="utf-8")
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

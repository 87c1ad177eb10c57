"""What a program has to say of itself to be measured: how to set it up, fill it and ask it."""

import os
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.library import cite_key
from papernotes.model.paper import Paper

Command = list[str]


class Tool(ABC):
    """A program in an environment of its own; a home is a library of it.

    Commands are lists of command lines: what one task takes, most often one.
    """

    name: str
    pins: Sequence[str]  # what pip installs, the program itself first
    store: str  # in what the library lies, for the tables
    limits = True  # whether it can list the first 50
    cached = True  # whether it keeps what may be deleted without a loss
    text = True  # whether its data are files that one may edit

    def __init__(self, work: Path) -> None:
        self.place = work / "environments" / self.slug

    @property
    def slug(self) -> str:
        return type(self).__name__.lower()

    @property
    def version(self) -> str:
        """Name and version, as pinned."""
        return self.pins[0].replace("==", " ")

    def install(self) -> None:
        """Make the environment, unless it holds these pins already."""
        stamp, wanted = self.place / "pins", "\n".join([sys.version, *self.pins])
        if stamp.exists() and stamp.read_text() == wanted:
            return
        shutil.rmtree(self.place, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(self.place)], check=True)
        pip = [str(self.place / "bin" / "pip"), "install", "-qq", *self.pins]
        subprocess.run(pip, check=True)
        stamp.write_text(wanted)

    def binary(self, name: str) -> str:
        return str(self.place / "bin" / name)

    def environ(self, home: Path) -> dict[str, str]:
        """What the program is started with: a home of its own, and nothing of the tester's."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "COLUMNS": "120",
            "TERM": "xterm-256color",
        }

    @abstractmethod
    def fill(self, home: Path, papers: Sequence[Paper]) -> None:
        """Make the library, none of it marked, as the program itself would have it."""

    @abstractmethod
    def list_all(self) -> list[Command]:
        """All papers."""

    def everything(self) -> list[Command]:
        """All papers, marked ones as well, where a list leaves them out."""
        return self.list_all()

    def first_50(self) -> list[Command]:
        raise NotImplementedError(f"{self.name} can't limit a list")

    @abstractmethod
    def search(self, word: str) -> list[Command]:
        """The papers with a word in their titles, authors or summaries."""

    @abstractmethod
    def show(self, paper: Paper) -> list[Command]: ...

    @abstractmethod
    def mark(self, paper: Paper) -> list[Command]:
        """Remember that a paper was read."""

    def caches(self, home: Path) -> list[Path]:  # noqa: ARG002 (most have none)
        """What may be deleted without a loss."""
        return []

    def refresh(self) -> list[Command]:
        """What has to be run after an edit by hand before the edit shows."""
        return []

    @abstractmethod
    def edited(self, home: Path, paper: Paper, /) -> Path:
        """The file that holds the paper's title."""

    def written(self, home: Path, paper: Paper) -> Path:
        """The file that a mark writes first."""
        return self.edited(home, paper)

    def copied(self, home: Path) -> None:  # noqa: B027 (most make nothing of it)
        """Take back what the program would make of its home being a copy."""

    @abstractmethod
    def records(self, home: Path) -> Mapping[str, bytes]:
        """Each whole record in the program's own files, by a name that stays: its bytes.

        Raises ValueError, OSError or sqlite3.Error if the files are beyond reading.
        """

    @abstractmethod
    def record_of(self, paper: Paper) -> str:
        """The name by which `records` has a paper."""

    @abstractmethod
    def is_marked(self, record: bytes) -> bool: ...

    def key(self, paper: Paper) -> str:
        return cite_key(paper)

    def run(
        self, home: Path, commands: Sequence[Command], timeout: float = 600
    ) -> subprocess.CompletedProcess[bytes]:
        """Run commands in turn as a pipe sees them; what the last or the failing one did."""
        done = subprocess.CompletedProcess[bytes]([], 0, b"", b"")
        for command in commands:
            done = subprocess.run(
                command,
                env=self.environ(home),
                cwd=home,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=timeout,
                check=False,
            )
            if done.returncode != 0:
                break
        return done


def remove(path: Path) -> None:
    """A file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def titles_in(output: bytes, papers: Sequence[Paper]) -> int:
    """How many of the papers' titles stand in an output, wherever it breaks its lines."""
    text = _squeezed(output.decode("utf-8", "replace"))
    return sum(_squeezed(paper.title)[:BEGINNING] in text for paper in papers)


BEGINNING = 12  # letters of a title: programs cut long ones off, or break their lines


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()

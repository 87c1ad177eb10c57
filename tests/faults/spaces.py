"""A small disk of one's own: a tmpfs in a private mount namespace, where that is allowed."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.faults.kept import files
from tests.faults.processes import Forks, Home
from tests.faults.writing import tail_apart

_MOUNT = 'mount -t tmpfs -o "size=$1,mode=755" tmpfs "$2" && shift 2 && exec "$@"'
_SIZE = "6m"  # an index takes a tenth of it


class Disk:
    """A file system that can be filled and made read-only, with homes on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder  # as the processes on it see it
        self.forks = Forks(["unshare", "-m", "sh", "-c", _MOUNT, "sh", _SIZE, str(folder)])
        self.forks.run()  # it is mounted then
        self.inside = Path(f"/proc/{self.forks.pid}/root") / folder.relative_to("/")
        self._filler = self.inside / "filler"

    def home(self, name: str) -> Home:
        self.clear()
        (self.inside / name).mkdir()
        inner = self.folder / name / "home"
        return Home(self.inside / name / "home", self.forks, PAPERNOTES_HOME=str(inner))

    def fill(self) -> None:
        """Take all the room there is, to the last page."""
        assert self.inside.is_mount()
        with self._filler.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        self._filler.unlink()

    def remount(self, how: str) -> None:
        subprocess.run(
            ["nsenter", "-m", "-t", str(self.forks.pid), "mount", "-o", how, self.folder],
            check=True,
        )

    def clear(self) -> None:
        self._filler.unlink(missing_ok=True)
        for folder in self.inside.iterdir():
            shutil.rmtree(folder)


def may_mount() -> bool:
    if os.name != "posix" or not (shutil.which("unshare") and shutil.which("nsenter")):
        return False
    tried = subprocess.run(
        ["unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /tmp"], capture_output=True, check=False
    )
    return tried.returncode == 0


def refused(home: Home, line: list[str], said: tuple[str, ...], **how: Any) -> bool:
    """Run a line that may be refused: then it says so, and nothing at all has changed."""
    before = tail_apart(files(home.path))
    ended = home.run(*line, **how)
    if ended.code == 0:
        return False
    assert ended.code == 1, ended
    assert ended.err.startswith("papernotes: "), ended
    assert ended.err.count("\n") == 1, ended
    assert any(reason in ended.err for reason in said), ended
    assert ended.out == "", ended
    assert tail_apart(files(home.path)) == before, line
    return True


def skip_without_mounts() -> None:
    if not may_mount():
        pytest.skip("no file system may be mounted here, so a full one and others are not tried")

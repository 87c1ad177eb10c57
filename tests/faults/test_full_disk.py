"""A full disk, a read-only one, one that is somebody else's: said, and nothing is lost."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.changing import CHANGES
from tests.faults.kept import SAID, files, view
from tests.faults.processes import Forks, Home
from tests.faults.spaces import Disk, refused, skip_without_mounts
from tests.faults.writing import CASES, Case

NOBODY = 65534  # the user who owns nothing
HERE = [case for case in [*CASES, *CHANGES] if not case.apart]
FULL = ("No space left on device", "File too large", "Disk quota exceeded")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    skip_without_mounts()
    made = Disk(tmp_path_factory.mktemp("disk"))
    yield made
    made.remount("remount,rw")
    made.forks.close()


@pytest.mark.parametrize("case", HERE, ids=lambda case: case.name)
@pytest.mark.parametrize("room", [0, 40])
def test_what_no_file_may_grow_beyond_stops_a_command_without_a_trace(
    case: Case, room: int, house: Home
) -> None:
    case.set_up(house)
    line = case.run_line(house)
    how: dict[str, Any] = {"stdin": case.stdin, "environ": case.environ(house)}
    sizes = [len(held) for held in files(house.path).values()]
    limit = max(sizes, default=0) + room if room else 0
    if refused(house, line, FULL, file_size=limit, **how):
        view(house.runs(*SAID, file_size=limit))
    else:
        moves = case.name.startswith(("catalog remove", "catalog rename"))  # a folder, and no more
        assert room or case.editor or moves or case.name == "catalog use, another"
        return
    assert house.run(*line, **how).code == 0


def test_a_full_disk_stops_every_command_that_writes_and_no_reader(disk: Disk) -> None:
    stopped = set()
    for case in HERE:
        house = disk.home("a")
        case.set_up(house)
        line = case.run_line(house)
        line = [word.replace(str(disk.inside), str(disk.folder)) for word in line]
        environ = {
            name: value.replace(str(disk.inside), str(disk.folder))
            for name, value in case.environ(house).items()
        }
        how: dict[str, Any] = {"stdin": case.stdin, "environ": environ}
        before = view(house.runs(*SAID))
        disk.fill()
        if refused(house, line, FULL, **how):
            stopped.add(case.name)
            assert view(house.runs(*SAID)) == before, case.name
            disk.make_room()
            assert house.run(*line, **how).code == 0, case.name
    # A mark that fits into the last page of its journal needs no room.
    assert stopped >= {
        "done, the first command ever",
        "done in a new segment",
        "note, one more line",
        "note with an editor",
        "add, one more paper",
        "catalog add",
    }


def test_a_first_command_on_a_full_disk_reads_and_cannot_write(disk: Disk) -> None:
    house = disk.home("a")
    disk.fill()
    listed = house.run("list")
    assert (listed.code, listed.err, len(listed.out.splitlines())) == (0, "", 46)
    assert refused(house, ["done", "1"], FULL)
    disk.make_room()
    assert house.run("done", "1").code == 0


def test_a_read_only_disk_is_read_and_each_command_that_writes_says_so(disk: Disk) -> None:
    for case in HERE:
        house = disk.home("a")
        case.set_up(house)
        line = case.run_line(house)
        line = [word.replace(str(disk.inside), str(disk.folder)) for word in line]
        before = view(house.runs(*SAID))
        disk.remount("remount,ro")
        assert refused(house, line, ("Read-only file system",), stdin=case.stdin), case.name
        assert view(house.runs(*SAID)) == before, case.name
        disk.remount("remount,rw")


@pytest.fixture
def theirs(forks: Forks) -> Iterator[Home]:
    """A home where there is something, which is made somebody else's in each test."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        house = Home(Path(folder) / "home", forks)
        for case in CASES[-3:]:
            for line in case.before:
                house.run(*line)
        yield house
        for path in [house.path, *house.path.rglob("*")]:
            path.chmod(path.stat().st_mode | stat.S_IRWXU)


def as_another(house: Home, *, readable: bool) -> dict[str, int]:
    """Take the home away from whoever runs papernotes: they may read it, or not even that."""
    bits = {True: 0o555, False: 0}[readable]
    for path in [*house.path.rglob("*"), house.path]:
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(bits if path.is_dir() else bits & 0o444 if readable else mode & 0o077 & bits)
    return {"user": NOBODY} if os.getuid() == 0 else {}


def bundled_is_readable() -> bool:
    from papernotes.catalog import bundled

    path = bundled.path().resolve()
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in path.parents)


@pytest.mark.parametrize("readable", [True, False], ids=["readable", "unreadable"])
def test_data_of_somebody_else_is_read_as_far_as_it_may_be_and_never_written(
    theirs: Home, readable: bool
) -> None:
    if os.getuid() == 0 and not bundled_is_readable():
        pytest.skip("nobody but root may read the program here")
    before = files(theirs.path)
    how = as_another(theirs, readable=readable)
    listed = theirs.run("list", "--catalog", "llm", **how)
    assert listed.code == (0 if readable else 1), listed
    assert "Traceback" not in listed.err
    for case in HERE:
        if case.name not in ("catalog remove, a link", "catalog add into its folder"):
            line = ["3" if word == "2" else word for word in case.line if word != "club.toml"]
            ended = theirs.run(*line, stdin=case.stdin, **how)
            assert ended.code in (1, 2, 3), (case.name, ended)
            assert ended.err.startswith("papernotes: "), (case.name, ended)
            assert ended.err.count("\n") == 1, (case.name, ended)
    for path in [theirs.path, *sorted(theirs.path.rglob("*"))]:
        path.chmod(0o700)
    assert files(theirs.path) == before

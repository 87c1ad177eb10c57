"""The writer's lock: waited for while others take turns, and had where files have no locks."""

import errno
import fcntl
import os
import threading
import time
from hashlib import blake2b
from pathlib import Path

import pytest

from papernotes.journal import lock, lock_elsewhere
from tests.conftest import Run
from tests.faults.kept import events
from tests.faults.processes import Home

LOCKLESS = [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS]


def test_writers_that_take_turns_are_waited_for(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.3)
    (home / "state").mkdir(parents=True)
    held = os.open(home / "state" / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(held, fcntl.LOCK_EX)

    def take_turns() -> None:
        for _ in range(12):  # as the next writers do: each has it for a while
            time.sleep(0.05)
            os.utime(held)
        os.close(held)

    others = threading.Thread(target=take_turns)
    others.start()
    done = run("done", "1")
    others.join()
    assert done.code == 0, done.err


def test_each_writer_shows_that_it_is_its_turn(run: Run, home: Path) -> None:
    run("done", "1")
    file = home / "state" / "lock"
    os.utime(file, (0, 0))
    run("done", "2")
    assert file.stat().st_mtime > 0


@pytest.mark.usefixtures("faulted")
@pytest.mark.parametrize("refusal", LOCKLESS, ids=lambda number: errno.errorcode[number])
def test_a_home_without_locks_loses_no_mark_of_many_at_once(house: Home, refusal: int) -> None:
    environ = {"FAULTS_UNDER": str(house.path), "FAULTS_LOCKS": str(refusal)}
    ended = house.forks.run(
        *(house.job(["done", str(number)], environ=environ) for number in range(1, 13)),
        *(house.job(["list"], environ=environ) for _ in range(4)),
    )
    for each in ended:
        assert each.code == 0, each
        assert "papernotes: " not in each.err
    papers = [event["papers"] for event in events(house.path)]
    assert len(papers) == len({name for names in papers for name in names}) == 12
    file = stand_in(house.path / "state")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    file.unlink()


def stand_in(state: Path) -> Path:
    """Where the lock of a state folder is that can't be locked itself."""
    found = state.stat()
    name = blake2b(f"{found.st_dev}:{found.st_ino}".encode(), digest_size=16).hexdigest()
    return Path(f"/tmp/papernotes-{os.getuid()}") / name


@pytest.fixture
def lockless(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No file of the home can be locked. Gives the folder where the lock is instead."""
    real = fcntl.flock
    (tmp_path / "tmp").mkdir()

    def flock(descriptor: int, how: int) -> None:
        found = os.fstat(descriptor)
        if (home / "state" / "lock").exists() and os.path.samestat(
            found, (home / "state" / "lock").stat()
        ):
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
        real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr(lock_elsewhere, "_TEMPORARY", tmp_path / "tmp")
    return tmp_path / "tmp" / f"papernotes-{os.getuid()}"


def test_the_lock_of_a_home_without_locks_is_one_however_the_home_is_named(
    run: Run, home: Path, lockless: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("done", "1").code == 0
    (tmp_path / "link").symlink_to(home)
    assert run("done", "2", PAPERNOTES_HOME=str(tmp_path / "link")).code == 0
    (file,) = lockless.iterdir()
    monkeypatch.setattr(lock, "_PATIENCE", 0.02)
    with file.open("w") as held:
        fcntl.flock(held.fileno(), fcntl.LOCK_EX)
        refused = run("done", "4")
    assert refused.code == 1
    assert "another papernotes has been writing" in refused.err


@pytest.mark.parametrize("harm", ["a link", "open to all", "a file", "somebody else's"])
def test_what_is_not_ours_alone_never_stands_in_for_a_lock(
    run: Run, home: Path, lockless: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = lockless.parent / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    if harm == "a link":
        lockless.symlink_to(elsewhere)
    elif harm == "a file":
        lockless.touch()
    else:
        lockless.mkdir(mode=0o700)
    if harm == "open to all":
        lockless.chmod(0o777)
    if harm == "somebody else's":
        mine = os.getuid()
        lockless.rename(lockless.with_name(f"papernotes-{mine + 1}"))
        monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    refused = run("done", "1")
    assert refused.code == 1
    assert "has no locks" in refused.err
    assert "Nothing was recorded" in refused.err
    assert refused.err.count("\n") == 1
    assert not list(elsewhere.iterdir())
    assert not (home / "data").exists()
    assert run("list").code == 0

"""The index is never believed against the files, whatever wrote to it, and whoever was killed."""

import errno
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from papernotes.index import scan, seal, store
from papernotes.index.seal import is_sealed, seal_file
from papernotes.index.store import open_index
from papernotes.library.core import open_library, select
from papernotes.paths import places
from papernotes.settings import Given
from tests.conftest import HEAD, Run, paper
from tests.faults.processes import Home
from tests.test_index import _no_table, _not_ours, _pages, everything

TRIES = int(os.environ.get("PAPERNOTES_TRIES", "40"))


@pytest.fixture
def index(home: Path) -> Path:
    return home / "cache" / "index.db"


def flip(index: Path, at: int, bits: int) -> None:
    data = bytearray(index.read_bytes())
    data[at] ^= bits
    index.write_bytes(data)


def test_a_byte_that_flips_anywhere_in_the_index_changes_nothing(
    run: Run, home: Path, index: Path
) -> None:
    run("done", "1", "2", "-m", "attention")
    environ = {"PAPERNOTES_HOME": str(home)}
    right = everything(environ)
    noise = random.Random(20261125)  # noqa: S311 (where, not a secret)
    for _ in range(TRIES):
        flip(index, noise.randrange(index.stat().st_size), 1 << noise.randrange(8))
        assert everything(environ) == right
        assert is_sealed(index)


@pytest.mark.usefixtures("faulted")
def test_where_sqlite_takes_missing_locks_for_anothers_nobody_waits_for_them(house: Home) -> None:
    house.run("done", "1")
    environ = {"FAULTS_UNDER": str(house.path), "FAULTS_LOCKS": str(errno.ENOLCK)}
    began = time.monotonic()
    listed = house.run("list", "--status", "done", environ=environ)
    assert (listed.code, listed.out.split("\t")[0]) == (0, "1")
    assert time.monotonic() - began < store._PATIENCE


def test_a_file_of_the_year_2300_on_a_disk_of_many_inodes_is_a_file(
    run: Run, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(catalog("mine", HEAD + paper(1)), (0, 0))

    class Strange:
        """What `stat` says of a file there."""

        def __init__(self, status: os.stat_result) -> None:
            self.st_size = status.st_size
            self.st_mtime_ns = self.st_ctime_ns = 330 * 365 * 86_400 * 10**9
            self.st_ino = status.st_ino | 1 << 63

    of = scan.Stamp.of
    monkeypatch.setattr(scan.Stamp, "of", lambda status: of(cast(os.stat_result, Strange(status))))
    for _ in range(2):
        assert run("list", PAPERNOTES_CATALOG="mine").rows[0][3] == "Paper number 1"


@pytest.mark.parametrize("name", ["index.db", "index.db-journal", "index.seal"])
@pytest.mark.parametrize(
    "command", [["list"], ["done", "2"], ["check"], ["__complete", "show", "q"]]
)
def test_a_pipe_in_the_place_of_the_index_hangs_nobody(
    name: str, command: list[str], run: Run, house: Home
) -> None:
    right = run("list")
    house.run("list")
    file = house.path / "cache" / name
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    assert house.run(*command, kill_after=20).code == 0
    assert house.run("list", kill_after=20).out.count("\n") == right.out.count("\n")


def test_the_seal_is_never_written_through_a_link(run: Run, index: Path, tmp_path: Path) -> None:
    run("list")
    other = tmp_path / "precious"
    other.write_text("precious", "utf-8")
    for link in (seal_file(index), seal_file(index).with_suffix(".seal.new")):
        link.unlink(missing_ok=True)
        link.symlink_to(other)
        assert run("done", "1").code == 0
        assert run("undo").code == 0
        assert other.read_text("utf-8") == "precious"
        assert is_sealed(index)


def test_an_index_of_which_every_hundredth_byte_is_noise_changes_nothing(
    run: Run, index: Path
) -> None:
    """SQLite then quotes the noise in its errors, which Python can't read."""
    run("done", "1-20")
    right = run("list")
    whole = index.read_bytes()
    for seed in range(TRIES):
        noise = random.Random(seed)  # noqa: S311 (where and what, not a secret)
        data = bytearray(whole)
        for _ in range(len(data) // 100):
            data[noise.randrange(len(data))] = noise.randrange(256)
        index.write_bytes(data)
        assert run("list") == right, seed


def test_a_page_that_makes_another_sense_is_not_believed(run: Run, index: Path) -> None:
    listed, searched = run("list"), run("search", "attention")
    at = index.read_bytes().index(b"Attention Is All You Need")
    flip(index, at, 0x20)
    with sqlite3.connect(index) as db:  # SQLite has nothing against it
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    assert run("list") == listed
    assert run("search", "attention") == searched


def test_an_old_copy_of_the_index_is_not_believed(run: Run, index: Path) -> None:
    run("done", "1")
    old = index.read_bytes(), seal_file(index).read_bytes()
    run("done", "2")
    index.write_bytes(old[0])
    seal_file(index).write_bytes(old[1])
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "2"]


@pytest.mark.parametrize("harm", ["gone", "empty", "garbage", "a folder"])
def test_an_index_without_its_seal_is_built_anew(run: Run, index: Path, harm: str) -> None:
    run("done", "1")
    with sqlite3.connect(index) as db:
        db.execute("UPDATE paper SET status = 'skipped'")
    db.close()
    mark = seal_file(index)
    mark.unlink()
    if harm == "a folder":
        mark.mkdir()
    elif harm != "gone":
        mark.write_bytes(b"" if harm == "empty" else b"\xff\x00" * 40)
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1"]
    assert run("done", "2").code == 0
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "2"]


def test_after_a_crash_of_the_machine_the_index_is_built_anew(
    run: Run, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("done", "1")
    made = index.stat().st_ino, index.stat().st_ctime_ns
    run("list")
    assert (index.stat().st_ino, index.stat().st_ctime_ns) == made
    monkeypatch.setattr(seal, "_boot", lambda: "another")
    assert run("list", "--status", "done").rows[0][0] == "1"
    assert (index.stat().st_ino, index.stat().st_ctime_ns) != made
    made = index.stat().st_ino, index.stat().st_ctime_ns
    run("list")
    assert (index.stat().st_ino, index.stat().st_ctime_ns) == made


@pytest.mark.parametrize("why", ["boots can't be told apart", "it is large"])
def test_an_index_that_waited_for_the_disk_outlives_a_crash_of_the_machine(
    run: Run, index: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    monkeypatch.setattr(seal, "_LARGE", 0 if why == "it is large" else 10**9)
    if why != "it is large":
        monkeypatch.setattr(seal, "_boot", lambda: None)
    run("list")
    run("done", "1")
    with open_library(places(os.environ), Given(os.environ)) as library:
        assert library.db.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    made = index.stat().st_ino, index.stat().st_ctime_ns
    if why == "it is large":
        monkeypatch.setattr(seal, "_boot", lambda: "another")
    run("list")
    assert (index.stat().st_ino, index.stat().st_ctime_ns) == made


@pytest.mark.parametrize("harm", [_pages, _no_table, _not_ours])
def test_what_rots_on_the_disk_without_a_trace_heals_where_sqlite_or_we_can_see_it(
    run: Run, index: Path, harm: Callable[[Path], None]
) -> None:
    run("done", "1", "2", "-m", "mine")
    listed, shown = run("list", "--json"), run("show", "3", "--json")
    for command, right in ((["list", "--json"], listed), (["show", "3", "--json"], shown)):
        run("list")
        harm(index)
        seal_file(index).write_text(seal._seal(index, seal._boot()), "utf-8")
        assert is_sealed(index)
        assert run(*command) == right


# A writer of the index that is killed at the nth of what it asks of the connection or the
# system: in the middle of the transaction, between commit and seal, in the middle of a seal.
KILLED = """
import os, signal, sqlite3, sys
from papernotes.index import seal
from papernotes.main import main

left = int(sys.argv[1])

def step():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

class Mortal(seal.Index):
    def execute(self, sql, *values):
        writes = sql.split(" ")[0] in ("BEGIN", "COMMIT", "PRAGMA", "UPDATE", "INSERT")
        if writes:
            step()
        done = super().execute(sql, *values)
        if writes:
            step()
        return done

def half(path, text):
    write(path, text[: len(text) // 2])
    step()
    write(path, text)
    step()

write = seal._write
seal._write = half
from papernotes.index import store
store.Index = Mortal
sys.exit(main(["done", "2"]))
"""


def test_a_writer_of_the_index_that_is_killed_anywhere_leaves_nothing_wrong(
    run: Run, index: Path, home: Path
) -> None:
    run("done", "1")
    environ = {"PAPERNOTES_HOME": str(home)}
    last = 0
    for step in [*range(1, 200, 3)]:
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, str(step)], capture_output=True, check=False
        )
        right = everything(environ, store.from_files)
        assert everything(environ) == right, step
        assert is_sealed(index), step
        last = ended.returncode
        if last == 0:
            break
        assert last == -signal.SIGKILL, ended.stderr
        run("reset", "2")
    assert last == 0


def test_the_index_may_be_deleted_while_it_is_read(run: Run, index: Path) -> None:
    run("done", "1")
    with open_library(places(os.environ), Given(os.environ)) as library:
        first = select(library, tail="ORDER BY number LIMIT 1")
        index.unlink()
        seal_file(index).unlink()
        assert select(library, tail="ORDER BY number LIMIT 1") == first
        assert len(select(library)) == 46
    assert run("list", "--status", "done").rows[0][0] == "1"


def test_the_index_may_be_deleted_while_a_mark_is_made(
    run: Run, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papernotes.index.learn import learn
    from papernotes.marking import record

    def of_one_that_is_gone(*arguments: Any) -> None:
        index.unlink()
        learn(*arguments)

    run("done", "1")
    monkeypatch.setattr(record, "learn", of_one_that_is_gone)
    assert run("done", "2").code == 0
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "2"]


def limited(size: int) -> Callable[[], None]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("room", [0, 60, 4_096, 30_000, 200_000])
def test_a_disk_that_is_full_in_the_middle_of_building_hinders_no_reading(
    run: Run, catalog: Callable[..., Path], index: Path, room: int
) -> None:
    catalog("mine", HEAD + "".join(paper(number) for number in range(1, 100)))
    mine = {"PAPERNOTES_CATALOG": "mine"}
    right = run("list", **mine)
    index.unlink()
    for _ in range(2):
        ended = subprocess.run(
            [sys.executable, "-m", "papernotes", "list"],
            env={**os.environ, **mine},
            preexec_fn=limited(room),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (ended.returncode, ended.stdout, ended.stderr) == right
    assert run("list", **mine) == right
    assert is_sealed(index)


def test_who_looks_while_another_commits_finds_the_seal_with_it(run: Run, index: Path) -> None:
    """From its commit to its seal a writer keeps everybody out."""
    run("list")
    with open_library(places(os.environ), Given(os.environ), open_index) as library:
        db = library.db
        db.execute("COMMIT")
        seen: list[str] = []
        write = seal._write

        def looks(seal: Path, text: str) -> None:
            other = sqlite3.connect(index, timeout=0)
            try:
                other.execute("SELECT * FROM source").fetchone()
            except sqlite3.OperationalError as error:
                seen.append(str(error))
            other.close()
            write(seal, text)

        seal._write = looks
        try:
            with seal.writing(db):
                db.execute("UPDATE paper SET pages = 1 WHERE row = 1")
        finally:
            seal._write = write
        assert seen == ["database is locked"]
    assert is_sealed(index)

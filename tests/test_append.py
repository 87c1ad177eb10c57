"""What is acknowledged is on the disk, whole and once, whatever else happens."""

import json
import os
import platform
import resource
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from papernotes.journal import append as appending
from papernotes.journal.write import encode
from papernotes.model.event import Event
from tests.conftest import Run

PROGRAM = [sys.executable, "-m", "papernotes"]


def journal(home: Path) -> list[Path]:
    return sorted((home / "data" / "journal").glob("*/*.toml"))


def recorded(home: Path) -> list[dict[str, object]]:
    tables = [tomllib.loads(path.read_text("utf-8")) for path in journal(home)]
    return [event for table in tables for event in table.get("event", [])]


def everything(home: Path) -> dict[str, bytes]:
    data = home / "data"
    return {str(p.relative_to(data)): p.read_bytes() for p in data.rglob("*") if p.is_file()}


def test_one_command_is_one_event_that_is_appended(run: Run, home: Path) -> None:
    run("done", "1")
    (segment,) = journal(home)
    before = segment.read_bytes()
    run("done", "2-6")
    after = segment.read_bytes()
    assert after.startswith(before)
    assert after[len(before) :].count(b"[[event]]") == 1
    assert len(recorded(home)[-1]["papers"]) == 5  # type: ignore[arg-type]


def test_a_journal_says_whose_it_is_and_reads_by_itself(run: Run, home: Path) -> None:
    run("done", "12", "--on", "2026-11-01", "--rating", "5", "-m", "mine")
    (segment,) = journal(home)
    table = tomllib.loads(segment.read_text("utf-8"))
    assert table["schema"] == 1
    assert table["device"] == segment.parent.name
    (event,) = table["event"]
    assert event["kind"] == "done"
    assert event["papers"] == ["arxiv:2305.14314"]
    assert event["titles"] == ["QLoRA: Efficient Finetuning of Quantized LLMs"]
    assert (event["on"], event["rating"], event["takeaway"]) == ("2026-11-01", 5, "mine")


def test_a_new_segment_begins_at_sixteen_kilobytes_and_old_ones_rest(run: Run, home: Path) -> None:
    for _ in range(40):
        assert run("done", "1-46", "--on", "2026-01-02").code == 0
        assert run("reset", "1-46").code == 0
        if len(journal(home)) > 1:
            break
    first, second = journal(home)
    assert [first.name, second.name] == ["0001.toml", "0002.toml"]
    size = first.stat().st_size
    assert 16 * 1024 <= size < 2 * 16 * 1024
    run("done", "1")
    assert first.stat().st_size == size
    assert tomllib.loads(second.read_text("utf-8"))["schema"] == 1
    shutil.rmtree(home / "cache")
    assert run("list", "--status", "done").rows[0][0] == "1"


def test_an_unfinished_tail_is_set_aside_byte_for_byte_and_cut(run: Run, home: Path) -> None:
    run("done", "1")
    (segment,) = journal(home)
    whole = segment.read_bytes()
    tail = b'[[event]]\nid = "17954346\xff'
    segment.write_bytes(whole + tail)

    assert [row[0] for row in run("list", "--status", "done").rows] == ["1"]
    assert segment.read_bytes() == whole + tail  # a reader does not touch it
    assert run("done", "2").code == 0

    assert segment.read_bytes().startswith(whole + b"[[event]]")
    assert tail not in segment.read_bytes()
    (aside,) = (home / "state" / "set-aside").iterdir()
    assert aside.read_bytes() == tail
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "2"]


@pytest.mark.parametrize("cut", [1, 10, 40, 90])
def test_a_segment_that_was_hardly_begun_is_begun_again(run: Run, home: Path, cut: int) -> None:
    run("done", "1")
    (segment,) = journal(home)
    segment.write_bytes(segment.read_bytes()[:cut])
    assert run("done", "2").code == 0
    assert [row[0] for row in run("list", "--status", "done").rows] == ["2"]
    table = tomllib.loads(segment.read_text("utf-8"))
    assert (table["schema"], table["device"]) == (1, segment.parent.name)
    shutil.rmtree(home / "cache")
    assert run("list").code == 0


@pytest.mark.parametrize("harm", [("[[event]]", "[[even"), ("schema = 1", "schema = 2")])
def test_a_damaged_or_newer_segment_is_never_written_to(
    run: Run, home: Path, harm: tuple[str, str]
) -> None:
    run("done", "1")
    (segment,) = journal(home)
    segment.write_text(segment.read_text("utf-8").replace(*harm), "utf-8")
    before = segment.read_bytes()

    assert run("done", "2").code == 0

    assert segment.read_bytes() == before
    assert [path.name for path in journal(home)] == ["0001.toml", "0002.toml"]
    listed = run("list", "--status", "done")
    assert listed.code == 4
    assert str(segment) in listed.err
    assert "2" in [row[0] for row in listed.rows]


def test_what_is_yours_is_for_your_eyes_only(run: Run, home: Path) -> None:
    run("done", "1")
    for path in home.rglob("*"):
        mode = path.stat().st_mode & 0o777
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert home.stat().st_mode & 0o777 == 0o700


def test_a_mark_costs_one_fsync_and_a_new_segment_one_more(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("done", "1")
    calls: list[int] = []
    real = os.fsync

    def counted(descriptor: int) -> None:
        calls.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", counted)
    run("done", "2")
    assert len(calls) == 1
    calls.clear()
    monkeypatch.setattr(appending, "SEGMENT_SIZE", 1)
    run("done", "3")
    assert len(calls) == 2  # the file and its name
    assert len(journal(home)) == 2
    calls.clear()
    run("list")
    run("done", "3")  # so already
    assert calls == []


def full_disk() -> None:
    """No file may grow beyond what it is: as a full disk, for this process alone."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@pytest.mark.parametrize("first", [True, False])
def test_a_full_disk_is_said_and_loses_nothing(run: Run, home: Path, first: bool) -> None:
    run("list")
    if not first:
        run("done", "1", "-m", "safe")
    before = everything(home)
    failed = subprocess.run(
        [*PROGRAM, "done", "2"],
        preexec_fn=full_disk,
        capture_output=True,
        text=True,
        check=False,
    )
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1
    assert "could not record it: File too large" in failed.stderr
    assert everything(home) == before
    assert [row[0] for row in run("list", "--status", "done").rows] == ([] if first else ["1"])
    assert run("done", "2").code == 0
    assert "2" in [row[0] for row in run("list", "--status", "done").rows]


def test_an_fsync_that_fails_leaves_the_journal_as_it_was(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("done", "1")
    before = everything(home)

    def fails(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(appending, "fsync_file", fails)
        failed = run("done", "2")
    assert failed.code == 1
    assert "Input/output error" in failed.err
    assert everything(home) == before
    assert run("done", "2").code == 0


def test_a_copied_home_is_another_device(run: Run, home: Path, tmp_path: Path) -> None:
    run("done", "1")
    copy = tmp_path / "copy"
    shutil.copytree(home, copy)
    run("done", "2")
    run("done", "3", PAPERNOTES_HOME=str(copy))
    assert len(journal(home)) == 1
    assert len(journal(copy)) == 2
    # The journals laid together are one progress, in either home.
    (mine,) = [path.parent for path in journal(home)]
    (new,) = [path.parent for path in journal(copy) if path.parent.name != mine.name]
    shutil.copytree(new, mine.with_name(new.name))
    done = json.loads(run("list", "--status", "done", "--json").out)
    assert [entry["number"] for entry in done] == [1, 2, 3]


def done(run: Run) -> list[str]:
    return [row[0] for row in run("list", "--status", "done").rows]


def test_an_event_is_one_write_at_the_end_of_its_segment(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("done", "1")
    (segment,) = journal(home)
    before = segment.read_bytes()
    writes: list[bytes] = []
    real = os.write

    def watched(descriptor: int, data: bytes) -> int:
        writes.append(bytes(data))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", watched)
    assert run("done", "2-4", "-m", "a\nb").code == 0
    (written,) = writes
    assert segment.read_bytes() == before + written
    fields: dict[str, Any] = recorded(home)[-1]
    assert encode(Event(**fields)) == written
    assert fields["takeaway"] == "a b"
    assert len(fields["papers"]) == 3


@pytest.mark.parametrize("room", [1, 20, 150])
def test_a_disk_that_is_full_in_the_middle_of_an_event_loses_nothing(
    run: Run, home: Path, room: int
) -> None:
    run("done", "1")
    (segment,) = journal(home)
    before = everything(home)
    limit = segment.stat().st_size + room

    def nearly_full_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    failed = subprocess.run(
        [*PROGRAM, "done", "2"],
        preexec_fn=nearly_full_disk,
        capture_output=True,
        text=True,
        check=False,
    )
    assert failed.returncode == 1
    assert "could not record it: File too large" in failed.stderr
    assert everything(home) == before
    assert run("done", "3").code == 0
    assert done(run) == ["1", "3"]
    assert not (home / "state" / "set-aside").exists()


def test_a_tail_that_can_not_be_set_aside_stays_where_it_is(run: Run, home: Path) -> None:
    run("done", "1")
    (segment,) = journal(home)
    with segment.open("ab") as file:
        file.write(b"[[event]]\nunfin")
    before = everything(home)
    failed = subprocess.run(
        [*PROGRAM, "done", "2"], preexec_fn=full_disk, capture_output=True, check=False
    )
    assert failed.returncode == 1
    assert everything(home) == before
    assert list((home / "state" / "set-aside").iterdir()) == []
    assert run("done", "2").code == 0
    (aside,) = (home / "state" / "set-aside").iterdir()
    assert aside.read_bytes() == b"[[event]]\nunfin"


def test_a_tail_that_is_longer_than_the_next_event_is_cut_whole(run: Run, home: Path) -> None:
    run("done", "1")
    (segment,) = journal(home)
    tail = b'[[event]]\nid = "' + b"x" * 5000
    with segment.open("ab") as file:
        file.write(tail)
    assert run("done", "2").code == 0
    assert b"xxx" not in segment.read_bytes()
    (aside,) = (home / "state" / "set-aside").iterdir()
    assert aside.read_bytes() == tail
    shutil.rmtree(home / "cache")
    assert (run("list").code, done(run)) == (0, ["1", "2"])


def test_every_unfinished_tail_is_kept_by_itself(run: Run, home: Path) -> None:
    tails = [b"[[event]]\n", b"\xff", b"[[event]]\n"]
    for number, tail in enumerate(tails):
        run("done", str(number + 1))
        (segment,) = journal(home)
        with segment.open("ab") as file:
            file.write(tail)
    run("done", "4")
    kept = (home / "state" / "set-aside").iterdir()
    assert sorted(path.read_bytes() for path in kept) == sorted(tails)
    assert done(run) == ["1", "2", "3", "4"]


def test_a_pipe_in_the_place_of_the_last_segment_hangs_no_writer(run: Run, home: Path) -> None:
    run("done", "1")
    (segment,) = journal(home)
    os.mkfifo(segment.with_name("0002.toml"))
    said = subprocess.run(
        [*PROGRAM, "done", "2"], capture_output=True, text=True, check=False, timeout=20
    )
    assert said.returncode == 0
    assert done(run) == ["1", "2"]


def test_a_conflict_copy_of_a_segment_counts_once_and_is_not_written_to(
    run: Run, home: Path
) -> None:
    run("done", "1")
    (segment,) = journal(home)
    copy = segment.with_name("0001 (conflicted copy).toml")
    shutil.copy(segment, copy)
    before = copy.read_bytes()
    assert done(run) == ["1"]
    run("undo")
    assert done(run) == []
    run("redo")
    run("done", "2")
    assert done(run) == ["1", "2"]
    assert copy.read_bytes() == before
    segment.rename(segment.with_name("0001.bak"))
    assert done(run) == ["1"]


# --- Which device it is.


def test_a_home_that_moved_is_the_same_device(run: Run, home: Path, tmp_path: Path) -> None:
    run("done", "1")
    moved = tmp_path / "moved"
    home.rename(moved)
    run("done", "2", PAPERNOTES_HOME=str(moved))
    assert len(journal(moved)) == 1
    assert run("undo", PAPERNOTES_HOME=str(moved)).rows[0][0] == "2"
    assert run("undo", PAPERNOTES_HOME=str(moved)).rows[0][0] == "1"


def test_each_host_that_mounts_a_home_is_a_device_of_its_own(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for host in ("Desk.example", "../../laptop", "", "Desk.example"):
        monkeypatch.setattr(platform, "node", lambda host=host: host)
        assert run("start", "1").code == 0
        assert run("done", "1").code == 0
    assert len({path.parent for path in journal(home)}) == 3
    assert len(list((home / "state" / "devices").iterdir())) == 3
    assert run("undo").code == 0
    assert run("show", "1", "--json").json["status"] == "reading"


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe", b"name 12", b"../x INODE", b"A INODE", b"a b c", b"name", b"\x00 1"]
)
def test_a_device_file_that_is_not_ours_gives_a_new_device_and_loses_nothing(
    run: Run, home: Path, text: bytes
) -> None:
    run("done", "1")
    (file,) = (home / "state" / "devices").iterdir()
    file.write_bytes(text.replace(b"INODE", str(file.stat().st_ino).encode()))
    assert run("done", "2").code == 0
    assert run("done", "3").code == 0
    assert len({path.parent for path in journal(home)}) == 2
    assert done(run) == ["1", "2", "3"]
    assert {path.parent.parent for path in journal(home)} == {home / "data" / "journal"}

"""Devices whose clocks are wrong, and homes and folders that were copied."""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import time_machine

from tests.conftest import Run
from tests.faults.kept import events

HOUR = dt.timedelta(hours=1)
NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
OFF = {
    "an hour ahead": NOW + HOUR,
    "an hour behind": NOW - HOUR,
    "a year ahead": NOW.replace(year=2027),
    "a year behind": NOW.replace(year=2025),
    "twenty years ahead": NOW.replace(year=2046),
    "twenty years behind": NOW.replace(year=2006),
    "before 1970": dt.datetime(1961, 4, 12, tzinfo=dt.UTC),
    "later than SQLite can count": dt.datetime(2280, 1, 1, tzinfo=dt.UTC),
}
DEVICES = ("desk", "laptop", "phone")


class Club:
    """Three homes whose journals are copied into each other; the second's clock is off."""

    def __init__(self, folder: Path, run: Run, off: dt.datetime) -> None:
        self.folder, self.run, self.off, self.passed = folder, run, off, dt.timedelta()

    def mark(self, device: str, *line: str) -> None:
        self.passed += dt.timedelta(minutes=1)
        now = (self.off if device == "laptop" else NOW) + self.passed
        with time_machine.travel(now, tick=False):
            marked = self.run(*line, PAPERNOTES_HOME=str(self.folder / device))
        assert marked.code == 0, marked.err
        assert "warning" not in marked.err

    def sync(self) -> None:
        """As a tool does that knows which copy of a file is newer: here, the longer."""
        for one in self.folder.glob("*/data/journal/*/*.toml"):
            for device in DEVICES:
                other = self.folder / device / "data" / "journal" / one.parent.name / one.name
                if not other.exists() or other.stat().st_size < one.stat().st_size:
                    other.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(one, other)

    def says(self, *line: str) -> Sequence[str]:
        """What all devices say alike."""
        said = {self.run(*line, PAPERNOTES_HOME=str(self.folder / each)).out for each in DEVICES}
        (out,) = said
        return out.splitlines()

    def status(self, number: int) -> str:
        (found,) = [row for row in self.says("list") if row.split("\t")[0] == str(number)]
        return found.split("\t")[2]


@pytest.mark.parametrize("off", OFF.values(), ids=OFF)
def test_what_was_done_with_knowledge_of_something_comes_after_it_whatever_the_clocks_say(
    off: dt.datetime, tmp_path: Path, run: Run
) -> None:
    club = Club(tmp_path, run, off)
    club.mark("desk", "start", "1", "--on", "unknown")
    club.sync()
    club.mark("laptop", "done", "1", "--on", "unknown")
    club.sync()
    assert club.status(1) == "done"
    club.mark("phone", "reset", "1")
    club.sync()
    assert club.status(1) == "unread"
    club.mark("laptop", "skip", "1")
    club.mark("desk", "done", "2", "--on", "unknown")  # knows nothing of it
    club.sync()
    assert (club.status(1), club.status(2)) == ("skipped", "done")
    club.mark("laptop", "undo")  # its own newest
    club.sync()
    assert (club.status(1), club.status(2)) == ("unread", "done")
    club.mark("laptop", "redo")
    club.mark("desk", "undo")
    club.sync()
    assert (club.status(1), club.status(2)) == ("skipped", "unread")
    recorded = events(tmp_path / "phone")
    assert len(recorded) == len({event["id"] for event in recorded}) == 8
    assert len(club.says("log", "-n", "99")) == 8


def test_a_first_event_before_1970_is_an_event_like_others(run: Run, home: Path) -> None:
    with time_machine.travel(OFF["before 1970"], tick=False):
        assert run("done", "1", "--on", "unknown").code == 0
        assert run("done", "2", "--on", "unknown").code == 0
    assert run("undo").rows[0][0] == "2"
    assert len(events(home)) == 3
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1"]


def test_a_devices_folder_copied_to_another_machine_counts_once_and_is_never_written_to(
    run: Run, home: Path, tmp_path: Path
) -> None:
    run("done", "1", "--on", "2026-11-01")
    run("done", "2", "--on", "2026-11-01")
    other = tmp_path / "other"
    (folder,) = (home / "data" / "journal").iterdir()
    # Once as it is named, once under a name that a sync tool made up.
    shutil.copytree(folder, other / "data" / "journal" / folder.name)
    shutil.copytree(folder, other / "data" / "journal" / f"{folder.name} (copy)")
    before = {path: path.read_bytes() for path in other.rglob("*.toml")}
    there = {"PAPERNOTES_HOME": str(other)}
    assert len(run("list", "--status", "done", **there).lines) == 2
    assert len(run("log", **there).lines) == 2
    assert run("done", "3", **there).code == 0
    assert {path: path.read_bytes() for path in before} == before
    assert len(run("list", "--status", "done", **there).lines) == 3
    assert run("undo", **there).rows[0][0] == "3"  # its own, not the other device's
    assert len(run("list", "--status", "done", **there).lines) == 2


def test_homes_that_were_one_and_went_on_apart_are_brought_together_without_doubles(
    run: Run, home: Path, tmp_path: Path
) -> None:
    run("done", "1", "--on", "2026-11-01")
    copy = tmp_path / "copy"
    shutil.copytree(home, copy, copy_function=shutil.copy2)
    run("done", "2", "--on", "2026-11-01")
    run("undo")
    run("tag", "1", "+a")
    run("tag", "1", "+b", PAPERNOTES_HOME=str(copy))
    run("rate", "1", "4", PAPERNOTES_HOME=str(copy))
    for one, other in ((home, copy), (copy, home)):
        for folder in (one / "data" / "journal").iterdir():
            target = other / "data" / "journal" / folder.name
            if not target.exists():
                shutil.copytree(folder, target)
    (entry,) = run("list", "tag:a", "tag:b", "--json").json
    assert (entry["rating"], entry["status"]) == (4, "done")
    recorded = [event["id"] for event in events(home)]
    assert len(recorded) == len(set(recorded)) == 6
    assert run("undo").code == 0  # this home's newest is a tag
    assert run("show", "1", "--json").json["tags"] == ["b"]

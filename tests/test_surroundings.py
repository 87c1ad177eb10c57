"""What the program finds around it: folders, a lock that another holds, a pager, a terminal."""

import fcntl
import gc
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from papernotes import main
from papernotes.journal import lock
from papernotes.paths import places
from papernotes.render.pager import page
from tests.conftest import HEAD, Run, paper

pytestmark = pytest.mark.usefixtures("warm")


def test_without_a_setting_everything_lies_where_the_platform_wants_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAPERNOTES_HOME")
    found = places({})
    assert found.data.name == "library"  # on some platforms data, config and state share a folder
    assert len({found.data, found.cache}) == 2
    assert all(tmp_path in folder.parents for folder in found)
    assert run("done", "1").code == 0
    assert (found.data / "journal").is_dir()
    assert found.index_file.is_file()


def test_papernotes_home_may_be_relative_or_begin_with_a_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert places({"PAPERNOTES_HOME": "here"}).data == tmp_path / "here" / "data"
    assert places({"PAPERNOTES_HOME": "~/there"}).data == tmp_path / "there" / "data"
    assert places({"PAPERNOTES_HOME": str(home)}).config == home / "config"


@pytest.fixture
def locked(home: Path) -> Iterator[None]:
    (home / "state").mkdir(parents=True)
    with (home / "state" / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.mark.usefixtures("locked")
def test_a_writer_that_does_not_end_is_not_waited_for_for_ever(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.02)
    refused = run("done", "1")
    assert refused.code == 1
    assert "another papernotes has been writing" in refused.err
    assert not (home / "data").exists()
    assert run("list").code == 0  # readers need no lock


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("tee {out}", True),
        ("sh -c 'cat > {out}'", True),
        ("cat", False),
        ("no-such-pager-anywhere", False),
        ("'an open quote", False),
        ("{folder}", False),
    ],
)
def test_a_pager_is_what_the_user_says_it_is(setting: str, shown: bool, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert page("one\ntwo ✓\n", setting.format(out=out, folder=tmp_path)) is shown
    assert out.exists() is shown
    if shown:
        assert out.read_text("utf-8") == "one\ntwo ✓\n"


def test_a_pager_that_is_left_early_is_no_error() -> None:
    assert page("line\n" * 100_000, "head -1")


def test_the_console_script_ends_with_the_exit_code(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["papernotes", "show", "nothing-like-this"])
    thresholds = gc.get_threshold()
    try:
        with pytest.raises(SystemExit) as ended:
            main.run()
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
    assert ended.value.code == 3
    assert "nothing-like-this" in capfd.readouterr().err
    assert not (home / "data").exists()


def test_a_command_line_of_nothing_but_options_is_understood(run: Run) -> None:
    assert "Usage: papernotes" in run("-h").out
    assert run("--color", "never").code == 0
    assert run("--nonsense").code == 2


def test_ctrl_c_is_the_pagers_while_it_lives(tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = signal.getsignal(signal.SIGINT)
    assert page("still shown\n", f"sh -c 'kill -INT $PPID; cat > {out}'")
    assert out.read_text("utf-8") == "still shown\n"
    assert signal.getsignal(signal.SIGINT) is before


def test_a_bug_is_one_line_and_its_traceback_only_on_demand(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("papernotes.cli.list.find", broken)
    said = run("list")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "this is a bug in papernotes: ZeroDivisionError: a bug" in said.err
    assert "Traceback" in run("list", PAPERNOTES_DEBUG="1").err


def test_needs_that_wait_for_each_other_are_said_to_wait(run: Run, catalog: Any) -> None:
    catalog("mine", HEAD + paper(1, needs=["paper-2"]) + paper(2, needs=["paper-1"]))
    said = run("next", PAPERNOTES_CATALOG="mine")
    assert said.code == 0
    assert [row[7].rpartition("Needs ")[2] for row in said.rows] == [
        "Paper number 2, not read yet.",
        "Paper number 1, not read yet.",
    ]


def test_a_paper_that_could_not_be_read_is_said_when_it_is_asked_for(
    run: Run, catalog: Any
) -> None:
    file = catalog("mine", HEAD + paper(1, pages="many") + paper(2))
    said = run("show", "1", PAPERNOTES_CATALOG="mine")
    assert said.code == 3
    assert f"{file}:4: paper 1: pages" in said.err

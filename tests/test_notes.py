"""Notes: a Markdown file of yours about a paper, written in your editor or added to."""

import io
import json
import os
import resource
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from papernotes.notes import file_name
from tests.conftest import Run
from tests.test_streams import PAPERNOTES, surroundings

pytestmark = pytest.mark.usefixtures("warm")

QLORA = "arxiv:2305.14314"
TEMPLATE = "# QLoRA: Efficient Finetuning of Quantized LLMs\n\n"


@pytest.fixture
def note(home: Path) -> Path:
    """Where the note about QLoRA lies."""
    return home / "data" / "notes" / file_name(QLORA)


@pytest.fixture
def editor(tmp_path: Path) -> tuple[str, Path]:
    """An editor to set that adds a line, and the file where it keeps what it was given."""
    script, seen = tmp_path / "my editor.py", tmp_path / "seen"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        f"pathlib.Path({str(seen)!r}).write_text(file.read_text())\n"
        "file.write_text(file.read_text() + 'written in the editor\\n')\n"
    )
    return shlex.join([sys.executable, str(script)]), seen


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_first_note_begins_with_the_title(run: Run, note: Path, editor: tuple[str, Path]) -> None:
    setting, seen = editor
    result = run("note", "12", EDITOR=setting)
    assert result == (0, f"{note}\n", "")
    assert seen.read_text() == TEMPLATE
    assert note.read_text() == TEMPLATE + "written in the editor\n"
    assert "written in the editor" in run("show", "12").out
    assert run("list", "has:note").rows[0][0] == "12"
    run("note", "12", EDITOR=setting)
    assert seen.read_text() == TEMPLATE + "written in the editor\n"


@pytest.mark.parametrize("command", ["true", "touch"])
def test_an_unchanged_template_leaves_no_file(command: str, run: Run, note: Path) -> None:
    result = run("note", "12", EDITOR=command)
    assert (result.code, result.out) == (0, "")
    assert "no note" in result.err
    assert not note.exists()
    assert run("note", "12", "--json", EDITOR=command).json["kept"] is False


def test_visual_comes_before_editor_and_our_own_before_both(
    run: Run, note: Path, editor: tuple[str, Path]
) -> None:
    setting, _ = editor
    assert run("note", "12", VISUAL=setting, EDITOR="false").code == 0
    assert run("note", "12", PAPERNOTES_EDITOR=setting, VISUAL="false", EDITOR="false").code == 0
    assert note.read_text().count("written in the editor") == 2


@pytest.mark.parametrize("setting", ["no-such-editor", "'an open quote", "/"])
def test_an_editor_that_can_not_be_run_is_said_and_leaves_no_file(
    setting: str, run: Run, note: Path
) -> None:
    result = run("note", "12", EDITOR=setting)
    assert (result.code, result.out) == (1, "")
    assert "VISUAL or EDITOR" in result.err
    assert "papernotes note REF -m" in result.err
    assert not note.exists()


def test_an_editor_that_fails_costs_nothing_that_it_saved(
    run: Run, note: Path, tmp_path: Path
) -> None:
    script = tmp_path / "crash.sh"
    script.write_text('echo saved >> "$1"; exit 3\n')
    result = run("note", "12", EDITOR=f"sh {script}")
    assert result.code == 1
    assert "ended with 3" in result.err
    assert note.read_text() == TEMPLATE + "saved\n"
    assert run("note", "13", EDITOR="false").code == 1
    assert not (note.parent / file_name("arxiv:2004.04906")).exists()


def test_an_editor_is_never_run_by_a_shell(run: Run, tmp_path: Path) -> None:
    victim = tmp_path / "made by a shell"
    assert run("note", "12", EDITOR=f"no-such-editor; touch '{victim}'").code == 1
    assert not victim.exists()


def test_a_message_is_added_after_an_empty_line(run: Run, note: Path) -> None:
    assert run("note", "12", "-m", "one").out == f"{note}\n"
    run("note", "12", "-m", "two\nlines\n\n")
    assert note.read_text() == TEMPLATE + "one\n\ntwo\nlines\n"
    note.write_text("no line end")
    run("note", "12", "-m", "three")
    assert note.read_text() == "no line end\n\nthree\n"
    note.write_text("")
    run("note", "12", "-m", "four")
    assert note.read_text().endswith("four\n")


@pytest.mark.parametrize("words", [["12", "-"], ["12", "-m", "-"], ["-"]])
def test_a_dash_adds_what_comes_by_stdin(
    words: list[str], run: Run, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("start", "12")
    stdin(monkeypatch, "von außen\r\nzwei\n".encode())
    assert run("note", *words).code == 0
    assert note.read_bytes() == (TEMPLATE + "von außen\r\nzwei\n").encode()


@pytest.mark.parametrize("data", [b"", b" \n\n"])
def test_nothing_by_stdin_is_no_note(
    data: bytes, run: Run, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin(monkeypatch, data)
    assert run("note", "12", "-").code == 2
    assert not note.exists()


def test_what_comes_by_a_pipe_never_reaches_the_editor(
    run: Run, note: Path, editor: tuple[str, Path]
) -> None:
    setting, seen = editor
    done = subprocess.run(
        [*PAPERNOTES, "note", "12"],
        input=b"a forgotten dash\n",
        env=surroundings(EDITOR=setting),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"papernotes note REF -" in done.stderr
    assert not seen.exists()
    assert not note.exists()
    assert run("list", "has:note").rows == []


def test_what_an_editor_shows_is_no_data_of_ours(note: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('echo shown; echo saved >> "$1"\n')
    done = subprocess.run(
        [*PAPERNOTES, "note", "12", "--json"],
        stdin=subprocess.DEVNULL,
        env=surroundings(EDITOR=f"sh {script}"),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["path"] == str(note)
    assert done.stderr == b"shown\n"


def test_ctrl_c_that_ends_the_editor_ends_us(run: Run, note: Path) -> None:
    assert run("note", "12", EDITOR="sh -c 'kill -INT $$' --").code == 130
    assert not note.exists()


def test_an_emptied_note_is_none(run: Run, note: Path) -> None:
    run("note", "12", "-m", "text")
    note.write_text(" \n")
    assert run("list", "has:note").rows == []
    assert run("show", "12", "--json").json["has_note"] is False


def test_too_much_by_stdin_is_refused(
    run: Run, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin(monkeypatch, b"x" * 1_000_001)
    result = run("note", "12", "-")
    assert result.code == 2
    assert "1 MB" in result.err
    assert not note.exists()


def test_without_a_ref_the_note_is_about_what_you_are_reading(run: Run, note: Path) -> None:
    run("start", "12")
    run("note", "-m", "here")
    assert "here" in note.read_text()


def test_a_note_under_another_id_of_the_paper_is_the_one_that_is_written(
    run: Run, home: Path
) -> None:
    other = home / "data" / "notes" / file_name(run("show", "1", "--json").json["uid"])
    other.parent.mkdir(parents=True)
    other.write_text("mine\n")
    assert run("note", "1", "--path").out == f"{other}\n"
    run("note", "1", "-m", "more")
    assert other.read_text() == "mine\n\nmore\n"


def test_undo_never_touches_a_note(run: Run, note: Path) -> None:
    run("done", "12")
    run("note", "12", "-m", "kept")
    run("undo")
    assert "kept" in note.read_text()


def test_a_note_is_for_its_writers_eyes_only(run: Run, note: Path) -> None:
    run("note", "12", "-m", "private")
    assert note.stat().st_mode & 0o777 == 0o600
    assert note.parent.stat().st_mode & 0o777 == 0o700


def test_a_link_to_a_note_elsewhere_stays_a_link(run: Run, note: Path, tmp_path: Path) -> None:
    vault = tmp_path / "vault.md"
    vault.write_text("in my vault\n")
    note.parent.mkdir(parents=True)
    note.symlink_to(vault)
    run("note", "12", "-m", "added")
    assert note.is_symlink()
    assert vault.read_text() == "in my vault\n\nadded\n"


def test_a_folder_in_the_notes_place_is_named(run: Run, note: Path) -> None:
    note.mkdir(parents=True)
    for words in (["-m", "text"], []):
        result = run("note", "12", *words, EDITOR="true")
        assert (result.code, result.out) == (4, "")
        assert str(note) in result.err


def test_eighteen_at_once_lose_no_line(run: Run, note: Path) -> None:
    run("list")
    lines = [f"line number {number}" for number in range(18)]
    running = [
        subprocess.Popen(
            [*PAPERNOTES, "note", "12", "-m", line], env=surroundings(), stdout=subprocess.DEVNULL
        )
        for line in lines
    ]
    assert [process.wait() for process in running] == [0] * 18
    written = note.read_text().removeprefix(TEMPLATE).rstrip("\n").split("\n\n")
    assert sorted(written) == sorted(lines)


def test_a_full_disk_leaves_the_note_as_it_was(run: Run, note: Path) -> None:
    run("note", "12", "-m", "x" * 20_000)
    before = note.read_bytes()

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_500, 20_500))

    done = subprocess.run(
        [*PAPERNOTES, "note", "12", "-m", "y" * 5_000],
        preexec_fn=limit,
        env=surroundings(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"File too large" in done.stderr
    assert note.read_bytes() == before
    assert os.listdir(note.parent) == [note.name]  # noqa: PTH208 (hidden ones too)
    assert run("note", "12", "-m", "room again").code == 0


def test_ctrl_c_is_the_editors_while_it_lives(run: Run, note: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('kill -INT $PPID; echo "saved after Ctrl-C" >> "$1"\n')
    assert run("note", "12", EDITOR=f"sh {script}").code == 0
    assert "saved after Ctrl-C" in note.read_text()

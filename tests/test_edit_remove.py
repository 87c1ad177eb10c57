"""`edit` and `remove`: change your own catalogs, lose nothing, and take it back."""

import errno
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papernotes.catalog.blocks import blocks
from papernotes.curating.splice import core, spliced
from tests.conftest import HEAD, Run, paper
from tests.test_streams import PAPERNOTES, on_terminal, surroundings

pytestmark = pytest.mark.usefixtures("warm")

TWO = HEAD + "# the first\n" + paper(1) + "# the second\n" + paper(2, needs={"paper-1": "why"})


def editor(folder: Path, script: str) -> str:
    """An editor that does what a line of sed or a shell says to the file it is given."""
    file = folder / "editor"
    file.write_text(f'#!/bin/sh\n{script} "$1"\n')
    file.chmod(0o755)
    return str(file)


def test_a_paper_is_removed_and_brought_back_with_all_that_stood_around_it(
    run: Run, catalog: Callable[..., Path]
) -> None:
    file = catalog("mine", TWO)
    run("done", "mine/1", "--on", "2026-01-02")
    result = run("remove", "mine/1", "--yes", "--json")
    assert [each["uid"] for each in result.json["papers"]] == ["arxiv:2001.00001"]
    assert "# the first\n" in file.read_text()
    assert "# the second\n" in file.read_text()
    assert [row[0] for row in run("list", "--catalog", "mine").rows] == ["2"]
    assert "Back in mine: mine/1 Paper number 1." in run("undo").err
    rows = run("list", "--catalog", "mine").rows
    assert [(row[0], row[2]) for row in rows] == [("1", "done"), ("2", "unread")]
    run("redo")
    assert [row[0] for row in run("list", "--catalog", "mine").rows] == ["2"]
    run("undo")
    assert sorted(file.read_text().split()) == sorted(TWO.split())


def test_what_a_killed_writer_began_to_keep_is_cleared_away(
    run: Run, catalog: Callable[..., Path], home: Path
) -> None:
    catalog("mine", TWO)
    folder = home / "state" / "taken-out"
    folder.mkdir(parents=True)
    (folder / ".mine-20200102-030405.toml.77").write_text("# Taken")
    (folder / "mine-20200102-030405.toml").write_text("# Kept")
    run("remove", "mine/1", "--yes")
    left = [path.name for path in folder.iterdir()]
    assert len(left) == 2
    assert not [name for name in left if name.startswith(".")]


def test_who_needs_a_removed_paper_is_told(run: Run, catalog: Callable[..., Path]) -> None:
    catalog("mine", TWO)
    assert "2 Paper number 2 needs Paper number 1." in run("remove", "mine/1", "-y").err


def test_papers_are_removed_only_when_somebody_agrees(
    run: Run, catalog: Callable[..., Path]
) -> None:
    file = catalog("mine", TWO)
    asked = run("remove", "mine/1")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert file.read_text() == TWO
    done = subprocess.run(
        [*PAPERNOTES, "remove", "mine/1"],
        env=surroundings(),
        input="y\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2  # a pipe is nobody who could be asked
    assert on_terminal("remove", "mine/1", "--yes").code == 0
    assert file.read_text() != TWO


def test_what_changed_between_question_and_answer_is_not_removed(
    run: Run, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = catalog("mine", TWO)
    others = HEAD + paper(1, arxiv="2001.00009")

    def slow(*_: object, **__: object) -> bool:
        file.write_text(others)
        return True

    monkeypatch.setattr("papernotes.cli.remove.agreed", slow)
    result = run("remove", "mine/1")
    assert result.code == 1
    assert "changed by somebody else" in result.err
    assert file.read_text() == others


@pytest.mark.parametrize("command", ["edit", "remove", "undo"])
def test_what_somebody_else_writes_at_that_very_moment_is_not_lost(
    command: str,
    run: Run,
    catalog: Callable[..., Path],
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between the look at the file and its replacement: no lock of ours holds others' hands."""
    file = catalog("mine", TWO)
    if command == "undo":
        run("remove", "mine/1", "--yes")
    before = sorted((home / "state" / "taken-out").glob("*"))
    others = file.read_text() + paper(9)

    def written(*_: object) -> bytes:
        file.write_text(others)
        return b"what we would have written"

    monkeypatch.setattr("papernotes.curating.change.spliced", written)
    line = {
        "edit": ["edit", "mine/2"],
        "remove": ["remove", "mine/1", "--yes"],
        "undo": ["undo"],
    }[command]
    result = run(*line, EDITOR=editor(tmp_path, "sed -i 's/Paper number 2/My words/'"))
    assert (result.code, result.out) == (1, "")
    assert "changed by somebody else at this very moment" in result.err
    assert file.read_text() == others
    assert sorted((home / "state" / "taken-out").glob("*")) == before


def test_what_is_interrupted_after_it_was_recorded_is_done(
    run: Run, catalog: Callable[..., Path], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = catalog("mine", TWO)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("papernotes.marking.record.learn", interrupted)
        assert run("remove", "mine/1", "--yes").code == 130
    assert "Paper number 1" not in file.read_text()
    assert [each["kind"] for each in run("log", "--json").json] == ["remove"]
    assert not (home / "state" / "unfinished").exists()
    run("undo")
    assert [row[0] for row in run("list", "--catalog", "mine").rows] == ["1", "2"]


def test_who_changes_a_catalog_next_finishes_what_a_killed_writer_left(
    run: Run, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog("mine", TWO)

    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:  # as if it were killed before it records that
        patch.setattr("papernotes.marking.record.append", fails)
        for name in ("_put_back", "_let_go"):
            patch.setattr(f"papernotes.curating.commit.{name}", lambda *_, **__: None)
        assert run("remove", "mine/1", "--yes").code == 1
    run("add", "2401.04088", "--title", "Mixtral of Experts", "--catalog", "mine")
    assert [each["kind"] for each in run("log", "--json").json] == ["add", "remove"]
    run("undo")
    run("undo")
    assert [row[0] for row in run("list", "--catalog", "mine").rows] == ["1", "2"]


def test_what_was_added_can_be_undone_and_redone(run: Run, home: Path) -> None:
    run("done", "1")
    run("add", "2401.04088", "--title", "Mixtral of Experts")
    file = home / "data" / "catalogs" / "mine" / "papers.toml"
    with_it = file.read_text()
    undone = run("undo", "--json").json
    assert [each["title"] for each in undone["gone"]] == ["Mixtral of Experts"]
    assert run("list", "--catalog", "mine").out == ""
    assert run("list", "--status", "done").rows[0][0] == "1"  # the mark before it stays
    assert [each["title"] for each in run("redo", "--json").json["papers"]] == [
        "Mixtral of Experts"
    ]
    assert file.read_text() == with_it


def test_an_edit_is_checked_applied_and_taken_back(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    file = catalog("mine", TWO)
    program = editor(tmp_path, "sed -i 's/Paper number 2/A better title/'")
    result = run("edit", "mine/2", "--json", EDITOR=program)
    assert result.json["changed"] is True
    assert result.json["paper"]["title"] == "A better title"
    assert file.read_text() == TWO.replace("Paper number 2", "A better title")
    run("undo")
    assert file.read_text() == TWO
    run("redo")
    assert "A better title" in file.read_text()


def test_a_text_that_is_no_paper_is_kept_and_the_catalog_stays_as_it_was(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    file = catalog("mine", TWO)
    wrong = run("edit", "mine/2", EDITOR=editor(tmp_path, "sed -i 's/^title.*/title = 7/'"))
    assert wrong.code == 4
    assert "title: is no text" in wrong.err
    assert file.read_text() == TWO
    kept = Path(re.findall(r"kept in (\S+\.toml)", wrong.err)[0])
    assert "title = 7" in kept.read_text()
    mended = run("edit", "mine/2", EDITOR=editor(tmp_path, "sed -i 's/= 7/= \"Mended\"/'"))
    assert mended.code == 0, mended.err
    assert "Going on" in mended.err
    assert 'title = "Mended"' in file.read_text()
    assert not kept.exists()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("sed -i 's/^number.*/number = 1/'", "number 1"),
        ("sed -i 's/2001.00002/2001.00001/'", "arxiv:2001.00001"),
        ("sed -i 's/^key.*/key = \"paper-1\"/'", "paper-1"),
        ("cat >> /dev/null; printf '[[paper]]\\n' >>", "one [[paper]]"),
        ("printf 'x' >", "no TOML"),
    ],
)
def test_an_edit_that_would_break_the_catalog_is_refused(
    script: str, said: str, run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    file = catalog("mine", TWO)
    result = run("edit", "mine/2", EDITOR=editor(tmp_path, f"{script} < /dev/null"))
    result = run("edit", "mine/2", EDITOR=editor(tmp_path, script))
    assert (result.code, result.out) == (4, "")
    assert said in result.err
    assert file.read_text() == TWO


@pytest.mark.parametrize("meanwhile", ["sed -i 's/Paper number 2/Theirs/'", "truncate -s 20"])
def test_what_somebody_else_did_during_an_edit_stays_and_your_text_is_kept(
    meanwhile: str, run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    file = catalog("mine", TWO)
    program = editor(tmp_path, f"{meanwhile} {file}; sed -i 's/Paper number 2/My words/'")
    result = run("edit", "mine/2", EDITOR=program)
    assert (result.code, result.out) == (1, "")
    assert "somebody else" in result.err
    assert "My words" not in file.read_text()
    assert "My words" in Path(re.findall(r"kept in (\S+\.toml)", result.err)[0]).read_text()


def test_an_edit_that_gives_another_id_loses_no_progress(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    file = catalog("mine", TWO)
    run("done", "mine/2", "--on", "2026-01-02")
    run("edit", "mine/2", EDITOR=editor(tmp_path, "sed -i 's/2001.00002/2401.04088/'"))
    assert 'aka = ["arxiv:2001.00002"]' in file.read_text()
    assert run("show", "mine/2", "--json").json["status"] == "done"
    run("rate", "mine/2", "4")
    run("undo")
    run("undo")
    assert run("show", "mine/2", "--json").json["uid"] == "arxiv:2001.00002"
    assert run("show", "mine/2", "--json").json["status"] == "done"


def test_what_was_marked_under_another_id_is_found_when_the_edit_is_undone(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    file = catalog("mine", TWO)
    run("edit", "mine/2", EDITOR=editor(tmp_path, "sed -i 's/2001.00002/2401.04088/'"))
    (edited,) = run("log", "--json").json
    run("done", "mine/2", "--on", "2026-01-02")
    assert run("undo", edited["id"]).code == 0
    assert 'arxiv = "2001.00002"' in file.read_text()
    assert run("show", "mine/2", "--json").json["status"] == "done"


def test_an_empty_or_unchanged_text_changes_nothing(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    file = catalog("mine", TWO)
    for script in ("true", "truncate -s 0", "rm"):
        result = run("edit", "mine/2", EDITOR=editor(tmp_path, script))
        assert result.code == 0, result.err
        assert "nothing to change" in result.err
    assert file.read_text() == TWO
    assert run("log").out == ""


def test_what_was_taken_out_elsewhere_is_said_to_be_there(
    run: Run, catalog: Callable[..., Path], home: Path
) -> None:
    catalog("mine", TWO)
    run("remove", "mine/1", "--yes")
    for file in (home / "state" / "taken-out").iterdir():
        file.unlink()
    result = run("undo")
    assert result.code == 1
    assert "taken-out" in result.err


lines = st.sampled_from(["", "# about the next", "x = 1", '[paper.needs]\na = "b"', "  # more"])


@given(
    st.lists(st.lists(lines, max_size=4), max_size=5), st.sampled_from(["\n", "\r\n"]), st.data()
)
def test_a_splice_touches_no_other_block(
    papers: list[list[str]], end: str, data: st.DataObject
) -> None:
    texts = ["schema = 1", "", *(line for each in papers for line in ["[[paper]]", "n = 1", *each])]
    whole = ("\n".join(texts) + "\n").replace("\n", end).encode()
    before = list(blocks(whole))
    places = data.draw(st.sets(st.integers(1, max(1, len(papers))), max_size=len(papers)))
    changes = {place: None if place % 2 else "[[paper]]\nn = 2\n" for place in places}
    after = spliced(whole, changes)
    kept = [core(each.data)[0] for place, each in enumerate(before) if place not in changes]
    changed = [core(each.data)[0] for each in blocks(after)]
    new = f"[[paper]]{end}n = 2".encode()
    assert [each for each in changed if each != new] == kept
    assert changed.count(new) == sum(text is not None for text in changes.values())
    gone = b"".join(core(before[place].data)[0] for place in places)
    comments = sorted(re.findall(rb"#[^\r\n]*", whole))
    assert sorted(re.findall(rb"#[^\r\n]*", after + gone)) == comments


def test_what_is_removed_comes_back_with_another_number_where_its_own_was_given_away(
    run: Run, catalog: Callable[..., Path]
) -> None:
    file = catalog("mine", TWO)
    run("done", "mine/1", "--on", "2026-01-02")
    run("remove", "mine/1", "mine/2", "--yes")
    removed = run("log", "--json").json[0]["id"]
    run("add", "--title", "Another", "--key", "paper-2", "--catalog", "mine")
    result = run("undo", removed)
    assert result.code == 0, result
    listed = run("list", "--catalog", "mine", "--json").json
    names = [(each["number"], each["key"], each["title"]) for each in listed]
    assert names == [
        (1, "paper-2", "Another"),
        (2, "paper-2-2", "Paper number 2"),
        (3, "paper-1", "Paper number 1"),
    ]
    assert listed[2]["status"] == "done"
    run("redo")
    assert [row[3] for row in run("list", "--catalog", "mine").rows] == ["Another"]
    assert "Paper number" not in file.read_text()


def test_undo_follows_a_catalog_to_its_new_name(run: Run, catalog: Callable[..., Path]) -> None:
    catalog("mine", TWO)
    run("remove", "mine/1", "--yes")
    run("add", "--title", "Another", "--catalog", "mine")
    run("catalog", "rename", "mine", "ours")
    run("catalog", "new", "mine")
    run("add", "--title", "Of the new one", "--catalog", "mine")
    run("catalog", "rename", "ours", "theirs")
    assert "Removed from mine: mine/1 Of the new one" in run("undo").err
    assert run("undo").code == 0
    assert run("undo").code == 0
    assert [row[0] for row in run("list", "--catalog", "theirs").rows] == ["1", "2"]
    assert run("list", "--catalog", "mine").rows == []
    assert run("redo").code == run("redo").code == run("redo").code == 0
    assert [row[3] for row in run("list", "--catalog", "mine").rows] == ["Of the new one"]
    titles = [row[3] for row in run("list", "--catalog", "theirs").rows]
    assert titles == ["Paper number 2", "Another"]


def test_undo_passes_over_what_was_done_to_a_catalog_that_is_gone(
    run: Run, catalog: Callable[..., Path], home: Path
) -> None:
    catalog("mine", TWO)
    run("start", "llm/1")
    run("remove", "mine/1", "--yes")
    aside = Path(run("catalog", "remove", "mine", "--json").json["set_aside"])
    assert "start" in run("undo").err
    assert "start" in run("redo").err
    aside.rename(home / "data" / "catalogs" / "mine")
    assert "Back in mine" in run("undo").err


def test_a_text_that_was_kept_is_never_put_over_what_the_paper_became_since(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    file = catalog("mine", TWO)
    run("edit", "mine/2", EDITOR=editor(tmp_path, "sed -i 's/^title.*/title = 7/'"))
    theirs = TWO.replace("Paper number 2", "What others made of it")
    file.write_text(theirs)
    anew = run("edit", "mine/2", EDITOR=editor(tmp_path, "sed -i 's/made of/make of/'"))
    assert anew.code == 0, anew
    assert file.read_text() == theirs.replace("made of", "make of")
    (kept,) = re.findall(r"Your last text is (\S+\.toml)", anew.err)
    assert "title = 7" in Path(kept).read_text()


def test_an_attempt_in_which_nothing_was_written_leaves_no_text_to_go_on_with(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    catalog("mine", TWO)
    none = run("edit", "mine/2", EDITOR="no-such-editor")
    assert none.code == 1
    assert "papernotes note" not in none.err
    done = run("edit", "mine/2", EDITOR=editor(tmp_path, "true"))
    assert (done.code, "Going on" in done.err) == (0, False)


def test_an_id_that_was_typed_wrong_can_be_let_go(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    file = catalog("mine", TWO)
    run("edit", "mine/2", EDITOR=editor(tmp_path, "sed -i 's/2001.00002/2001.99999/'"))
    assert 'aka = ["arxiv:2001.00002"]' in file.read_text()
    run("edit", "mine/2", EDITOR=editor(tmp_path, "sed -i /^aka/d"))
    assert "2001.00002" not in file.read_text()
    added = run("add", "2001.00002", "--title", "The other one", "--catalog", "mine")
    assert "is in mine as 3" in added.err
    for _ in range(3):
        assert run("undo").code == 0
    assert file.read_text() == TWO  # where nothing was marked under it
    for _ in range(3):
        assert run("redo").code == 0
    numbers = [row[0] for row in run("list", "--catalog", "mine").rows]
    assert numbers == ["1", "2", "3"]
    assert "2001.99999" in file.read_text()


def test_an_edit_of_a_paper_that_is_gone_brings_nothing_back(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    catalog("mine", HEAD)
    run("add", "--title", "An essay", "--catalog", "mine")
    added = run("log", "--json").json[0]["id"]
    run("edit", "mine/1", EDITOR=editor(tmp_path, "sed -i s/essay/article/"))
    run("undo", added)
    assert run("undo").code == 0  # the edit
    assert run("list", "--catalog", "mine").rows == []
    assert run("redo").code == run("redo").code == 0
    assert run("undo").code == run("undo").code == 0
    assert run("list", "--catalog", "mine").rows == []


def test_a_line_that_is_wrong_is_told_as_the_editor_counts(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    catalog("mine", TWO)
    wrong = run("edit", "mine/2", EDITOR=editor(tmp_path, "sed -i 's/^title.*/title =/'"))
    (kept,) = re.findall(r"kept in (\S+\.toml)", wrong.err)
    lines = Path(kept).read_text().split("\n")
    assert f"line {1 + lines.index('title =')} is no TOML" in wrong.err

"""Every command that writes, in each state in which it writes something else."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from papernotes.journal.append import SEGMENT_SIZE
from papernotes.notes import file_name
from tests.conftest import HEAD, paper
from tests.faults.kept import Files
from tests.faults.processes import Home

JOURNAL = "/data/journal/"
TAIL = b'[[event]]\nid = "17954346'
DRAFTS = "state/drafts/"
CLUB = HEAD + paper(1) + paper(2, takeaway="Two.")
BERT = "arxiv:1810.04805"
LIST = """[
{"title": "One", "arxiv": "2401.00001", "status": "done", "finished": "2026-11-01", "rating": 4,
 "note": "Read twice."},
{"title": "Paper number 1", "arxiv": "2001.00001", "doi": "10.1000/1", "authors": ["Ada Lovelace"],
 "status": "skipped", "tags": ["theirs"], "note": "From elsewhere."},
{"title": "Three", "arxiv": "2401.00003", "status": "reading", "started": "2026-11-02"}
]
"""
LIVED = [
    ["done", "1", "--on", "2026-11-01", "-m", "in my words"],
    ["start", "5", "--on", "2026-11-02"],
    ["note", "1", "-m", "Mine."],
]


class Case(NamedTuple):
    """A command line, and what was there before it."""

    name: str
    line: Sequence[str]
    before: Sequence[Sequence[str]] = ()
    prepare: Callable[[Home], None] = lambda _: None
    stdin: str = ""
    editor: str = ""  # the text of a shell script that gets the file as its first argument
    apart: bool = False  # whether data and state are on two file systems
    halfway: Sequence[Callable[[Home], None]] = ()  # what it may be left at, between its steps
    # Before the first call about each of these it may be left, too; once the journal's turn has
    # come, the next command that writes finishes it.
    between: Sequence[str] = ()

    def set_up(self, home: Home) -> None:
        (home.path.parent / "club.toml").write_text(CLUB, "utf-8")
        (home.path.parent / "list.json").write_text(LIST, "utf-8")
        for line in self.before:
            ended = home.run(*placed(line, home), environ=self.environ(home))
            assert ended.code == 0, (line, ended)
        self.prepare(home)

    def run_line(self, home: Home) -> list[str]:
        return placed(self.line, home)

    def environ(self, home: Home) -> dict[str, str]:
        if not self.editor:
            return {}
        script = home.path.parent / "editor"
        script.write_text(f"#!/bin/sh\n{self.editor}\n", "utf-8")
        script.chmod(0o755)
        return {"EDITOR": str(script)}


def placed(line: Sequence[str], home: Home) -> list[str]:
    """A command line whose files lie beside the home."""
    files = ("club.toml", "list.json")
    return [str(home.path.parent / word) if word in files else word for word in line]


def segment(home: Home) -> Path:
    return max((home.path / "data" / "journal").glob("*/*.toml"))


def tail_apart(found: Files) -> Files:
    """What a home holds but for a torn tail, which may lie set aside already, and drafts.

    The draft of an edit is there for the case that it can't go in.
    """
    return {
        name: held.removesuffix(TAIL) if isinstance(held, bytes) else held
        for name, held in found.items()
        if held != TAIL and not name.startswith(DRAFTS)
    }


def torn(home: Home) -> None:
    with segment(home).open("ab") as file:
        file.write(TAIL)


def long(home: Home) -> None:
    for word in count():
        if segment(home).stat().st_size >= SEGMENT_SIZE:
            break
        home.runs(["tag", "7-46", f"+word-{word}"])


def _unchosen(home: Home) -> None:
    (home.path / "state" / "catalog").unlink()


def _added(home: Home) -> None:
    assert home.run("catalog", "add", str(home.path.parent / "club.toml")).code == 0


def _begun(home: Home) -> None:
    note = home.path / "data" / "notes" / file_name(BERT)
    title = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
    note.write_text(f"# {title}\n\n", "utf-8")


def _catalog(name: str) -> Callable[[Home], None]:
    def prepare(home: Home) -> None:
        folder = home.path / "data" / "catalogs" / name
        folder.mkdir(parents=True)
        (folder / "papers.toml").write_text(HEAD + paper(4), "utf-8")

    return prepare


def _empty_folder(home: Home) -> None:
    (home.path / "data" / "catalogs" / "club").mkdir(parents=True)


def _link(home: Home) -> None:
    elsewhere = home.path.parent / "git"
    elsewhere.mkdir()
    (elsewhere / "papers.toml").write_text(CLUB, "utf-8")
    (home.path / "data" / "catalogs").mkdir(parents=True)
    (home.path / "data" / "catalogs" / "club").symlink_to(elsewhere)


def _page(home: Home) -> None:
    assert home.run("catalog", "new", "club").code == 0
    (home.path / "data" / "catalogs" / "club" / "papers.toml").unlink()


def _followed(home: Home) -> None:
    _added(home)
    text = HEAD + paper(2, title="Anew") + paper(3)
    (home.path.parent / "club.toml").write_text(text, "utf-8")
    assert home.run("done", "club/1").code == 0


ADD = ["add", "2401.00001", "--title", "One", "--catalog", "mine"]
ADD_CLUB = ["catalog", "add", "club.toml"]


UPDATE = ["catalog", "update", "club", "--from", "club.toml", "--yes"]

CASES = [
    Case("done, the first command ever", ["done", "2"]),
    Case("done", ["done", "2", "3", "--on", "2026-11-03"], LIVED),
    Case("done after a torn tail", ["done", "2"], LIVED, torn),
    Case("done in a new segment", ["done", "2"], LIVED[:1], long),
    Case("start", ["start", "2"], LIVED),
    Case("skip", ["skip", "2"], LIVED),
    Case("reset", ["reset", "1"], LIVED),
    Case("rate", ["rate", "1", "4"], LIVED),
    Case("tag", ["tag", "1", "+a", "+b"], LIVED),
    Case("takeaway", ["takeaway", "1", "in other words"], LIVED),
    Case("undo", ["undo"], LIVED),
    Case("redo", ["redo"], [*LIVED, ["undo"]]),
    Case("note, the first ever", ["note", "2", "-m", "Ask."]),
    Case("note, one more line", ["note", "1", "-m", "Ask."], LIVED),
    Case("note by stdin", ["note", "1", "-"], LIVED, stdin="Ask.\n\nTwice.\n"),
    Case(
        "note with an editor",
        ["note", "3"],
        LIVED,
        editor='echo Mine. >> "$1"',
        halfway=(_begun,),
    ),
    Case("note with an editor, left empty", ["note", "3"], LIVED, editor=":", halfway=(_begun,)),
    Case("add, the first paper", ADD, between=[JOURNAL]),
    Case("add, one more paper", ADD, LIVED, _catalog("mine"), between=[JOURNAL]),
    Case("catalog add, the first command ever", ADD_CLUB),
    Case("catalog add", ADD_CLUB, LIVED, _catalog("mine")),
    Case("catalog add into its folder", ADD_CLUB, LIVED, _empty_folder),
    Case("catalog add --use", [*ADD_CLUB, "--use"], LIVED, halfway=(_added,)),
    Case("catalog new", ["catalog", "new", "group"], LIVED),
    Case(
        "catalog new --from", ["catalog", "new", "group", "--from", "mine"], LIVED, _catalog("mine")
    ),
    Case(
        "catalog new into its folder",
        ["catalog", "new", "club"],
        LIVED,
        _empty_folder,
        halfway=(_page,),
    ),
    Case("catalog rename", ["catalog", "rename", "mine", "ours"], LIVED, _catalog("mine")),
    Case(
        "catalog rename, the chosen one",
        ["catalog", "rename", "mine", "ours"],
        [*LIVED, ADD, ["catalog", "use", "mine"]],
    ),
    Case("catalog update", UPDATE, LIVED, _catalog("club")),
    Case("catalog update once more", UPDATE, LIVED, _followed),
    Case("catalog use", ["catalog", "use", "mine"], LIVED, _catalog("mine")),
    Case(
        "catalog use, another",
        ["catalog", "use", "llm"],
        [*LIVED, ADD, ["catalog", "use", "mine"]],
    ),
    Case("catalog remove", ["catalog", "remove", "mine"], LIVED, _catalog("mine")),
    Case(
        "catalog remove, the chosen one",
        ["catalog", "remove", "mine"],
        [*LIVED, ADD, ["catalog", "use", "mine"]],
        halfway=(_unchosen,),
    ),
    Case("catalog remove, a link", ["catalog", "remove", "club"], LIVED, _link),
    Case(
        "catalog remove to another disk",
        ["catalog", "remove", "mine"],
        [*LIVED, ADD, ["catalog", "use", "mine"]],
        apart=True,
        halfway=(_unchosen,),
    ),
]

"""The index is a cache: it may be missing, broken, old or in the way, and nothing is lost."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.catalog import read as catalog_read
from papernotes.catalog.blocks import Block
from papernotes.index import catalogs, refresh, store
from papernotes.index.fresh import settled
from papernotes.index.scan import Stamp
from papernotes.journal.write import encode, header
from papernotes.library.core import Library, consult, problems, select
from papernotes.library.find import find
from papernotes.model.event import Event
from papernotes.model.paper import Entry
from papernotes.notes import file_name
from papernotes.paths import places
from papernotes.query.sql import where
from papernotes.query.terms import parse
from tests.conftest import HEAD, Run, paper

MINE = {"PAPERNOTES_CATALOG": "mine"}


@pytest.fixture
def index(home: Path) -> Path:
    return home / "cache" / "index.db"


def everything(environ: Mapping[str, str]) -> list[object]:
    """All that a library says, in the order it says it."""

    def look(library: Library) -> list[object]:
        shown: list[object] = []
        for query in ([], ["attention"], ["topic:rl"], ["is:ready"], ["has:note"]):
            condition = where(parse(query))
            shown += select(library, condition.sql, condition.values, "ORDER BY catalog, number")
        return shown + list(problems(library))

    return consult(places(environ), environ, look)


# --- What was brought up step by step equals what was built anew.

STEPS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 10**6)), min_size=1, max_size=8)


@given(STEPS)
@settings(max_examples=25, deadline=None)
def test_an_index_brought_up_step_by_step_equals_one_built_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]
) -> None:
    home = tmp_path_factory.mktemp("steps")
    environ = {"PAPERNOTES_HOME": str(home)}
    library = _Edited(home / "data")
    library.catalog(random.Random(0), 1)  # noqa: S311 (what to edit, not a secret)
    for kind, seed in steps:
        library.edit(kind, random.Random(seed))  # noqa: S311
        kept = everything(environ)
        shutil.rmtree(home / "cache", ignore_errors=True)
        assert everything(environ) == kept


class _Edited:
    """The data folder of someone who edits everything, by hand and by file sync."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.tick = 10**15

    def edit(self, kind: int, rng: random.Random) -> None:
        edits: list[Callable[[random.Random, int], None]] = [
            self.catalog, self.catalog, self.journal, self.journal, self.note, self.other,
            self.append, self.cut, self.remove, self.garble,
        ]  # fmt: skip
        edits[kind](rng, kind)

    def catalog(self, rng: random.Random, _: int) -> None:
        blocks = [
            paper(
                rng.randrange(1, 7),
                key=f"key-{rng.randrange(1, 7)}",
                arxiv=f"2001.0000{rng.randrange(1, 7)}",
                topics=rng.choices(["rl", "moe"], k=1),
                takeaway=rng.choice(["attention", "more"]),
                needs={f"key-{rng.randrange(1, 7)}": "", "arxiv:2001.00001": ""},
            )
            for _ in range(rng.randrange(6))
        ]
        self._write("catalogs/mine/papers.toml", HEAD + "".join(blocks))

    def other(self, rng: random.Random, _: int) -> None:
        text = HEAD + paper(1, arxiv=f"2001.0000{rng.randrange(1, 7)}")
        self._write("catalogs/other/papers.toml", text)

    def _events(self, rng: random.Random) -> bytes:
        found = []
        for _ in range(rng.randrange(1, 4)):
            self.tick += 1
            kind = rng.choice(["start", "done", "skip", "reset", "undo", "redo"])
            target = f"{self.tick - rng.randrange(1, 4)}-a" if kind in ("undo", "redo") else None
            papers = (f"arxiv:2001.0000{rng.randrange(1, 7)}",)
            found.append(Event(f"{self.tick}-a", "", kind, papers, on="2026-01-02", target=target))
        return b"".join(map(encode, found))

    def journal(self, rng: random.Random, _: int) -> None:
        self._write(f"journal/{rng.choice('ab')}/0001.toml", header("a") + self._events(rng))

    def append(self, rng: random.Random, _: int) -> None:
        path = self.data / "journal/a/0001.toml"
        if path.exists():
            path.write_bytes(path.read_bytes() + self._events(rng) + b"[[event]]\nunfin")

    def note(self, rng: random.Random, _: int) -> None:
        name = file_name(f"arxiv:2001.0000{rng.randrange(1, 7)}")
        self._write(f"notes/{name}", rng.choice(["attention", "nothing"]))

    def cut(self, rng: random.Random, _: int) -> None:
        for path in self._files(rng):
            path.write_bytes(path.read_bytes()[: rng.randrange(200)])

    def garble(self, rng: random.Random, _: int) -> None:
        for path in self._files(rng):
            data = bytearray(path.read_bytes() or b" ")
            data[rng.randrange(len(data))] = rng.randrange(256)
            path.write_bytes(data)

    def remove(self, rng: random.Random, _: int) -> None:
        for path in self._files(rng):
            path.unlink()

    def _files(self, rng: random.Random) -> list[Path]:
        found = sorted(path for path in self.data.rglob("*") if path.is_file())
        return rng.sample(found, k=min(1, len(found)))

    def _write(self, name: str, text: str | bytes) -> None:
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


# --- Whatever is wrong with it, it heals or is done without.


def _empty(index: Path) -> None:
    index.write_bytes(b"")


def _garbage(index: Path) -> None:
    index.write_bytes(random.Random(1).randbytes(50_000))  # noqa: S311


def _cut(index: Path) -> None:
    index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])


def _pages(index: Path) -> None:
    data = index.read_bytes()
    index.write_bytes(data[:4096] + bytes(len(data) - 4096))


def _foreign(index: Path) -> None:
    index.unlink()
    with sqlite3.connect(index) as db:
        db.execute("CREATE TABLE paper (something TEXT)")
    db.close()


def _another_version(index: Path) -> None:
    with sqlite3.connect(index) as db:
        db.execute("UPDATE made_by SET name = 'papernotes 99'")
        db.execute("DELETE FROM paper")
    db.close()


def _no_table(index: Path) -> None:
    with sqlite3.connect(index) as db:
        db.execute("DROP TABLE handle")
        db.execute("DELETE FROM source")
    db.close()


def _not_ours(index: Path) -> None:
    with sqlite3.connect(index) as db:
        db.execute("UPDATE paper SET doc = '[1, 2]'")
    db.close()


def _folder(index: Path) -> None:
    index.unlink()
    index.mkdir()


def _no_folder(index: Path) -> None:
    shutil.rmtree(index.parent)
    index.parent.write_text("a file where the cache's folder should be", "utf-8")


HARMS = [
    _empty, _garbage, _cut, _pages, _foreign, _another_version, _no_table, _not_ours, _folder,
    _no_folder,
]  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_a_broken_index_changes_nothing(
    run: Run, index: Path, harm: Callable[[Path], None]
) -> None:
    run("done", "1", "2", "-m", "mine")
    listed, shown = run("list", "--json"), run("show", "3", "--json")
    harm(index)
    assert run("list", "--json") == listed
    assert run("show", "3", "--json") == shown
    harm_again = harm not in (_folder, _no_folder)
    if harm_again:
        harm(index)
    assert run("done", "3").code == 0
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "2", "3"]
    assert run("undo").rows[0][0] == "3"


@pytest.mark.parametrize("harm", [harm for harm in HARMS if harm not in (_folder, _no_folder)])
def test_a_broken_index_heals(run: Run, index: Path, harm: Callable[[Path], None]) -> None:
    run("list")
    harm(index)
    run("list")
    run("list")
    with sqlite3.connect(index) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM paper").fetchone() == (46,)
    db.close()


def test_a_locked_index_is_done_without(
    run: Run, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.05)
    run("done", "1")
    other = sqlite3.connect(index, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert [row[0] for row in run("list", "--status", "done").rows] == ["1"]
        assert run("done", "2").code == 0
        assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "2"]
    finally:
        other.close()
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "2"]


def test_a_mark_is_safe_even_if_the_index_fails_right_after_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papernotes.marking import record

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(record, "learn", fails)
        said = run("done", "1")
    assert said.code == 0
    assert said.rows[0][2] == "done"
    assert "Opened: 2 GPT" in said.err
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1"]


# --- Reads leave no trace, and see every change.


def test_reads_never_write_a_users_data(run: Run, home: Path) -> None:
    for command in (["list"], ["show", "1"], ["next"], []):
        assert run(*command).code == 0
    assert sorted(path.name for path in home.iterdir()) == ["cache"]


def test_an_edit_of_the_same_length_within_a_tick_is_seen(
    run: Run, catalog: Callable[..., Path]
) -> None:
    file = catalog("mine", HEAD + paper(1, title="aaaa"))
    first = file.stat()
    assert run("list", **MINE).rows[0][3] == "aaaa"
    for title in ("bbbb", "cccc"):
        file.write_text(HEAD + paper(1, title=title), "utf-8")
        os.utime(file, ns=(first.st_atime_ns, first.st_mtime_ns))
        assert run("list", **MINE).rows[0][3] == title


def test_a_stamp_is_trusted_only_when_its_file_was_old_enough() -> None:
    second = 10**9
    stamp = Stamp(1, mtime=100 * second, ctime=101 * second, inode=1)
    assert not settled(stamp, taken=102 * second)
    assert settled(stamp, taken=103 * second)
    future = stamp._replace(mtime=900 * second)
    assert not settled(future, taken=103 * second)


def test_a_file_from_the_future_is_compared_by_what_it_holds(
    run: Run, catalog: Callable[..., Path]
) -> None:
    file = catalog("mine", HEAD + paper(1, title="aaaa"))
    os.utime(file, ns=(4 * 10**18, 4 * 10**18))
    assert run("list", **MINE).rows[0][3] == "aaaa"
    assert run("list", **MINE).rows[0][3] == "aaaa"
    file.write_text(HEAD + paper(1, title="bbbb"), "utf-8")
    os.utime(file, ns=(4 * 10**18, 4 * 10**18))
    assert run("list", **MINE).rows[0][3] == "bbbb"


def test_only_changed_blocks_of_a_catalog_are_parsed_again(
    run: Run, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [paper(number) for number in range(1, 30)]
    catalog("mine", HEAD + "".join(papers))
    run("list", **MINE)
    parsed: list[int] = []
    real = catalog_read.toml

    def counted(block: Block) -> object:
        parsed.append(block.line)
        return real(block)

    monkeypatch.setattr(catalogs, "toml", counted)
    papers[7] = paper(8, title="Another title")
    del papers[20]
    catalog("mine", HEAD + "# A remark that moves all the lines.\n" + "".join(papers))
    listed = run("list", **MINE)
    assert len(parsed) == 2  # the head and the one paper
    assert len(listed.rows) == 28
    assert listed.rows[7][3] == "Another title"


def test_a_journal_that_grew_is_read_on_and_one_with_another_history_anew(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papernotes.journal import read

    starts: list[int] = []
    real = read.events

    def watched(data: bytes, start: int = 0) -> object:
        starts.append(start)
        return real(data, start)

    monkeypatch.setattr(read, "events", watched)

    def event(tick: int, number: str) -> bytes:
        return encode(Event(f"{tick:016d}-a", "", "done", (f"arxiv:{number}",), on="unknown"))

    file = home / "data" / "journal" / "a" / "0001.toml"
    file.parent.mkdir(parents=True)
    first = header("a") + event(1, "1706.03762")
    file.write_bytes(first)
    run("list")
    file.write_bytes(first + event(2, "1810.04805"))
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "3"]
    file.write_bytes(header("a") + event(3, "1910.10683") + event(4, "2005.14165") * 3)
    assert [row[0] for row in run("list", "--status", "done").rows] == ["4", "6"]
    assert starts == [0, len(first), 0]


def test_files_that_go_take_what_they_held_along(
    run: Run, home: Path, catalog: Callable[..., Path]
) -> None:
    run("done", "1")
    note = home / "data" / "notes" / file_name("arxiv:1706.03762")
    note.parent.mkdir()
    note.write_text("heads", "utf-8")
    file = catalog("mine", HEAD + paper(1))
    assert run("list", "has:note").rows[0][0] == "1"
    assert run("list", **MINE).code == 0
    shutil.rmtree(home / "data" / "journal")
    note.unlink()
    shutil.rmtree(file.parent)
    assert run("list", "has:note").out == ""
    assert run("list", "--status", "done").out == ""
    assert run("list", **MINE).code == 3


def test_what_is_no_regular_file_or_too_large_is_said_and_not_read(
    run: Run, home: Path, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = catalog("pipe", "")
    file.unlink()
    os.mkfifo(file)
    listed = run("list")
    assert (listed.code, len(listed.rows)) == (4, 46)
    assert f"{file}: is no regular file" in listed.err
    file.unlink()
    monkeypatch.setitem(refresh._MAX_SIZE, "journal", 100)
    segment = home / "data" / "journal" / "a" / "0001.toml"
    segment.parent.mkdir(parents=True)
    segment.write_bytes(b"#" * 101)
    listed = run("list")
    assert (listed.code, len(listed.rows)) == (1, 46)
    assert "is larger than" in listed.err


def test_a_link_into_nothing_and_strange_files_are_let_be(run: Run, home: Path) -> None:
    notes = home / "data" / "notes"
    (notes / "folder.md").mkdir(parents=True)
    (notes / "gone.md").symlink_to(notes / "nowhere")
    (notes / ".hidden.md").write_text("x", "utf-8")
    (home / "data" / "catalogs" / "empty").mkdir(parents=True)
    (home / "data" / "journal").write_text("a file where a folder should be", "utf-8")
    assert run("list").code == 0


def test_the_index_is_a_transaction_that_sees_one_state(run: Run, home: Path) -> None:
    run("done", "1")
    environ = {"PAPERNOTES_HOME": str(home)}

    def look(library: Library) -> tuple[list[Entry], list[Entry]]:
        before = find(library, parse(["status:done"]))
        other = sqlite3.connect(home / "cache" / "index.db", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("UPDATE paper SET status = 'done'")
        other.close()
        return before, find(library, parse(["status:done"]))

    before, after = consult(places(environ), environ, look)
    assert before == after

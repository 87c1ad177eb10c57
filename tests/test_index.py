"""The index is a cache: it may be missing, broken, old or in the way, and nothing is lost."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.catalog import read as catalog_read
from papernotes.catalog.blocks import Block
from papernotes.index import found, refresh, scan, store
from papernotes.index.fresh import Known, digest, is_fresh, settled
from papernotes.index.scan import Kind, Source, Stamp
from papernotes.index.store import Opener, from_files
from papernotes.journal.write import encode, header
from papernotes.library.core import Library, consult, open_library, problems, select
from papernotes.library.find import find
from papernotes.library.refs import resolve_all
from papernotes.marking.commands import mark
from papernotes.marking.plan import Wish
from papernotes.model.event import Event
from papernotes.model.paper import Entry
from papernotes.notes import file_name
from papernotes.paths import places
from papernotes.query.sql import where
from papernotes.query.terms import parse
from papernotes.settings import Given
from tests.conftest import HEAD, Run, paper

MINE = {"PAPERNOTES_CATALOG": "mine"}


@pytest.fixture
def index(home: Path) -> Path:
    return home / "cache" / "index.db"


def everything(environ: Mapping[str, str], opener: Opener | None = None) -> list[object]:
    """All that a library says, in the order it says it."""

    def look(library: Library) -> list[object]:
        shown: list[object] = []
        for query in ([], ["attention"], ["topic:rl"], ["is:ready"], ["has:note"]):
            condition = where(parse(query))
            shown += select(library, condition.sql, condition.values, "ORDER BY catalog, number")
        return shown + list(problems(library))

    if opener is None:
        return consult(places(environ), Given(environ), look)
    with open_library(places(environ), Given(environ), opener) as library:
        return look(library)


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
        assert everything(environ) == everything(environ, from_files)


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

    monkeypatch.setattr(found, "toml", counted)
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
    monkeypatch.setitem(refresh.MAX_SIZE, "journal", 100)
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

    before, after = consult(places(environ), Given(environ), look)
    assert before == after


# --- Files that have rested, and files that have not.

SECOND = 10**9


def look_known(
    file: Path, held: bytes, *, touched: int, taken: int
) -> tuple[dict[bytes, Known], dict[bytes, Source]]:
    """What an index knows of `file`, and how it looks now: the same, from outside."""
    name, stamp = os.fsencode(file), Stamp(4, mtime=touched, ctime=touched, inode=1)
    known = Known(name, "note", *stamp, taken, digest(held), 0, None)
    return {name: known}, {name: Source(name, "note", file.name, stamp)}


def test_a_file_that_had_rested_when_we_looked_is_not_even_opened(tmp_path: Path) -> None:
    gone = tmp_path / "not there to be opened"
    before, now = look_known(gone, b"", touched=0, taken=2 * SECOND)
    assert is_fresh(before, now, now_ns=3 * SECOND)


def test_a_file_that_was_young_when_we_looked_is_compared_by_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    before, now = look_known(file, b"aaaa", touched=2 * SECOND, taken=3 * SECOND)
    file.write_bytes(b"aaaa")
    assert is_fresh(before, now, now_ns=3 * SECOND)
    file.write_bytes(b"bbbb")
    assert not is_fresh(before, now, now_ns=3 * SECOND)
    file.unlink()
    assert not is_fresh(before, now, now_ns=3 * SECOND)


def test_a_file_that_has_rested_since_we_looked_is_looked_at_again(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_bytes(b"aaaa")
    before, now = look_known(file, b"aaaa", touched=2 * SECOND, taken=3 * SECOND)
    assert not is_fresh(before, now, now_ns=9 * SECOND)


@pytest.mark.parametrize("part", Stamp._fields)
def test_another_stamp_is_another_file(tmp_path: Path, part: str) -> None:
    file = tmp_path / "note.md"
    file.write_bytes(b"aaaa")
    before, now = look_known(file, b"aaaa", touched=0, taken=2 * SECOND)
    ((name, source),) = now.items()
    other = source.stamp._replace(**{part: 7})
    assert not is_fresh(before, {name: source._replace(stamp=other)}, now_ns=2 * SECOND)


def test_a_file_that_came_or_went_is_a_change(tmp_path: Path) -> None:
    before, now = look_known(tmp_path / "note.md", b"", touched=0, taken=2 * SECOND)
    assert not is_fresh({}, now, now_ns=2 * SECOND)
    assert not is_fresh(before, {}, now_ns=2 * SECOND)


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index looks at its files an hour from now, when all of them have rested."""
    ahead = SimpleNamespace(time_ns=lambda: time.time_ns() + 3600 * SECOND)
    monkeypatch.setattr(scan, "time", ahead)


@pytest.mark.usefixtures("rested")
def test_files_that_have_rested_are_not_read_again(
    run: Run, home: Path, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog("mine", HEAD + paper(1))
    run("done", "1")
    run("list")
    opened: list[Path] = []
    real = Path.read_bytes

    def watched(path: Path) -> bytes:
        opened.append(path)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    assert run("list", **MINE).rows[0][2] == "unread"
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1"]
    assert opened == []
    other = catalog("other", HEAD + paper(1))
    run("list")
    assert opened == [other]
    assert sorted(path.name for path in home.iterdir()) == ["cache", "data", "state"]


def _rewritten(file: Path, text: str) -> None:
    before = file.stat().st_ctime_ns
    while file.stat().st_ctime_ns == before:  # a tick of the file system's clock
        file.write_text(text, "utf-8")


def _replaced(file: Path, text: str) -> None:
    new = file.with_name("new")
    new.write_text(text, "utf-8")
    new.replace(file)


@pytest.mark.usefixtures("rested")
@pytest.mark.parametrize("edit", [_rewritten, _replaced])
def test_an_edit_of_a_file_that_had_rested_is_seen_even_if_it_hides(
    run: Run, catalog: Callable[..., Path], edit: Callable[[Path, str], None]
) -> None:
    file = catalog("mine", HEAD + paper(1, title="aaaa"))
    first = file.stat()
    assert run("list", **MINE).rows[0][3] == "aaaa"
    for title in ("bbbb", "cccc"):
        edit(file, HEAD + paper(1, title=title))
        os.utime(file, ns=(first.st_atime_ns, first.st_mtime_ns))
        assert file.stat().st_size == first.st_size
        assert run("list", **MINE).rows[0][3] == title


def test_an_edit_that_leaves_the_whole_stamp_as_it_was_is_seen_while_the_file_is_young(
    run: Run, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    still = time.time_ns() + 3600 * SECOND  # a file system's clock that stands still, and is ahead

    def stamp(status: os.stat_result) -> Stamp:
        return Stamp(status.st_size, mtime=still, ctime=still, inode=1)

    monkeypatch.setattr(Stamp, "of", stamp)
    for title in ("aaaa", "bbbb", "cccc"):
        catalog("mine", HEAD + paper(1, title=title))
        assert run("list", **MINE).rows[0][3] == title


def test_what_came_into_a_segment_while_a_mark_was_made_is_not_overlooked(
    run: Run, home: Path
) -> None:
    run("done", "1")
    environ = {"PAPERNOTES_HOME": str(home)}
    (segment,) = (home / "data" / "journal").glob("*/*.toml")
    device = segment.parent.name
    by_hand = Event(f"{10**15}-{device}", "", "done", ("arxiv:1810.04805",), on="2026-01-02")

    def choose(library: Library) -> list[Entry]:
        with segment.open("ab") as file:
            file.write(encode(by_hand))
        return resolve_all(library, ["2"])

    mark(places(environ), Given(environ), choose, Wish("done"), "2026-01-02")
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "2", "3"]


def test_an_undo_of_another_device_that_names_no_paper_comes_and_goes(run: Run, home: Path) -> None:
    def file(device: str, *events: Event) -> Path:
        path = home / "data" / "journal" / device / "0001.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(header(device) + b"".join(map(encode, events)))
        return path

    def done() -> list[str]:
        return [row[0] for row in run("list", "--status", "done").rows]

    mark = Event(f"{10**15}-a", "", "done", ("arxiv:1706.03762",), on="2026-01-02")
    undo = Event(f"{10**15 + 1}-b", "", "undo", target=mark.id)
    redo = Event(f"{10**15 + 2}-b", "", "redo", target=mark.id)
    file("a", mark)
    assert done() == ["1"]
    other = file("b", undo)
    assert done() == []
    file("b", undo, redo)
    assert done() == ["1"]
    file("b", undo)
    assert done() == []
    other.unlink()
    assert done() == ["1"]


@pytest.mark.parametrize("begun", [b"# mine\n\n", b"schema = \n\n", b"schema = \xff\n\n"])
def test_a_journal_is_read_on_as_it_is_read_anew_however_it_begins(
    home: Path, begun: bytes
) -> None:
    environ = {"PAPERNOTES_HOME": str(home)}
    segment = home / "data" / "journal" / "a" / "0001.toml"
    segment.parent.mkdir(parents=True)
    segment.write_bytes(begun)
    assert everything(environ) == everything(environ, from_files)
    event = Event(f"{10**15}-a", "", "done", ("arxiv:1706.03762",), on="2026-01-02")
    for more in (header("a"), encode(event)):
        with segment.open("ab") as file:
            file.write(more)
        assert everything(environ) == everything(environ, from_files)


# --- Nothing on the disk hangs a reader, or keeps it from the rest.


def test_each_page_of_an_index_may_be_overwritten(run: Run, home: Path, index: Path) -> None:
    run("done", "1", "2", "-m", "attention")
    (home / "data" / "notes").mkdir()
    (home / "data" / "notes" / file_name("arxiv:1706.03762")).write_text("attention", "utf-8")
    environ = {"PAPERNOTES_HOME": str(home)}
    right = everything(environ)
    whole = index.read_bytes()
    size = int.from_bytes(whole[16:18], "big")  # https://sqlite.org/fileformat.html
    noise = random.Random(20261123)  # noqa: S311 (what to write, not a secret)
    for start in range(0, len(whole), size):
        page = noise.randbytes(size)
        index.write_bytes(whole[:start] + page + whole[start + size :])
        assert everything(environ) == right, start // size
        assert everything(environ) == right, start // size


def test_a_full_disk_is_no_hindrance_to_reading(
    run: Run, home: Path, catalog: Callable[..., Path]
) -> None:
    def full_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    def read(*arguments: str, **environ: str) -> tuple[int, str, str]:
        ended = subprocess.run(
            [sys.executable, "-m", "papernotes", *arguments],
            env={**os.environ, **environ},
            preexec_fn=full_disk,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return ended.returncode, ended.stdout, ended.stderr

    # No index yet; then one that is not up to date; then one that is.
    assert read("list") == run("list")
    run("done", "1")
    catalog("mine", HEAD + paper(1))
    assert read("list", **MINE)[:2] == (0, "\t".join(run("list", **MINE).rows[0]) + "\n")
    assert read("next", "--json") == run("next", "--json")
    assert sorted(path.name for path in (home / "data").iterdir()) == ["catalogs", "journal"]


def test_reading_changes_no_file_of_yours_whatever_its_state(
    run: Run, home: Path, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1) + "[[paper]]\nnumber = ")
    run("done", "1")
    (segment,) = (home / "data" / "journal").glob("*/*.toml")
    segment.write_bytes(segment.read_bytes() + b"[[even\n\n[[event]]\nunfin")
    notes = home / "data" / "notes"
    notes.mkdir()
    (notes / file_name("arxiv:1706.03762")).write_text("heads", "utf-8")

    def state() -> dict[Path, tuple[int, int, bytes]]:
        found = [path for name in ("data", "state") for path in (home / name).rglob("*")]
        return {
            path: (path.stat().st_mtime_ns, path.stat().st_mode, b"")
            if path.is_dir()
            else (path.stat().st_mtime_ns, path.stat().st_mode, path.read_bytes())
            for path in found
        }

    before = state()
    for command in (["list"], ["list", "heads"], ["show", "1"], ["next"], ["show", "1", "--json"]):
        assert run(*command).code == 4
    assert run("list", **MINE).code == 4
    assert run("show", "nothing").code == 3
    assert state() == before


def test_a_pipe_in_the_place_of_a_note_hangs_nobody(home: Path) -> None:
    note = home / "data" / "notes" / file_name("arxiv:1706.03762")
    note.parent.mkdir(parents=True)
    os.mkfifo(note)
    for command in (["list"], ["show", "1"], ["show", "1", "--json"]):
        said = subprocess.run(
            [sys.executable, "-m", "papernotes", *command],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
        assert (said.returncode, bool(said.stdout)) == (4, True)
        assert f"{note}: is no regular file" in said.stderr


@pytest.mark.parametrize("kind", ["catalog", "note"])
def test_a_file_that_is_too_large_is_said_and_the_rest_is_read(
    run: Run,
    home: Path,
    catalog: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
) -> None:
    limit = 10**6
    monkeypatch.setitem(refresh.MAX_SIZE, kind, limit)
    file = catalog("mine", HEAD + paper(1))
    if kind == "note":
        file = home / "data" / "notes" / file_name("arxiv:1706.03762")
        file.parent.mkdir()
    file.write_bytes(b"#" * (limit + 1))
    listed = run("list")
    assert (listed.code, len(listed.rows)) == (1, 46)
    assert f"{file}: is larger than 1 MB" in listed.err
    assert run("list", "has:note").rows == []


@pytest.mark.parametrize(
    "place",
    [
        "notes/loop.md",
        "catalogs/loop",
        "catalogs/mine/papers.toml",
        "journal/loop",
        "journal/a/0001.toml",
    ],
)
def test_a_link_to_itself_keeps_nobody_from_the_rest(run: Run, home: Path, place: str) -> None:
    link = home / "data" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(link)
    listed = run("list")
    assert len(listed.rows) == 46
    assert "b'" not in listed.err
    assert run("done", "1").code == 0


def test_an_index_that_can_not_be_read_now_is_done_without_and_kept(run: Run, home: Path) -> None:
    run("list")
    index = home / "cache" / "index.db"
    before = index.stat().st_ino
    environ = {"PAPERNOTES_HOME": str(home)}
    calls: list[int] = []

    def look(library: Library) -> int:
        calls.append(1)
        if len(calls) == 1:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return len(find(library, []))

    assert consult(places(environ), Given(environ), look) == 46
    assert len(calls) == 2
    assert index.stat().st_ino == before

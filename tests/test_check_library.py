"""`check` without FILE: the doctor of the library, and what it says to do about each thing."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from papernotes.checking.copies import is_harmless, original
from papernotes.checking.finding import KINDS
from papernotes.checking.library import examine
from papernotes.index.seal import Index, spare_the_disk, writing
from papernotes.index.store import from_files
from papernotes.journal.write import encode, header
from papernotes.library.core import open_library, problems
from papernotes.model.event import Event
from papernotes.notes import file_name
from papernotes.paths import places
from papernotes.settings import Given
from tests.conftest import HEAD, Run, paper
from tests.test_check_catalog import CASES, FULL, GRAPH, TODAY, WHOLE

pytestmark = pytest.mark.usefixtures("warm")

NOW = 1_795_434_683_472_093  # microseconds: 2026-11-23
ATTENTION = "arxiv:1706.03762"


class Home(NamedTuple):
    """A home of papernotes, and hands to spoil it with."""

    path: Path
    run: Run

    def write(self, name: str, content: str | bytes) -> Path:
        """Make a file of its data folder (or, with "../", of others), for our eyes only."""
        file = self.path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def own(self) -> Path:
        """This device's journal, of one event."""
        self.run("done", "2")
        (segment,) = (self.path / "data" / "journal").glob("*/0001.toml")
        return segment


@pytest.fixture
def lib(home: Path, run: Run) -> Home:
    return Home(home, run)


def event(number: int = 0, device: str = "other", **fields: Any) -> bytes:
    given: dict[str, Any] = {"kind": "done", "papers": (ATTENTION,), "titles": ("Attention",)}
    return encode(Event(f"{NOW + number:016d}-{device}", "2026-11-23", **{**given, **fields}))


def journal(*events: bytes, device: str = "other") -> bytes:
    return header(device) + b"".join(events)


def damaged(lib: Home) -> Path:
    return lib.write("journal/other/0001.toml", journal(event()) + b"[[event]]\nkind = done\n\n")


def newer(lib: Home) -> Path:
    return lib.write("journal/other/0001.toml", b"schema = 2\n\n" + event())


def no_file(lib: Home) -> Path:
    file = lib.write("journal/other/0001.toml", "")
    file.unlink()
    os.mkfifo(file)
    return file


def unfinished(lib: Home) -> Path:
    return lib.write("journal/other/0001.toml", journal(event()) + b'[[event]]\nid = "17')


def unfinished_own(lib: Home) -> Path:
    segment = lib.own()
    segment.write_bytes(segment.read_bytes() + b'[[event]]\nid = "17')
    return segment


def trimmed(lib: Home) -> Path:
    segment = lib.own()
    segment.write_bytes(segment.read_bytes().rstrip(b"\n") + b"\n")
    return segment


def misplaced(lib: Home) -> Path:
    return lib.write("journal/other/0001.toml", b"# mine\n" + journal(event(), device="laptop1"))


def conflicting(lib: Home) -> Path:
    lib.write("journal/third/0001.toml", journal(event(rating=1), device="third"))
    return lib.write("journal/other/0001.toml", journal(event(5), event(rating=5)))


def ahead(lib: Home) -> Path:
    future = encode(Event("1999999999000000-other", "", "done", (ATTENTION,)))
    return lib.write("journal/other/0001.toml", journal(event(), future))


def dated_ahead(lib: Home) -> Path:
    return lib.write("journal/other/0001.toml", journal(event(), event(1, on="2999-01-01")))


def unlisted(lib: Home) -> Path:
    gone = [event(n, papers=("arxiv:2001.00001",), titles=("A Title",)) for n in range(3)]
    lib.write("journal/other/0001.toml", journal(*gone))
    return lib.path / "data" / "journal"


def copied_journal(lib: Home) -> Path:
    lib.write("journal/other/0001.toml", journal(event()))
    return lib.write("journal/other/0001 (1).toml", journal(event()))


def copied_journal_alone(lib: Home) -> Path:
    lib.write("journal/other/0001.toml", journal(event(), event(1)))
    name = "journal/other/0001.sync-conflict-20260102-030405-ABCDEFG.toml"
    return lib.write(name, journal(event(), event(2), event(3)))


def copied_note(lib: Home) -> Path:
    lib.write("notes/arxiv-1706.03762.md", "x")
    return lib.write("notes/arxiv-1706.03762 (laptop's conflicted copy 2026-01-02).md", "y")


def copied_catalog(lib: Home) -> Path:
    lib.write("catalogs/mine/papers.toml", HEAD + paper(1))
    return lib.write("catalogs/mine/papers-LAPTOP.toml", HEAD + paper(1))


def copied_config(lib: Home) -> Path:
    return lib.write("../config/config 2.toml", "")


def orphan(lib: Home) -> Path:
    return lib.write("notes/arxiv-2001.00001.md", "x")


def orphan_marked(lib: Home) -> Path:
    unlisted(lib)
    lib.write("journal/third/0001.toml", journal(event(9, papers=("doi:10.1234/x",))))
    return lib.write(f"notes/{file_name('doi:10.1234/x')}", "x")


def orphan_unknown(lib: Home) -> Path:
    return lib.write("notes/thoughts.md", "x")


def two_notes(lib: Home) -> Path:
    lib.write("catalogs/mine/papers.toml", HEAD + paper(7, doi="10.1234/x"))
    lib.write("notes/arxiv-2001.00007.md", "x")
    return lib.write(f"notes/{file_name('doi:10.1234/x')}", "y")


def stray_note(lib: Home) -> Path:
    return lib.write("notes/arxiv-1706.03762.txt", "x")


def stray_catalog(lib: Home) -> Path:
    return lib.write("catalogs/mine.toml", HEAD)


def set_aside(lib: Home) -> Path:
    lib.write("../state/set-aside/mine-20260102/papers.toml", HEAD)
    lib.write("../state/set-aside/laptop-0001-2.toml", "[[event]]\n")
    return lib.write("../state/set-aside/laptop-0001-1.toml", "[[event]]\n").parent


def catalog_error(lib: Home) -> Path:
    text = HEAD + paper(1, **FULL) + paper(1, **FULL, key="b")
    return lib.write("catalogs/mine/papers.toml", text)


def catalog_warnings(lib: Home) -> Path:
    return lib.write("catalogs/mine/papers.toml", HEAD + paper(1))


def empty_folder(lib: Home) -> Path:
    return lib.write("catalogs/mine/readme", "").parent


def bad_name(lib: Home) -> Path:
    return lib.write("catalogs/My Papers/papers.toml", HEAD + paper(1))


def bundled_name(lib: Home) -> Path:
    return lib.write("catalogs/llm/papers.toml", HEAD + paper(1))


def bad_setting(lib: Home) -> Path:
    return lib.write("../config/config.toml", 'pager = "cat"\ncolour = "red"\n')


def no_catalog(lib: Home) -> Path:
    return lib.write("../state/catalog", "gone\n")


def no_catalog_configured(lib: Home) -> Path:
    return lib.write("../config/config.toml", 'catalog = "gone"\n')


def broken_index(lib: Home) -> Path:
    lib.run("list")
    return lib.write("../cache/index.db", b"SQLite format 3\x00 and nothing of it" * 400)


def torn_index(lib: Home) -> Path:
    lib.run("list")
    file = lib.path / "cache" / "index.db"
    pages = bytearray(file.read_bytes())
    pages[-4096 * 5 : -4096] = b"\xff" * (4096 * 4)
    file.write_bytes(pages)
    return file


def wrong_index(lib: Home) -> Path:
    """What a bug of ours would leave: wrong, and sealed."""
    lib.own()
    lib.run("list")
    file = lib.path / "cache" / "index.db"
    db = sqlite3.connect(file, factory=Index, isolation_level=None)
    spare_the_disk(db, file)
    with writing(db):
        db.execute("UPDATE paper SET status = 'skipped' WHERE number = 3")
    db.close()
    return file


def touched_index(lib: Home) -> Path:
    lib.run("list")
    file = lib.path / "cache" / "index.db"
    with sqlite3.connect(file) as db:
        db.execute("UPDATE paper SET status = 'skipped' WHERE number = 3")
    db.close()
    return file


def old_index(lib: Home) -> Path:
    lib.run("list")
    file = lib.path / "cache" / "index.db"
    with sqlite3.connect(file) as db:
        db.execute("UPDATE made_by SET name = 'papernotes 0.0.1, index 1'")
    db.close()
    return file


def no_index(lib: Home) -> Path:
    shutil.rmtree(lib.path / "cache")
    (lib.path / "cache" / "index.db").mkdir(parents=True)
    return lib.path / "cache" / "index.db"


def open_to_others(lib: Home) -> Path:
    file = lib.write("notes/arxiv-1706.03762.md", "x")
    file.chmod(0o644)
    for folder in (file.parent, lib.path / "data", lib.path):
        folder.chmod(0o755)
    return lib.path / "data"


def not_writable(lib: Home) -> Path:
    lib.write("notes/arxiv-1706.03762.md", "x")
    return lib.path / "data"


# The kind, what makes it, the line of each such finding, and what one of them says and advises.
LIBRARY: list[tuple[str, Callable[[Home], Path], list[int], list[str]]] = [
    ("damaged-entry", damaged, [15], ["the entry is no TOML", "Mend the entry", "empty line"]),
    ("newer-schema", newer, [1], ["schema 2, newer", "nothing is written to it"]),
    ("unreadable", no_file, [0], ["is no regular file", "Move it out"]),
    ("unfinished-entry", unfinished, [15], ["does not count", "A sync may be in progress"]),
    ("unfinished-entry", trimmed, [4], ["does not count", "whole but for the empty line"]),
    ("unfinished-entry", unfinished_own, [16], ["does not count", "The next mark on this device"]),
    (
        "wrong-device",
        misplaced,
        [3],
        ["of the device “laptop1”", "to a folder laptop1"],
    ),
    (
        "conflicting-event",
        conflicting,
        [16],
        [f"the event {NOW}-other says something else in ", "third/0001.toml", "delete the wrong"],
    ),
    ("clock-ahead", ahead, [16], ["1 event of the device other is from", "2033", "clock"]),
    ("future-day", dated_ahead, [16], ["dated 2999-01-01", "still to come", "--on"]),
    (
        "unlisted-paper",
        unlisted,
        [0],
        ["“A Title” (arxiv:2001.00001)", "3 events", "progress is kept", "papernotes add arxiv:2"],
    ),
    (
        "sync-copy",
        copied_journal,
        [0],
        ["all it holds (1 event) is in other", "can be deleted"],
    ),
    (
        "sync-copy",
        copied_journal_alone,
        [0],
        ["2 of its 3 events are in no other", "keep"],
    ),
    ("sync-copy", copied_note, [0], ["a copy of arxiv-1706.03762.md", "Compare", "delete it"]),
    ("sync-copy", copied_catalog, [0], ["a copy of papers.toml", "It is not read", "Compare it"]),
    ("sync-copy", copied_config, [0], ["a copy of config.toml", "It is not read"]),
    ("orphaned-note", orphan, [0], ["about arxiv:2001.00001", "papernotes add arxiv:2001.00001"]),
    ("orphaned-note", orphan_marked, [0], ["about doi:10.1234/x", "papernotes add doi:10.1234/x"]),
    ("orphaned-note", orphan_unknown, [0], ["belongs to no paper", "rename it"]),
    ("two-notes", two_notes, [0], ["mine/7 has two notes", "arxiv-2001.00007.md", "delete this"]),
    ("stray-file", stray_note, [0], ["is no note", "ends in .md"]),
    ("stray-file", stray_catalog, [0], ["is no folder of a catalog", "papernotes catalog add"]),
    ("set-aside", set_aside, [0], ["2 unfinished entries and 1 removed catalog", "may be deleted"]),
    ("duplicate-number", catalog_error, [14], ["the number 1", "a number of its own"]),
    ("catalog-warnings", catalog_warnings, [0], ["2 things", "author", "papernotes check mine"]),
    ("empty-folder", empty_folder, [0], ["no papers.toml", "delete the folder"]),
    ("bad-name", bad_name, [0], ["can't be a catalog's", "rename it", "name of the folder"]),
    ("bad-name", bundled_name, [0], ["the bundled catalog's name", "rename the folder"]),
    ("bad-setting", bad_setting, [2], ["colour is no setting", "default holds"]),
    ("no-catalog", no_catalog, [0], ["no catalog “gone”", "papernotes catalog use NAME"]),
    ("no-catalog", no_catalog_configured, [0], ["no catalog “gone”", "Mend “catalog” in"]),
    ("broken-index", broken_index, [0], ["the index is broken", "Delete", "builds it anew"]),
    ("broken-index", torn_index, [0], ["the index is broken", "Delete", "builds it anew"]),
    ("wrong-index", wrong_index, [0], ["does not say what the files say", "Delete"]),
    ("touched-index", touched_index, [0], ["other than papernotes", "nothing is to be done"]),
    ("old-index", old_index, [0], ["another version", "nothing is to be done"]),
    ("busy-index", no_index, [0], ["can't be looked at", "do without it"]),
    ("open-to-others", open_to_others, [0], ["1 file is open to other users", "chmod -R go="]),
]


@pytest.mark.parametrize(
    ("kind", "spoil", "lines", "says"), LIBRARY, ids=[f"{c[0]}-{c[1].__name__}" for c in LIBRARY]
)
def test_each_kind_of_finding_has_its_place_and_its_advice_and_nothing_is_changed(
    kind: str, spoil: Callable[[Home], Path], lines: list[int], says: list[str], lib: Home
) -> None:
    file = spoil(lib)
    before = snapshot(lib.path)
    result = lib.run("check", "--json")
    assert snapshot(lib.path) == before
    found = [each for each in result.json if each["kind"] == kind]
    assert [(Path(each["file"]).resolve(), each["line"]) for each in found] == [
        (file.resolve(), line) for line in lines
    ]
    assert {each["severity"] for each in found} == {KINDS[kind]}
    wrong = any(each["severity"] == "error" for each in result.json)
    assert (result.code, result.err) == (4 if wrong else 0, "")
    assert wrong == (KINDS[kind] == "error")
    said = f"{found[0]['message']} {found[0]['hint']}"
    at = [said.find(part) for part in says]
    assert -1 not in at, said
    assert at == sorted(at), said
    for mode in ([], ["--plain"], ["--color", "always"]):
        assert lib.run("check", *mode).code == result.code


def test_a_folder_that_can_not_be_written_to_is_told(
    lib: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = not_writable(lib)
    # The superuser may write everywhere, and tests may be run by them.
    monkeypatch.setattr(os, "access", lambda *_: False)
    (found,) = [each for each in lib.run("check", "--json").json if each["kind"] == "not-writable"]
    assert found["file"] == str(folder)
    assert "nothing can be marked" in found["message"]
    assert f"chmod u+rwx {folder}" in found["hint"]


def test_every_kind_that_there_is_was_met_by_a_test() -> None:
    met = {case[0] for case in (*CASES, *WHOLE)} | {case[0] for case in LIBRARY} | {"not-writable"}
    assert met == KINDS.keys()


def test_the_page_about_checks_explains_every_kind_and_no_other() -> None:
    page = (Path(__file__).parent.parent / "docs" / "checks.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (\w+) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    assert [(kind, severity) for kind, severity, _, _ in rows] == list(KINDS.items())


def snapshot(home: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(home.rglob("*"))
    }


@pytest.mark.usefixtures("cold")
def test_with_nothing_wrong_it_says_in_a_line_what_was_looked_at(lib: Home) -> None:
    empty = lib.run("check")
    assert (empty.code, empty.out) == (0, "")
    assert empty.err == (
        "0 devices' journals with 0 events, 0 notes, 1 catalog with 46 papers, no index yet,"
        " nothing to complain about.\n"
    )
    lib.own()
    lib.run("done", "3")
    lib.write("journal/other/0001.toml", journal(event()))
    lib.write("notes/arxiv-1706.03762.md", "x")
    for path in (lib.path, lib.path / "data"):
        path.chmod(0o700)
    lived = lib.run("check")
    assert (lived.code, lived.out) == (0, "")
    assert lived.err == (
        "2 devices' journals with 3 events, 1 note, 1 catalog with 46 papers, index in order,"
        " nothing to complain about.\n"
    )
    assert lib.run("check", "--json").json == []
    assert lib.run("check", "-q") == (0, "", "")


def test_an_index_that_is_behind_the_files_is_in_order(lib: Home) -> None:
    lib.run("list")
    lib.write("journal/other/0001.toml", journal(event()))
    (lib.path / "data").chmod(0o700)
    assert "index in order" in lib.run("check").err


def test_two_copies_of_a_journal_are_not_each_others_excuse(lib: Home) -> None:
    for number in (1, 2):
        lib.write(f"journal/other/0001 ({number}).toml", journal(event()))
    found = [each["message"] for each in lib.run("check", "--json").json]
    assert len([each for each in found if "1 of its 1 event is in no other file" in each]) == 2


def test_warnings_about_ones_own_catalogs_are_counted_and_told_where_to_see(lib: Home) -> None:
    file = catalog_warnings(lib)
    shown = lib.run("check", "mine")
    assert len(shown.rows) == 2
    assert {row[0] for row in shown.rows} == {str(file)}


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("papers (laptop's conflicted copy 2026-01-02).toml", "papers.toml"),
        ("papers (conflicted copy 2026-01-02 030405).toml", "papers.toml"),
        ("papers (conflict 2026-01-02).toml", "papers.toml"),
        ("papers_conflict-20260102-030405.toml", "papers.toml"),
        ("papers.sync-conflict-20260102-030405-ABCDEFG.toml", "papers.toml"),
        ("papers (1).toml", "papers.toml"),
        ("papers(2).toml", "papers.toml"),
        ("papers 2.toml", "papers.toml"),
        ("mine 2", "mine"),
        ("papers-LAPTOP.toml", "papers.toml"),
        ("papers-DESKTOP-1A2B3C.toml", "papers.toml"),
        ("other-LAPTOP.toml", None),
        ("papers-mine.toml", None),
        ("papers.toml", None),
        ("0002.toml", None),
        ("arxiv-1706.03762.md", None),
        ("doi-10-1234-x-1a2b3c4d5e6f7a8b.md", None),
    ],
)
def test_copies_are_known_by_what_the_tools_call_them(name: str, first: str | None) -> None:
    assert original(name, ["papers.toml", name]) == first


@pytest.mark.parametrize("name", ["a.md~", ".a.md.swp", "#a.md#", ".x", "x.bak"])
def test_what_editors_leave_is_let_be(name: str, lib: Home) -> None:
    assert is_harmless(name)
    lib.write(f"notes/{name}", "x")
    (lib.path / "data").chmod(0o700)
    assert lib.run("check", "--json").json == []


# Any bytes at all


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@example(data=b"[[event]]\n\n", place="journal/other/0001.toml")
@example(data=b"a." * 50_000 + b"b = 1\n\n", place="journal/other/0001.toml")
@example(data=b"a." * 50_000 + b"b = 1\n\n", place="../config/config.toml")
@given(
    data=st.one_of(
        st.binary(max_size=100),
        st.lists(
            st.sampled_from([header("x"), event(), event(1), b"[[event]]\n", b"\n", b"id = 3\n"]),
            max_size=6,
        ).map(b"".join),
    ),
    place=st.sampled_from(
        ["journal/other/0001.toml", "../config/config.toml", "notes/x.md", "catalogs/x/papers.toml"]
    ),
)
def test_whatever_the_files_hold_there_are_errors_exactly_where_the_library_has_problems(
    data: bytes, place: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("agree")
    file = home / "data" / place
    file.parent.mkdir(parents=True)
    (home / "data").mkdir(exist_ok=True)
    file.write_bytes(data)
    environ = {"PAPERNOTES_HOME": str(home)}
    with open_library(places(environ), Given(environ), from_files, any_catalog=True) as library:
        found = examine(library, TODAY, NOW * 1000).findings
        complained = {problem.path for problem in problems(library)}
    errors = {each.file for each in found if each.severity == "error" and each.kind not in GRAPH}
    assert errors == complained

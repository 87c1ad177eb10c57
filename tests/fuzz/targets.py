"""What is fuzzed, and what has to hold of any bytes at all. Each raises where it does not."""

import json
import sqlite3
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from papernotes.catalog.read import Flaw, papers, pieces, toml
from papernotes.checking.catalog import check_catalog
from papernotes.errors import NOT_FOUND, USAGE, PapernotesError
from papernotes.index.store import from_files
from papernotes.journal.chunks import finished
from papernotes.journal.read import Damage, events
from papernotes.journal.write import encode, header
from papernotes.library.core import Library
from papernotes.library.find import find
from papernotes.library.refs import resolve_all
from papernotes.library.search import search
from papernotes.model import ids
from papernotes.model.event import Event
from papernotes.model.names import is_key
from papernotes.model.paper import Paper
from papernotes.model.text import one_line
from papernotes.notes import file_name
from papernotes.paths import places
from papernotes.query.terms import Term, parse
from papernotes.settings import Given, resolve

_CUTS: Final = 60  # line ends of a journal up to which it was read before


def catalog(data: bytes) -> None:
    """A catalog's bytes become papers that keep the model's promises, or flaws with a line."""
    cut = pieces(data)
    assert b"".join(block.data for block in cut) == data
    last = 1 + data.count(b"\n")
    for block in cut:
        tables = toml(block)
        for item in [tables] if isinstance(tables, Flaw) else papers(tables, block.line):
            assert 1 <= item.line <= last
            if isinstance(item, Flaw):
                assert item.message.isprintable() or one_line(item.message)
            else:
                _sound(item.paper)
    for finding in check_catalog(data, "2026-11-23").findings:
        assert 0 <= finding.line <= last
        assert finding.message
        assert finding.hint


def _sound(paper: Paper) -> None:
    again = Paper._make(json.loads(json.dumps(paper)))  # as the index keeps it
    assert (again.number, again.title, again.needs) == (paper.number, paper.title, paper.needs)
    assert 1 <= paper.number <= 999_999
    assert paper.key is None or is_key(paper.key)
    texts = [paper.title, paper.short, paper.venue, paper.kind, paper.takeaway, *paper.authors]
    for text in [*texts, *paper.topics, *paper.needs, *paper.needs.values(), *paper.helps]:
        assert text is None or text == one_line(text)
    for address in [paper.url, *(url for _, url in paper.links)]:
        assert address is None or address.lower().startswith(("http://", "https://"))
    assert paper.ids
    for name in paper.ids:
        _same_id(name)


def _same_id(name: str) -> None:
    """What we made an id of is that id for ever, and names a file and nothing but a file."""
    assert ids.parse(name) == name
    assert name == one_line(name)
    file = file_name(name)
    assert Path(file).name == file
    assert file.isascii()
    assert len(file) < 100


def journal(data: bytes) -> None:
    """A journal read in two goes is the journal read at once; events are written as read."""
    text = data
    at_once = list(events(text))
    ends = [place + 1 for place, byte in enumerate(text) if byte == ord("\n")][:_CUTS]
    for start in {finished(text[:end]) for end in ends}:
        before = list(events(text[:start]))
        if any(isinstance(each, Event) for each in before):  # so does the index: else anew
            assert [*before, *events(text, start)] == at_once
    last = 1 + text.count(b"\n")
    found = []
    for each in at_once:
        if isinstance(each, Damage):
            assert 1 <= each.line <= last
        else:
            found.append(each)
    written = header("fuzz") + b"".join(map(encode, found))
    assert list(events(written)) == found


def query(data: bytes) -> None:
    """Any terms find papers of a real library, ranked or not, or are wrong usage."""
    library = _library()
    arguments = data.decode("utf-8", "surrogateescape").split("\n")
    try:
        terms = parse(arguments)
    except PapernotesError as error:
        _told(error, USAGE)
        return
    found = [entry.paper.number for entry in find(library, terms)]
    assert found == sorted(set(found))
    ranked = search(library, terms, 100)
    assert ranked.total == len(ranked.hits)
    assert sorted(hit.entry.paper.number for hit in ranked.hits) == found
    if len(terms) == 1:
        opposite = Term(terms[0].field, terms[0].value, not terms[0].negated)
        others = [entry.paper.number for entry in find(library, [opposite])]
        assert sorted(found + others) == _numbers()


def ref(data: bytes) -> None:
    """Any words name papers of a real library, or are an error that says what to do."""
    text = data.decode("utf-8", "surrogateescape")
    if name := ids.parse(text):
        _same_id(name)
    for parser in (ids.arxiv, ids.doi, ids.url):
        if name := parser(text):
            _same_id(name)
    try:
        found = resolve_all(_library(), text.split("\n"))
    except PapernotesError as error:
        _told(error, USAGE, NOT_FOUND)
    else:
        assert found


def _told(error: PapernotesError, *codes: int) -> None:
    assert error.code in codes
    assert error.hint


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "catalog": catalog,
    "journal": journal,
    "query": query,
    "ref": ref,
}


@cache
def _library() -> Library:
    """The bundled catalog, and a reader who has marked some of it."""
    home = Path(tempfile.mkdtemp(prefix="papernotes-fuzz-"))
    folder = home / "data" / "journal" / "fuzz"
    folder.mkdir(parents=True)
    (folder / "0001.toml").write_bytes(header("fuzz") + b"".join(map(encode, _MARKS)))
    (home / "data" / "notes").mkdir()
    (home / "data" / "notes" / file_name("arxiv:1706.03762")).write_text("# x\n\nattend \u202e\n")
    at = places({"PAPERNOTES_HOME": str(home)})
    db: sqlite3.Connection = from_files(at)
    return Library(db, at, resolve(Given({}), state={}, config={}, config_path=""))


_MARKS: Final = [
    Event("0000000000000001-fuzz", "", "start", ("arxiv:1706.03762",), on="2026-01-01"),
    Event("0000000000000002-fuzz", "", "done", ("arxiv:2305.14314",), rating=4, takeaway="lean"),
    Event("0000000000000003-fuzz", "", "tag", ("arxiv:2305.14314",), add=("to read", "ß")),
    Event("0000000000000004-fuzz", "", "skip", ("arxiv:2106.09685",)),
]


@cache
def _numbers() -> list[int]:
    return [entry.paper.number for entry in find(_library(), [])]

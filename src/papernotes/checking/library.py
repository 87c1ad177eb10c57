"""The doctor: looks at all that belongs to the library."""

import os
import shlex
from collections.abc import Callable, Iterator
from typing import NamedTuple

from papernotes.checking.catalog import check_catalog
from papernotes.checking.copied import copied, copies, names_in
from papernotes.checking.copies import is_harmless
from papernotes.checking.finding import Finding
from papernotes.checking.index import index
from papernotes.checking.journals import across, segment
from papernotes.checking.notes import notes, unlisted
from papernotes.checking.surroundings import current_catalog, permissions, set_aside, settings
from papernotes.index.catalogs import name_complaint
from papernotes.index.refresh import read_source
from papernotes.index.scan import Source, scan
from papernotes.journal.device import known_device
from papernotes.library.core import Library, problems


class Examined(NamedTuple):
    """What was found, and how much there was to look at."""

    findings: list[Finding]
    devices: int
    events: int
    notes: int
    catalogs: int
    papers: int
    state: str  # of the index


def examine(library: Library, today: str, now_ns: int) -> Examined:
    """Look at everything. The library must have been made from its files alone."""
    found = list(_all(library, today, now_ns))
    # Whatever a command would complain of is said here, too.
    said = {each.file for each in found if each.severity == "error"}
    for problem in problems(library):
        if problem.path not in said:
            hint = "Mend that, and check again."
            found.append(Finding(problem.line, "unreadable", problem.message, hint, problem.path))
    found.sort(key=lambda each: (each.file, each.line, each.kind, each.message))
    devices, events, notes_, catalogs, papers = (
        library.db.execute(query).fetchone()[0]
        for query in (
            "SELECT count(DISTINCT name) FROM source WHERE kind = 'journal'",
            "SELECT count(DISTINCT id) FROM event",
            "SELECT count(*) FROM note",
            "SELECT count(*) FROM catalog",
            "SELECT count(*) FROM paper",
        )
    )
    return Examined(found, devices, events, notes_, catalogs, papers, _index(library, found))


def _index(library: Library, found: list[Finding]) -> str:
    if not library.places.index_file.exists():
        return "no index yet"
    states = {
        "broken-index": "a broken index",
        "wrong-index": "a wrong index",
        "touched-index": "an index that was touched",
        "old-index": "an old index",
        "busy-index": "an index not looked at",
    }
    for each in found:
        if each.kind in states:
            return states[each.kind]
    return "index in order"


def _all(library: Library, today: str, now_ns: int) -> Iterator[Finding]:
    places = library.places
    own_device = known_device(places.state)
    for source in scan(places).values():
        data = read_source(source)
        if isinstance(data, str):
            hint = "Move it out of the library's folders, or make it a file that can be read."
            yield Finding(0, "unreadable", data, hint, os.fsdecode(source.path))
        elif source.kind == "journal":
            yield from segment(source, data, own_device)
        elif source.kind == "catalog":
            yield from _catalog(library, source, data, today)
        elif source.kind == "config":
            yield from settings(os.fsdecode(source.path), data)
    yield from across(library, today, now_ns)
    yield from notes(library)
    yield from unlisted(library)
    yield from copied(library)
    yield from _folders(library)
    yield from current_catalog(library)
    yield from set_aside(places)
    yield from permissions(places)
    yield from index(places, library.db)


def _catalog(library: Library, source: Source, data: bytes, today: str) -> Iterator[Finding]:
    """Errors in full, warnings by their number: whoever wants them asks for this file."""
    file = os.fsdecode(source.path)
    if complaint := name_complaint(source):
        hint = "The name of the folder is the catalog's. Nothing of it is read until then."
        yield Finding(0, "bad-name", complaint.message, hint, file)
        return
    found = check_catalog(data, today, knows(library)).findings
    yield from (each._replace(file=file) for each in found if each.severity == "error")
    if count := sum(each.severity == "warning" for each in found):
        what = "a thing" if count == 1 else f"{count} things"
        hint = f"See: papernotes check {source.name}"
        message = f"{what} that this catalog's author should look at"
        yield Finding(0, "catalog-warnings", message, hint, file)


def knows(library: Library) -> Callable[[str], bool]:
    """Tells whether some catalog of the library has an id."""

    def known(name: str) -> bool:
        query = "SELECT 1 FROM handle WHERE name = ?"
        return library.db.execute(query, (name,)).fetchone() is not None

    return known


def _folders(library: Library) -> Iterator[Finding]:
    """What lies in catalogs/ and is no catalog."""
    top = library.places.catalogs
    left = {path for path, _ in copies(library.places)}
    for name in names_in(top):
        path = top / name
        if is_harmless(name) or path in left:
            continue
        if path.is_file():
            add = f"papernotes catalog add {shlex.quote(str(path))}"
            hint = f"It is not read. To make it a catalog: {add}"
            yield Finding(0, "stray-file", "is no folder of a catalog", hint, str(path))
        elif path.is_dir() and not os.path.lexists(path / "papers.toml"):
            message = "the folder holds no papers.toml, so that it is no catalog"
            yield Finding(
                0, "empty-folder", message, "Put one in, or delete the folder.", str(path)
            )

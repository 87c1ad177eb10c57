"""Notes that no paper answers to, and papers with two; events of papers that no catalog has."""

import json
import os
from collections.abc import Iterator

from papernotes.checking.copied import copies, names_in
from papernotes.checking.copies import is_harmless
from papernotes.checking.finding import Finding
from papernotes.index.undone import undone_among
from papernotes.library.core import Library
from papernotes.model.event import MARKS, Event
from papernotes.notes import file_name

_LONGEST = 80  # characters of a title that a message repeats


def notes(library: Library) -> Iterator[Finding]:
    yield from _orphans(library)
    yield from _twins(library)
    yield from _strays(library)


def unlisted(library: Library) -> Iterator[Finding]:
    """Papers that you marked and that no catalog has (now)."""
    found: dict[str, list[Event]] = {}
    for name, body in library.db.execute(
        "SELECT m.name, e.body FROM mark m JOIN event e ON e.id = m.event AND e.path = m.path"
        " WHERE m.name NOT IN (SELECT name FROM handle) GROUP BY m.name, e.id ORDER BY 1, e.id"
    ):
        event = Event._make(json.loads(body))
        if event.kind in MARKS and event.id not in undone_among(library.db, [event.id]):
            found.setdefault(name, []).append(event)
    for name, events in found.items():
        title = _title(name, events[-1])
        count = "1 event" if len(events) == 1 else f"{len(events)} events"
        message = f"{title} is in none of your catalogs, and you marked it: {count}"
        hint = f"Your progress is kept. Get its catalog back, or: papernotes add {_short(name)}"
        yield Finding(0, "unlisted-paper", message, hint, str(library.places.journal))


def _title(name: str, event: Event) -> str:
    place = event.papers.index(name)
    titles = event.titles
    return f"“{_short(titles[place])}” ({_short(name)})" if place < len(titles) else _short(name)


def _orphans(library: Library) -> Iterator[Finding]:
    copied = {path for path, _ in copies(library.places)}
    rows = library.db.execute(
        "SELECT name, path FROM note WHERE name NOT IN"
        " (SELECT note FROM handle WHERE note IS NOT NULL) ORDER BY name"
    ).fetchall()
    known: dict[str, str] = {}
    if rows:
        marked = library.db.execute("SELECT DISTINCT name FROM mark")
        known = {file_name(name): name for (name,) in marked}
    for name, path in rows:
        file = os.fsdecode(path)
        if any(str(copy) == file for copy in copied):
            continue
        paper = known.get(name) or _arxiv(name)
        message = "the note belongs to no paper of your catalogs"
        hint = "Get its catalog back, or rename it as the paper's note is called, or delete it."
        if paper:
            message = f"the note is about {_short(paper)}, which none of your catalogs has"
            hint = f"Get its catalog back, or: papernotes add {_short(paper)}"
        yield Finding(0, "orphaned-note", message, hint, file)


def _arxiv(name: str) -> str | None:
    """The id that a note's file name tells, as that of an arXiv paper does."""
    paper = f"arxiv:{name.removeprefix('arxiv-').removesuffix('.md')}"
    return paper if file_name(paper) == name else None


def _twins(library: Library) -> Iterator[Finding]:
    places = library.places
    for catalog, number, doc, found in library.db.execute(
        "SELECT p.catalog, p.number, p.doc, json_group_array(n.name) FROM paper p"
        " JOIN handle h USING (row) JOIN note n ON n.name = h.note"
        " GROUP BY p.row HAVING count(DISTINCT n.name) > 1 ORDER BY 1, 2"
    ):
        names = set(json.loads(found))
        # In the order of the ids, as `show` looks for them.
        ordered = dict.fromkeys(file_name(name) for name in json.loads(doc)[2])
        first, *others = [name for name in ordered if name in names]
        for name in others:
            message = f"{catalog}/{number} has two notes: this one, and {first}"
            hint = f"Put both into {first}, which is the one that is shown, and delete this one."
            yield Finding(0, "two-notes", message, hint, str(places.notes / name))


def _strays(library: Library) -> Iterator[Finding]:
    folder = library.places.notes
    copied = {path for path, _ in copies(library.places)}
    for name in names_in(folder):
        path = folder / name
        if name.endswith(".md") or is_harmless(name) or path in copied or path.is_dir():
            continue
        hint = "It is not read. A note's name ends in .md; papernotes note REF makes it."
        yield Finding(0, "stray-file", "is no note: its name does not end in .md", hint, str(path))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

"""What else has a name in the library: topics, tags, catalogs, authors, years, events, links."""

import json
from collections.abc import Iterator, Sequence

from papernotes.completing.candidate import HIGHEST, MOST, Candidate, begins
from papernotes.index.undone import undone_among
from papernotes.library.core import Library
from papernotes.library.find import reading
from papernotes.library.refs import resolve_all
from papernotes.model.event import UNDOABLE, Event
from papernotes.model.paper import Paper
from papernotes.model.text import fold

_PAPERS = 2_000  # that are looked through one by one, while somebody waits
_EVENTS = 50  # the newest ones
_AUTHORS = f"json_extract(doc, '$[{Paper._fields.index('authors')}]')"


def catalogs(library: Library, word: str) -> Iterator[Candidate]:
    for name, title in library.db.execute("SELECT name, title FROM catalog ORDER BY name"):
        if name.startswith(word):
            yield Candidate(name, title or "")


def topics(library: Library, word: str) -> Iterator[Candidate]:
    """The topics of the current catalog, folded; of a big one, those of all."""
    if _is_small(library):
        rows = library.db.execute(
            "SELECT DISTINCT l.name FROM paper p JOIN label l ON l.row = p.row AND kind = 'topic'"
            f" WHERE catalog = ? AND l.name >= ? AND l.name < ? ORDER BY l.name LIMIT {MOST}",
            (library.catalog, fold(word), fold(word) + HIGHEST),
        )
        yield from (Candidate(name) for (name,) in rows)
    else:
        yield from map(Candidate, _labels(library, "topic", word))


def tags(library: Library, word: str) -> Iterator[Candidate]:
    """Your tags, as you wrote them."""
    for name in _labels(library, "tag", word):
        row = library.db.execute(
            "SELECT tags FROM label JOIN paper USING (row) WHERE kind = 'tag' AND name = ? LIMIT 1",
            (name,),
        ).fetchone()
        for tag in json.loads(row[0]) if row else ():
            if fold(tag) == name:
                yield Candidate(tag)


def _labels(library: Library, kind: str, word: str) -> Iterator[str]:
    """The names of a kind that begin with `word`, one look at the index for each.

    SQLite's DISTINCT would look at each paper that has them.
    """
    prefix = fold(word)
    name, after = prefix, ">="
    for _ in range(MOST):
        (found,) = library.db.execute(
            f"SELECT min(name) FROM label WHERE kind = ? AND name {after} ? AND name < ?",
            (kind, name, prefix + HIGHEST),
        ).fetchone()
        if found is None:
            return
        yield found
        name, after = found, ">"


def authors(library: Library, word: str) -> Iterator[Candidate]:
    """Authors of the current catalog by one of their names, folded; none if there are too many."""
    condition, values = "", [library.catalog]
    if any(char.isalnum() for char in word):
        phrase = fold(word).replace("\x00", " ").replace('"', '""')
        condition = "AND row IN (SELECT rowid FROM words WHERE words MATCH ?)"
        values.append(f'authors : "{phrase}"*')
    elif word:
        return
    rows = library.db.execute(
        f"SELECT {_AUTHORS} FROM paper WHERE catalog = ? {condition} LIMIT {_PAPERS + 1}", values
    ).fetchall()
    if len(rows) > _PAPERS:
        return
    found: dict[str, str] = {}
    for (listed,) in rows:
        for author in json.loads(listed):
            # Without a letter of it, people are looked for by their last names.
            for name in author.split() if word else author.split()[-1:]:
                if begins(name, word):
                    found.setdefault(fold(name), author)
    yield from (Candidate(name, found[name]) for name in sorted(found)[:MOST])


def years(library: Library, word: str) -> Iterator[Candidate]:
    """The years in which papers of the current catalog came out; none if it is a big one."""
    if not _is_small(library):
        return
    rows = library.db.execute(
        "SELECT substr(published, 1, 4) AS year, count(*) FROM paper"
        " WHERE catalog = ? AND published IS NOT NULL GROUP BY year ORDER BY year",
        (library.catalog,),
    )
    for year, count in rows:
        if year.startswith(word):
            yield Candidate(year, "1 paper" if count == 1 else f"{count} papers")


def reading_years(library: Library, word: str) -> Iterator[Candidate]:
    """The years in which you finished papers, the last one first."""
    rows = library.db.execute(
        "SELECT DISTINCT substr(finished, 1, 4) AS year FROM catalog JOIN paper"
        " ON catalog = name AND status = 'done' AND finished IS NOT NULL ORDER BY year DESC"
    )
    yield from (Candidate(year) for (year,) in rows if year.startswith(word))


def events(library: Library, word: str) -> Iterator[Candidate]:
    """The ids of the marks that count and were made last, the last one first."""
    rows = library.db.execute(
        "SELECT DISTINCT body FROM event WHERE id >= ? AND id < ? AND kind IN"
        f" ({','.join('?' * len(UNDOABLE))}) ORDER BY id DESC LIMIT {_EVENTS}",
        (word, word + HIGHEST, *UNDOABLE),
    )
    found = [Event._make(json.loads(body)) for (body,) in rows]
    gone = undone_among(library.db, [event.id for event in found])
    for event in found:
        if event.id not in gone:
            yield Candidate(event.id, " ".join([event.kind, ", ".join(event.titles)]))


def labels(library: Library, word: str, named: Sequence[str]) -> Iterator[Candidate]:
    """The links of the papers that are named; of what you are reading, if none is."""
    entries = resolve_all(library, named) if named else reading(library)
    for entry in entries:
        for label, url in entry.paper.links:
            if begins(label, word):
                yield Candidate(label, url)


def _is_small(library: Library) -> bool:
    """Whether all papers of the current catalog can be looked through."""
    found = library.db.execute(
        "SELECT 1 FROM paper WHERE catalog = ? ORDER BY number LIMIT 1 OFFSET ?",
        (library.catalog, _PAPERS),
    ).fetchone()
    return found is None

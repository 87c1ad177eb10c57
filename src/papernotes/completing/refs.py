"""REFs: numbers and keys of the current catalog, `CATALOG/`, and ids.

A shell puts in at once what all candidates have in common. Where there are too many to
fetch, the last one is therefore always among them: what it shares with the first one,
all between them share.
"""

import sqlite3
from collections.abc import Iterator

from papernotes.completing.candidate import HIGHEST, MOST, Candidate
from papernotes.completing.names import catalogs
from papernotes.library.core import Library
from papernotes.model.paper import Paper
from papernotes.model.text import fold

_DIGITS = 6  # of the longest number
_MANY = MOST // _DIGITS
_SHOWN = 200  # characters of a title
_TITLE = f"substr(json_extract(doc, '$[{Paper._fields.index('title')}]'), 1, {_SHOWN})"

# How an id may be begun, and how its handle is then: the rest is the same.
_SPELLINGS = (
    ("arxiv:", "arxiv:"),
    ("https://arxiv.org/abs/", "arxiv:"),
    ("http://arxiv.org/abs/", "arxiv:"),
    ("doi:", "doi:"),
    ("https://doi.org/", "doi:"),
    ("http://doi.org/", "doi:"),
    ("url:", "url:"),
    ("https://", "url:https://"),
    ("http://", "url:https://"),
    ("local:", "local:"),
)
_BARE = 4  # characters of an arXiv id or a DOI from which on it is known as one: "2305", "10.4"


def refs(library: Library, word: str) -> Iterator[Candidate]:
    """All that names a paper and begins with `word`."""
    name, slash, handle = word.rpartition("/")
    if slash and (catalog := name.lower()) in _names(library, catalog):
        for candidate in _handles(library.db, catalog, handle):
            yield candidate._replace(value=f"{catalog}/{candidate.value}")
    elif not slash:
        yield from _handles(library.db, library.catalog, word)
        for candidate in catalogs(library, word.lower()):
            if candidate.value != library.catalog:
                yield candidate._replace(value=f"{candidate.value}/")
    yield from _ids(library.db, word)


def _names(library: Library, catalog: str) -> list[str]:
    return [candidate.value for candidate in catalogs(library, catalog)]


def _handles(db: sqlite3.Connection, catalog: str, word: str) -> Iterator[Candidate]:
    if not word:
        yield from _first(db, catalog)
        return
    if word.isascii() and word.isdecimal():
        yield from _numbers(db, catalog, word)
    key = fold(word)
    for name, title in _between(db, f"{catalog}/{key}"):
        yield Candidate(name.partition("/")[2], title)


def _first(db: sqlite3.Connection, catalog: str) -> Iterator[Candidate]:
    """The first papers of the catalog, and the last."""
    query = f"SELECT number, key, {_TITLE} FROM paper WHERE catalog = ? ORDER BY number"
    rows = db.execute(f"{query} LIMIT {MOST // 2}", (catalog,)).fetchall()
    rows += db.execute(f"{query} DESC LIMIT 1", (catalog,))
    for number, key, title in rows:
        yield Candidate(str(number), title)
        if key:
            yield Candidate(key, title)


def _numbers(db: sqlite3.Connection, catalog: str, word: str) -> Iterator[Candidate]:
    """The numbers that begin with these digits, the shorter ones first."""
    if word.startswith("0"):
        return
    query = (
        f"SELECT number, {_TITLE} FROM paper"
        " WHERE catalog = ? AND number >= ? AND number < ? ORDER BY number"
    )
    for more in range(_DIGITS - len(word) + 1):
        span = (catalog, int(word) * 10**more, (int(word) + 1) * 10**more)
        rows = db.execute(f"{query} LIMIT {_MANY}", span).fetchall()
        rows += db.execute(f"{query} DESC LIMIT 1", span)
        for number, title in rows:
            yield Candidate(str(number), title)


def _ids(db: sqlite3.Connection, word: str) -> Iterator[Candidate]:
    begun = [(spelling, kind) for spelling, kind in _SPELLINGS if word.lower().startswith(spelling)]
    if len(word) >= _BARE and word[0].isdecimal():
        begun.append(("", "doi:" if word.startswith("10.") else "arxiv:"))
    for spelling, kind in begun:
        for name, title in _between(db, kind + word[len(spelling) :].lower()):
            yield Candidate(word[: len(spelling)] + name[len(kind) :], title)


def _between(db: sqlite3.Connection, prefix: str) -> list[tuple[str, str]]:
    """The handles that begin with `prefix`, with the titles of their papers."""
    query = (
        f"SELECT name, {_TITLE} FROM handle JOIN paper USING (row)"
        " WHERE name >= ? AND name < ? ORDER BY name"
    )
    span = (prefix, prefix + HIGHEST)
    first = db.execute(f"{query} LIMIT {MOST}", span).fetchall()
    last = db.execute(f"{query} DESC LIMIT 1", span).fetchall()
    return list(dict.fromkeys(first + last))

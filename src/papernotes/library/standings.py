"""How things stand with every paper, a small row each; and what was finished in a year."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from papernotes.library.core import Library, select
from papernotes.model.paper import Entry, Paper
from papernotes.model.text import fold
from papernotes.stats.standing import Standing

_BATCH = 500  # rows that one query asks for: SQLite takes 999 values and more

# Who knows best how things stand with a work that several catalogs have: they may know it
# under different ids. The copy that was marked last, the furthest one, the current catalog's.
_RANK = (
    "SELECT row FROM paper WHERE row IN (SELECT value FROM json_each(?)) ORDER BY marked DESC,"
    " CASE status WHEN 'done' THEN 0 WHEN 'skipped' THEN 1 WHEN 'reading' THEN 2 ELSE 3 END,"
    " catalog <> ?, row LIMIT 1"
)
_DONE = " AND status = 'done'"


class _Scope(NamedTuple):
    """Which papers: a condition in SQL."""

    sql: str
    values: Sequence[str]


def standings(
    library: Library, *, everywhere: bool = False, only_done: bool = False
) -> list[Standing]:
    """All papers of the current catalog; `everywhere`: of all, each work once."""
    scope = _scope(library, everywhere=everywhere)
    rows = library.db.execute(
        "SELECT row, status, started, finished, rating, pages,"
        " CAST(substr(published, 1, 4) AS INTEGER), tags,"
        " (SELECT group_concat(name, char(10)) FROM label"
        "  WHERE label.row = paper.row AND kind = 'topic')"
        f" FROM paper WHERE {scope.sql}{_DONE if only_done else ''} ORDER BY row",
        scope.values,
    ).fetchall()
    # Topics are the same however they are spelled; the first paper's spelling is shown.
    firsts: dict[str, int] = {}
    for row in rows:
        for topic in row[8].split("\n") if row[8] else ():
            firsts.setdefault(topic, row[0])
    topics = _spellings(library.db, firsts)
    tags: dict[str, str] = {}
    try:
        return [_standing(row, topics, tags) for row in rows]
    except (ValueError, TypeError) as error:  # no JSON, or not of our form
        raise sqlite3.DatabaseError("the index holds what we never wrote") from error


def finished(library: Library) -> list[Standing]:
    """The papers of the current catalog that have the date of their end, and only that of them."""
    dates = library.db.execute(
        f"SELECT finished FROM paper WHERE catalog = ?{_DONE} AND finished IS NOT NULL",
        (library.catalog,),
    )
    try:
        return [Standing("done", finished=_date(date)) for (date,) in dates]
    except ValueError as error:
        raise sqlite3.DatabaseError("the index holds what we never wrote") from error


def finished_in(library: Library, year: int, *, everywhere: bool = False) -> list[Entry]:
    """The papers that were finished in a year, in that order."""
    scope = _scope(library, everywhere=everywhere)
    return select(
        library,
        f"{scope.sql}{_DONE} AND finished BETWEEN ? AND ?",
        [*scope.values, f"{year:04d}-01-01", f"{year:04d}-12-31"],
        "ORDER BY finished, marked, catalog, number",
    )


def _scope(library: Library, *, everywhere: bool) -> _Scope:
    if not everywhere:
        return _Scope("catalog = ?", [library.catalog])
    return _Scope("row NOT IN (SELECT value FROM json_each(?))", [json.dumps(_copies(library))])


def _copies(library: Library) -> list[int]:
    """The rows to leave out, so that each work that several catalogs have is there once."""
    leads: dict[int, int] = {}  # from a row to another one of the same work, in the end to itself

    def lead(row: int) -> int:
        while (further := leads.setdefault(row, row)) != row:
            leads[row] = leads[further]
            row = further
        return row

    before: tuple[str, int] = ("", 0)
    for name, row in library.db.execute(
        "SELECT name, row FROM handle WHERE name IN"
        " (SELECT name FROM handle GROUP BY name HAVING count(*) > 1) ORDER BY name"
    ):
        if name == before[0]:
            leads[lead(row)] = lead(before[1])
        before = (name, row)
    works: dict[int, list[int]] = {}
    for row in leads:
        works.setdefault(lead(row), []).append(row)
    kept = {
        library.db.execute(_RANK, (json.dumps(rows), library.catalog)).fetchone()[0]
        for rows in works.values()
    }
    return sorted(leads.keys() - kept)


def _spellings(db: sqlite3.Connection, firsts: dict[str, int]) -> dict[str, str]:
    """How the paper of each row writes its topics, by the folded ones."""
    found: dict[str, str] = {}
    for batch in _batches(sorted(set(firsts.values()))):
        marks = ",".join("?" * len(batch))
        for row, doc in db.execute(f"SELECT row, doc FROM paper WHERE row IN ({marks})", batch):
            for topic in Paper._make(json.loads(doc)).topics:
                if firsts.get(folded := fold(topic)) == row:
                    found.setdefault(folded, topic)
    return found


def _batches(rows: list[int]) -> Iterator[list[int]]:
    return (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))


def _standing(row: tuple[object, ...], topics: dict[str, str], tags: dict[str, str]) -> Standing:
    _, status, started, finished, rating, pages, year, own_tags, own_topics = row
    return Standing(
        status,  # type: ignore[arg-type]  # the index only ever holds a Status
        _date(started),
        _date(finished),
        rating,  # type: ignore[arg-type]  # and whole numbers
        pages,  # type: ignore[arg-type]
        year,  # type: ignore[arg-type]
        tuple(topics[topic] for topic in str(own_topics).split("\n")) if own_topics else (),
        _spelled(json.loads(str(own_tags)), tags) if own_tags != "[]" else (),
    )


def _spelled(names: Iterable[str], known: dict[str, str]) -> tuple[str, ...]:
    """Tags as they were first written; those of a paper that fold alike are one."""
    return tuple(dict.fromkeys(known.setdefault(fold(name), name) for name in names))


def _date(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None

"""Full-text search: ranked, with the words that matched in their context."""

import json
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

from papernotes.index.tables import ROWS
from papernotes.library.core import Library, select
from papernotes.model.paper import Entry
from papernotes.notes import beyond_heading
from papernotes.query.excerpt import Excerpt, Phrase, excerpts, phrase
from papernotes.query.sql import Condition, match, where
from papernotes.query.terms import Term

# How much a match weighs by the field where it stands, in the order of the table `words`:
# title, short name, authors, takeaway, topics, your takeaway, your note.
_WEIGHTS = (8.0, 8.0, 4.0, 3.0, 4.0, 3.0, 1.0)
_OF_A_NOTE = 2  # excerpts
_GIVEN = (
    "SELECT json_extract(value, '$[0]') AS hit, json_extract(value, '$[1]') AS rank"
    " FROM json_each(?)"
)


class Match(NamedTuple):
    """A field in which words of the query stand, and where."""

    field: str
    excerpt: Excerpt


class Hit(NamedTuple):
    entry: Entry
    matches: tuple[Match, ...]


class Hits(NamedTuple):
    """The best ones, and how many there are in all."""

    hits: list[Hit]
    total: int
    phrases: tuple[Phrase, ...]  # what was searched for, as words


def search(
    library: Library, terms: Sequence[Term], limit: int, *, all_catalogs: bool = False
) -> Hits:
    """The papers for which every term holds, the best first.

    Ranked by BM25 as SQLite has it (https://sqlite.org/fts5.html#the_bm25_function); a
    query without words keeps the catalog's order.
    """
    words, rest = match(terms)
    condition = where(rest)
    if words:
        ranked = ranks(library, words, condition, None if all_catalogs else library.catalog)
        total, found = len(ranked), best(library, ranked, limit)
    else:
        sql, values = condition.sql, [*condition.values]
        if not all_catalogs:
            sql, values = f"catalog = ? AND {sql}", [library.catalog, *values]
        (total,) = library.db.execute(f"SELECT count(*) FROM paper WHERE {sql}", values).fetchone()
        found = select(library, sql, values, f"ORDER BY catalog, number LIMIT {limit:d}")
    everywhere = tuple(phrase(t.value) for t in terms if t.field == "word" and not t.negated)
    by_name = tuple(phrase(t.value) for t in terms if t.field == "author" and not t.negated)
    hits = [Hit(entry, tuple(_matches(library, entry, everywhere, by_name))) for entry in found]
    return Hits(hits, total, everywhere)


def ranks(
    library: Library,
    words: str,
    condition: Condition,
    catalog: str | None,
    limit: int | None = None,
) -> list[tuple[int, float]]:
    """The rows that match (at most `limit`, the first ones) and their ranks: low is good."""
    weights = ", ".join(map(str, _WEIGHTS))
    query = f"SELECT rowid AS hit, bm25(words, {weights}) AS rank FROM words WHERE words MATCH ?"
    values: list[object] = [words]
    if catalog is not None:
        # A range of rows, which full-text search keeps to without a look at the papers.
        query += (
            " AND rowid >= (SELECT first FROM catalog WHERE name = ?)"
            f" AND rowid < (SELECT first FROM catalog WHERE name = ?) + {ROWS}"
        )
        values += [catalog, catalog]
    if limit is not None:
        query += f" LIMIT {limit:d}"
    if condition.sql != "1":
        # CROSS: matches first, then their papers, never a search anew for every paper.
        query = f"SELECT hit, rank FROM ({query}) CROSS JOIN paper ON hit = row"
        query += f" WHERE {condition.sql}"
        values += condition.values
    return library.db.execute(query, values).fetchall()


def best(
    library: Library,
    ranked: Sequence[tuple[int, float]],
    limit: int,
) -> list[Entry]:
    """The papers of the best ranks; those of one rank in the order of their catalog."""
    worst = max(nsmallest(limit, (rank for _, rank in ranked)), default=0.0)
    return select(
        library,
        "1",
        [json.dumps([each for each in ranked if each[1] <= worst])],
        f"ORDER BY rank, catalog, number LIMIT {limit:d}",
        source=f"({_GIVEN}) CROSS JOIN paper ON hit = row",
    )


def _matches(
    library: Library, entry: Entry, everywhere: Sequence[Phrase], by_name: Sequence[Phrase]
) -> Iterator[Match]:
    paper = entry.paper
    for field, texts, phrases in (
        ("title", (paper.title,), everywhere),
        ("short", (paper.short or "",), everywhere),
        ("author", paper.authors, [*everywhere, *by_name]),
        ("topic", paper.topics, everywhere),
        ("my_takeaway", (entry.progress.my_takeaway or "",), everywhere),
        ("takeaway", (paper.takeaway or "",), everywhere),
    ):
        for text in texts:
            yield from (Match(field, each) for each in excerpts(text, phrases, 1))
    if entry.has_note:
        yield from _in_notes(library, entry, everywhere)


def _in_notes(library: Library, entry: Entry, phrases: Sequence[Phrase]) -> Iterator[Match]:
    rows = library.db.execute(
        "SELECT DISTINCT n.name, n.text FROM handle h JOIN note n ON n.name = h.note"
        " JOIN paper p ON p.row = h.row WHERE p.catalog = ? AND p.number = ? ORDER BY n.name",
        (entry.catalog, entry.paper.number),
    )
    for _, written in rows:
        text = beyond_heading(written, entry.paper.title)
        yield from (Match("note", each) for each in excerpts(text, phrases, _OF_A_NOTE))

"""The papers that may come next, with all that their score is made of."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from papernotes.library.core import Library, entries_at
from papernotes.library.goals import Goal
from papernotes.library.pool import FIRST, its_day_has_come, pool
from papernotes.library.relations import needs_known
from papernotes.model.paper import Entry
from papernotes.model.text import fold
from papernotes.query.sql import Condition, where
from papernotes.query.terms import Term
from papernotes.suggest.candidate import Candidate, Like, Way
from papernotes.suggest.reader import Reader, Speed

_LIKED_FROM = 4  # a rating
_LIKED = 3  # papers that others are compared with
_ALIKE = 50  # papers
_LIKE_LEAST = 0.12  # of likeness; below that the words are chance


class Catalog(NamedTuple):
    """Of the current one: its ends, and whether any paper says what it needs."""

    first: int
    last: int
    needs_known: bool
    oldest: float
    newest: float


def candidates(
    library: Library,
    terms: Sequence[Term],
    reader: Reader,
    goals: Sequence[Goal],
    *,
    least: int = FIRST,
    blocked: bool = False,
    speed: tuple[Speed, int | None] | None = None,
) -> list[Candidate]:
    """What `pool` finds, and in a catalog without needs what is like papers rated high.

    `speed`, with the usual number of pages, is asked for where minutes matter.
    """
    asked = where(terms)
    rows = pool(library, asked, reader, goals, least=least, blocked=blocked)
    catalog = _catalog(library)
    likes: Mapping[tuple[str, int], Like] = {}
    if not catalog.needs_known:
        likes = _likes(library, asked, reader.today)
        rows = list(dict.fromkeys([*rows, *_also(library, likes, rows)]))
    entries = entries_at(library, rows)
    counts = {
        row: (missing, leads)
        for row, missing, leads in library.db.execute(
            "SELECT row, missing, leads FROM json_each(?) CROSS JOIN paper ON row = value",
            (json.dumps(rows),),
        )
    }
    opens = _opens(library, rows)
    ways: dict[int, list[Way]] = {}
    for goal in goals:
        # What you are reading ahead leads to itself only when it is a goal.
        for row in goal.rows if goal.entry.progress.goal else goal.rows[:-1]:
            ways.setdefault(row, []).append(Way(goal.entry, len(goal.rows)))
    return [
        Candidate(
            entry,
            frozenset(map(fold, entry.paper.topics)),
            counts[row][0],
            opens.get(row, 0),
            counts[row][1],
            _between(entry.paper.number, catalog.first, catalog.last),
            catalog.needs_known,
            _between(_when(entry.paper.published), catalog.oldest, catalog.newest),
            tuple(ways.get(row, ())),
            likes.get((entry.catalog, entry.paper.number)),
            _minutes(entry, *speed) if speed else None,
        )
        for row in rows
        for entry in (entries[row],)
    ]


def _catalog(library: Library) -> Catalog:
    first, last = library.db.execute(
        "SELECT (SELECT min(number) FROM paper WHERE catalog = ?),"
        " (SELECT max(number) FROM paper WHERE catalog = ?)",
        (library.catalog, library.catalog),
    ).fetchone()
    needs = needs_known(library, library.catalog)
    oldest = newest = None
    if not needs:
        oldest, newest = library.db.execute(
            "SELECT min(published), max(published) FROM paper WHERE catalog = ?",
            (library.catalog,),
        ).fetchone()
    return Catalog(first or 0, last or 0, needs, _when(oldest), _when(newest))


def _when(published: str | None) -> float:
    """A date as precise as known, as years; of unknown date is none, and so the newest."""
    if published is None:
        return math.inf
    year, *rest = map(int, published.split("-"))
    month, day = (*rest, 1)[:2] if rest else (7, 1)  # of a year alone, its middle
    return year + (month - 1) / 12 + (day - 1) / 372


def _between(value: float, low: float, high: float) -> float:
    if not low < high < math.inf:
        return 0.0
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _opens(library: Library, rows: list[int]) -> dict[int, int]:
    """How many papers each of `rows` is the last need of that is not settled."""
    return dict(
        library.db.execute(
            "SELECT j.value, count(DISTINCT d.row) FROM json_each(?) AS j"
            " CROSS JOIN handle h ON h.row = j.value"
            " CROSS JOIN edge e ON e.name = h.name AND e.kind = 'needs'"
            " CROSS JOIN paper d ON d.row = e.row AND d.missing = 1"
            "  AND d.status IN ('unread', 'reading')"
            " GROUP BY j.value",
            (json.dumps(rows),),
        ).fetchall()
    )


def _likes(library: Library, asked: Condition, today: str) -> Mapping[tuple[str, int], Like]:
    """What is like the papers rated high: the best of them, and of those the last ones."""
    rated = library.db.execute(
        "SELECT row, rating FROM paper WHERE rating >= ? ORDER BY rating DESC, marked DESC, row"
        f" LIMIT {_LIKED}",
        (_LIKED_FROM,),
    ).fetchall()
    if not rated:
        return {}
    from papernotes.library.likeness import near  # only for catalogs that know no needs

    entries = entries_at(library, (row for row, _ in rated))
    liked = [(entries[row], float(rating)) for row, rating in rated]
    now = its_day_has_come(today)
    among = Condition(
        f"status IN ('unread', 'reading') AND {now.sql} AND {asked.sql}",
        (*now.values, *asked.values),
    )
    return {
        (found.entry.catalog, found.entry.paper.number): Like(
            found.nearest, found.score, found.words
        )
        for found in near(library, liked, _ALIKE, among=among)
        if found.score >= _LIKE_LEAST
    }


def _also(
    library: Library, likes: Mapping[tuple[str, int], Like], rows: Sequence[int]
) -> list[int]:
    """The rows of what is alike, where a large catalog was not looked at whole."""
    if len(rows) < FIRST:
        return []
    numbers = json.dumps([number for _, number in likes])
    found = library.db.execute(
        "SELECT row FROM json_each(?) CROSS JOIN paper ON catalog = ? AND number = value",
        (numbers, library.catalog),
    )
    return [row for (row,) in found]


def _minutes(entry: Entry, speed: Speed, usual: int | None) -> int | None:
    pages = entry.paper.pages or usual
    return round(pages * speed.minutes_per_page) if pages else None

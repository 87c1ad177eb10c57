"""The papers that may come next, with all that their score is made of.

Of a catalog with hundreds of ready papers not all are looked at, only those with a claim:
what you are reading, what is on the way to a goal, the first in order, those that lead
furthest, those on topics that you like, and those like what you rated high.
"""

import json
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from papernotes.index.tables import ROWS
from papernotes.library.core import Library, entries_at
from papernotes.library.goals import Goal
from papernotes.model.paper import Entry
from papernotes.model.text import fold
from papernotes.query.sql import Condition, where
from papernotes.query.terms import Term
from papernotes.suggest.candidate import Candidate, Like, Way
from papernotes.suggest.reader import Reader, Speed

_FIRST = 150  # ready papers in order; a catalog with no more than that is looked at whole
_CLAIMED = 50  # of each other claim
_LIKED_TOPICS = 3
_LIKED_FROM = 4  # a rating
_LIKED = 3  # papers that others are compared with
_LIKE_LEAST = 0.12  # of likeness; below that the words are chance


class Scope(NamedTuple):
    """Which papers are asked for."""

    condition: Condition
    today: str
    catalog: str


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
    blocked: bool = False,
    speed: tuple[Speed, int | None] | None = None,
) -> list[Candidate]:
    """What is ready, without what was put off; of that nothing is, what was put off; and
    where nothing at all is ready, or with `blocked`, what waits for other papers.

    `speed`, with the usual number of pages, is asked for where minutes matter.
    """
    scope = Scope(where(terms), reader.today, library.catalog)
    rows = _ready(library, scope, reader, goals)
    if not rows:
        rows = _rows(library, scope, "ready = 1", f"ORDER BY later, number LIMIT {_FIRST}")
    if blocked or not (rows or _anything_is_ready(library)):
        rows += _rows(
            library,
            scope,
            "ready = 0 AND status IN ('unread', 'reading')",
            f"ORDER BY missing, number LIMIT {_FIRST}",
        )
    return _candidates(library, list(dict.fromkeys(rows)), goals, reader, speed)


def _anything_is_ready(library: Library) -> bool:
    found = library.db.execute(
        "SELECT 1 FROM paper WHERE catalog = ? AND ready = 1 LIMIT 1", (library.catalog,)
    )
    return found.fetchone() is not None


def _rows(library: Library, scope: Scope, condition: str, tail: str) -> list[int]:
    found = library.db.execute(
        f"SELECT row FROM paper WHERE catalog = ? AND {condition} AND {scope.condition.sql} {tail}",
        (scope.catalog, *scope.condition.values),
    )
    return [row for (row,) in found]


def _ready(library: Library, scope: Scope, reader: Reader, goals: Sequence[Goal]) -> list[int]:
    now = "ready = 1 AND (later IS NULL OR later <= :today)".replace(":today", f"'{scope.today}'")
    rows = _rows(
        library, scope, f"status = 'reading' AND {now}", f"ORDER BY started, number LIMIT {_FIRST}"
    )
    first = _rows(library, scope, now, f"ORDER BY number LIMIT {_FIRST}")
    rows += first
    if len(first) < _FIRST:
        return rows
    ways = json.dumps([row for goal in goals for row in goal.rows])
    on_the_way = scope._replace(
        condition=Condition(
            f"{scope.condition.sql} AND row IN (SELECT value FROM json_each(?))",
            (*scope.condition.values, ways),
        )
    )
    rows += _rows(library, on_the_way, now, f"ORDER BY number LIMIT {_FIRST}")
    rows += _rows(library, scope, now, f"ORDER BY leads DESC, number LIMIT {_CLAIMED}")
    liked = sorted(reader.tastes, key=lambda topic: (-reader.tastes[topic].above, topic))
    for topic in liked[:_LIKED_TOPICS]:
        if reader.tastes[topic].above > 0:
            with_topic = scope._replace(
                condition=Condition(
                    f"{scope.condition.sql} AND row IN"
                    " (SELECT row FROM label WHERE kind = 'topic' AND name = ?)",
                    (*scope.condition.values, topic),
                )
            )
            rows += _rows(library, with_topic, now, f"ORDER BY number LIMIT {_CLAIMED}")
    return rows


def _candidates(
    library: Library,
    rows: list[int],
    goals: Sequence[Goal],
    reader: Reader,
    speed: tuple[Speed, int | None] | None,
) -> list[Candidate]:
    catalog = _catalog(library)
    likes: Mapping[tuple[str, int], Like] = {}
    if not catalog.needs_known:
        likes = _likes(library, reader.today)
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
        for row in goal.rows:
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
    (begin,) = library.db.execute(
        "SELECT first FROM catalog WHERE name = ?", (library.catalog,)
    ).fetchone()
    needs = library.db.execute(
        "SELECT 1 FROM edge WHERE row BETWEEN ? AND ? AND kind = 'needs' LIMIT 1",
        (begin, begin + ROWS - 1),
    ).fetchone()
    oldest = newest = None
    if not needs:
        oldest, newest = library.db.execute(
            "SELECT min(published), max(published) FROM paper WHERE catalog = ?",
            (library.catalog,),
        ).fetchone()
    return Catalog(first or 0, last or 0, bool(needs), _when(oldest), _when(newest))


def _when(published: str | None) -> float:
    """A date as precise as known, as years; of unknown date is none, and so the newest."""
    if published is None:
        return math.inf
    year, month, day = (*map(int, published.split("-")), 7, 1)[:3]
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


def _likes(library: Library, today: str) -> Mapping[tuple[str, int], Like]:
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
    now = Condition("status IN ('unread', 'reading') AND (later IS NULL OR later <= ?)", (today,))
    return {
        (found.entry.catalog, found.entry.paper.number): Like(
            found.nearest, found.score, found.words
        )
        for found in near(library, liked, _CLAIMED, among=now)
        if found.score >= _LIKE_LEAST
    }


def _also(
    library: Library, likes: Mapping[tuple[str, int], Like], rows: Sequence[int]
) -> list[int]:
    """The rows of what is alike, where a large catalog was not looked at whole."""
    if len(rows) < _FIRST:
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

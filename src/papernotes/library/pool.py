"""Which papers have a claim to come next.

Of a catalog with hundreds of ready papers not all are looked at, only those with a claim:
what you are reading, what is on the way to a goal, the first in order, those that lead
furthest, and those on topics that you like.
"""

import json
from collections.abc import Sequence

from papernotes.library.core import Library
from papernotes.library.goals import Goal
from papernotes.query.sql import Condition
from papernotes.suggest.reader import Reader

FIRST = 150  # ready papers in order; a catalog with no more than that is looked at whole
_CLAIMED = 50  # of each other claim
_LIKED_TOPICS = 3
_ON_A_TOPIC = "row IN (SELECT row FROM label WHERE kind = 'topic' AND name = ?)"
_ON_THE_WAY = "row IN (SELECT value FROM json_each(?))"


def pool(
    library: Library,
    asked: Condition,
    reader: Reader,
    goals: Sequence[Goal],
    *,
    least: int,
    blocked: bool = False,
) -> list[int]:
    """The rows of what is ready, without what was put off; if that is nothing, of what was
    put off; and with `blocked`, or where nothing at all is ready, of what waits for others.
    At least `least` of each, if there are so many.
    """
    first = max(FIRST, least)
    rows = _ready(library, asked, reader, goals, first)
    if not rows:
        rows = _rows(library, [_READY, asked], f"ORDER BY later, number LIMIT {first}")
    if blocked or not (rows or _anything_is_ready(library)):
        waiting = Condition("ready = 0 AND status IN ('unread', 'reading')", ())
        rows += _rows(library, [waiting, asked], f"ORDER BY missing, number LIMIT {first}")
    return list(dict.fromkeys(rows))


_READY = Condition("ready = 1", ())
_READING = Condition("status = 'reading'", ())


def its_day_has_come(today: str) -> Condition:
    return Condition("(later IS NULL OR later <= ?)", (today,))


def _anything_is_ready(library: Library) -> bool:
    found = library.db.execute(
        "SELECT 1 FROM paper WHERE catalog = ? AND ready = 1 LIMIT 1", (library.catalog,)
    )
    return found.fetchone() is not None


def _rows(library: Library, conditions: Sequence[Condition], tail: str) -> list[int]:
    sql = " AND ".join(["catalog = ?", *(each.sql for each in conditions)])
    values = [value for each in conditions for value in each.values]
    found = library.db.execute(
        f"SELECT row FROM paper WHERE {sql} {tail}", [library.catalog, *values]
    )
    return [row for (row,) in found]


def _ready(
    library: Library, asked: Condition, reader: Reader, goals: Sequence[Goal], most: int
) -> list[int]:
    now = [_READY, its_day_has_come(reader.today), asked]
    rows = _rows(library, [_READING, *now], f"ORDER BY started, number LIMIT {most}")
    first = _rows(library, now, f"ORDER BY number LIMIT {most}")
    rows += first
    if len(first) < most:
        return rows
    ways = Condition(_ON_THE_WAY, (json.dumps([row for goal in goals for row in goal.rows]),))
    rows += _rows(library, [*now, ways], f"ORDER BY number LIMIT {most}")
    rows += _rows(library, now, f"ORDER BY leads DESC, number LIMIT {_CLAIMED}")
    liked = sorted(reader.tastes, key=lambda topic: (-reader.tastes[topic].above, topic))
    for topic in liked[:_LIKED_TOPICS]:
        if reader.tastes[topic].above > 0:
            on_it = Condition(_ON_A_TOPIC, (topic,))
            rows += _rows(library, [*now, on_it], f"ORDER BY number LIMIT {_CLAIMED}")
    return rows

"""What the library tells of its reader: tastes, the papers read last, the pace."""

from collections.abc import Sequence

from papernotes.library.core import Library
from papernotes.suggest.reader import Reader, Speed, speed, tastes

LAST = 3  # papers that a change is a change from

_TAKEN_LAST = 50  # papers that the pace is told by: you become faster
_USUAL = 500  # papers whose lengths are looked at
_RATED_LAST = 200  # papers with a rating that tastes are made of: tastes change

# Of a work that several catalogs have, under the same ids, one copy is counted.
_RATED = (
    "SELECT min(rating), (SELECT group_concat(name, char(10)) FROM label"
    "  WHERE label.row = paper.row AND kind = 'topic')"
    " FROM (SELECT row, rating FROM paper WHERE rating IS NOT NULL"
    f"  ORDER BY marked DESC LIMIT {_RATED_LAST}) AS paper GROUP BY"
    " (SELECT min(name) FROM handle WHERE handle.row = paper.row AND note IS NOT NULL)"
)
_LAST = (
    "SELECT (SELECT group_concat(name, char(10)) FROM label"
    "  WHERE label.row = paper.row AND kind = 'topic')"
    " FROM paper WHERE catalog = ? AND status = 'done'"
    f" ORDER BY finished DESC, marked DESC, number LIMIT {LAST}"
)


def reader(library: Library, today: str) -> Reader:
    rated = library.db.execute(_RATED).fetchall()
    last = library.db.execute(_LAST, (library.catalog,)).fetchall()
    return Reader(
        today,
        library.settings.weights,
        tastes((_topics(topics), rating) for rating, topics in rated),
        [frozenset(_topics(topics)) for (topics,) in last],
    )


def pace(library: Library) -> Speed:
    """Minutes a page: your own, from papers marked with the time they took."""
    taken = library.db.execute(
        "SELECT minutes, pages FROM paper WHERE minutes IS NOT NULL AND pages IS NOT NULL"
        f" AND status = 'done' ORDER BY marked DESC LIMIT {_TAKEN_LAST}"
    ).fetchall()
    return speed(taken, library.settings.minutes_per_page)


def usual_pages(library: Library) -> int | None:
    """The median length of the catalog's first papers whose lengths are known."""
    found = library.db.execute(
        "SELECT pages FROM paper WHERE catalog = ? AND pages IS NOT NULL"
        f" ORDER BY number LIMIT {_USUAL}",
        (library.catalog,),
    ).fetchall()
    return int(sorted(found)[len(found) // 2][0]) if found else None


def _topics(joined: str | None) -> Sequence[str]:
    return joined.split("\n") if joined else ()

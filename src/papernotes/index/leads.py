"""Keep of every paper how many it leads to, as catalogs change.

To count that anew looks at every need of every catalog; what most changes of a catalog are
(another title, one paper more at its end) is done without.
"""

import sqlite3
from typing import NamedTuple

from papernotes.graph.reach import reach
from papernotes.index.touched import Touched, batches, marks

_FEW = 20  # new papers that are counted one by one

_ABOVE = (
    "WITH RECURSIVE above(row) AS (SELECT ? UNION"
    " SELECT h.row FROM above JOIN edge e ON e.row = above.row AND e.kind = 'needs'"
    " JOIN handle h ON h.name = e.name)"
    " UPDATE paper SET leads = leads + 1 WHERE row IN (SELECT row FROM above) AND row <> ?"
)


class Shape(NamedTuple):
    """What of a paper the graph is made of: what it answers to and what it needs."""

    handles: tuple[str, ...]
    needs: tuple[str, ...]


def shapes(db: sqlite3.Connection, rows: list[int]) -> dict[int, Shape]:
    handles: dict[int, list[str]] = {row: [] for row in rows}
    needs: dict[int, list[str]] = {row: [] for row in rows}
    for batch in batches(rows):
        places = marks(batch)
        for row, name in db.execute(
            f"SELECT row, name FROM handle WHERE row IN ({places}) ORDER BY row, name", batch
        ):
            handles[row].append(name)
        for row, name in db.execute(
            f"SELECT row, name FROM edge WHERE row IN ({places}) AND kind = 'needs'"
            " ORDER BY row, name",
            batch,
        ):
            needs[row].append(name)
    return {row: Shape(tuple(handles[row]), tuple(needs[row])) for row in rows}


def going(db: sqlite3.Connection, rows: list[int], touched: Touched) -> None:
    """Remember what papers that are dropped now led to: they may be about to come back."""
    counts = dict(db.execute(f"SELECT row, leads FROM paper WHERE row IN ({marks(rows)})", rows))
    for row, shape in shapes(db, rows).items():
        touched.gone.setdefault(shape, []).append(counts[row])


def count_again(db: sqlite3.Connection, touched: Touched) -> None:
    """Bring the counts up to what came and went."""
    if not touched.gone and not touched.rows:
        return
    new = []
    for row, shape in shapes(db, sorted(touched.rows)).items():
        if known := touched.gone.get(shape):
            count = known.pop()
            db.execute("UPDATE paper SET leads = ? WHERE row = ?", (count, row))
        else:
            new.append((row, shape))
    if (
        any(touched.gone.values())
        or len(new) > _FEW
        or any(_is_needed(db, shape) for _, shape in new)
    ):
        _count_all(db)
        return
    for row, shape in new:
        if shape.needs:
            db.execute(_ABOVE, (row, row))


def _is_needed(db: sqlite3.Connection, shape: Shape) -> bool:
    found = db.execute(
        f"SELECT 1 FROM edge WHERE kind = 'needs' AND name IN ({marks(list(shape.handles))})",
        shape.handles,
    )
    return found.fetchone() is not None


def _count_all(db: sqlite3.Connection) -> None:
    counts = db.execute("SELECT row, leads FROM paper ORDER BY row").fetchall()
    place = {row: position for position, (row, _) in enumerate(counts)}
    leads: list[list[int]] = [[] for _ in counts]
    for row, further in db.execute(
        "SELECT h.row, e.row FROM edge e JOIN handle h ON h.name = e.name WHERE e.kind = 'needs'"
    ):
        leads[place[row]].append(place[further])
    found = reach(leads)
    db.executemany(
        "UPDATE paper SET leads = ? WHERE row = ?",
        [
            (count, row)
            for (row, before), count in zip(counts, found, strict=True)
            if count != before
        ],
    )

"""A catalog that only grew is read from where it ended: adding to 10,000 papers takes no longer."""

import sqlite3
from collections.abc import Iterable

from papernotes.catalog.blocks import last_paper
from papernotes.catalog.bombs import is_bomb
from papernotes.index.found import Found, items
from papernotes.index.fresh import Known, digest
from papernotes.index.papers import drop, first_row, handles_of, insert
from papernotes.index.touched import Touched, batches, marks


def grew(
    db: sqlite3.Connection, catalog: str, data: bytes, before: Known, touched: Touched
) -> bool:
    """Take in only what was appended, if that is all that happened, and all of it is sound."""
    end = before.consumed
    if not 0 < end < len(data) or digest(data[:end]) != before.consumed_digest:
        return False
    start = last_paper(data, end)
    # A string of several lines may be what a cut went through: `pieces` knows what to do.
    if start is None or is_bomb(data) or b'"""' in data or b"'''" in data:
        return False
    known = db.execute(
        "SELECT row FROM paper WHERE catalog = ? AND block = ?", (catalog, digest(data[start:end]))
    ).fetchall()
    found = _appended(catalog, data[start:])
    if len(known) != 1 or found is None:
        return False
    names = [str(each.paper.number) for each in found]
    names += [name for each in found for name in handles_of(catalog, each.paper)]
    (row,) = known[0]
    if len(set(names)) < len(names) or _taken(db, catalog, names, row):
        return False
    drop(db, iter([row]), touched)
    (last,) = db.execute("SELECT max(row) FROM paper WHERE catalog = ?", (catalog,)).fetchone()
    insert(db, catalog, max(last or 0, first_row(db, catalog) - 1) + 1, found, touched)
    return True


def _appended(catalog: str, data: bytes) -> list[Found] | None:
    """The papers of blocks that hold one each; None if one is anything else."""
    found = []
    for item in items(catalog, b"schema = 1\n" + data, {}):
        if not isinstance(item, Found) or item.block is None:
            return None
        found.append(item)
    return found


def _taken(db: sqlite3.Connection, catalog: str, names: Iterable[str], but: int) -> bool:
    """Whether a number or a name is that of another paper of the catalog."""
    for batch in batches(names):
        rows = db.execute(
            f"SELECT row FROM handle WHERE name IN ({marks(batch)}) UNION ALL"
            f" SELECT row FROM paper WHERE catalog = ? AND number IN ({marks(batch)})",
            (
                *batch,
                catalog,
                *(int(name) for name in batch if name.isdecimal()),
                *(0 for name in batch if not name.isdecimal()),
            ),
        ).fetchall()
        for (row,) in rows:
            own = db.execute("SELECT 1 FROM paper WHERE row = ? AND catalog = ?", (row, catalog))
            if row != but and own.fetchone():
                return True
    return False

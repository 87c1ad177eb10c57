"""A catalog that only grew is read from where it ended: adding to 10,000 papers takes no longer."""

import sqlite3
from collections.abc import Iterable

from papernotes.catalog.blocks import last_paper
from papernotes.catalog.bombs import stays_harmless
from papernotes.index.found import Found, items
from papernotes.index.fresh import digest
from papernotes.index.papers import drop, handles_of, insert, last_row
from papernotes.index.touched import Touched, batches, marks


def grew(db: sqlite3.Connection, catalog: str, data: bytes, held: int, touched: Touched) -> bool:
    """Take in only what comes after the bytes that are held, if all of it is sound."""
    start = last_paper(data, held)
    if start is None or held == len(data):
        return False
    rest = data[start:]
    # A string of several lines may be what a cut goes through: `pieces` knows what to do.
    if not stays_harmless(rest, len(data) - held) or b'"""' in rest or b"'''" in rest:
        return False
    row = _row_of(db, catalog, digest(data[start:held]))
    found = _appended(catalog, rest)
    if row is None or found is None:
        return False
    names = [str(each.paper.number) for each in found]
    names += [name for each in found for name in handles_of(catalog, each.paper)]
    if len(set(names)) < len(names) or _taken(db, catalog, names, row):
        return False
    drop(db, iter([row]), touched)
    insert(db, catalog, last_row(db, catalog) + 1, found, touched)
    return True


def _row_of(db: sqlite3.Connection, catalog: str, block: bytes) -> int | None:
    """The row of the paper that was read from a block; most often it is the last one."""
    for where, value in (("row", last_row(db, catalog)), ("catalog", catalog)):
        query = f"SELECT row FROM paper WHERE {where} = ? AND block = ?"
        if found := db.execute(query, (value, block)).fetchone():
            row: int = found[0]
            return row
    return None


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

"""The rows that a catalog's papers have in the index."""

import json
import sqlite3
from collections.abc import Iterator

from papernotes.index.found import Found, Kept
from papernotes.index.leads import going
from papernotes.index.progress import counted
from papernotes.index.tables import ROWS
from papernotes.index.touched import Touched, batches, marks
from papernotes.model.names import handle
from papernotes.model.paper import Paper
from papernotes.model.text import fold
from papernotes.notes import file_name


def rows_of(db: sqlite3.Connection, catalog: str) -> dict[bytes, Kept]:
    """The catalog's papers by the digests of their blocks."""
    handles: dict[int, list[str]] = {}
    for row, name in db.execute(
        "SELECT h.row, h.name FROM handle h JOIN paper p USING (row) WHERE p.catalog = ?",
        (catalog,),
    ):
        handles.setdefault(row, []).append(name)
    return {
        # A paper that must be read again has no digest; its row number stands in.
        block or row.to_bytes(8, "big"): Kept(row, number, tuple(handles.get(row, ())))
        for row, number, block in db.execute(
            "SELECT row, number, block FROM paper WHERE catalog = ?", (catalog,)
        )
    }


def first_row(db: sqlite3.Connection, catalog: str) -> int:
    """Where the catalog's rows begin; each has room for so many."""
    known = db.execute("SELECT first FROM catalog WHERE name = ?", (catalog,)).fetchone()
    if known is None:
        known = db.execute("SELECT coalesce(max(first), 0) + ? FROM catalog", (ROWS,)).fetchone()
    first: int = known[0]
    return first


def last_row(db: sqlite3.Connection, catalog: str) -> int:
    """The catalog's last row; before its first one if it has none."""
    first = first_row(db, catalog)
    (last,) = db.execute(
        "SELECT coalesce(max(row), ?) FROM paper WHERE row BETWEEN ? AND ?",
        (first - 1, first, first + ROWS - 1),
    ).fetchone()
    found: int = last
    return found


def insert(
    db: sqlite3.Connection, catalog: str, first: int, found: list[Found], touched: Touched
) -> None:
    """The papers that were found, in the rows from `first` on."""
    for batch in batches(counted(f"Indexing {catalog}", list(enumerate(found, first)))):
        db.executemany(
            "INSERT INTO paper (row, catalog, number, key, block, doc, title, published, pages)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            [_paper_row(row, catalog, item) for row, item in batch],
        )
        handles = {row: [*handles_of(catalog, item.paper)] for row, item in batch}
        db.executemany(
            "INSERT INTO handle VALUES (?,?,?)",
            [
                (name, row, file_name(name) if name in item.paper.ids else None)
                for row, item in batch
                for name in handles[row]
            ],
        )
        db.executemany(
            "INSERT OR IGNORE INTO edge VALUES (?,?,?)",
            [
                (row, kind, name)
                for row, item in batch
                for kind, table in (("needs", item.paper.needs), ("helps", item.paper.helps))
                for name in (handle(catalog, written) for written in table)
                if name not in handles[row]  # a paper does not wait for itself
            ],
        )
        db.executemany(
            "INSERT OR IGNORE INTO label VALUES (?,'topic',?)",
            [(row, fold(topic)) for row, item in batch for topic in item.paper.topics],
        )
        touched.rows.update(handles)
        for names in handles.values():
            touched.handles.update(names)


def _paper_row(row: int, catalog: str, found: Found) -> tuple[object, ...]:
    paper = found.paper
    return (
        row,
        catalog,
        paper.number,
        paper.key,
        found.block,
        json.dumps(paper, ensure_ascii=False),
        fold(paper.title),
        paper.published,
        paper.pages,
    )


def drop(db: sqlite3.Connection, rows: Iterator[int], touched: Touched) -> None:
    """Take papers out, and note what that changes for others."""
    for batch in batches(rows):
        going(db, batch, touched)
        places = marks(batch)
        names = db.execute(f"SELECT name FROM handle WHERE row IN ({places})", batch)
        touched.handles.update(name for (name,) in names)
        for table in ("paper", "handle", "edge", "label"):
            db.execute(f"DELETE FROM {table} WHERE row IN ({places})", batch)
        db.execute(f"DELETE FROM words WHERE rowid IN ({places})", batch)


def handles_of(catalog: str, paper: Paper) -> Iterator[str]:
    """The names by which others can mean the paper, but its number."""
    yield from paper.ids
    if paper.key:
        yield f"{catalog}/{paper.key}"

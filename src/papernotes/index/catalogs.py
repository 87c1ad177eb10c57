"""Bring a catalog's papers in the index up to its file, parsing only changed blocks."""

import os
import sqlite3

from papernotes.catalog import bundled
from papernotes.catalog.read import Flaw
from papernotes.errors import BAD_DATA
from papernotes.index.found import At, Found, items
from papernotes.index.grown import grew
from papernotes.index.papers import drop, first_row, handles_of, insert, last_row, rows_of
from papernotes.index.scan import Source
from papernotes.index.touched import Touched
from papernotes.model.names import is_key


def take(
    db: sqlite3.Connection,
    source: Source,
    data: bytes,
    touched: Touched,
    held: int = 0,
) -> None:
    """Make the index hold the catalog that `data` is.

    `held`: of how many of its first bytes it does already, if nothing is wrong with them.
    """
    if complaint := name_complaint(source):
        _complain(db, source, [complaint])
        return
    catalog = source.name
    if held and grew(db, catalog, data, held, touched):
        return
    flaws: list[Flaw] = []
    before = rows_of(db, catalog)
    title = None
    seen: dict[str, int] = {}  # number or handle: the line of the paper that has it
    keep: set[int] = set()
    found: list[Found] = []
    for item in items(catalog, data, before):
        if isinstance(item, Flaw):
            flaws.append(item)
        elif isinstance(item, str):
            title = item
        elif isinstance(item, At):
            if clash := _clash(item.kept.number, item.kept.handles, item.line, seen):
                flaws.append(clash)
            else:
                keep.add(item.kept.row)
        else:
            handles = tuple(handles_of(catalog, item.paper))
            if clash := _clash(item.paper.number, handles, item.line, seen):
                flaws.append(clash)
            else:
                found.append(item)
    drop(db, (kept.row for kept in before.values() if kept.row not in keep), touched)
    insert(db, catalog, last_row(db, catalog) + 1, found, touched)
    known = (catalog, title, source.path, first_row(db, catalog))
    db.execute("INSERT OR REPLACE INTO catalog VALUES (?,?,?,?)", known)
    _complain(db, source, flaws)


def _complain(db: sqlite3.Connection, source: Source, flaws: list[Flaw]) -> None:
    db.executemany(
        "INSERT INTO problem VALUES (?,?,?,?)",
        [(source.path, flaw.line, flaw.message, BAD_DATA) for flaw in flaws],
    )


def leave(db: sqlite3.Connection, path: bytes, touched: Touched) -> None:
    """Drop the catalog that was read from a file that is gone, and its papers."""
    for (name,) in db.execute("SELECT name FROM catalog WHERE path = ?", (path,)).fetchall():
        rows = db.execute("SELECT row FROM paper WHERE catalog = ?", (name,)).fetchall()
        drop(db, (row for (row,) in rows), touched)
        db.execute("DELETE FROM catalog WHERE name = ?", (name,))


def _clash(number: int, handles: tuple[str, ...], line: int, seen: dict[str, int]) -> Flaw | None:
    """A flaw if the number or a name is another paper's already; else it is taken now."""
    for name in (str(number), *handles):
        if name in seen:
            what = f"number {name}" if name.isdecimal() else name
            return Flaw(
                line,
                f"paper {number} is left out: {what} belongs to the paper at line {seen[name]}",
            )
    seen.update(dict.fromkeys((str(number), *handles), line))
    return None


def name_complaint(source: Source) -> Flaw | None:
    """Why a file of a folder of this name is no catalog, if it is none."""
    if not is_key(source.name):
        return Flaw(
            0,
            "its folder's name can't be a catalog's: rename it to small letters, digits, hyphens",
        )
    if source.name == bundled.NAME and source.path != os.fsencode(bundled.path()):
        return Flaw(0, f"{bundled.NAME} is the bundled catalog's name: rename the folder")
    return None

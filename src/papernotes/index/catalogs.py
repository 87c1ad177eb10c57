"""Bring a catalog's papers in the index up to its file, parsing only changed blocks."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from papernotes.catalog import bundled
from papernotes.catalog.blocks import last_paper
from papernotes.catalog.bombs import is_bomb
from papernotes.catalog.read import Flaw, head, papers, pieces, toml
from papernotes.errors import BAD_DATA
from papernotes.index.fresh import Known, digest
from papernotes.index.leads import going
from papernotes.index.progress import counted
from papernotes.index.scan import Source
from papernotes.index.tables import ROWS
from papernotes.index.touched import Touched, batches, marks
from papernotes.model.names import handle, is_key
from papernotes.model.paper import Paper
from papernotes.model.text import fold
from papernotes.notes import file_name


class _Kept(NamedTuple):
    """A paper whose block has not changed."""

    row: int
    number: int
    handles: tuple[str, ...]


class _Found(NamedTuple):
    """A paper that was parsed; its block's digest, if the block holds it alone."""

    line: int
    paper: Paper
    block: bytes | None


def take(
    db: sqlite3.Connection,
    source: Source,
    data: bytes,
    touched: Touched,
    known_before: Known | None = None,
) -> None:
    """Make the index hold the catalog that `data` is.

    `known_before` is what it knew of the file, if nothing was wrong with that.
    """
    if complaint := name_complaint(source):
        _complain(db, source, [complaint])
        return
    catalog = source.name
    if known_before and _grew(db, catalog, data, known_before, touched):
        return
    flaws: list[Flaw] = []
    before = _rows(db, catalog)
    title = None
    seen: dict[str, int] = {}  # number or handle: the line of the paper that has it
    keep: set[int] = set()
    found: list[_Found] = []
    for item in _items(catalog, data, before):
        if isinstance(item, Flaw):
            flaws.append(item)
        elif isinstance(item, str):
            title = item
        elif isinstance(item, _At):
            if clash := _clash(item.kept.number, item.kept.handles, item.line, seen):
                flaws.append(clash)
            else:
                keep.add(item.kept.row)
        else:
            handles = tuple(_handles(catalog, item.paper))
            if clash := _clash(item.paper.number, handles, item.line, seen):
                flaws.append(clash)
            else:
                found.append(item)
    drop(db, (kept.row for kept in before.values() if kept.row not in keep), touched)
    first = _first_row(db, catalog)
    (last,) = db.execute(
        "SELECT coalesce(max(row), ?) FROM paper WHERE row BETWEEN ? AND ?",
        (first - 1, first, first + ROWS - 1),
    ).fetchone()
    _insert(db, catalog, last + 1, found, touched)
    known = (catalog, title, source.path, first)
    db.execute("INSERT OR REPLACE INTO catalog VALUES (?,?,?,?)", known)
    _complain(db, source, flaws)


def _grew(
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
    names += [name for each in found for name in _handles(catalog, each.paper)]
    (row,) = known[0]
    if len(set(names)) < len(names) or _taken(db, catalog, names, row):
        return False
    drop(db, iter([row]), touched)
    (last,) = db.execute("SELECT max(row) FROM paper WHERE catalog = ?", (catalog,)).fetchone()
    _insert(db, catalog, max(last or 0, _first_row(db, catalog) - 1) + 1, found, touched)
    return True


def _appended(catalog: str, data: bytes) -> list[_Found] | None:
    """The papers of blocks that hold one each; None if one is anything else."""
    found = []
    for item in _items(catalog, b"schema = 1\n" + data, {}):
        if not isinstance(item, _Found) or item.block is None:
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


def _first_row(db: sqlite3.Connection, catalog: str) -> int:
    known = db.execute("SELECT first FROM catalog WHERE name = ?", (catalog,)).fetchone()
    if known is None:
        known = db.execute("SELECT coalesce(max(first), 0) + ? FROM catalog", (ROWS,)).fetchone()
    first: int = known[0]
    return first


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


def drop(db: sqlite3.Connection, rows: Iterator[int], touched: Touched) -> None:
    for batch in batches(rows):
        going(db, batch, touched)
        places = marks(batch)
        names = db.execute(f"SELECT name FROM handle WHERE row IN ({places})", batch)
        touched.handles.update(name for (name,) in names)
        for table in ("paper", "handle", "edge", "label"):
            db.execute(f"DELETE FROM {table} WHERE row IN ({places})", batch)
        db.execute(f"DELETE FROM words WHERE rowid IN ({places})", batch)


class _At(NamedTuple):
    line: int
    kept: _Kept


def _items(
    catalog: str, data: bytes, before: dict[bytes, _Kept]
) -> Iterator[Flaw | str | _At | _Found]:
    """Title, papers and flaws of a catalog, in the order of the file."""
    cut = pieces(data, lambda block: digest(block.data) in before)
    for position, block in enumerate(counted(f"Reading {catalog}", cut)):
        name = digest(block.data)
        if position and (kept := before.get(name)):
            yield _At(block.line, kept)
            continue
        tables = toml(block)
        if isinstance(tables, Flaw):
            yield tables
            continue
        if position == 0:
            title, complaint = head(tables)
            if title is not None:
                yield title
            if complaint is not None:
                yield Flaw(0, complaint)
        read = list(papers(tables, block.line))
        for item in read:
            if isinstance(item, Flaw):
                yield item
            else:
                yield _Found(item.line, item.paper, name if position and len(read) == 1 else None)


def _rows(db: sqlite3.Connection, catalog: str) -> dict[bytes, _Kept]:
    handles: dict[int, list[str]] = {}
    for row, name in db.execute(
        "SELECT h.row, h.name FROM handle h JOIN paper p USING (row) WHERE p.catalog = ?",
        (catalog,),
    ):
        handles.setdefault(row, []).append(name)
    return {
        # A paper that must be read again has no digest; its row number stands in.
        block or row.to_bytes(8, "big"): _Kept(row, number, tuple(handles.get(row, ())))
        for row, number, block in db.execute(
            "SELECT row, number, block FROM paper WHERE catalog = ?", (catalog,)
        )
    }


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


def _handles(catalog: str, paper: Paper) -> Iterator[str]:
    yield from paper.ids
    if paper.key:
        yield f"{catalog}/{paper.key}"


def _insert(
    db: sqlite3.Connection, catalog: str, first: int, found: list[_Found], touched: Touched
) -> None:
    """The papers that were found, in the rows from `first` on."""
    for batch in batches(counted(f"Indexing {catalog}", list(enumerate(found, first)))):
        db.executemany(
            "INSERT INTO paper (row, catalog, number, key, block, doc, title, published, pages)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            [_paper_row(row, catalog, item) for row, item in batch],
        )
        handles = {row: [*_handles(catalog, item.paper)] for row, item in batch}
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


def _paper_row(row: int, catalog: str, found: _Found) -> tuple[object, ...]:
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

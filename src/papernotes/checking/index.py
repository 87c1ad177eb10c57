"""The index: whose it is, whether it is whole, and whether it says what the files say."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest

from papernotes.checking.finding import Finding
from papernotes.index.seal import is_sealed
from papernotes.index.store import from_files, in_memory, is_broken, made_by_us, read_only
from papernotes.paths import Places

# All that commands read; rows of `paper` have other numbers in another index.
_CONTENTS = (
    "SELECT catalog, number, key, doc, title, published, pages, status, started, finished, rating,"
    " my_takeaway, tags, marked, has_note, ready, missing, leads,"
    " goal, later, postponed, minutes FROM paper ORDER BY 1, 2",
    *(
        f"SELECT p.catalog, p.number, {columns} FROM {table} x JOIN paper p ON p.row = x.{row}"
        " ORDER BY 1, 2, 3, 4"
        for table, row, columns in (
            ("handle", "row", "x.name, x.note"),
            ("edge", "row", "x.kind, x.name"),
            ("label", "row", "x.kind, x.name"),
            ("words", "rowid", "x.title, x.short, x.authors, x.takeaway, x.topics, x.mine, x.note"),
        )
    ),
    "SELECT * FROM event ORDER BY id, path",
    "SELECT * FROM mark ORDER BY 1, 2, 3",
    "SELECT * FROM note ORDER BY 1",
    "SELECT name, title, path FROM catalog ORDER BY 1",
    "SELECT * FROM setting ORDER BY 1",
    "SELECT * FROM problem ORDER BY 1, 2, 3",
)


def index(places: Places, truth: sqlite3.Connection) -> Iterator[Finding]:
    """What is wrong with the index on disk, which `truth`, made from the files, should equal."""
    path = places.index_file
    again = f"Delete {path}: the next command builds it anew, and nothing is lost."
    if not path.exists():
        return
    try:
        with closing(read_only(path, patience=1)) as db:
            db.execute("BEGIN")
            ours = made_by_us(db)
            sealed = is_sealed(path)
            (whole,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        if is_broken(error) and path.is_file():
            yield Finding(0, "broken-index", f"the index is broken: {error}", again, str(path))
        else:
            hint = "Commands do without it. Try again; if it stays so, delete it."
            message = f"the index can't be looked at now: {error}"
            yield Finding(0, "busy-index", message, hint, str(path))
        return
    if whole != "ok":
        yield Finding(0, "broken-index", f"the index is broken: {whole}", again, str(path))
    elif not ours:
        message = "the index was made by another version of papernotes"
        hint = "The next command builds it anew: nothing is to be done."
        yield Finding(0, "old-index", message, hint, str(path))
    elif not sealed:
        message = "something other than papernotes wrote to the index"
        hint = "The next command builds it anew: nothing is to be done."
        yield Finding(0, "touched-index", message, hint, str(path))
    elif not _says(places, truth):
        message = "the index does not say what the files say"
        yield Finding(0, "wrong-index", message, again, str(path))


def _says(places: Places, truth: sqlite3.Connection) -> bool:
    """Whether the index, brought up to the files, is as one that is made from them."""
    with closing(in_memory(places)) as disk:
        if _same(disk, truth):
            return True
    # The files may have changed while we looked.
    with closing(in_memory(places)) as disk, closing(from_files(places)) as later:
        return _same(disk, later)


def _same(one: sqlite3.Connection, other: sqlite3.Connection) -> bool:
    try:
        return all(
            mine == theirs
            for query in _CONTENTS
            for mine, theirs in zip_longest(one.execute(query), other.execute(query))
        )
    except sqlite3.DatabaseError:
        return False

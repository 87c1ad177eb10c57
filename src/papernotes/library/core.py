"""Open the library, read entries from it, and hear what is wrong with its files."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from papernotes.catalog import bundled
from papernotes.errors import NOT_FOUND, PapernotesError
from papernotes.index.store import Opener, healing, open_index
from papernotes.model.paper import Entry, Paper, Progress
from papernotes.paths import Places

_T = TypeVar("_T")

_COLUMNS = "catalog, doc, status, started, finished, rating, my_takeaway, tags, ready, has_note"


class Library(NamedTuple):
    """A consistent view of everything, as the files were when it was opened."""

    db: sqlite3.Connection
    places: Places
    catalog: str  # the current one, in which numbers and bare keys are looked up


class Problem(NamedTuple):
    """What is wrong with a file. Line 0: with the file as a whole."""

    path: str
    line: int
    message: str
    code: int


def consult(places: Places, environ: Mapping[str, str], work: Callable[[Library], _T]) -> _T:
    """What `work` finds in the library. It may be called twice: it must only read."""

    def once(opener: Opener) -> _T:
        with open_library(places, environ, opener) as library:
            return work(library)

    return healing(places, once)


@contextmanager
def open_library(
    places: Places, environ: Mapping[str, str], opener: Opener = open_index
) -> Iterator[Library]:
    """The library with its current catalog: `PAPERNOTES_CATALOG`, else the bundled one."""
    db = opener(places)
    try:
        catalog = environ.get("PAPERNOTES_CATALOG") or bundled.NAME
        known = [name for (name,) in db.execute("SELECT name FROM catalog ORDER BY name")]
        if catalog not in known:
            raise PapernotesError(
                f"no catalog “{catalog}”",
                hint=f"You have {', '.join(known) or 'none'}. Set PAPERNOTES_CATALOG to one.",
                code=NOT_FOUND,
            )
        yield Library(db, places, catalog)
    finally:
        db.close()


def select(
    library: Library, where: str = "1", values: Sequence[object] = (), tail: str = ""
) -> list[Entry]:
    """The entries of all catalogs for which the SQL condition `where` holds."""
    query = f"SELECT {_COLUMNS} FROM paper WHERE {where} {tail}"
    rows = library.db.execute(query, values)
    try:
        return [_entry(row) for row in rows]
    except (ValueError, TypeError) as error:  # no JSON, or not of our form
        raise sqlite3.DatabaseError("the index holds what we never wrote") from error


def _entry(row: tuple[str, ...]) -> Entry:
    catalog, doc, status, started, finished, rating, takeaway, tags, ready, has_note = row
    return Entry(
        catalog,
        Paper._make(json.loads(doc)),
        Progress(
            status,  # type: ignore[arg-type]  # the index only ever holds a Status
            started,
            finished,
            rating,  # type: ignore[arg-type]  # and whole numbers
            takeaway,
            tuple(json.loads(tags)) if tags != "[]" else (),
        ),
        bool(ready),
        bool(has_note),
    )


def title(library: Library) -> str:
    """The current catalog's title, or its name where it has none."""
    found = library.db.execute(
        "SELECT title FROM catalog WHERE name = ?", (library.catalog,)
    ).fetchone()
    return found[0] or library.catalog


def counts(library: Library) -> dict[str, int]:
    """How many papers of the current catalog have each status."""
    return dict(
        library.db.execute(
            "SELECT status, count(*) FROM paper WHERE catalog = ? GROUP BY status",
            (library.catalog,),
        )
    )


def problems(library: Library) -> list[Problem]:
    found = library.db.execute(
        "SELECT path, line, message, code FROM problem ORDER BY path, line, message"
    )
    return [Problem(os.fsdecode(path), *rest) for path, *rest in found]

"""Open the library, read entries from it, and hear what is wrong with its files."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from papernotes.current import current
from papernotes.errors import NOT_FOUND, PapernotesError
from papernotes.index.store import Opener, healing, open_index
from papernotes.model.names import is_key
from papernotes.model.paper import Entry, Paper, Progress
from papernotes.paths import Places
from papernotes.settings import Given, Settings, resolve

_T = TypeVar("_T")

_COLUMNS = (
    "catalog, doc, status, started, finished, rating, my_takeaway, tags, ready, has_note,"
    " goal, later, postponed, minutes"
)


class Library(NamedTuple):
    """A consistent view of everything, as the files were when it was opened."""

    db: sqlite3.Connection
    places: Places
    settings: Settings

    @property
    def catalog(self) -> str:
        """The current one, in which numbers and bare keys are looked up."""
        return self.settings.catalog


class Problem(NamedTuple):
    """What is wrong with a file. Line 0: with the file as a whole."""

    path: str
    line: int
    message: str
    code: int


def consult(
    places: Places,
    given: Given,
    work: Callable[[Library], _T],
    *,
    any_catalog: bool = False,
    opener: Opener = open_index,
) -> _T:
    """What `work` finds in the library. It may be called twice: it must only read.

    `any_catalog`: it does not matter whether there is the current one.
    """

    def once(opener: Opener) -> _T:
        with open_library(places, given, opener, any_catalog=any_catalog) as library:
            return work(library)

    return healing(places, once, opener)


@contextmanager
def open_library(
    places: Places, given: Given, opener: Opener = open_index, *, any_catalog: bool = False
) -> Iterator[Library]:
    """The library as the files are now, with the settings that hold."""
    db = opener(places)
    try:
        library = Library(db, places, _settings(db, places, given))
        if not any_catalog:
            must_exist(library)
        yield library
    finally:
        db.close()


def _settings(db: sqlite3.Connection, places: Places, given: Given) -> Settings:
    config = {name: json.loads(value) for name, value in db.execute("SELECT * FROM setting")}
    chosen = current(places)
    return resolve(
        given,
        state={"catalog": chosen} if chosen else {},
        config=config,
        config_path=str(places.config_file),
    )


def catalog_names(library: Library) -> list[str]:
    return [name for (name,) in library.db.execute("SELECT name FROM catalog ORDER BY name")]


def must_exist(library: Library) -> None:
    """Raises PapernotesError if there is no current catalog of that name."""
    known = catalog_names(library)
    if library.catalog in known:
        return
    must_be_readable(library, library.catalog)
    source = library.settings.sources["catalog"]
    ways = {
        "--catalog": "",
        "PAPERNOTES_CATALOG": " Set PAPERNOTES_CATALOG to one.",
        "state": " Choose one with: papernotes catalog use NAME",
    }
    raise PapernotesError(
        f"no catalog “{library.catalog}”",
        hint=f"You have {', '.join(known) or 'none'}."
        + ways.get(source, f" Mend “catalog” in {source}."),
        code=NOT_FOUND,
    )


def must_be_readable(library: Library, name: str) -> None:
    """Raises PapernotesError if there is a catalog of that name of which nothing was read."""
    if not is_key(name):  # that of a folder which can be no catalog at all
        return
    rows = library.db.execute(
        "SELECT p.path, p.line, p.message, p.code FROM problem p JOIN source s USING (path)"
        " WHERE s.kind = 'catalog' AND s.name = ? AND p.path NOT IN (SELECT path FROM catalog)"
        " ORDER BY p.line",
        (name,),
    )
    for path, line, message, code in rows:
        place = f"{os.fsdecode(path)}:{line}" if line else os.fsdecode(path)
        raise PapernotesError(
            f"the catalog {name} can't be read: {place} {message}",
            hint="See: papernotes check. To go on with another one: papernotes catalog use llm",
            code=code,
        )


def select(
    library: Library,
    where: str = "1",
    values: Sequence[object] = (),
    tail: str = "",
    *,
    source: str = "paper",
) -> list[Entry]:
    """The entries of all catalogs for which the SQL condition `where` holds.

    `source` may join other tables to the papers; its values come first.
    """
    query = f"SELECT {_COLUMNS} FROM {source} WHERE {where} {tail}"
    rows = library.db.execute(query, values)
    try:
        return [_entry(row) for row in rows]
    except (ValueError, TypeError) as error:  # no JSON, or not of our form
        raise sqlite3.DatabaseError("the index holds what we never wrote") from error


def entries_at(library: Library, rows: Iterable[int]) -> dict[int, Entry]:
    """The entries of those rows of the index."""
    found = library.db.execute(
        f"SELECT paper.row, {_COLUMNS} FROM json_each(?) CROSS JOIN paper ON paper.row = value",
        (json.dumps(list(rows)),),
    )
    try:
        return {row: _entry(rest) for row, *rest in found}
    except (ValueError, TypeError) as error:  # no JSON, or not of our form
        raise sqlite3.DatabaseError("the index holds what we never wrote") from error


def _entry(row: Sequence[str]) -> Entry:
    catalog, doc, status, started, finished, rating, takeaway, tags, ready, note, *mine = row
    goal, later, postponed, minutes = mine
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
            bool(goal),
            later,
            postponed,
            minutes,  # type: ignore[arg-type]
        ),
        bool(ready),
        bool(note),
    )


def title(library: Library) -> str:
    """The current catalog's title, or its name where it has none."""
    found = library.db.execute(
        "SELECT title FROM catalog WHERE name = ?", (library.catalog,)
    ).fetchone()
    return found[0] or library.catalog


def problems(library: Library) -> list[Problem]:
    found = library.db.execute(
        "SELECT path, line, message, code FROM problem ORDER BY path, line, message"
    )
    return [Problem(os.fsdecode(path), *rest) for path, *rest in found]

"""The catalogs that there are, and how far you are in each."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from papernotes.catalog import bundled
from papernotes.errors import NOT_FOUND, PapernotesError
from papernotes.library.core import Library
from papernotes.model.names import is_key

_LONGEST = 120  # characters of a name that a message repeats


class Catalog(NamedTuple):
    """One catalog of the library, whether or not its file could be read."""

    name: str
    title: str | None
    path: str
    counts: Mapping[str, int]  # papers by status
    flaws: int  # what is wrong with its file
    chosen: str | None  # what makes it the current one: a source of settings; None: it is not

    @property
    def papers(self) -> int:
        return sum(self.counts.values())

    @property
    def bundled(self) -> bool:
        return self.name == bundled.NAME


def catalogs(library: Library) -> list[Catalog]:
    """All catalogs, by name; also those of whose files nothing could be read."""
    counts: dict[str, dict[str, int]] = {}
    for name, status, count in library.db.execute(
        "SELECT catalog, status, count(*) FROM paper GROUP BY catalog, status"
    ):
        counts.setdefault(name, {})[status] = count
    rows = library.db.execute(
        "SELECT s.name, s.path, c.name, c.title,"
        " (SELECT count(*) FROM problem p WHERE p.path = s.path)"
        " FROM source s LEFT JOIN catalog c ON c.path = s.path"
        " WHERE s.kind = 'catalog' ORDER BY s.name"
    )
    return [
        Catalog(
            name,
            title,
            os.fsdecode(path),
            counts.get(name, {}),
            flaws,
            library.settings.sources["catalog"] if name == library.catalog else None,
        )
        for name, path, read, title, flaws in rows
        if read or _can_be(name, path)
    ]


def catalog_named(library: Library, name: str) -> Catalog:
    """Raises PapernotesError, with the names that there are, if there is no such catalog."""
    known = {catalog.name: catalog for catalog in catalogs(library)}
    if name in known:
        return known[name]
    from difflib import get_close_matches  # only for those who mistyped

    near = get_close_matches(name[:_LONGEST].lower(), known, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    raise PapernotesError(
        f"no catalog “{name[:_LONGEST]}”",
        hint=f"You have {', '.join(known)}.{meant}",
        code=NOT_FOUND,
    )


def _can_be(name: str, path: bytes) -> bool:
    """Whether a folder of which nothing was read may be a catalog's at all."""
    return is_key(name) and (name != bundled.NAME or path == os.fsencode(bundled.path()))

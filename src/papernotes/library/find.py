"""Entries that a QUERY selects."""

from collections.abc import Sequence

from papernotes.library.core import Library, select
from papernotes.model.paper import Entry
from papernotes.query.sql import order, where
from papernotes.query.terms import Term


def find(
    library: Library,
    terms: Sequence[Term],
    *,
    sort: str = "number",
    reverse: bool = False,
    limit: int | None = None,
    all_catalogs: bool = False,
) -> list[Entry]:
    """The papers of the current catalog, or of all, for which every term holds."""
    condition = where(terms)
    here = () if all_catalogs else (library.catalog,)
    return select(
        library,
        f"{'1' if all_catalogs else 'catalog = ?'} AND {condition.sql}",
        [*here, *condition.values],
        order(sort, reverse=reverse, limit=limit),
    )


def lately(library: Library, limit: int) -> list[Entry]:
    """The papers of the current catalog that were finished last, the last one first."""
    return select(
        library,
        "catalog = ? AND status = 'done'",
        [library.catalog],
        f"ORDER BY finished IS NULL, finished DESC, marked DESC, number LIMIT {limit:d}",
    )


def reading(library: Library, limit: int | None = None) -> list[Entry]:
    """What you are reading in the current catalog, in its order."""
    return find(library, [Term("status", "reading")], limit=limit)

"""What a paper needs, what helps with it, what it opens and leads to."""

from collections.abc import Mapping
from typing import NamedTuple

from papernotes.index.tables import ROWS
from papernotes.library.core import Library, select
from papernotes.library.refs import by_id
from papernotes.model.names import handle
from papernotes.model.paper import Entry

LEADS_TO_LIMIT = 200  # papers: nobody reads a longer list

_ROW = "(SELECT row FROM paper WHERE catalog = ? AND number = ?)"
_DEPENDENTS = (
    "SELECT e.row FROM handle h JOIN edge e ON e.name = h.name AND e.kind = 'needs'"
    f" WHERE h.row = {_ROW}"
)


class Related(NamedTuple):
    """A paper that another one names, or the name alone if no catalog has it."""

    name: str  # as the catalog writes it: a key or an id
    entry: Entry | None
    reason: str


def needs(library: Library, entry: Entry) -> list[Related]:
    return _named(library, entry, entry.paper.needs)


def helps(library: Library, entry: Entry) -> list[Related]:
    return _named(library, entry, entry.paper.helps)


def needs_known(library: Library, catalog: str) -> bool:
    """Whether any paper of the catalog says what it needs."""
    (first,) = library.db.execute("SELECT first FROM catalog WHERE name = ?", (catalog,)).fetchone()
    found = library.db.execute(
        "SELECT 1 FROM edge WHERE row BETWEEN ? AND ? AND kind = 'needs' LIMIT 1",
        (first, first + ROWS - 1),
    )
    return found.fetchone() is not None


def opens(library: Library, entry: Entry, *, furthest_first: bool = False) -> list[Entry]:
    """The papers that would be ready if this one were settled, and are not now."""
    if entry.progress.settled:
        return []
    return select(
        library,
        f"row IN ({_DEPENDENTS}) AND missing = 1 AND status IN ('unread', 'reading')",
        [entry.catalog, entry.paper.number],
        f"ORDER BY {'leads DESC, ' if furthest_first else ''}catalog, number",
    )


def leads_to(library: Library, entry: Entry) -> list[Entry]:
    """All papers that need this one, directly or further on, at most LEADS_TO_LIMIT."""
    return select(
        library,
        f"row <> {_ROW}",
        [entry.catalog, entry.paper.number, entry.catalog, entry.paper.number],
        "ORDER BY catalog, number",
        # CROSS: from what was found to its papers, never through all papers.
        source="(WITH RECURSIVE further(found) AS ("
        f" {_DEPENDENTS} UNION"
        " SELECT e.row FROM further JOIN handle h ON h.row = found"
        "  JOIN edge e ON e.name = h.name AND e.kind = 'needs'"
        f" LIMIT {LEADS_TO_LIMIT}) SELECT found FROM further) CROSS JOIN paper ON row = found",
    )


def _named(library: Library, entry: Entry, table: Mapping[str, str]) -> list[Related]:
    found = []
    for written, reason in table.items():
        name = handle(entry.catalog, written)
        answers = by_id(library, name)
        found.append(Related(written, answers[0] if answers else None, reason))
    return found

"""Papers that you want to get to, and how far that is."""

from collections.abc import Sequence
from typing import NamedTuple

from papernotes.graph.way import in_order
from papernotes.library.core import Library, entries_at
from papernotes.library.walk import rows_of, walk
from papernotes.model.paper import Entry


class Goal(NamedTuple):
    """A goal, or a paper that you are reading ahead of what it needs."""

    entry: Entry
    row: int
    rows: Sequence[int]  # what remains to be read on the way, itself included, in order


def goals(library: Library, *, reading: bool = False, all_catalogs: bool = True) -> list[Goal]:
    """The goals that are not reached; `reading`: and what you are reading though it waits."""
    places = rows_of(library, "goal = 1 AND status IN ('unread', 'reading')")
    if reading:
        ahead = rows_of(
            library,
            "catalog = ? AND status = 'reading' AND ready = 0 AND goal = 0",
            (library.catalog,),
        )
        places += ahead
    if not all_catalogs:
        places = [place for place in places if place.catalog == library.catalog]
    entries = entries_at(library, (place.row for place in places))
    found = []
    for place in places:
        way = walk(library, [place])
        rows = [row for row in in_order([place.row], way.needs) if not way.places[row].settled]
        found.append(Goal(entries[place.row], place.row, rows))
    return found


def reached(library: Library) -> int:
    """How many goals are settled."""
    (found,) = library.db.execute(
        "SELECT count(*) FROM paper WHERE goal = 1 AND status IN ('done', 'skipped')"
    ).fetchone()
    return int(found)

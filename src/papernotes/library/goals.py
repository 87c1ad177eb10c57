"""Papers that you want to get to, and how far that is."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from papernotes.graph.way import in_order
from papernotes.library.core import Library, entries_at
from papernotes.library.walk import Place, rows_of, walk
from papernotes.model.paper import Entry

_BEGUN = 3  # papers that were begun last
_AHEAD = 100  # papers that lie between the reader and one that was begun


class Goal(NamedTuple):
    """A goal, or a paper that you are reading ahead of what it needs."""

    entry: Entry
    row: int
    rows: Sequence[int]  # what remains to be read on the way, itself included, in order


def goals(library: Library, *, reading: bool = False, all_catalogs: bool = True) -> list[Goal]:
    """The goals that are not reached; `reading`: and what you began last though it waits."""
    places = rows_of(library, "goal = 1 AND status IN ('unread', 'reading')")
    most = dict.fromkeys((place.row for place in places), None)
    if reading:
        for place in _ahead(library):
            places.append(place)
            most[place.row] = _AHEAD
    if not all_catalogs:
        places = [place for place in places if place.catalog == library.catalog]
    entries = entries_at(library, (place.row for place in places))
    found = []
    for place in _once(library, places, entries):
        way = walk(library, [place], most=most[place.row])
        if most[place.row] is not None and len(way.places) > _AHEAD:
            continue  # begun to look into it, not to get there
        rows = [row for row in in_order([place.row], way.needs) if not way.places[row].settled]
        found.append(Goal(entries[place.row], place.row, rows))
    return found


def _ahead(library: Library) -> list[Place]:
    """The papers begun last that wait for others."""
    rows = library.db.execute(
        "SELECT row FROM paper WHERE catalog = ? AND status = 'reading' AND ready = 0 AND goal = 0"
        f" ORDER BY started DESC, number DESC LIMIT {_BEGUN}",
        (library.catalog,),
    ).fetchall()
    return rows_of(
        library, "row IN (SELECT value FROM json_each(?))", (json.dumps([row for (row,) in rows]),)
    )


def reached(library: Library) -> int:
    """How many goals are settled."""
    places = rows_of(library, "goal = 1 AND status IN ('done', 'skipped')")
    return len(_once(library, places, entries_at(library, (place.row for place in places))))


def _once(library: Library, places: Sequence[Place], entries: Mapping[int, Entry]) -> list[Place]:
    """Of a work that several catalogs have one copy: that of the current one, else the first."""
    found: list[Place] = []
    seen: set[str] = set()
    for place in sorted(places, key=lambda each: each.catalog != library.catalog):
        ids = set(entries[place.row].paper.ids)
        if seen.isdisjoint(ids):
            found.append(place)
        seen |= ids
    return sorted(found, key=places.index)

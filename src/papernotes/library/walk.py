"""From papers to what they need, and on: rows of the index, as far as a walk leads."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from papernotes.library.core import Library


class Place(NamedTuple):
    """A paper as a walk sees it."""

    row: int
    catalog: str
    number: int
    settled: bool


class Walk(NamedTuple):
    """What was met: places by row; the needs of each that was passed, as far as there are any.

    A need that several catalogs have is met once: the copy that is settled, else that of the
    current catalog.
    """

    places: dict[int, Place]
    needs: dict[int, list[int]]
    helps: dict[int, list[int]]

    def unsettled(self) -> list[int]:
        return [row for row, place in self.places.items() if not place.settled]


def rows_of(library: Library, where: str, values: Collection[object] = ()) -> list[Place]:
    found = library.db.execute(
        "SELECT row, catalog, number, status IN ('done', 'skipped') FROM paper"
        f" WHERE {where} ORDER BY catalog, number",
        tuple(values),
    )
    return [Place(row, catalog, number, bool(settled)) for row, catalog, number, settled in found]


def walk(
    library: Library,
    starts: Iterable[Place],
    *,
    helped: bool = False,
    through_settled: bool = False,
    most: int | None = None,
) -> Walk:
    """All that `starts` need, directly or further on; what is settled ends the walk.

    `helped`: and what helps the papers on the way (and what that needs, but not what helps
    it in turn); `through_settled` walks on behind what is settled; `most`: no further, once
    more papers than that were met.
    """
    found = Walk({}, {}, {})
    ahead = _passed(found, starts, through_settled=through_settled)
    while ahead and (most is None or len(found.places) <= most):
        ahead = _further(library, found, ahead, "needs", through_settled=through_settled)
    if helped:
        on_the_way = found.unsettled()
        ahead = _further(library, found, on_the_way, "helps", through_settled=through_settled)
        while ahead:
            ahead = _further(library, found, ahead, "needs", through_settled=through_settled)
        _help_each_other(library, found, set(on_the_way))
    return found


def _help_each_other(library: Library, found: Walk, known: set[int]) -> None:
    """Note what helps among the papers that were met, but for those `known` already."""
    rows = [row for row in found.unsettled() if row not in known]
    for row, named in _named(library, rows, "helps"):
        for place in named:
            if place.row in found.places and place.row not in found.helps.get(row, ()):
                found.helps.setdefault(row, []).append(place.row)


def _passed(found: Walk, places: Iterable[Place], *, through_settled: bool) -> list[int]:
    """Note the places, and say from which of them a walk goes on."""
    ahead = []
    for place in places:
        if place.row not in found.places:
            found.places[place.row] = place
            if through_settled or not place.settled:
                ahead.append(place.row)
    return ahead


def _further(
    library: Library, found: Walk, rows: list[int], kind: str, *, through_settled: bool
) -> list[int]:
    arcs = found.needs if kind == "needs" else found.helps
    met: list[Place] = []
    for row, named in _named(library, rows, kind):
        place = min(named, key=lambda each: _rank(library, each))
        if place.row not in arcs.setdefault(row, []):  # it may be named twice
            arcs[row].append(place.row)
            met.append(place)
    ahead = _passed(found, met, through_settled=through_settled)
    for row in rows:  # in the catalog's order, so that a walk always goes the same way
        if row in arcs:
            arcs[row].sort(key=lambda each: _order(found.places[each]))
    return ahead


def _named(library: Library, rows: list[int], kind: str) -> Iterator[tuple[int, list[Place]]]:
    """For every name that `rows` need, the papers that answer to it."""
    at: tuple[int, str] | None = None
    answers: list[Place] = []
    for row, name, *rest in library.db.execute(
        "SELECT e.row, e.name, p.row, p.catalog, p.number, p.status IN ('done', 'skipped')"
        " FROM json_each(?) AS j CROSS JOIN edge e ON e.row = j.value AND e.kind = ?"
        " CROSS JOIN handle h ON h.name = e.name CROSS JOIN paper p ON p.row = h.row",
        (json.dumps(rows), kind),
    ):
        if at is not None and at != (row, name):
            yield at[0], answers
            answers = []
        at = (row, name)
        answers.append(Place(rest[0], rest[1], rest[2], bool(rest[3])))
    if at is not None:
        yield at[0], answers


def _rank(library: Library, place: Place) -> tuple[bool, bool, str, int]:
    return not place.settled, place.catalog != library.catalog, place.catalog, place.number


def _order(place: Place) -> tuple[str, int]:
    return place.catalog, place.number

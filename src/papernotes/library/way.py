"""The shortest way to some papers, as the library knows it."""

from collections.abc import Mapping, Sequence

from papernotes.graph.way import in_order, is_in_order
from papernotes.library.core import Library, entries_at
from papernotes.library.relations import needs_known
from papernotes.library.walk import Place, Walk, rows_of, walk
from papernotes.model.names import handle
from papernotes.model.paper import Entry
from papernotes.suggest.path import Path, Step, why


def path_to(library: Library, targets: Sequence[Entry], *, helped: bool = False) -> Path:
    """The fewest papers that have to be read so that every one of `targets` is."""
    starts = [
        place
        for entry in targets
        for place in rows_of(
            library, "catalog = ? AND number = ?", (entry.catalog, entry.paper.number)
        )
    ]
    way = walk(library, starts, helped=helped)
    rows = [
        row
        for row in in_order((place.row for place in starts), way.needs, way.helps)
        if not way.places[row].settled
    ]
    ended = [place for place in way.places.values() if place.settled]
    behind = walk(library, ended, through_settled=True)
    spared = [place for place in behind.places.values() if place.settled]
    spared.sort(key=lambda place: (place.catalog, place.number))
    entries = entries_at(library, [*rows, *(place.row for place in spared)])
    return Path(
        tuple(targets),
        tuple(_steps(rows, way, entries, {place.row for place in starts})),
        tuple(entries[place.row] for place in spared),
        _down_to(library, starts),
        not is_in_order(rows, _open(way)),
        any(needs_known(library, catalog) for catalog in {each.catalog for each in targets}),
    )


def _open(way: Walk) -> dict[int, list[int]]:
    """The needs that are not settled yet."""
    return {
        row: [need for need in needs if not way.places[need].settled]
        for row, needs in way.needs.items()
    }


def _steps(
    rows: Sequence[int], way: Walk, entries: Mapping[int, Entry], starts: set[int]
) -> list[Step]:
    """Each paper with who needs it on this way, and the reason that the catalog gives."""
    place = {row: position for position, row in enumerate(rows)}
    needed: dict[int, list[int]] = {}
    helped: dict[int, list[int]] = {}
    for arcs, found in ((way.needs, needed), (way.helps, helped)):
        for row, others in arcs.items():
            for other in others:
                if row in place and other in place:
                    found.setdefault(other, []).append(row)
    steps = []
    for row in rows:
        by, aids = (
            [
                (entries[each], _reason(entries[each], entries[row], kind))
                for each in sorted(found.get(row, ()), key=place.__getitem__)
            ]
            for kind, found in (("needs", needed), ("helps", {} if row in needed else helped))
        )
        steps.append(Step(entries[row], why(by, aids, target=row in starts)))
    return steps


def _reason(entry: Entry, other: Entry, kind: str) -> str:
    """Why `entry` needs `other`, in the catalog's words."""
    table = entry.paper.needs if kind == "needs" else entry.paper.helps
    names = {*other.paper.ids, f"{other.catalog}/{other.paper.key}"}
    return next(
        (reason for name, reason in table.items() if handle(entry.catalog, name) in names), ""
    )


def _down_to(library: Library, starts: Sequence[Place]) -> int:
    """How many unsettled papers the catalogs have from their first to the last target."""
    last: dict[str, int] = {}
    for place in starts:
        last[place.catalog] = max(place.number, last.get(place.catalog, 0))
    total = 0
    for catalog, number in last.items():
        (count,) = library.db.execute(
            # Each by its own index, which the two together would not be.
            "SELECT (SELECT count(*) FROM paper"
            "  WHERE catalog = ? AND status = 'unread' AND number <= ?) + (SELECT count(*)"
            "  FROM paper WHERE catalog = ? AND status = 'reading' AND number <= ?)",
            (catalog, number) * 2,
        ).fetchone()
        total += count
    return total

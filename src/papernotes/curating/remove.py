"""Take papers out of a catalog of one's own; progress and notes stay."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from papernotes.curating.change import Change, change, must_be_own
from papernotes.curating.commit import commit
from papernotes.curating.outcome import Taken
from papernotes.curating.target import existing
from papernotes.curating.writing import writing
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.catalogs import catalog_named
from papernotes.library.core import Library, consult, problems, select
from papernotes.library.refs import resolve_all
from papernotes.marking.record import record, stamped
from papernotes.model.event import Event
from papernotes.model.paper import Entry
from papernotes.paths import Places
from papernotes.settings import Given


class _Done(NamedTuple):
    """The catalog without them, what is to be recorded, and who needs what is gone."""

    change: Change
    event: Event
    needed: list[tuple[Entry, Entry]]


def chosen(library: Library, refs: Sequence[str]) -> list[Entry]:
    """The papers that REFs name, if they can be taken out together."""
    entries = resolve_all(library, refs)
    catalogs = {entry.catalog for entry in entries}
    for catalog in catalogs:
        must_be_own(catalog, "remove papers from it")
    if len(catalogs) > 1:
        raise PapernotesError(
            f"these papers are in {len(catalogs)} catalogs: {', '.join(sorted(catalogs))}",
            hint="Remove those of one catalog at a time.",
            code=USAGE,
        )
    return entries


def remove(places: Places, given: Given, entries: Sequence[Entry]) -> Taken:
    """Take the papers out. What needs them is told."""
    catalog = entries[0].catalog
    numbers = [entry.paper.number for entry in entries]

    def work(library: Library) -> _Done:
        there = [entry for number in numbers for entry in _there(library, catalog, number)]
        if [entry.paper.uid for entry in there] != [entry.paper.uid for entry in entries]:
            raise PapernotesError(
                f"{catalog} was changed by somebody else meanwhile",
                hint="Nothing was removed. Run the same command again.",
            )
        needed = [(entry, other) for entry in there for other in _needing(library, entry)]
        into = existing(library, catalog_named(library, catalog))
        event = Event(
            "",
            "",
            "remove",
            tuple(entry.paper.uid for entry in there),
            tuple(entry.paper.title for entry in there),
            catalog=catalog,
        )
        left = [pair for pair in needed if pair[1].paper.number not in numbers]
        return _Done(change(library, into, cut=there, put=[]), stamped(library, event), left)

    with writing(places, "remove it"):
        done = consult(places, given, work, any_catalog=True)
        commit(places, done.change, done.event, partial(record, places, given))
    return consult(
        places,
        given,
        lambda library: Taken(entries, done.needed, library.settings, problems(library)),
        any_catalog=True,
    )


def _there(library: Library, catalog: str, number: int) -> list[Entry]:
    return select(library, "catalog = ? AND number = ?", [catalog, number])


def _needing(library: Library, entry: Entry) -> list[Entry]:
    return select(
        library,
        "catalog = ? AND row IN (SELECT e.row FROM edge e JOIN handle h ON h.name = e.name"
        " WHERE e.kind = 'needs' AND h.row ="
        " (SELECT row FROM paper WHERE catalog = ? AND number = ?))",
        [entry.catalog, entry.catalog, entry.paper.number],
        "ORDER BY number",
    )

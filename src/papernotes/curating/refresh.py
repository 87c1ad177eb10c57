"""Look up the papers of a catalog of one's own of which hardly more than the id is known."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from papernotes.catalog import bundled
from papernotes.curating.change import Change, Put, change, must_be_own, read_one, text_of
from papernotes.curating.commit import commit
from papernotes.curating.completed import completed, is_stub, is_untitled
from papernotes.curating.key import key_from
from papernotes.curating.outcome import Refreshed
from papernotes.curating.table import table_of
from papernotes.curating.target import MINE, Target, existing
from papernotes.curating.writing import writing
from papernotes.errors import PapernotesError
from papernotes.index.progress import counted
from papernotes.library.catalogs import catalog_named
from papernotes.library.core import Library, consult, must_be_readable, problems, select
from papernotes.marking.record import record, stamped
from papernotes.model.event import Event
from papernotes.model.paper import Entry
from papernotes.network.door import door
from papernotes.network.failures import NetworkError, offline
from papernotes.network.lookup import Lookup
from papernotes.paths import Places
from papernotes.settings import Given, Settings

_NOTHING_NEW = "nothing more is said of it"


class _Found(NamedTuple):
    tables: Mapping[str, Mapping[str, Any]]  # fields, by uid
    missed: Mapping[str, str]  # why, by uid


def refresh(places: Places, given: Given, name: str | None) -> Refreshed:
    """Complete the papers of a catalog: of the current one, if it is one's own, else of `mine`.

    What it says of them stays. Raises PapernotesError if the network can't be used at all.
    """
    settings, catalog, stubs = consult(
        places, given, lambda library: _stubs(library, name), any_catalog=True
    )
    found = _looked_up(places, settings, stubs)
    done: list[str] = []
    if found.tables:
        with writing(places, "complete the papers"):
            put = consult(
                places, given, lambda library: _put(library, catalog, found), any_catalog=True
            )
            if put:
                commit(places, *put, partial(record, places, given))
                done = list(put[1].papers)
    missed = {**dict.fromkeys(found.tables, _NOTHING_NEW), **found.missed}
    return consult(
        places,
        given,
        lambda library: Refreshed(
            catalog,
            [entry for uid in done for entry in _there(library, catalog, uid)],
            [
                (entry, why)
                for uid, why in missed.items()
                if uid not in done
                for entry in _there(library, catalog, uid)
            ],
            library.settings,
            problems(library),
        ),
        any_catalog=True,
    )


def _stubs(library: Library, name: str | None) -> tuple[Settings, str, list[Entry]]:
    current = library.catalog if library.catalog != bundled.NAME else MINE
    catalog = name or current
    must_be_own(catalog, "complete its papers")
    catalog_named(library, catalog)
    must_be_readable(library, catalog)
    entries = select(library, "catalog = ?", [catalog], "ORDER BY number")
    return library.settings, catalog, [entry for entry in entries if is_stub(entry.paper)]


def _looked_up(places: Places, settings: Settings, stubs: Sequence[Entry]) -> _Found:
    named = [entry for entry in stubs if not entry.paper.uid.startswith("local:")]
    nameless = {
        entry.paper.uid: "it has no arXiv id, no DOI and no address to look it up by"
        for entry in stubs
        if entry not in named
    }
    tables: dict[str, Mapping[str, Any]] = {}
    missed: dict[str, str] = nameless
    if named and settings.offline:
        raise offline(settings.sources["offline"])
    look_up = Lookup(door(places, settings), settings.resolver)
    stopped: NetworkError | None = None
    for entry in counted("Looking up papers", named):
        paper = entry.paper
        try:
            if stopped:
                raise stopped
            # Not as an address that the user names: a catalog may be somebody else's.
            tables[paper.uid] = table_of(look_up(paper.uid, paper.url or ""))
        except NetworkError as error:
            missed[paper.uid] = error.message
            stopped = error if error.everywhere else None
        except ValueError as error:
            missed[paper.uid] = f"what is said of it {error}"
    if stopped and not tables:
        raise stopped
    return _Found(tables, missed)


def _put(library: Library, catalog: str, found: _Found) -> tuple[Change, Event] | None:
    """The catalog with what was found, and what is to be recorded."""
    into = existing(library, catalog_named(library, catalog))
    taken = set(into.keys)
    put = []
    for uid, table in found.tables.items():
        for entry in _there(library, catalog, uid):  # none: somebody took it out meanwhile
            if entry.paper.uid != uid:  # somebody corrected its id meanwhile
                continue
            text = _completed(library, into, entry, table, taken)
            if text:
                put.append(Put(text, entry, read_one(text, into.path or Path())))
    if not put:
        return None
    papers = [each.paper for each in put if each.paper]
    event = Event(
        "",
        "",
        "edit",
        tuple(paper.uid for paper in papers),
        tuple(paper.title for paper in papers),
        catalog=catalog,
    )
    return change(library, into, cut=[], put=put), stamped(library, event)


def _completed(
    library: Library, into: Target, entry: Entry, table: Mapping[str, Any], taken: set[str]
) -> str | None:
    """The paper's new text; None if it would be as it is, or can't be put into its place."""
    try:
        before = text_of(library, into, entry)
    except PapernotesError:  # it stands in the midst of a text that can't be cut
        return None

    def is_anothers(name: str) -> bool:
        there = _there(library, entry.catalog, name)
        return any(each.paper.number != entry.paper.number for each in there) or name in taken

    fields = dict(table)
    if entry.paper.key is None and is_untitled(entry.paper):
        key = key_from(fields.get("short", fields["title"]), taken)
        fields |= {"key": key} if key else {}
    text = completed(before.replace("\r\n", "\n"), entry.paper, fields, is_anothers)
    new = read_one(text, into.path or Path())
    if new == entry.paper:
        return None
    taken.update(new.ids)
    taken.update([new.key] if new.key else [])
    return text


def _there(library: Library, catalog: str, uid: str) -> list[Entry]:
    return select(
        library, "catalog = ? AND row IN (SELECT row FROM handle WHERE name = ?)", [catalog, uid]
    )

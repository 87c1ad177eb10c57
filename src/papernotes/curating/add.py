"""Add papers to a catalog of one's own: one block of text each, at the end of its file."""

import secrets
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from papernotes.catalog.blocks import blocks
from papernotes.catalog.read import Read, papers, toml
from papernotes.catalog.schema import paper
from papernotes.curating.block import block
from papernotes.curating.change import Change
from papernotes.curating.commit import commit
from papernotes.curating.key import key_from
from papernotes.curating.looking import looked_up
from papernotes.curating.outcome import Added
from papernotes.curating.splice import END, spliced
from papernotes.curating.table import identity
from papernotes.curating.target import Target, target
from papernotes.curating.wanted import Wanted
from papernotes.curating.writing import writing
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.core import Library, consult, problems, select
from papernotes.library.refs import by_id, resolve
from papernotes.marking.record import record_and, stamped
from papernotes.model.event import Event
from papernotes.model.paper import Entry, Paper
from papernotes.model.text import fold
from papernotes.paths import Places
from papernotes.settings import Given

_OPTIONS = {  # by the first word of a complaint about a field: the option that it is about
    "authors": "--author",
    "topics": "--topic",
    "links": "--link",
}
_DESCRIBES = (
    *("short", "title", "authors", "published", "venue", "kind", "pages", "topics"),
    *("takeaway", "detail"),
)
_NAMES = frozenset({"arxiv", "doi", "url", "uid"})


class _Planned(NamedTuple):
    """What is to be written where, and what is in a catalog already."""

    target: Target
    new: list[tuple[Wanted, dict[str, Any]]]
    same: list[tuple[str, int]]  # catalog and number
    event: Event | None  # None: there is nothing to add


def add(places: Places, given: Given, wanted: Sequence[Wanted]) -> Added:
    """Add the papers that no catalog has yet; those without a title are looked up.

    Raises PapernotesError, with nothing written, if one of them can't be added.
    """
    wanted, missed = looked_up(places, given, wanted)
    with writing(places, "add it"):
        planned = consult(places, given, lambda library: _plan(library, wanted), any_catalog=True)
        into = planned.target
        tables = [table for _, table in planned.new]
        numbers = [(into.name, table["number"]) for table in tables]
        untitled = [(into.name, table["number"]) for each, table in planned.new if not each.titled]

        def outcome(library: Library) -> Added:
            return Added(
                _entries(library, numbers),
                _entries(library, planned.same),
                into.name,
                into.path is None and bool(tables),
                _entries(library, untitled),
                missed,
                library.settings,
                problems(library),
            )

        if planned.event is None:
            return consult(places, given, outcome, any_catalog=True)
        change = Change(into, _appended(into, tables))
        return commit(places, change, planned.event, partial(record_and, places, given, outcome))


def _event(into: Target, tables: list[dict[str, Any]]) -> Event:
    papers = [paper(table) for table in tables]
    return Event(
        "",
        "",
        "add",
        tuple(each.uid for each in papers),
        tuple(each.title for each in papers),
        catalog=into.name,
        new=len(papers),
    )


def _plan(library: Library, wanted: Sequence[Wanted]) -> _Planned:
    into = target(library)
    new: dict[str, tuple[Wanted, dict[str, Any]]] = {}
    same: dict[tuple[str, int], None] = {}
    # A list of one's own may have what others have; what goes nowhere else need not be doubled.
    own = library.catalog == into.name
    for each in wanted:
        table = dict(each.fields)
        for name in ("needs", "helps"):
            if name in table:
                table[name] = _named(library, into, table[name])
        if not table.keys() & _NAMES:
            table["uid"] = f"local:{secrets.token_hex(8)}"
        checked = _checked({**table, "number": 1})
        found = _known(library, into, checked)
        if found and (found.catalog == into.name or not own):
            same[found.catalog, found.paper.number] = None
            continue
        if found and not each.titled:
            known = each.with_found(_described(found.paper))
            new.setdefault(found.paper.uid, (known, dict(known.fields)))
        else:
            new.setdefault(checked.uid, (each, table))
    taken = set(into.keys)
    numbers = into.free_numbers(len(new))
    for number, (each, table) in zip(numbers, new.values(), strict=True):
        key = _key(into, each, table, taken)
        table["number"] = number
        if key:
            table["key"] = key
            taken.add(key)
    tables = [table for _, table in new.values()]
    event = stamped(library, _event(into, tables)) if tables else None
    return _Planned(into, list(new.values()), list(same), event)


def _described(found: Paper) -> dict[str, Any]:
    """What another catalog says of a paper, but how it fits into that list."""
    fields = {name: getattr(found, name) for name in _DESCRIBES if getattr(found, name)}
    fields |= {name: list(fields[name]) for name in ("authors", "topics") if name in fields}
    if found.links:
        fields["links"] = [{"label": label, "url": url} for label, url in found.links]
    return fields | identity(tuple(found.ids), found.url)


def _checked(table: dict[str, Any]) -> Paper:
    """The paper, through the same door as those of every catalog."""
    try:
        return paper(table)
    except ValueError as error:
        field, colon, what = str(error).partition(": ")
        first = field.partition(".")[0]
        option = _OPTIONS.get(first, f"--{first}") if colon else "the paper"
        raise PapernotesError(
            f"{option}: {what or field}", hint="See: papernotes add --help", code=USAGE
        ) from None


def _known(library: Library, into: Target, checked: Paper) -> Entry | None:
    """The paper in the library; in the catalog that is added to, if it is there."""
    found = [entry for name in checked.ids for entry in by_id(library, name, into.name)]
    if checked.uid.startswith("local:"):  # one without an id of its own: told by its title
        found += select(
            library, "catalog = ? AND title = ?", [into.name, fold(checked.title)], "LIMIT 1"
        )
    return min(found, key=lambda entry: entry.catalog != into.name, default=None)


def _named(library: Library, into: Target, refs: Sequence[str]) -> list[str]:
    """What a catalog calls the papers that REFs name: by key in itself, by id elsewhere."""
    found = [resolve(library, ref) for ref in refs]
    names = [
        entry.paper.key if entry.catalog == into.name and entry.paper.key else entry.paper.uid
        for entry in found
    ]
    return list(dict.fromkeys(names))


def _key(into: Target, each: Wanted, table: dict[str, Any], taken: set[str]) -> str | None:
    given: str | None = table.get("key")
    if given in into.keys:
        raise PapernotesError(
            f"--key: {given} is another paper's in {into.name} already",
            hint=f"See it with: papernotes show {into.name}/{given}",
            code=USAGE,
        )
    if given or not (each.titled or "short" in table):
        return given
    return key_from(table.get("short", table["title"]), taken)


def _appended(into: Target, tables: list[dict[str, Any]]) -> bytes:
    """The catalog's text with a block for each."""
    new = spliced(into.data, {}, [(END, block(table)) for table in tables])
    pieces = list(blocks(new[len(into.data) :]))[1:]
    for piece, table in zip(pieces, tables, strict=True):
        tables_read = toml(piece)
        read = list(papers(tables_read, piece.line)) if isinstance(tables_read, dict) else []
        if read != [Read(piece.line, paper(table))] or not new.startswith(into.data):
            raise RuntimeError(f"a paper would not be what it was meant to be: {table}")
    return new


def _entries(library: Library, found: Sequence[tuple[str, int]]) -> list[Entry]:
    return [
        entry
        for place in found
        for entry in select(library, "catalog = ? AND number = ?", list(place))
    ]

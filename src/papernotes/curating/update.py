"""Bring a catalog of one's own up to date with where it came from."""

import datetime as dt
import os
import shutil
from collections.abc import Sequence
from typing import Final, NamedTuple

from papernotes.catalog import bundled
from papernotes.curating.catalogs import must_be_sound
from papernotes.curating.change import must_be_own
from papernotes.curating.merge import merge
from papernotes.curating.merged import Merged
from papernotes.curating.offer import Offer, offered
from papernotes.curating.origin import Origin, origin, replace, settle
from papernotes.curating.outcome import Updated
from papernotes.curating.parts import Parts, take_apart
from papernotes.curating.place import FILE, keep
from papernotes.curating.writing import writing
from papernotes.errors import USAGE, PapernotesError, refusing
from papernotes.library.catalogs import catalog_named
from papernotes.library.core import Library, consult, must_be_readable, problems, select
from papernotes.library.refs import by_id
from papernotes.model.paper import Entry, Paper, Progress
from papernotes.paths import Places
from papernotes.settings import Given

_NOTHING: Final = "Nothing was changed."


class Plan(NamedTuple):
    """What an update would do to a catalog's file as it is now."""

    name: str
    origin: Origin
    mine: bytes
    merged: Merged
    would: Updated  # for showing


def plan(places: Places, given: Given, name: str | None, source: str | None) -> Plan:
    """Fetch what upstream has now, and put it together with what is there. Writes nothing.

    `name` None: the current catalog. `source` None: where the catalog came from.
    """
    name = _chosen(places, given, name)
    folder = places.catalogs / name
    before = origin(folder)
    if source is None and before is None:
        raise PapernotesError(
            f"nothing is known of where {name} came from",
            hint=f"Say it, for this time and all later ones: papernotes catalog update {name}"
            " --from SOURCE",
            code=USAGE,
        )
    offer = offered(places, given, source or (before.source if before else ""))
    must_be_sound(name, offer.data, offer.shown, f"{_NOTHING} {name} is as it was.")
    now = offer.origin or Origin(offer.shown, offer.data)
    with refusing("update the catalog"):
        mine = (folder / FILE).read_bytes()
    merged = _merged(places, given, name, mine, before, offer)

    def shown(library: Library) -> Updated:
        entries = _foreseen(library, name, merged)
        return Updated(
            name, now.source, merged, entries, False, None, library.settings, problems(library)
        )

    return Plan(name, now, mine, merged, consult(places, given, shown, any_catalog=True))


def carry_out(places: Places, given: Given, wanted: Plan) -> Updated:
    """Do what was planned: the catalog as it was is set aside first.

    Raises PapernotesError, with nothing changed, if it is not as it was when that was planned.
    """
    name, merged = wanted.name, wanted.merged
    folder = places.catalogs / name
    aside = None
    with writing(places, "update the catalog"):
        if (folder / FILE).read_bytes() != wanted.mine:
            raise PapernotesError(
                f"{folder / FILE} was changed by somebody else meanwhile",
                hint=f"{_NOTHING} Run the same command again.",
            )
        settle(folder)
        if merged.data != wanted.mine or origin(folder) != wanted.origin:
            if not os.access(folder / FILE, os.W_OK):  # to replace it, only the folder is asked
                raise PapernotesError(
                    f"{folder / FILE} may not be written to",
                    hint=f"{_NOTHING} Allow it, and run the same command again.",
                )
            if merged.data != wanted.mine:
                when = dt.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
                aside = keep(places, name, wanted.mine, when)
            try:
                replace(folder, wanted.origin, merged.data)
            except BaseException:
                if aside:
                    shutil.rmtree(aside, ignore_errors=True)
                raise

    def done(library: Library) -> Updated:
        numbers = [each.number for each in merged.new]
        entries = [
            entry
            for number in numbers
            for entry in select(library, "catalog = ? AND number = ?", [name, number])
        ]
        return wanted.would._replace(
            new=entries,
            applied=True,
            set_aside=str(aside) if aside else None,
            settings=library.settings,
            problems=problems(library),
        )

    return consult(places, given, done, any_catalog=True)


def _chosen(places: Places, given: Given, name: str | None) -> str:
    def look(library: Library) -> str:
        found = catalog_named(library, name or library.catalog).name
        if name is None and found == bundled.NAME:
            raise PapernotesError(
                f"the current catalog is {found}, which comes with papernotes",
                hint="Name one of your own: papernotes catalog update NAME",
                code=USAGE,
            )
        must_be_own(found, "update it")
        must_be_readable(library, found)
        return found

    return consult(places, given, look, any_catalog=True)


def _merged(
    places: Places, given: Given, name: str, mine: bytes, before: Origin | None, offer: Offer
) -> Merged:
    file = places.catalogs / name / FILE
    must_be_sound(name, mine, str(file), f"{_NOTHING} Mend that in your copy first.")
    ours = take_apart(mine)
    if before and before.data == offer.data:  # upstream stands still
        return merge(ours, ours, ours, lambda _: True)
    theirs = take_apart(offer.data)
    base = _base(before)
    merged = consult(
        places,
        given,
        lambda library: merge(base, ours, theirs, lambda paper: _is_used(library, name, paper)),
        any_catalog=True,
    )
    # Of what no rule foresees, the library itself has the last word.
    must_be_sound(
        name,
        merged.data,
        f"{name} with what is new in {offer.shown}",
        f"{_NOTHING} Change in your copy what is in the way, or begin it anew:"
        f" papernotes catalog remove {name}",
    )
    return merged


def _base(before: Origin | None) -> Parts | None:
    try:
        return take_apart(before.data) if before else None
    except ValueError:  # somebody wrote into what we remember: then we do not
        return None


def _is_used(library: Library, name: str, paper: Paper) -> bool:
    """Whether there is progress or a note of a paper in the catalog."""
    found = select(
        library,
        "catalog = ? AND row IN (SELECT row FROM handle WHERE name = ?)",
        [name, paper.uid],
    )
    return any(entry.has_note or entry.progress != Progress() for entry in found)


def _foreseen(library: Library, name: str, merged: Merged) -> list[Entry]:
    """The new papers as the library would show them, as far as it can know that."""
    by_key = {paper.key: paper for paper in merged.papers if paper.key}

    def known(ids: Sequence[str]) -> list[Entry]:
        return [entry for each in ids for entry in by_id(library, each)]

    def is_settled(need: str) -> bool:
        ids = by_key[need].ids if need in by_key else [need]
        return any(entry.progress.settled for entry in known(ids))

    found = []
    for paper in merged.new:
        others = known(paper.ids)
        progress = others[0].progress if others else Progress()
        ready = not progress.settled and all(is_settled(need) for need in paper.needs)
        found.append(Entry(name, paper, progress, ready, any(each.has_note for each in others)))
    return found

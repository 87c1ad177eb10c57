"""Edit a paper's block of text in a catalog of one's own."""

import tomllib
from functools import partial

from papernotes.curating.change import Change, Put, change, must_be_own, read_one, text_of
from papernotes.curating.commit import commit
from papernotes.curating.draft import Draft, lay_out
from papernotes.curating.outcome import Edited
from papernotes.curating.splice import also_known_as
from papernotes.curating.target import Target, existing
from papernotes.curating.writing import writing
from papernotes.errors import FAILED, PapernotesError
from papernotes.library.catalogs import catalog_named
from papernotes.library.core import Library, consult, problems, select
from papernotes.library.refs import resolve
from papernotes.marking.record import record, stamped
from papernotes.model import ids
from papernotes.model.event import Event
from papernotes.model.paper import Entry
from papernotes.paths import Places
from papernotes.settings import Given


def begin(library: Library, ref: str) -> Draft:
    """Lay out the text of the paper. Raises PapernotesError if it can't be edited."""
    entry = resolve(library, ref)
    must_be_own(entry.catalog, "edit its papers")
    return lay_out(library.places, entry, text_of(library, _into(library, entry), entry))


def finish(places: Places, given: Given, draft: Draft) -> Edited:
    """Put the text into the catalog, and do away with the draft.

    Raises PapernotesError, with the catalog as it was and the draft kept, if it is no paper.
    """
    text = draft.text
    changed = bool(text) and text != draft.before
    if changed:
        with writing(places, "put the text into its catalog"):
            put, event = consult(
                places, given, lambda library: _put(library, draft, text), any_catalog=True
            )
            commit(places, put, event, partial(record, places, given))
        uid = event.papers[0]
    else:
        uid = draft.entry.paper.uid
    draft.done()
    return consult(
        places,
        given,
        lambda library: Edited(
            next(iter(_there(library, draft.entry.catalog, uid)), draft.entry),
            changed,
            library.settings,
            problems(library),
        ),
        any_catalog=True,
    )


def _put(library: Library, draft: Draft, text: str) -> tuple[Change, Event]:
    catalog = draft.entry.catalog
    there = _there(library, catalog, draft.entry.paper.uid)
    if not there:
        raise PapernotesError(
            f"{catalog} has the paper no more: somebody else took it out meanwhile",
            hint=f"Nothing was changed. Your text is kept in {draft.file}",
            code=FAILED,
        )
    entry = there[0]
    into = _into(library, entry)
    if text_of(library, into, entry) != draft.before:
        raise PapernotesError(
            f"{entry.paper.name} was changed by somebody else meanwhile",
            hint=f"Nothing was changed. Your text is kept in {draft.file}. Begin anew with:"
            f" papernotes edit {entry.catalog}/{entry.paper.number}",
            code=FAILED,
        )
    paper = read_one(text, draft.file, draft.first_line)
    # An id that the paper had is kept, for what was marked under it; unless it was one of those.
    let_go = _aka(draft.before)
    lost = [name for name in entry.paper.ids if name not in {*paper.ids, *let_go}]
    text = also_known_as(text, lost)
    paper = read_one(text, draft.file)
    event = Event("", "", "edit", (paper.uid,), (paper.title,), catalog=entry.catalog)
    return change(library, into, cut=[], put=[Put(text, entry)]), stamped(library, event)


def _aka(text: str) -> set[str]:
    """What a paper's text says that it is also known as."""
    (table,) = tomllib.loads(text)["paper"]
    return {ids.parse(name) or name for name in table.get("aka", ())}


def _into(library: Library, entry: Entry) -> Target:
    return existing(library, catalog_named(library, entry.catalog))


def _there(library: Library, catalog: str, uid: str) -> list[Entry]:
    return select(
        library, "catalog = ? AND row IN (SELECT row FROM handle WHERE name = ?)", [catalog, uid]
    )

"""Mark, undo and redo: from what was asked to what has changed."""

import sqlite3
from collections.abc import Callable, Iterable

from papernotes.index.store import Opener, healing
from papernotes.library.core import Library, consult, problems, select
from papernotes.library.history import is_undone, named, redoable, undoable
from papernotes.library.refs import by_id
from papernotes.library.renamed import name_now
from papernotes.marking.outcome import Change, Outcome
from papernotes.marking.plan import Wish, plan
from papernotes.marking.record import Recorder, recording, stamped
from papernotes.model.event import Event
from papernotes.model.paper import Entry
from papernotes.paths import Places
from papernotes.settings import Given


def mark(
    places: Places,
    given: Given,
    choose: Callable[[Library], list[Entry]],
    wish: Wish,
    today: str,
) -> Outcome:
    """Record what is wished for about the papers that `choose` picks from the library."""

    def once(opener: Opener) -> Outcome:
        with recording(places, given, opener) as recorder:
            planned = plan(choose(recorder.library), wish, today)
            if planned.event is None:
                return Outcome(wish.kind, recorder.library.settings, same=planned.same)
            return _recorded(recorder, planned.event, wish.kind, planned.change, planned.same)

    return healing(places, once)


def undo(places: Places, given: Given, name: str | None = None) -> Outcome:
    """Take back a mark: the one called `name`, else this device's newest."""
    if name is None:
        return _reverse(places, given, "undo", undoable)
    return _reverse(places, given, "undo", lambda library, _device: named(library, name))


def redo(places: Places, given: Given) -> Outcome:
    """Bring back what was undone last, unless something was marked since."""
    return _reverse(places, given, "redo", redoable)


def _reverse(
    places: Places,
    given: Given,
    verb: str,
    find: Callable[[Library, str], Event | None],
) -> Outcome:
    def once(opener: Opener) -> Outcome:
        with recording(places, given, opener) as recorder:
            target = find(recorder.library, recorder.device)
            if target is None:
                return Outcome(verb, recorder.library.settings)
            if verb == "undo" and is_undone(recorder.library, target):
                papers = _papers(recorder.library, target.papers)
                return Outcome(verb, recorder.library.settings, same=tuple(papers))
            event = Event("", "", verb, target.papers, target.titles, target=target.id)
            papers = _papers(recorder.library, target.papers)
            if target.catalog is not None:
                return _catalog_reversed(recorder, target, event)
            return _recorded(recorder, event, verb, papers)._replace(event=target)

    outcome = healing(places, once)
    if outcome.event is None or outcome.event.catalog is None:
        return outcome
    return consult(
        places, given, lambda library: _looked_at_again(library, outcome), any_catalog=True
    )


def _catalog_reversed(recorder: Recorder, target: Event, event: Event) -> Outcome:
    """Reverse what changed a catalog, and record that; what it changed is to be looked at later."""
    from papernotes.curating.commit import commit  # brings Pydantic, which marks need not
    from papernotes.curating.reverse import reverse

    library = recorder.library
    papers = {entry.paper.uid: entry for entry in _papers(library, target.papers, target.catalog)}
    changed, event = reverse(library, target, event)
    if changed:
        commit(library.places, changed, stamped(library, event), recorder.record)
    else:
        recorder.record(event)
    changes = tuple(Change(entry, entry) for entry in papers.values())
    return Outcome(event.kind, library.settings, target, changes)


def _looked_at_again(library: Library, outcome: Outcome) -> Outcome:
    """Which of the papers are still there, which are gone from their catalog, which are back."""
    event = outcome.event
    catalog = name_now(library, event) if event else None
    before = {entry.paper.uid: entry for entry, _ in outcome.changes}
    had = {uid for uid, entry in before.items() if entry.catalog == catalog}
    now = {
        name: entry
        for name in (event.papers if event else ())
        for entry in select(
            library,
            "catalog = ? AND row IN (SELECT row FROM handle WHERE name = ?)",
            [catalog, name],
        )
    }
    has = {entry.paper.uid: entry for entry in now.values()}
    left = library.db.execute("SELECT 1 FROM paper WHERE catalog = ? LIMIT 1", (catalog,))
    return outcome._replace(
        emptied=left.fetchone() is None,
        changes=tuple(Change(before[uid], has[uid]) for uid in before if uid in has and uid in had),
        gone=tuple(before[uid] for uid in before if uid in had and uid not in has),
        back=tuple(has[uid] for uid in has if uid not in had),
        problems=tuple(problems(library)),
    )


def _recorded(
    recorder: Recorder,
    event: Event,
    verb: str,
    papers: Iterable[Entry],
    same: tuple[Entry, ...] = (),
) -> Outcome:
    before = list(papers)
    waiting = _waiting(recorder.library, before)
    recorded = recorder.record(event)

    def outcome(library: Library) -> Outcome:
        changes = tuple(Change(entry, _again(library, entry)) for entry in before)
        opened = tuple(now for now in (_again(library, entry) for entry in waiting) if now.ready)
        return Outcome(
            verb,
            library.settings,
            recorded.event,
            changes,
            same,
            opened,
            recorded.aside,
            tuple(problems(library)),
        )

    try:
        return outcome(recorded.library)
    except sqlite3.Error:  # the event is recorded: nothing may fail, or be done again
        return outcome(recorder.anew())


def _papers(library: Library, names: Iterable[str], catalog: str | None = None) -> list[Entry]:
    return [entry for name in names for entry in by_id(library, name, catalog)[:1]]


def _waiting(library: Library, entries: Iterable[Entry]) -> list[Entry]:
    """The papers that need one of `entries`, and are not ready yet."""
    found: dict[tuple[str, int], Entry] = {}
    for entry in entries:
        for waiting in select(
            library,
            "row IN (SELECT e.row FROM handle h JOIN edge e ON e.name = h.name"
            " AND e.kind = 'needs' WHERE h.row ="
            " (SELECT row FROM paper WHERE catalog = ? AND number = ?))"
            " AND NOT ready AND status IN ('unread', 'reading')",
            [entry.catalog, entry.paper.number],
            "ORDER BY catalog, number",
        ):
            found.setdefault((waiting.catalog, waiting.paper.number), waiting)
    return [found[place] for place in sorted(found)]


def _again(library: Library, entry: Entry) -> Entry:
    return select(library, "catalog = ? AND number = ?", [entry.catalog, entry.paper.number])[0]

"""What to read next: candidates, ranked, and explained with the papers around them."""

from collections.abc import Sequence
from typing import NamedTuple

from papernotes.library.candidates import candidates
from papernotes.library.core import Library, select
from papernotes.library.find import find
from papernotes.library.goals import Goal, goals
from papernotes.library.reader import pace, reader, usual_pages
from papernotes.library.relations import needs, opens
from papernotes.model.paper import Entry
from papernotes.query.sql import where
from papernotes.query.terms import Term
from papernotes.suggest.candidate import Candidate, Neighbours
from papernotes.suggest.rank import Suggestion, explain, rank


class Suggested(NamedTuple):
    """The best ones, and what is to be known of those that are not among them."""

    suggestions: Sequence[Suggestion]
    needs_known: bool = True
    shortest: Candidate | None = None  # where nothing fits the time, what comes nearest
    goals: Sequence[Goal] = ()


def suggestions(
    library: Library,
    terms: Sequence[Term],
    today: str,
    limit: int,
    *,
    blocked: bool = False,
    minutes: int | None = None,
) -> Suggested:
    """The `limit` papers to read next; `minutes`: only such as may be read in that time."""
    who = reader(library, today)
    aims = goals(library, reading=True)
    speed = (pace(library), usual_pages(library)) if minutes is not None else None
    found = candidates(library, terms, who, aims, least=limit, blocked=blocked, speed=speed)
    fits = [each for each in found if minutes is None or (each.minutes or 0) <= minutes]
    shortest = None
    if found and not fits:
        shortest = min(found, key=lambda each: (each.minutes or 0, each.entry.paper.number))
    last = _last_number(library)
    shown = [
        explain(each, who, _neighbours(library, each.candidate, last))
        for each in rank(fits, who)[:limit]
    ]
    known = not found or found[0].needs_known
    return Suggested(shown, known, shortest, aims)


def _neighbours(library: Library, candidate: Candidate, last: int) -> Neighbours:
    entry = candidate.entry
    needed = [each.entry for each in needs(library, entry) if each.entry]
    return Neighbours(
        needed,
        [each for each in needed if not each.progress.settled],
        opens(library, entry, furthest_first=True) if candidate.opens else (),
        last,
    )


def _last_number(library: Library) -> int:
    found = library.db.execute(
        "SELECT max(number) FROM paper WHERE catalog = ?", (library.catalog,)
    ).fetchone()
    return found[0] or 0


def matches_nothing(library: Library, terms: Sequence[Term]) -> bool:
    """Whether there is no paper for which `terms` hold."""
    return not find(library, terms, limit=1)


def first_waiting(library: Library, terms: Sequence[Term]) -> Entry | None:
    """The paper for which `terms` hold that is unread and waits for the fewest others."""
    condition = where(terms)
    found = select(
        library,
        f"catalog = ? AND status = 'unread' AND ready = 0 AND {condition.sql}",
        [library.catalog, *condition.values],
        "ORDER BY missing, number LIMIT 1",
    )
    return found[0] if found else None

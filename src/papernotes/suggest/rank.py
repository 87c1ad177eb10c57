"""A first, sound ranking: go on with what you are reading, else the catalog's order."""

from collections.abc import Sequence
from typing import NamedTuple

from papernotes.model.paper import Entry

_SHOWN = 3  # names in a reason; more would not be read


class Candidate(NamedTuple):
    """A paper that may come next, and its neighbours in the graph."""

    entry: Entry
    needs: Sequence[Entry] = ()  # what it needs, as far as the catalogs have it
    opens: Sequence[Entry] = ()  # what would be ready once it is settled


class Reason(NamedTuple):
    """Why a paper is suggested: a kind for programs, a sentence for people."""

    kind: str
    text: str


class Suggestion(NamedTuple):
    entry: Entry
    score: float  # only its order means anything: higher comes first
    reasons: tuple[Reason, ...]


def suggest(candidates: Sequence[Candidate], today: str) -> list[Suggestion]:
    """The candidates in the order to read them, each with its reasons.

    Those you are reading come first, the one you began last before the others; then the
    ready ones by their number. What is settled, or unread and not ready, is left out.
    """
    reading = [c for c in candidates if c.entry.progress.status == "reading"]
    reading.sort(key=lambda c: c.entry.paper.number)
    reading.sort(key=lambda c: c.entry.progress.started or "", reverse=True)
    unread = [c for c in candidates if c.entry.progress.status == "unread" and c.entry.ready]
    unread.sort(key=lambda c: c.entry.paper.number)
    ranked = [*reading, *unread]
    return [
        Suggestion(
            candidate.entry,
            # 2 and up for what you are reading, below 1 for the rest.
            round((2 if candidate in reading else 0) + 1 / (1 + place), 4),
            _reasons(candidate, today, first=place == len(reading)),
        )
        for place, candidate in enumerate(ranked)
    ]


def _reasons(candidate: Candidate, today: str, *, first: bool) -> tuple[Reason, ...]:
    entry = candidate.entry
    reasons = []
    if entry.progress.status == "reading":
        reasons.append(Reason("reading", _since(entry.progress.started, today)))
    elif first:
        reasons.append(Reason("order", "The first in the catalog's order that is ready."))
    else:
        reasons.append(Reason("order", f"Number {entry.paper.number} in the catalog's order."))
    missing = [need for need in candidate.needs if not need.progress.settled]
    if missing:
        reasons.append(Reason("blocked", f"Needs {_names(missing)}, not read yet."))
    elif candidate.needs:
        reasons.append(Reason("ready", f"You have read what it needs: {_names(candidate.needs)}."))
    else:
        reasons.append(Reason("ready", "Needs nothing first."))
    if candidate.opens:
        count = len(candidate.opens)
        papers = "1 paper" if count == 1 else f"{count} papers"
        reasons.append(Reason("opens", f"Opens {papers}: {_names(candidate.opens)}."))
    return tuple(reasons)


def _since(started: str | None, today: str) -> str:
    if started is None:
        return "You are reading it."
    return f"You have been reading it since {'today' if started == today else started}."


def _names(entries: Sequence[Entry]) -> str:
    names = [entry.paper.name for entry in entries]
    if len(names) > _SHOWN:
        return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"
    return ", ".join([*names[:-2], " and ".join(names[-2:])])

"""The score: a sum of named terms. docs/next.md says where each comes from."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from papernotes.suggest.candidate import Candidate
from papernotes.suggest.reader import Reader

# Where a term has half of what it can have. Few things count nearly as much as many.
_OPENS_HALF = 2  # papers
_LEADS_HALF = 8
_DAYS_HALF = 14
_REMAINING_HALF = 8
_STARS = 1.0  # above the average, from which a taste counts in full
_LAST = (0.5, 0.3, 0.2)  # how much each of the last papers read counts, the last one first


def points(candidate: Candidate, reader: Reader) -> dict[str, float]:
    """The points of each term, to two digits; a term that has none is not there."""
    found = {}
    for kind, share in SHARES.items():
        value = round(reader.weights[kind] * share(candidate, reader), 2)
        if value:
            found[kind] = value
    return found


def _reading(candidate: Candidate, _: Reader) -> float:
    return float(candidate.entry.progress.status == "reading")


def _waiting(candidate: Candidate, reader: Reader) -> float:
    since = waits_since(candidate, reader.today)
    return _grown(days(since, reader.today), _DAYS_HALF) if since else 0


def _goal(candidate: Candidate, _: Reader) -> float:
    """From a half for one that is far to 1 for one that is next; several count together."""
    left = 1.0
    for way in candidate.ways:
        left *= 1 - (0.5 + 0.5 * 2 ** (-(way.remaining - 1) / _REMAINING_HALF))
    return 1 - left if candidate.ways else 0


def _opens(candidate: Candidate, _: Reader) -> float:
    return _grown(candidate.opens, _OPENS_HALF)


def _leads(candidate: Candidate, _: Reader) -> float:
    return _grown(candidate.leads, _LEADS_HALF)


def _taste(candidate: Candidate, reader: Reader) -> float:
    """The mean over its topics. A topic of which nothing is known is as the average."""
    known = [reader.tastes[topic].above for topic in candidate.topics if topic in reader.tastes]
    if not known:
        return 0
    return max(-1.0, min(1.0, sum(known) / len(candidate.topics) / _STARS))


def _change(candidate: Candidate, reader: Reader) -> float:
    """Of the last papers read, how many share no topic with it; one alone is no series.

    What goes on with the topic of the very last one is no change.
    """
    if len(reader.last) < 2 or not candidate.topics:  # noqa: PLR2004
        return 0
    if candidate.topics & reader.last[0]:
        return 0
    shares = [
        (weight, bool(candidate.topics & topics))
        for weight, topics in zip(_LAST, reader.last, strict=False)
    ]
    return sum(weight for weight, shared in shares if not shared) / sum(w for w, _ in shares)


def _order(candidate: Candidate, _: Reader) -> float:
    return 1 - candidate.place


def _likeness(candidate: Candidate, _: Reader) -> float:
    return candidate.like.score if candidate.like and not candidate.needs_known else 0


def _date(candidate: Candidate, _: Reader) -> float:
    return 0 if candidate.needs_known else 1 - candidate.age


def _blocked(candidate: Candidate, _: Reader) -> float:
    return -_grown(candidate.missing, 1)


SHARES: Final[Mapping[str, Callable[[Candidate, Reader], float]]] = {
    "reading": _reading,
    "waiting": _waiting,
    "goal": _goal,
    "opens": _opens,
    "leads": _leads,
    "taste": _taste,
    "change": _change,
    "order": _order,
    "likeness": _likeness,
    "date": _date,
    "blocked": _blocked,
}


def waits_since(candidate: Candidate, today: str) -> str | None:
    """When it was begun, or put off. Until the day to which it was put off it does not wait."""
    progress = candidate.entry.progress
    if progress.later and progress.later > today:
        return None
    return progress.started if progress.status == "reading" else progress.postponed


def days(since: str, today: str) -> int:
    """From one ISO date to another; 0 if that lies before it."""
    return max(0, (dt.date.fromisoformat(today) - dt.date.fromisoformat(since)).days)


def _grown(number: float, half: float) -> float:
    return 1 - 2 ** (-number / half)

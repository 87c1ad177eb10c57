"""Candidates in the order to read them, and the terms that made it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from papernotes.model.paper import Entry
from papernotes.suggest.candidate import Candidate, Neighbours
from papernotes.suggest.reader import Reader
from papernotes.suggest.score import points
from papernotes.suggest.texts import NO_NEEDS, TEXTS, facts

_REASONS = 3
_DECIDES = 0.2  # of the largest term: what has less decided nothing, though
_COUNTS = 1.0  # a point counts, also beside the ten of a goal
_ALWAYS = ("ready", "blocked", "later", "time")  # is said whatever it counts


class Reason(NamedTuple):
    """Why a paper is suggested: a kind for programs, a sentence for people."""

    kind: str
    text: str


class Term(NamedTuple):
    """One of the things that add up to a score."""

    kind: str
    points: float
    text: str


class Ranked(NamedTuple):
    candidate: Candidate
    score: float
    points: dict[str, float]


class Suggestion(NamedTuple):
    entry: Entry
    score: float  # the sum of the terms' points
    reasons: Sequence[Reason]  # the terms that decided
    terms: Sequence[Term]  # all of them, the largest first; facts have no points


def rank(candidates: Iterable[Candidate], reader: Reader) -> list[Ranked]:
    """The candidates, the best first; of equals the first in the catalog's order."""
    ranked = []
    for candidate in candidates:
        found = points(candidate, reader)
        ranked.append(Ranked(candidate, round(sum(found.values()), 2), found))
    return sorted(ranked, key=_place)


def _place(ranked: Ranked) -> tuple[float, int, str]:
    entry = ranked.candidate.entry
    return -ranked.score, entry.paper.number, entry.catalog


def explain(ranked: Ranked, reader: Reader, neighbours: Neighbours) -> Suggestion:
    """The same in words."""
    candidate = ranked.candidate
    terms = [
        Term(kind, value, TEXTS[kind](candidate, reader, neighbours))
        for kind, value in sorted(ranked.points.items(), key=lambda item: -item[1])
    ]
    said = [Term(kind, 0.0, text) for kind, text in facts(candidate, reader, neighbours)]
    return Suggestion(candidate.entry, ranked.score, tuple(_reasons(terms, said)), (*terms, *said))


def _reasons(terms: Sequence[Term], said: Sequence[Term]) -> Iterable[Reason]:
    largest = max((term.points for term in terms), default=0.0)
    least = min(_DECIDES * largest, _COUNTS)
    decided = [term for term in terms if term.points > 0 and term.points >= least]
    always = [term for term in [*terms, *said] if term.kind in _ALWAYS and term.text != NO_NEEDS]
    # Where the weights leave nothing, what is so all the same is the reason.
    found = [*decided[:_REASONS], *always] or [*terms, *said]
    return (Reason(term.kind, term.text) for term in found)

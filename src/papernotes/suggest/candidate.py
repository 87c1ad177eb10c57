"""A paper that may come next, and all that its score is made of."""

from collections.abc import Sequence
from typing import NamedTuple

from papernotes.model.paper import Entry


class Way(NamedTuple):
    """A paper that you want to get to, and how many papers remain until then, it included."""

    to: Entry
    remaining: int


class Like(NamedTuple):
    """A paper that you rated high, and how near in words the candidate is to it (0 to 1)."""

    to: Entry
    score: float
    words: Sequence[str]


class Candidate(NamedTuple):
    entry: Entry
    topics: frozenset[str] = frozenset()  # folded
    missing: int = 0  # needs that are not settled
    opens: int = 0  # papers that would be ready if it were settled, and are not now
    leads: int = 0  # papers that need it, directly or further on
    place: float = 0  # in the catalog: from 0, its first paper, to 1
    needs_known: bool = True  # whether any paper of its catalog says what it needs
    age: float = 0  # by date in the catalog: from 0, the oldest, to 1
    ways: Sequence[Way] = ()
    like: Like | None = None
    minutes: int | None = None  # that it may take; where somebody asked


class Neighbours(NamedTuple):
    """The papers that reasons name. They are looked up for what is shown, not for all."""

    needs: Sequence[Entry] = ()
    missing: Sequence[Entry] = ()  # of the needs
    opens: Sequence[Entry] = ()  # those first that lead furthest
    last_number: int = 0  # of the catalog

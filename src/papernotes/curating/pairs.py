"""Which papers of three versions of a catalog are the same work. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from papernotes.curating.match import match
from papernotes.model.paper import Paper


class Pairs(NamedTuple):
    """Places of papers in one version by their places in another."""

    to_theirs: Mapping[int, int]  # of the reader's
    to_base: Mapping[int, int]  # of the reader's
    base_of: Mapping[int, int]  # of upstream's
    removed: set[int]  # those of the base that the reader has no longer


def pairs(base: Sequence[Paper], mine: Sequence[Paper], theirs: Sequence[Paper]) -> Pairs:
    to_theirs = match(mine, theirs)
    later = match(base, theirs)
    kept: dict[int, int] = {}
    to_base: dict[int, int] = {}
    for old, place in match(base, mine).items():
        # Alike only, and upstream says that they are two: then they are.
        apart = old in later and place in to_theirs and later[old] != to_theirs[place]
        if not apart or set(base[old].ids) & set(mine[place].ids):
            kept[old] = place
            to_base.setdefault(place, old)
    for place, old in to_base.items():  # what the reader made unlike: by what it was
        if place not in to_theirs and old in later:
            to_theirs[place] = later[old]
    base_of = {new: old for old, new in later.items()}
    return Pairs(to_theirs, to_base, base_of, set(range(len(base))) - kept.keys())

"""What is known of the reader: ratings by topic, what was read last, how fast."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

# Ratings that a topic needs until its own mean counts as much as "no different from the
# rest": the mean is drawn towards the reader's average as if that many average ratings stood
# there besides (additive smoothing, as in IMDb's formula for its top 250).
_DRAWN = 2.0
# And ratings in all, until what they tell counts for a half: of three papers, one is always
# rated best.
_TELLING = 5.0
ENOUGH = 3  # papers with a time from which the reader's own pace is told


class Taste(NamedTuple):
    """How a topic is rated: stars above the reader's average, smoothed, and by how many papers."""

    above: float
    papers: int


class Speed(NamedTuple):
    """Minutes a page, and of how many papers that is known; 0: it is assumed."""

    minutes_per_page: float
    papers: int


class Reader(NamedTuple):
    """`tastes` and `last` are by folded topic; `last` holds those of the last papers read."""

    today: str
    weights: Mapping[str, float]
    tastes: Mapping[str, Taste] = {}
    last: Sequence[frozenset[str]] = ()  # the last one first


def tastes(rated: Iterable[tuple[Iterable[str], int]]) -> dict[str, Taste]:
    """The taste for each topic, from the topics and the rating of each rated paper."""
    kept = [(frozenset(topics), rating) for topics, rating in rated]
    if not kept:
        return {}
    average = sum(rating for _, rating in kept) / len(kept)
    telling = len(kept) / (len(kept) + _TELLING)
    above: dict[str, list[float]] = {}
    for topics, rating in kept:
        for topic in topics:
            above.setdefault(topic, []).append(rating - average)
    return {
        topic: Taste(telling * sum(found) / (len(found) + _DRAWN), len(found))
        for topic, found in above.items()
    }


def speed(minutes: int, pages: int, papers: int, assumed: float) -> Speed:
    """The pace of `papers` that took `minutes` in all; `assumed` while those are too few."""
    if papers < ENOUGH or not pages or not minutes:
        return Speed(assumed, 0)
    return Speed(round(minutes / pages, 2), papers)

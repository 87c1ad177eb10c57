"""What is known of the reader: ratings by topic, what was read last, how fast."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

# One rating is no taste. From the second on, a topic's mean is drawn towards the reader's
# average as if that many average ratings stood there besides (additive smoothing, as in
# IMDb's formula for its top 250).
_DRAWN = 1.0
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
    above: dict[str, list[float]] = {}
    for topics, rating in kept:
        for topic in topics:
            above.setdefault(topic, []).append(rating - average)
    return {topic: Taste(_smoothed(found), len(found)) for topic, found in above.items()}


def _smoothed(above: Sequence[float]) -> float:
    more = len(above) - 1
    return sum(above) / len(above) * more / (more + _DRAWN)


def speed(taken: Sequence[tuple[int, int]], assumed: float) -> Speed:
    """The pace of papers by the minutes that they took and their pages: the median.

    So that one slip of the pen spoils nothing; `assumed` while they are too few.
    """
    paces = sorted(minutes / pages for minutes, pages in taken if minutes and pages)
    if len(paces) < ENOUGH:
        return Speed(assumed, 0)
    return Speed(round(paces[len(paces) // 2], 2), len(paces))

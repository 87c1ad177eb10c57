"""How many: by status, topic, tag, year and rating."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from papernotes.model.paper import STATUSES
from papernotes.stats.standing import Standing

RATINGS = (1, 2, 3, 4, 5)


class Pages(NamedTuple):
    """Of the papers whose length is known, and how many papers don't say theirs."""

    done: int
    total: int
    unknown: int


class Share(NamedTuple):
    """How much of a topic or tag is done, and the mean of your ratings, if there are any."""

    name: str
    done: int
    total: int
    rating: float | None


class Finished(NamedTuple):
    """How many papers were finished in a year; None: those of unknown date."""

    year: int | None
    done: int


class Published(NamedTuple):
    """How many papers of a year there are, and are done; None: those that don't say."""

    year: int | None
    done: int
    total: int


class Summary(NamedTuple):
    counts: Mapping[str, int]  # every status
    pages: Pages
    topics: Sequence[Share]  # the most read first
    tags: Sequence[Share]
    years: Sequence[Finished]  # in order, the unknown last
    published: Sequence[Published]
    ratings: Mapping[int, int]  # every rating

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts["done"]


def summarize(standings: Sequence[Standing]) -> Summary:
    statuses = Counter(each.status for each in standings)
    ratings = Counter(each.rating for each in standings)
    finished = Counter(
        each.finished.year if each.finished else None for each in standings if each.done
    )
    published = Counter(each.year for each in standings)
    published_done = Counter(each.year for each in standings if each.done)
    return Summary(
        {status: statuses[status] for status in STATUSES},
        pages(standings),
        shares(standings, lambda each: each.topics),
        shares(standings, lambda each: each.tags),
        [Finished(year, finished[year]) for year in _in_order(finished)],
        [Published(year, published_done[year], published[year]) for year in _in_order(published)],
        {rating: ratings[rating] for rating in RATINGS},
    )


def pages(standings: Sequence[Standing]) -> Pages:
    return Pages(
        sum(each.pages or 0 for each in standings if each.done),
        sum(each.pages or 0 for each in standings),
        sum(each.pages is None for each in standings),
    )


def shares(
    standings: Iterable[Standing], names: Callable[[Standing], Iterable[str]]
) -> list[Share]:
    """By topic, or by tag: the most read first, then the largest, then by name."""
    done: Counter[str] = Counter()
    total: Counter[str] = Counter()
    rated: Counter[str] = Counter()
    stars: Counter[str] = Counter()
    for each in standings:
        for name in names(each):
            total[name] += 1
            done[name] += each.done
            if each.rating is not None:
                rated[name] += 1
                stars[name] += each.rating
    return [
        Share(
            name,
            done[name],
            total[name],
            round(stars[name] / rated[name], 2) if rated[name] else None,
        )
        for name in sorted(total, key=lambda name: (-done[name], -total[name], name))
    ]


def _in_order(years: Iterable[int | None]) -> list[int | None]:
    return sorted(years, key=lambda year: (year is None, year or 0))

"""One year of reading."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from papernotes.model.paper import Entry
from papernotes.stats.standing import Standing
from papernotes.stats.summary import Pages, Share, pages, shares

_BEST = 3  # papers
_GOOD = 4  # a rating from which a paper may be among the best


class YearSummary(NamedTuple):
    """What was finished in a year."""

    year: int
    done: int
    pages: Pages
    months: Sequence[int]  # papers in each of the twelve
    topics: Sequence[Share]
    first: dt.date | None
    last: dt.date | None

    @property
    def busiest(self) -> int | None:
        """The month (1 to 12) with the most papers, the earliest of several."""
        return self.months.index(max(self.months)) + 1 if self.done else None


def summarize_year(standings: Sequence[Standing], year: int) -> YearSummary:
    read = [
        (each.finished, each)
        for each in standings
        if each.done and each.finished and each.finished.year == year
    ]
    days = [day for day, _ in read]
    months = Counter(day.month for day in days)
    papers = [each for _, each in read]
    return YearSummary(
        year,
        len(read),
        pages(papers),
        [months[month] for month in range(1, 13)],
        shares(papers, lambda each: each.topics),
        min(days, default=None),
        max(days, default=None),
    )


def best(entries: Sequence[Entry]) -> list[Entry]:
    """The few that were rated highest; of those rated alike the first ones."""
    good = [entry for entry in entries if (entry.progress.rating or 0) >= _GOOD]
    return sorted(good, key=lambda entry: -(entry.progress.rating or 0))[:_BEST]


def began(standings: Sequence[Standing]) -> dt.date | None:
    """When the first paper was finished that has a date."""
    return min((each.finished for each in standings if each.done and each.finished), default=None)

"""The last year day by day, in weeks that begin on Monday."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from papernotes.stats.pace import monday
from papernotes.stats.standing import Standing

WEEKS = 53


class Calendar(NamedTuple):
    """The papers finished on each day from `first`, a Monday, to `today`; only days with any."""

    first: dt.date
    today: dt.date
    done: Mapping[dt.date, int]  # in order

    @property
    def total(self) -> int:
        return sum(self.done.values())

    def week(self, position: int) -> Sequence[int | None]:
        """The counts of a week's seven days; None: still to come."""
        days = [self.first + dt.timedelta(days=7 * position + each) for each in range(7)]
        return [self.done.get(day, 0) if day <= self.today else None for day in days]

    def month_begun_in(self, position: int) -> int | None:
        """The month (1 to 12) whose first day is in a week, if one is."""
        days = [self.first + dt.timedelta(days=7 * position + each) for each in range(7)]
        return next((day.month for day in days if day.day == 1), None)


def calendar(standings: Sequence[Standing], today: dt.date) -> Calendar:
    """The 53 weeks that end with today's."""
    first = monday(today) - dt.timedelta(weeks=WEEKS - 1)
    found = Counter(
        each.finished
        for each in standings
        if each.done and each.finished and first <= each.finished <= today
    )
    return Calendar(first, today, {day: found[day] for day in sorted(found)})

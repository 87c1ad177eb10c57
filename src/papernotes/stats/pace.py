"""How fast: papers a week, days a paper, pauses and streaks."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from papernotes.stats.standing import Standing

ENOUGH = 3  # dated papers, below which a mean or a median tells nothing
RECENT_WEEKS = 12
_WEEK = dt.timedelta(days=7)


class Pause(NamedTuple):
    """The days between two papers that were finished one after the other."""

    days: int
    after: dt.date
    until: dt.date


class Pace(NamedTuple):
    """None where too little is known to tell. Dates still to come don't count."""

    dated: int  # finished papers whose date is known
    last_7: int  # papers of that many days, today's among them
    last_30: int
    last_365: int
    per_week: float | None  # papers, over the last 12 weeks; None: you began after that
    per_week_overall: float | None  # since the first
    median_days: float | None  # from start to finish, where both are known
    pause: Pause | None  # the longest
    streak: int  # weeks in a row with a finished paper, up to this one or the last
    longest_streak: int
    first: dt.date | None
    last: dt.date | None
    recent: int  # papers of the last 12 weeks
    days: int  # different ones, on which a paper was finished


def pace(standings: Sequence[Standing], today: dt.date) -> Pace:
    read = [each for each in standings if each.done and each.finished and each.finished <= today]
    days = sorted(each.finished for each in read if each.finished)
    enough = len(days) >= ENOUGH

    def lately(length: int) -> int:
        return sum((today - day).days < length for day in days)

    recent = RECENT_WEEKS * 7
    long_enough = enough and (today - days[0]).days + 1 >= recent
    return Pace(
        len(days),
        lately(7),
        lately(30),
        lately(365),
        round(lately(recent) / RECENT_WEEKS, 2) if long_enough else None,
        round(len(days) / max(1, ((today - days[0]).days + 1) / 7), 2) if enough else None,
        _median([(each.finished - each.started).days for each in read if _spans(each)]),  # type: ignore[operator]  # _spans knows both
        _longest_pause(days) if enough else None,
        *_streaks(days, today),
        days[0] if days else None,
        days[-1] if days else None,
        lately(recent),
        len(set(days)),
    )


def monday(day: dt.date) -> dt.date:
    """Of the day's week. Before the first Monday there is: the first day there is."""
    return day - min(dt.timedelta(days=day.weekday()), day - dt.date.min)


def _spans(each: Standing) -> bool:
    return bool(each.started and each.finished and each.started <= each.finished)


def _median(numbers: Sequence[int]) -> float | None:
    # The module `statistics` would take longer to import than all of this to run.
    if len(numbers) < ENOUGH:
        return None
    ranked = sorted(numbers)
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


def _longest_pause(days: Sequence[dt.date]) -> Pause | None:
    pauses = [Pause((b - a).days, a, b) for a, b in pairwise(days) if a != b]
    return max(pauses, key=lambda pause: pause.days, default=None)


def _streaks(days: Sequence[dt.date], today: dt.date) -> tuple[int, int]:
    """The weeks of the streak that still lasts (0: none does), and of the longest."""
    longest = length = 0
    before: dt.date | None = None
    for week in sorted({monday(day) for day in days}):
        length = length + 1 if before is not None and week - before <= _WEEK else 1
        longest = max(longest, length)
        before = week
    lasts = before is not None and monday(today) - before <= _WEEK
    return (length if lasts else 0), longest

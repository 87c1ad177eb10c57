"""When the reading is done if it goes on as it went, and how many hours that takes.

A date is told only where the past tells one: `Why` names what is missing otherwise.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from math import ceil, exp, sqrt
from typing import Literal, NamedTuple

from papernotes.model.paper import Status
from papernotes.stats.pace import ENOUGH, RECENT_WEEKS, Pace
from papernotes.stats.standing import Standing

LEAST_DAYS = 14  # since the first paper: in a shorter time every evening makes another pace
HORIZON = 3653  # days, ten years: who knows what you read then
# Of the normal distribution: the middle 80 % lie within so many standard deviations.
_EIGHT_OF_TEN = 1.2816

# Nothing is left; too few dated papers; all of them of a few days (a list that was marked
# at once); begun just now; nothing finished lately; beyond the horizon.
Why = Literal["finished", "few", "at-once", "early", "pause", "far"]
Lengths = Mapping[tuple[Status, int | None], int]  # how many papers of a status and a length


class Left(NamedTuple):
    """What is unread or being read: papers, their pages, those whose length is guessed."""

    papers: int
    pages: int | None  # None: not one length is known to guess the others from
    guessed: int


class Forecast(NamedTuple):
    today: dt.date
    left: int  # papers
    papers: int  # that were finished in so many
    days: int  # of the past, on which the forecast rests; 0: there is no pace to tell
    finish: dt.date | None
    earliest: dt.date | None  # between the two in eight cases of ten
    latest: dt.date | None  # None beside a finish: beyond the horizon
    hours: float | None
    minutes_per_page: float
    own_pace: bool  # else the minutes are assumed
    why: Why | None  # there is no finish

    @property
    def per_week(self) -> float | None:
        return round(self.papers * 7 / self.days, 2) if self.days else None

    def when(self, papers: int, late: float = 1.0) -> dt.date | None:
        """The day on which so many more are read; None: not to be told, or beyond the horizon.

        `late`: times as long as it takes at the pace.
        """
        if not self.days:
            return None
        days = papers * self.days / self.papers * late
        if days > min(HORIZON, (dt.date.max - self.today).days):
            return None
        return self.today + dt.timedelta(days=ceil(days))

    def spread(self, papers: int) -> float:
        """How many times as long as it should it may take, in eight cases of ten.

        Papers are taken to come like the events of a Poisson process. The time for `m` more,
        over that for the `n` before, is then distributed as F with 2m and 2n degrees of
        freedom (D. R. Cox, Some simple approximate tests for Poisson variates, Biometrika
        1953); its logarithm has nearly the variance 1/m + 1/n, and is taken to be normal.
        """
        return exp(_EIGHT_OF_TEN * sqrt(1 / papers + 1 / self.papers))


def lengths(standings: Iterable[Standing]) -> Lengths:
    return Counter((each.status, each.pages) for each in standings)


def left(found: Lengths) -> Left:
    """Whoever does not say its length counts as long as the median of those that do."""
    papers = pages = guessed = 0
    known: Counter[int] = Counter()
    for (status, length), count in found.items():
        if length is not None:
            known[length] += count
        if status in ("unread", "reading"):
            papers += count
            pages += (length or 0) * count
            guessed += count if length is None else 0
    if guessed and not known:
        return Left(papers, None, guessed)
    return Left(papers, pages + (guessed * _median(known) if guessed else 0), guessed)


def forecast(
    pace: Pace, ahead: Left, today: dt.date, minutes_per_page: float, *, own_pace: bool
) -> Forecast:
    """At the pace of the last twelve weeks, or since the first paper if that was later."""
    why = _why(pace, ahead, today)
    papers = days = 0
    if pace.first and why is None:
        papers, days = pace.recent, min(RECENT_WEEKS * 7, (today - pace.first).days + 1)
    hours = None if ahead.pages is None else round(ahead.pages * minutes_per_page / 60, 1)
    bare = Forecast(
        today, ahead.papers, papers, days, None, None, None, hours, minutes_per_page, own_pace, why
    )  # fmt: skip
    if why:
        return bare
    finish = bare.when(ahead.papers)
    if finish is None:
        return bare._replace(why="far")
    spread = bare.spread(ahead.papers)
    earliest, latest = (bare.when(ahead.papers, late) for late in (1 / spread, spread))
    return bare._replace(finish=finish, earliest=earliest, latest=latest)


def _why(pace: Pace, ahead: Left, today: dt.date) -> Why | None:
    if not ahead.papers:
        return "finished"
    if pace.dated < ENOUGH or pace.first is None:
        return "few"
    if pace.days < ENOUGH:
        return "at-once"
    if not pace.recent:
        return "pause"
    return "early" if (today - pace.first).days < LEAST_DAYS else None


def _median(known: Counter[int]) -> int:
    """The upper one of the two in the middle."""
    middle, passed = known.total() // 2, 0
    for length in sorted(known):
        passed += known[length]
        if passed > middle:
            return length
    return 0

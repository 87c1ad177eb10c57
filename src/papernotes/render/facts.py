"""Statistics in words: for the screen, and for those who have it read to them."""

from collections.abc import Iterator

from papernotes.stats.pace import ENOUGH, Pace
from papernotes.stats.summary import Pages, Share, Summary
from papernotes.stats.weeks import WEEKS, Calendar
from papernotes.suggest.texts import counted

_SMALL = 0.05  # rounded to one decimal it would be nothing
_NOTHING = "Nothing is finished yet. Mark what you have read with: papernotes done REF"


def decimal(number: float) -> str:
    """With one digit after the point, where that is not a zero."""
    if 0 < number < _SMALL:
        return "under 0.1"
    return f"{number:.1f}".removesuffix(".0")


def progress(summary: Summary) -> str:
    """`18 of 46 read, 2 reading, 1 skipped`."""
    others = [
        f"{summary.counts[status]} {status}"
        for status in ("reading", "skipped")
        if summary.counts[status]
    ]
    return ", ".join([f"{summary.done} of {summary.total} read", *others])


def length(pages: Pages) -> str:
    """`412 of 1203 pages`; nothing where no paper says its length."""
    return f"{pages.done} of {pages.total} pages" if pages.total else ""


def share(each: Share) -> str:
    rated = f", rated {decimal(each.rating)}" if each.rating is not None else ""
    return f"{each.done} of {each.total} read{rated}"


def facts(summary: Summary, pace: Pace) -> Iterator[tuple[str, str]]:
    """What there is to say of your pace, each under a label."""
    if not summary.done:
        yield "Pace", _NOTHING
        return
    if not pace.dated:
        yield "Pace", "No finished paper has a date, so that there is no pace to tell."
        return
    yield (
        "Lately",
        f"{counted(pace.last_7, 'paper')} in 7 days, {pace.last_30} in 30, {pace.last_365} in 365",
    )
    yield "Pace", _speed(pace)
    yield "Streak", _streak(pace)


def seldom(calendar: Calendar, pace: Pace) -> str:
    """Why there is no calendar to show; nothing if there is one."""
    if calendar.total or not pace.last:
        return ""
    return f"Nothing in the last {counted(WEEKS, 'week')}: the last was {pace.last}."


def _speed(pace: Pace) -> str:
    if pace.per_week_overall is None:
        have = "1 finished paper has" if pace.dated == 1 else f"{pace.dated} finished papers have"
        return f"Too little to tell: {have} a date, and it takes {ENOUGH}."
    said = []
    if pace.per_week is not None:
        said.append(f"{decimal(pace.per_week)} a week over 12 weeks")
    said.append(f"{decimal(pace.per_week_overall)}{'' if said else ' a week'} since {pace.first}")
    if pace.median_days is not None:
        plural = "" if pace.median_days == 1 else "s"
        said.append(f"median {decimal(pace.median_days)} day{plural} each")
    return ", ".join(said)


def _streak(pace: Pace) -> str:
    longest = counted(pace.longest_streak, "week")
    if not pace.streak:
        said = f"none now, the longest was {longest}"
    elif pace.streak == pace.longest_streak:
        said = f"{longest}, the longest so far"
    else:
        said = f"{counted(pace.streak, 'week')}, the longest was {longest}"
    if pace.pause:
        said += f"; longest pause {counted(pace.pause.days, 'day')}"
    return said

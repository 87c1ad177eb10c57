"""A year of reading in words."""

import datetime as dt
from collections.abc import Iterator, Sequence

from papernotes.model.paper import Entry
from papernotes.render.months import MONTH_NAMES
from papernotes.stats.year import YearSummary
from papernotes.suggest.texts import counted


def headline(year: YearSummary) -> str:
    """`2026: 12 papers, 301 pages`."""
    pages = f", {counted(year.pages.done, 'page')}" if year.pages.done else ""
    return f"{year.year}: {counted(year.done, 'paper')}{pages}"


def quiet(year: YearSummary, began: dt.date | None, today: dt.date) -> str:
    """Why there is nothing to tell of a year; nothing if there is something."""
    if year.done:
        return ""
    if year.year > today.year:
        return f"{year.year} is still to come."
    if year.year == today.year:
        return f"Nothing is finished in {year.year} yet."
    said = f"Nothing was finished in {year.year}."
    if began and began.year > year.year:
        return f"{said} The first paper with a date is of {began}."
    return said if began else f"{said} No finished paper has a date."


def compared(year: YearSummary, before: YearSummary, today: dt.date) -> str:
    """What the year before was like; nothing where neither year has a paper."""
    if not (year.done or before.done):
        return ""
    if not before.done:
        return f"none in {before.year}"
    if year.year >= today.year:  # it is not over, so that more or fewer would not be fair
        return f"{counted(before.done, 'paper')} in all of {before.year}"
    more = year.done - before.done
    if not more:
        return f"as many as in {before.year}"
    return f"{abs(more)} {'more' if more > 0 else 'fewer'} than in {before.year}"


def label(entry: Entry, *, everywhere: bool) -> str:
    """What the paper is called by: a number is enough in one catalog."""
    return f"{entry.catalog}/{entry.paper.number}" if everywhere else str(entry.paper.number)


def highlights(year: YearSummary, papers: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """First and last paper, and the busiest month, each under a label."""
    ends = [("First", papers[0])] + ([("Last", papers[-1])] if len(papers) > 1 else [])
    for label, entry in ends:
        yield label, f"{entry.progress.finished} {entry.paper.name}"
    if year.busiest:
        count = counted(year.months[year.busiest - 1], "paper")
        yield "Busiest", f"{MONTH_NAMES[year.busiest - 1]}, {count}"

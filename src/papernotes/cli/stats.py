"""`papernotes stats`."""

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated

import typer

from papernotes.cli.options import AllCatalogsOption, ScopedOptions, only_one_scope
from papernotes.cli.shell import report, today
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.core import Library, title
from papernotes.library.standings import finished_in, standings
from papernotes.model.text import one_line
from papernotes.stats.standing import Standing

if TYPE_CHECKING:
    from papernotes.render.stats import Stats
    from papernotes.render.year import YearReview

_ALL = "All catalogs"
_SHOWN = 40  # characters of what is no year


def command(
    asked: ScopedOptions,
    year: Annotated[
        str | None,
        typer.Argument(
            metavar="[YEAR]",
            help="A year of your reading, such as 2026. Without it: all of it.",
            show_default=False,
        ),
    ] = None,
    all_catalogs: AllCatalogsOption = False,
) -> int:
    """Show how many papers you have read, how fast, on what, and when.

    With a year: what you finished in it, month by month, with your ratings and takeaways.
    Over all catalogs each work counts once.

    Examples:

        papernotes stats

        papernotes stats 2026

        papernotes stats --all-catalogs --json
    """
    only_one_scope(asked, all_catalogs=all_catalogs)
    now = dt.date.fromisoformat(today())
    chosen = _year(year) if year is not None else None

    def look(library: Library) -> "Stats | YearReview":
        found = standings(library, everywhere=all_catalogs, only_done=chosen is not None)
        name = None if all_catalogs else library.catalog
        shown = _ALL if all_catalogs else title(library)
        if chosen is None:
            return _all_of_it(library, name, shown, found, now)
        return _one_year(library, name, shown, found, chosen, now)

    return report(asked, look, any_catalog=all_catalogs)


def _all_of_it(
    library: Library, catalog: str | None, shown: str, found: list[Standing], now: dt.date
) -> "Stats":
    # Each of the two needs modules that the other does not.
    from papernotes.library.goals import goals
    from papernotes.library.outlook import outlook
    from papernotes.render.stats import Stats
    from papernotes.stats.pace import pace
    from papernotes.stats.summary import summarize
    from papernotes.stats.weeks import calendar

    how = pace(found, now)
    return Stats(
        catalog,
        shown,
        summarize(found),
        how,
        calendar(found, now),
        outlook(library, found, how, now),
        goals(library, all_catalogs=catalog is None),
    )


def _one_year(
    library: Library,
    catalog: str | None,
    shown: str,
    found: list[Standing],
    year: int,
    now: dt.date,
) -> "YearReview":
    from papernotes.render.year import YearReview
    from papernotes.stats.year import began, best, summarize_year

    entries = finished_in(library, year, everywhere=catalog is None)
    return YearReview(
        catalog,
        shown,
        summarize_year(found, year),
        summarize_year(found, year - 1),
        entries,
        best(entries),
        began(found),
        now,
    )


def _year(text: str) -> int:
    if re.fullmatch(r"\d{4}", text, re.ASCII) and int(text):
        return int(text)
    said = one_line(text)
    said = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
    raise PapernotesError(
        f"“{said}” is no year", hint="Write four digits: papernotes stats 2026", code=USAGE
    )

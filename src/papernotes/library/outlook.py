"""What is left to read, and when that is done: asked of the index, without reading papers."""

import datetime as dt
from collections.abc import Sequence

from papernotes.library.core import Library
from papernotes.library.reader import pace as speed
from papernotes.library.standings import finished
from papernotes.stats.forecast import Forecast, Lengths, forecast, left, lengths
from papernotes.stats.pace import Pace, pace
from papernotes.stats.standing import Standing


def outlook(library: Library, standings: Sequence[Standing], how: Pace, now: dt.date) -> Forecast:
    """For papers whose standings and pace are known already."""
    return _told(library, lengths(standings), how, now)


def lengths_here(library: Library) -> Lengths:
    """Those of the current catalog's papers."""
    # Grouped as the index of the table has them: no row of the table is read.
    rows = library.db.execute(
        "SELECT status, pages, count(*) FROM paper WHERE catalog = ? GROUP BY status, pages",
        (library.catalog,),
    )
    return {(status, pages): count for status, pages, count in rows}


def outlook_here(library: Library, found: Lengths, now: dt.date) -> Forecast:
    """For the current catalog, the lengths of which were asked for already."""
    return _told(library, found, pace(finished(library), now), now)


def _told(library: Library, found: Lengths, how: Pace, now: dt.date) -> Forecast:
    minutes, papers = speed(library)
    return forecast(how, left(found), now, minutes, own_pace=bool(papers))

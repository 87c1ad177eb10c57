"""Bare `papernotes`."""

import datetime as dt
from collections import Counter

from papernotes.cli.options import Asked
from papernotes.cli.shell import report, today
from papernotes.library.core import Library, title
from papernotes.library.find import lately, reading
from papernotes.library.outlook import lengths_here, outlook_here
from papernotes.library.suggestions import suggestions
from papernotes.render.dashboard import Dashboard

_READING = 5  # rows: the whole fits a window of 24 lines
_LATELY = 3


def dashboard(asked: Asked) -> int:
    def look(library: Library) -> Dashboard:
        now = today()
        found = suggestions(library, (), now, _READING + 1)
        aims = [
            goal
            for goal in found.goals
            if goal.entry.progress.goal and goal.entry.catalog == library.catalog
        ]
        # Counted once for both: to count a hundred thousand papers takes its time.
        lengths = lengths_here(library)
        counts = Counter[str]()
        for (status, _), count in lengths.items():
            counts[status] += count
        return Dashboard(
            title(library),
            counts,
            reading(library, _READING),
            [each for each in found.suggestions if each.entry.progress.status == "unread"][:1],
            lately(library, _LATELY),
            aims,
            outlook_here(library, lengths, dt.date.fromisoformat(now)),
        )

    return report(asked, look, pager=False)

"""Bare `papernotes`."""

import datetime as dt

from papernotes.cli.options import Asked
from papernotes.cli.shell import report, today
from papernotes.library.core import Library, counts, title
from papernotes.library.find import lately, reading
from papernotes.library.outlook import outlook_here
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
        return Dashboard(
            title(library),
            counts(library),
            reading(library, _READING),
            [each for each in found.suggestions if each.entry.progress.status == "unread"][:1],
            lately(library, _LATELY),
            aims,
            outlook_here(library, dt.date.fromisoformat(now)),
        )

    return report(asked, look, pager=False)

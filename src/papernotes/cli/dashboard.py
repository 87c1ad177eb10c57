"""Bare `papernotes`."""

from papernotes.cli.shell import read, show, today
from papernotes.library.candidates import candidates
from papernotes.library.core import Library, counts, title
from papernotes.library.find import lately, reading
from papernotes.render.dashboard import Dashboard
from papernotes.render.output import Color
from papernotes.suggest.rank import suggest

_READING = 5  # rows: the whole fits a window of 24 lines
_LATELY = 3


def dashboard(*, json: bool, color: Color) -> int:
    def look(library: Library) -> Dashboard:
        suggestions = suggest(candidates(library, (), 1), today())
        return Dashboard(
            title(library),
            counts(library),
            reading(library)[:_READING],
            [found for found in suggestions if found.entry.progress.status == "unread"][:1],
            lately(library, _LATELY),
        )

    found, problems = read(look)
    return show(found, problems, json=json, color=color, pager=False)

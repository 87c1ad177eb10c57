"""Bare `papernotes`."""

from papernotes.cli.options import Asked
from papernotes.cli.shell import report, today
from papernotes.library.candidates import candidates
from papernotes.library.core import Library, counts, title
from papernotes.library.find import lately, reading
from papernotes.render.dashboard import Dashboard
from papernotes.suggest.rank import suggest

_READING = 5  # rows: the whole fits a window of 24 lines
_LATELY = 3


def dashboard(asked: Asked) -> int:
    def look(library: Library) -> Dashboard:
        suggestions = suggest(candidates(library, (), 1), today())
        return Dashboard(
            title(library),
            counts(library),
            reading(library)[:_READING],
            [found for found in suggestions if found.entry.progress.status == "unread"][:1],
            lately(library, _LATELY),
        )

    return report(asked, look, pager=False)

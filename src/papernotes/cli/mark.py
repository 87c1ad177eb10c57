"""What the marking commands have in common: choose, mark, say what happened."""

from collections.abc import Callable, Sequence

from papernotes.cli.options import Asked
from papernotes.cli.shell import Found, given, here, show_done, today
from papernotes.library.core import Library
from papernotes.library.refs import resolve_all
from papernotes.marking.commands import mark
from papernotes.marking.outcome import Outcome
from papernotes.marking.plan import Wish
from papernotes.model.paper import Entry
from papernotes.render.marked import Marked


def mark_and_show(
    wish: Wish,
    refs: Sequence[str],
    asked: Asked,
    *,
    otherwise: Callable[[Library], Entry | list[Entry]] | None = None,
) -> int:
    """Mark the papers that `refs` name; without any, what `otherwise` finds."""

    def choose(library: Library) -> list[Entry]:
        if not refs and otherwise is not None:
            found = otherwise(library)
            return found if isinstance(found, list) else [found]
        return resolve_all(library, refs)

    return show_outcome(mark(here(), given(asked), choose, wish, today()), asked)


def show_outcome(outcome: Outcome, asked: Asked) -> int:
    """Print what was marked, and what is to be heard besides."""
    view = Marked(outcome)
    return show_done(view, Found(outcome.settings, outcome.problems), asked)

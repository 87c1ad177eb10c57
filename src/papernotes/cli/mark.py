"""What the marking commands have in common: choose, mark, say what happened."""

import os
from collections.abc import Callable, Sequence

from papernotes.cli.shell import here, say, show, today, warn
from papernotes.library.core import Library
from papernotes.library.refs import resolve_all
from papernotes.marking.commands import mark
from papernotes.marking.outcome import Outcome
from papernotes.marking.plan import Wish
from papernotes.model.paper import Entry
from papernotes.render.marked import Marked
from papernotes.render.output import Color


def mark_and_show(
    wish: Wish,
    refs: Sequence[str],
    *,
    otherwise: Callable[[Library], Entry] | None = None,
    json: bool,
    color: Color,
) -> int:
    """Mark the papers that `refs` name; without any, the one that `otherwise` finds."""

    def choose(library: Library) -> list[Entry]:
        if not refs and otherwise is not None:
            return [otherwise(library)]
        return resolve_all(library, refs)

    outcome = mark(here(), os.environ, choose, wish, today())
    return show_outcome(outcome, json=json, color=color)


def show_outcome(outcome: Outcome, *, json: bool, color: Color) -> int:
    """Print what was marked. It is done: what is wrong with other files is a warning only."""
    view = Marked(outcome)
    code = show(view, [], json=json, color=color, pager=False)
    for warning in view.warnings():
        say(warning)
    if outcome.problems:
        warn(list(outcome.problems))
    return code

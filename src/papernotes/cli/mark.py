"""What the marking commands have in common: choose, mark, say what happened."""

import os
from collections.abc import Callable, Sequence

from papernotes.cli.shell import here, show, today
from papernotes.library.core import Library
from papernotes.library.refs import resolve_all
from papernotes.marking.commands import mark
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
    return show(Marked(outcome), [], json=json, color=color, pager=False)

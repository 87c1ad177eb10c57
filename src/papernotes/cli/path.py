"""`papernotes path`."""

from typing import Annotated

import typer

from papernotes.cli.options import ScopedOptions
from papernotes.cli.shell import report
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.core import Library
from papernotes.library.goals import goals, reached
from papernotes.library.reader import pace, usual_pages
from papernotes.library.refs import resolve_all
from papernotes.library.way import path_to
from papernotes.render.path import Way
from papernotes.suggest.path import time_of


def command(
    asked: ScopedOptions,
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF]...",
            help="Where you want to get: numbers, keys, ids … Without any: your goals.",
            show_default=False,
        ),
    ] = None,
    helps: Annotated[
        bool,
        typer.Option(
            "--helps", help="What is good to know on the way, too, not only what is needed."
        ),
    ] = False,
) -> int:
    """Show the shortest way to papers: what to read first, in order, and why.

    These are the fewest unread papers with which all that is needed is read when its turn
    comes. What you have read or skipped ends the way there. Several papers share one way.

    Examples:
        papernotes path dpo
        papernotes path 33 40 --helps
    """

    def look(library: Library) -> Way:
        targets = resolve_all(library, refs or [])
        if not refs:
            targets = [goal.entry for goal in goals(library)]
            if not targets:
                raise PapernotesError(
                    "all your goals are reached or skipped"
                    if reached(library)
                    else "a path to where?",
                    hint="Name a paper: papernotes path REF. Or set a goal: papernotes goal REF",
                    code=USAGE,
                )
        path = path_to(library, targets, helped=helps)
        speed = pace(library)
        return Way(path, library.catalog, time_of(path, speed, usual_pages(library)), speed)

    return report(asked, look)

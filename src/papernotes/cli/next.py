"""`papernotes next`."""

from typing import Annotated

import typer

from papernotes.cli import typed
from papernotes.cli.options import MANY, QueryArgument, ScopedOptions
from papernotes.cli.shell import report, today
from papernotes.library.core import Library
from papernotes.library.suggestions import first_waiting, matches_nothing, suggestions
from papernotes.query.terms import parse
from papernotes.render.suggestions import Suggestions

_DEFAULT = 3


def command(
    asked: ScopedOptions,
    query: QueryArgument = None,
    number: Annotated[
        int,
        typer.Option(
            "--limit", "--number", "-n", metavar="N", help="How many papers.", min=1, max=MANY
        ),
    ] = _DEFAULT,
    why: Annotated[
        bool, typer.Option("--why", help="The whole sum for each: every term and its points.")
    ] = False,
    blocked: Annotated[
        bool,
        typer.Option("--blocked", help="Papers, too, that wait for others; it says for which."),
    ] = False,
    time: Annotated[
        str | None,
        typer.Option(
            "--time",
            metavar="TIME",
            help="Only what you can read in that time, such as 90m or 2h.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Say what to read next, and why.

    Papers are ranked by a sum of points: for what you are reading, for the way to your
    goals, for what a paper opens and leads to, for topics that you rate high, and some
    more. The largest are given as reasons; “--why” shows them all. What waits for papers
    that you have not read is left out, and what you put off with “later”.

    The weights are settings: papernotes config. How it works: docs/next.md

    Examples:
        papernotes next
        papernotes next -n 1 --why topic:alignment
        papernotes next --time 90m
        papernotes next --blocked -n 10
    """
    terms = parse(query or [])
    minutes = typed.minutes(time) if time is not None else None

    def look(library: Library) -> Suggestions:
        found = suggestions(library, terms, today(), number, blocked=blocked, minutes=minutes)
        if found.suggestions:
            return Suggestions(found, why)
        no_match = bool(terms) and matches_nothing(library, terms)
        return Suggestions(found, why, first_waiting(library, terms), no_match)

    return report(asked, look)

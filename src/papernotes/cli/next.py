"""`papernotes next`."""

from typing import Annotated

import typer

from papernotes.cli.options import MANY, QueryArgument, ScopedOptions
from papernotes.cli.shell import report, today
from papernotes.library.candidates import candidates
from papernotes.library.core import Library
from papernotes.library.find import find
from papernotes.query.terms import Term, parse
from papernotes.render.suggestions import Suggestions
from papernotes.suggest.rank import suggest

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
) -> int:
    """Say what to read next, and why.

    First what you are reading, then the papers for which you have read all that they
    need, in the order of the catalog.

    Examples:
        papernotes next
        papernotes next -n 1 topic:alignment
    """
    terms = parse(query or [])

    def suggestions(library: Library) -> Suggestions:
        found = suggest(candidates(library, terms, number), today())[:number]
        unread = Term("status", "unread")
        return Suggestions(found, not found and bool(find(library, [*terms, unread], limit=1)))

    return report(asked, suggestions)

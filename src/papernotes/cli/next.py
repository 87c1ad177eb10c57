"""`papernotes next`."""

from typing import Annotated

import typer

from papernotes.cli.options import MANY, ColorOption, JsonOption, NoPagerOption, QueryArgument
from papernotes.cli.shell import read, say, show, today
from papernotes.library.candidates import candidates
from papernotes.library.core import Library
from papernotes.library.find import find
from papernotes.query.terms import Term, parse
from papernotes.render.suggestions import Suggestions
from papernotes.suggest.rank import Suggestion, suggest

_DEFAULT = 3
_NOTHING = {
    False: "Nothing is left to suggest here. See all papers with: papernotes list",
    True: "Nothing here is ready: what is unread waits for other papers."
    " “papernotes show REF” says for which.",
}


def command(
    query: QueryArgument = None,
    number: Annotated[
        int, typer.Option("--number", "-n", metavar="N", help="How many papers.", min=1, max=MANY)
    ] = _DEFAULT,
    json: JsonOption = False,
    color: ColorOption = "auto",
    no_pager: NoPagerOption = False,
) -> int:
    """Say what to read next, and why.

    First what you are reading, then the papers for which you have read all that they
    need, in the order of the catalog.

    Examples:

        papernotes next

        papernotes next -n 1 topic:alignment
    """
    terms = parse(query or [])

    def suggestions(library: Library) -> tuple[list[Suggestion], bool]:
        found = suggest(candidates(library, terms, number), today())[:number]
        unread = Term("status", "unread")
        return found, not found and bool(find(library, [*terms, unread], limit=1))

    (found, waiting), problems = read(suggestions)
    code = show(Suggestions(found), problems, json=json, color=color, pager=not no_pager)
    if not found:
        say(_NOTHING[waiting])
    return code

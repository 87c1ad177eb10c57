"""`papernotes rate`."""

from typing import Annotated

import typer

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import ScopedOptions
from papernotes.cli.typed import rating
from papernotes.errors import USAGE, PapernotesError
from papernotes.marking.plan import Wish


def command(
    asked: ScopedOptions,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="REF... 1-5",
            help="The papers, and how good they were; “none” takes a rating back.",
            show_default=False,
        ),
    ],
) -> int:
    """Say how good papers were, from 1 to 5.

    Examples:
        papernotes rate 12 5
        papernotes rate 1-3 qlora 4
        papernotes rate 12 none
    """
    *refs, last = words
    if not refs:
        raise PapernotesError(
            f"“{last}” is one word, and this takes a paper and a rating",
            hint="Write: papernotes rate REF 4",
            code=USAGE,
        )
    return mark_and_show(Wish("rate", rating=rating(last)), refs, asked)

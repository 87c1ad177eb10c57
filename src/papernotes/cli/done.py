"""`papernotes done`."""

from typing import Annotated

import typer

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import OnOption, RefsOrReading, ScopedOptions
from papernotes.cli.shell import day
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.loop import the_one
from papernotes.marking.plan import Wish
from papernotes.model.text import one_line

_LONGEST = 10_000  # characters of a takeaway


def command(
    asked: ScopedOptions,
    refs: RefsOrReading = None,
    on: OnOption = None,
    rating: Annotated[
        int | None,
        typer.Option(
            "--rating", metavar="1-5", help="How good it was.", min=1, max=5, show_default=False
        ),
    ] = None,
    takeaway: Annotated[
        str | None,
        typer.Option(
            "--message",
            "-m",
            metavar="TEXT",
            help="Your takeaway, in one line. The catalog's is then shown beside it.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Mark papers as read: say what that opens.

    Examples:
        papernotes done
        papernotes done 1-3 attention --on unknown
        papernotes done 12 --rating 5 -m "4-bit weights, 16-bit adapters"
    """
    if takeaway is not None and len(takeaway) > _LONGEST:
        raise PapernotesError(
            f"a takeaway of {len(takeaway)} characters is no takeaway",
            hint=f"Say it in one line, of at most {_LONGEST}.",
            code=USAGE,
        )
    wish = Wish(
        "done",
        on=day(on) if on is not None else None,
        rating=rating,
        takeaway=one_line(takeaway) if takeaway is not None else None,
    )
    return mark_and_show(wish, refs or [], asked, otherwise=the_one)

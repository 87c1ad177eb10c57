"""`papernotes done`."""

from typing import Annotated

import typer

from papernotes.cli import typed
from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import OnOption, RefsOrReading, ScopedOptions
from papernotes.cli.shell import day
from papernotes.library.loop import the_one
from papernotes.marking.plan import Wish


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
    took: Annotated[
        str | None,
        typer.Option(
            "--took",
            metavar="TIME",
            help="How long reading each took, such as 90m or 2h: from that comes your own pace.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Mark papers as read: say what that opens.

    Examples:
        papernotes done
        papernotes done 1-3 attention --on unknown
        papernotes done 12 --took 90m
        papernotes done 12 --rating 5 -m "4-bit weights, 16-bit adapters"
    """
    wish = Wish(
        "done",
        on=day(on) if on is not None else None,
        rating=rating,
        takeaway=typed.takeaway(takeaway) if takeaway is not None else None,
        minutes=typed.minutes(took) if took is not None else None,
    )
    return mark_and_show(wish, refs or [], asked, otherwise=the_one)

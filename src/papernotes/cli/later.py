"""`papernotes later`."""

import datetime as dt
import re
from typing import Annotated

import typer

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import ScopedOptions
from papernotes.cli.shell import today
from papernotes.errors import USAGE, PapernotesError
from papernotes.marking.plan import Wish
from papernotes.model.text import one_line

_DEFAULT = "7"
_SHOWN = 40  # characters of what is no number of days


def command(
    asked: ScopedOptions,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF",
            help="Number, range (3-7), key, arXiv id, DOI or URL.",
            show_default=False,
        ),
    ],
    days: Annotated[
        str,
        typer.Argument(metavar="[DAYS]", help="For how many days; 0 takes it back."),
    ] = _DEFAULT,
) -> int:
    """Put a paper off, without skipping it: “next” is silent of it for some days.

    Then it comes back, the more urgent the longer it waits. To start it, to finish, skip or
    reset it ends that, too.

    Examples:
        papernotes later 12
        papernotes later qlora 30
        papernotes later 12 0
    """
    number = _days(days)
    now = dt.date.fromisoformat(today())
    until = (now + dt.timedelta(days=number)).isoformat() if number else ""
    return mark_and_show(Wish("later", until=until), [ref], asked)


def _days(text: str) -> int:
    if re.fullmatch(r"\d{1,4}", text, re.ASCII):
        return int(text)
    if text.isdecimal():
        raise PapernotesError(
            "that is more than 27 years", hint="Give at most 9999 days.", code=USAGE
        )
    raise PapernotesError(
        f"“{one_line(text)[:_SHOWN]}” is no number of days",
        hint="Write papernotes later REF 14, or no number for a week.",
        code=USAGE,
    )

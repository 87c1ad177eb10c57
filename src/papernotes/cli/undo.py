"""`papernotes undo`."""

from typing import Annotated

import typer

from papernotes.cli.mark import show_outcome
from papernotes.cli.options import AskedOptions
from papernotes.cli.shell import given, here
from papernotes.marking.commands import undo


def command(
    asked: AskedOptions,
    event: Annotated[
        str | None,
        typer.Argument(
            metavar="[EVENT]",
            help="What to take back, on whatever device it was marked: its id in “papernotes log”,"
            " or the last digits of its number. Without it: the newest mark of this device.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Take back what you marked last on this device, as often as you like; or any other mark.

    Examples:
        papernotes undo
    """
    return show_outcome(undo(here(), given(asked), event), asked)

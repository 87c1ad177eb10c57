"""`papernotes catalog refresh`."""

from typing import Annotated

import typer

from papernotes.cli.curate import confirm
from papernotes.cli.options import AskedOptions
from papernotes.cli.shell import given, here
from papernotes.render.refreshed import Refreshment


def command(
    asked: AskedOptions,
    catalog: Annotated[
        str | None,
        typer.Argument(
            metavar="[CATALOG]",
            help="One of your own. Without it: the current one, if that is yours, else “mine”.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Look up the papers of a catalog of your own that were added without a network.

    Those are completed that have only an id for a title, or neither authors nor a date. What
    the catalog says stays as it is, comments too. “undo” takes it back.

    Examples:
        papernotes catalog refresh
        papernotes catalog refresh mine
    """
    from papernotes.curating.refresh import refresh  # brings Pydantic: help needs none

    refreshed = refresh(here(), given(asked), catalog)
    return confirm(Refreshment(refreshed), refreshed.settings, refreshed.problems, asked)

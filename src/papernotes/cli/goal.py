"""`papernotes goal`."""

from typing import Annotated

import typer

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import ScopedOptions
from papernotes.cli.shell import report
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.core import Library, select
from papernotes.library.goals import goals, reached
from papernotes.marking.plan import Wish
from papernotes.model.paper import Entry
from papernotes.render.goals import Goals


def command(
    asked: ScopedOptions,
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF]...",
            help="Papers that you want to get to. Without any: your goals, and what is left.",
            show_default=False,
        ),
    ] = None,
    drop: Annotated[
        bool,
        typer.Option("--drop", help="They are goals no longer. Without REF: none is."),
    ] = False,
) -> int:
    """Name papers that you want to get to: “next” then leads there.

    What has to be read on the way is shown by “path”. A goal that is read is reached, and
    leads nowhere any more.

    Examples:
        papernotes goal dpo llama2
        papernotes goal
        papernotes goal --drop dpo
    """
    if refs or drop:
        return mark_and_show(Wish("goal", drop=drop), refs or [], asked, otherwise=_all)
    return report(asked, lambda library: Goals(goals(library), reached(library), library.catalog))


def _all(library: Library) -> list[Entry]:
    found = select(library, "goal = 1", (), "ORDER BY catalog, number")
    if not found:
        raise PapernotesError(
            "you have no goals to drop", hint="Set one: papernotes goal REF", code=USAGE
        )
    return found

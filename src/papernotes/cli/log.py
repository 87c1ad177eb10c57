"""`papernotes log`."""

from typing import Annotated

import typer

from papernotes.cli.options import LimitOption, ScopedOptions
from papernotes.cli.shell import report
from papernotes.library.core import Library
from papernotes.library.history import log
from papernotes.library.refs import resolve
from papernotes.render.log import Log


def command(
    asked: ScopedOptions,
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF]",
            help="Only what you did to this paper. Without it: everything.",
            show_default=False,
        ),
    ] = None,
    limit: LimitOption = None,
) -> int:
    """Tell what you did, when, and on which device: the newest first.

    What was undone is still told, and marked. “papernotes undo ID” takes back any of it.

    Examples:
        papernotes log
        papernotes log qlora
        papernotes log -n 5
    """

    def look(library: Library) -> Log:
        entry = resolve(library, ref) if ref is not None else None
        return Log(log(library, entry, limit), library.catalog)

    return report(asked, look)

"""`papernotes similar`."""

from typing import Annotated

import typer

from papernotes.cli.options import AllCatalogsOption, RefArgument, ScopedOptions, only_one_scope
from papernotes.cli.shell import report
from papernotes.library.core import Library
from papernotes.library.likeness import MOST, similar
from papernotes.library.refs import resolve
from papernotes.render.similar import Similar

_DEFAULT = 5


def command(
    asked: ScopedOptions,
    ref: RefArgument = None,
    limit: Annotated[
        int,
        typer.Option("--limit", "-n", metavar="N", help="At most N papers.", min=1, max=MOST),
    ] = _DEFAULT,
    all_catalogs: AllCatalogsOption = False,
) -> int:
    """Show the papers that are most like one, and the words that make them so.

    Only text counts: titles, takeaways, topics, details and your notes. A word that few
    papers have says more than one that many have. What a paper needs is no matter here.

    Examples:
        papernotes similar qlora
        papernotes similar 12 -n 10
        papernotes similar arxiv:2305.14314 --all-catalogs
    """
    only_one_scope(asked, all_catalogs=all_catalogs)

    def likest(library: Library) -> Similar:
        if ref is not None:
            entry = resolve(library, ref)
        else:
            from papernotes.library.loop import the_one  # not needed with a REF

            entry = the_one(library)
        found = similar(library, entry, limit, all_catalogs=all_catalogs)
        return Similar(entry, found, all_catalogs)

    return report(asked, likest, any_catalog=all_catalogs)

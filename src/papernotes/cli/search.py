"""`papernotes search`."""

from typing import Annotated

import typer

from papernotes.cli.options import MANY, AllCatalogsOption, ScopedOptions, only_one_scope
from papernotes.cli.shell import report
from papernotes.library.search import search
from papernotes.query.terms import parse
from papernotes.render.hits import Found

_DEFAULT = 20


def command(
    asked: ScopedOptions,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY...",
            help="Words, and topic: status: author: year: tag: rating: is: has: not: terms;"
            " all must hold.",
            show_default=False,
        ),
    ],
    limit: Annotated[
        int,
        typer.Option("--limit", "-n", metavar="N", help="At most N papers.", min=1, max=MANY),
    ] = _DEFAULT,
    all_catalogs: AllCatalogsOption = False,
) -> int:
    """Search titles, authors, topics, takeaways and your notes: the best matches first.

    Words match from their beginning, whatever their case and accents; a quoted argument is
    a phrase. What matched is shown in its context.

    Examples:
        papernotes search attention
        papernotes search "chain of thought" year:2022..
        papernotes search lukasz -n 3
    """
    only_one_scope(asked, all_catalogs=all_catalogs)
    terms = parse(query)
    return report(
        asked,
        lambda library: Found(
            search(library, terms, limit, all_catalogs=all_catalogs), catalogs=all_catalogs
        ),
        any_catalog=all_catalogs,
    )

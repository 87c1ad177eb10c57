"""`papernotes list`."""

from typing import Annotated, Literal

import typer

from papernotes.cli.options import (
    AllCatalogsOption,
    LimitOption,
    QueryArgument,
    ScopedOptions,
    StatusOption,
    TopicOption,
    only_one_scope,
)
from papernotes.cli.shell import report
from papernotes.library.core import Library
from papernotes.library.find import find
from papernotes.query.terms import asked_for
from papernotes.render.listing import Listing

Sort = Literal["number", "title", "year", "pages", "status", "rating", "started", "finished"]


def command(
    asked: ScopedOptions,
    query: QueryArgument = None,
    status: StatusOption = None,
    topic: TopicOption = None,
    sort: Annotated[
        Sort,
        typer.Option(
            "--sort",
            metavar="FIELD",
            help="Sort by number, title, year, pages, status, rating, started or finished.",
        ),
    ] = "number",
    reverse: Annotated[bool, typer.Option("--reverse", "-r", help="The other way round.")] = False,
    limit: LimitOption = None,
    all_catalogs: AllCatalogsOption = False,
) -> int:
    """List papers, in the order of the catalog.

    The mark says how things stand: ○ unread and ready, · unread and not ready yet, ▸ being
    read, ✓ done, – skipped. A paper is ready when all that it needs is done or skipped.

    Examples:
        papernotes list
        papernotes list transformer year:2020..2022
        papernotes list --status unread --topic rl --limit 5
    """
    only_one_scope(asked, all_catalogs=all_catalogs)
    terms = asked_for(query, status=status, topic=topic)

    def listing(library: Library) -> Listing:
        found = find(
            library, terms, sort=sort, reverse=reverse, limit=limit, all_catalogs=all_catalogs
        )
        return Listing(found, catalogs=all_catalogs)

    return report(asked, listing, any_catalog=all_catalogs)

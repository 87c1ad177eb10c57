"""`papernotes list`."""

from typing import Annotated, Literal

import typer

from papernotes.cli.options import (
    AllCatalogsOption,
    LimitOption,
    QueryArgument,
    ScopedOptions,
    only_one_scope,
)
from papernotes.cli.shell import report
from papernotes.library.core import Library
from papernotes.library.find import find
from papernotes.query.terms import either, parse
from papernotes.render.listing import Listing

Sort = Literal["number", "title", "year", "pages", "status", "rating", "started", "finished"]


def command(
    asked: ScopedOptions,
    query: QueryArgument = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            "-s",
            metavar="STATUS",
            help="Only unread, reading, done or skipped papers. Repeat it for either of several.",
            show_default=False,
        ),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option(
            "--topic",
            "-t",
            metavar="TOPIC",
            help="Only papers on the topic. Repeat it for either of several.",
            show_default=False,
        ),
    ] = None,
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
    options = [("status", status), ("topic", topic)]
    terms = (
        *parse(query or []),
        *(either(field, values) for field, values in options if values),
    )

    def listing(library: Library) -> Listing:
        found = find(
            library, terms, sort=sort, reverse=reverse, limit=limit, all_catalogs=all_catalogs
        )
        return Listing(found, catalogs=all_catalogs)

    return report(asked, listing, any_catalog=all_catalogs)

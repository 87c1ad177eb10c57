"""Arguments and options that several commands take, declared once."""

from typing import Annotated, Literal

import typer

_OUTPUT = "Output"
MANY = 1_000_000  # more papers than any catalog has

JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON (see docs/json.md).", rich_help_panel=_OUTPUT)
]
ColorOption = Annotated[
    Literal["auto", "always", "never"],
    typer.Option(
        "--color",
        help="When to use colour. “always” draws as on a terminal, even into a pipe.",
        rich_help_panel=_OUTPUT,
    ),
]
NoPagerOption = Annotated[
    bool, typer.Option("--no-pager", help="Never use a pager.", rich_help_panel=_OUTPUT)
]
RefArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[REF]",
        help="Number, key, arXiv id, DOI or URL. Without it: the paper you are reading.",
        show_default=False,
    ),
]
_REFS = "Numbers, ranges (3-7), keys, arXiv ids, DOIs or URLs."
RefsArgument = Annotated[
    list[str], typer.Argument(metavar="REF...", help=_REFS, show_default=False)
]
RefsOrReading = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[REF]...",
        help=f"{_REFS} Without any: the paper you are reading.",
        show_default=False,
    ),
]
RefsOrNext = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[REF]...", help=f"{_REFS} Without any: the top of “next”.", show_default=False
    ),
]
QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...",
        help="Words, and topic: status: author: year: tag: rating: is: has: not: terms;"
        " all must hold.",
        show_default=False,
    ),
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The day: 2026-11-23, today, yesterday or unknown.",
        show_default=False,
    ),
]

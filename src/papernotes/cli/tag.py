"""`papernotes tag`."""

from typing import Annotated

import typer

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import ScopedOptions
from papernotes.cli.typed import removed_tags, tags
from papernotes.errors import USAGE, PapernotesError
from papernotes.marking.plan import Wish


def command(
    asked: ScopedOptions,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="REF... +TAG...",
            help="The papers, and the tags that they get.",
            show_default=False,
        ),
    ],
    remove: Annotated[
        list[str] | None,
        typer.Option(
            "--remove",
            metavar="TAG",
            help="A tag that they lose. Repeat it for several.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Put tags of your own on papers. “list tag:x” finds them.

    Examples:
        papernotes tag 12 +classic
        papernotes tag 1-3 qlora +classic "+to discuss"
        papernotes tag 12 --remove classic
    """
    refs = [word for word in words if not word.startswith("+")]
    added = tags(word[1:] for word in words if word.startswith("+"))
    removed = removed_tags(word.removeprefix("+") for word in remove or [])
    if not refs:
        raise PapernotesError(
            "tags for no paper", hint="Name it: papernotes tag REF +classic", code=USAGE
        )
    if not added and not removed:
        raise PapernotesError(
            "no tag to put on or to take off",
            hint=f"Write: papernotes tag {refs[0]} +classic, or --remove classic",
            code=USAGE,
        )
    if both := set(added) & set(removed):
        raise PapernotesError(
            f"“{min(both)}” is to be put on and to be taken off",
            hint="Say one of the two.",
            code=USAGE,
        )
    return mark_and_show(Wish("tag", add=added, remove=removed), refs, asked)

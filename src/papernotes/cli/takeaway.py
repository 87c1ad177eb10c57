"""`papernotes takeaway`."""

from typing import Annotated

import typer

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import ScopedOptions
from papernotes.cli.shell import report
from papernotes.cli.typed import takeaway
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.refs import resolve
from papernotes.marking.plan import Wish
from papernotes.render.takeaways import Takeaways


def command(
    asked: ScopedOptions,
    ref: Annotated[
        str,
        typer.Argument(metavar="REF", help="The paper.", show_default=False),
    ],
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEXT]",
            help="The paper in one line, in your words; “-” reads it from stdin."
            " Without it: what you and the catalog say.",
            show_default=False,
        ),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take your takeaway back.")] = False,
) -> int:
    """Say a paper in one line, in your own words, or read what you said.

    Write yours before you look: the catalog's is shown beside it then.

    Examples:
        papernotes takeaway 12 "4-bit weights, 16-bit adapters"
        papernotes takeaway 12
        papernotes takeaway 12 --clear
    """
    if clear and text is not None:
        raise PapernotesError(
            "a takeaway and --clear at once", hint="Say one of the two.", code=USAGE
        )
    if text is None and not clear:
        return report(asked, lambda library: Takeaways(resolve(library, ref)))
    said = takeaway(text) if text is not None else ""
    if not said and not clear:
        raise PapernotesError(
            "that takeaway says nothing",
            hint=f"To take yours back: papernotes takeaway {ref} --clear",
            code=USAGE,
        )
    return mark_and_show(Wish("takeaway", takeaway=said), [ref], asked)

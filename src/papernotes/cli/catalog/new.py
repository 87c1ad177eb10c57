"""`papernotes catalog new`."""

from typing import Annotated

import typer

from papernotes.cli.curate import confirm
from papernotes.cli.options import AskedOptions, NewNameArgument
from papernotes.cli.shell import given, here
from papernotes.curating.new import new
from papernotes.curating.offer import fitting
from papernotes.model.text import one_line
from papernotes.render.made import MadeCatalog


def command(
    name: NewNameArgument,
    asked: AskedOptions,
    title: Annotated[
        str | None,
        typer.Option(
            "--title",
            metavar="TEXT",
            help="What the list is called by people. Without it: made from NAME.",
            show_default=False,
        ),
    ] = None,
    copy: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="CATALOG",
            help="Begin with the papers of this catalog.",
            show_default=False,
        ),
    ] = None,
    use: Annotated[bool, typer.Option("--use", help="Make it the current catalog.")] = False,
) -> int:
    """Begin a catalog of your own: empty, or with the papers of another.

    Its folder has a page about the list besides, and can be pushed to a git host as it is.
    A copy of the bundled catalog can be changed, and still follows it: “catalog update”.

    Examples:
        papernotes catalog new thursday-group --title "Thursday group"
        papernotes catalog new my-llm --from llm --use
    """
    fitting(name, "papernotes catalog new {}")
    made = new(here(), given(asked), name, title=one_line(title or "") or None, copy=copy, use=use)
    return confirm(MadeCatalog(made), made.settings, made.problems, asked)

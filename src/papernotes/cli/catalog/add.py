"""`papernotes catalog add`."""

import sys
from typing import Annotated

import typer

from papernotes.cli.curate import confirm
from papernotes.cli.options import NetworkOptions
from papernotes.cli.shell import given, here
from papernotes.curating.catalogs import bring_in
from papernotes.curating.offer import STDIN, Offer, name_for, offered, read_stream
from papernotes.errors import refusing
from papernotes.render.catalogs import BroughtCatalog


def command(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL",
            help="A catalog's TOML file, a folder with a papers.toml, an address of either (or of a"
            " repository at GitHub, GitLab or Codeberg), or - for stdin.",
            show_default=False,
        ),
    ],
    asked: NetworkOptions,
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="CATALOG",
            help="What to call it. Without it: as the folder of a papers.toml, or as the file.",
            show_default=False,
        ),
    ] = None,
    use: Annotated[bool, typer.Option("--use", help="Make it the current catalog.")] = False,
) -> int:
    """Add a catalog from a file or the web: it is checked, and copied into your library.

    A file with a flaw is not added. The copy is yours: edit it, or put it under git. Where it
    came from is remembered: “catalog update” brings what has changed there.

    Examples:
        papernotes catalog add reading-group.toml
        papernotes catalog add club --use
    """
    called = name_for(file, name)
    if file == STDIN:
        with refusing("read stdin"):
            data = read_stream(sys.stdin.buffer, "stdin") if sys.stdin else b""
        offer = Offer("stdin", data, None)
    else:
        offer = offered(here(), given(asked), file)
    brought = bring_in(here(), given(asked), called, offer, use=use)
    return confirm(BroughtCatalog(brought), brought.settings, brought.problems, asked)

"""`papernotes catalog add`."""

import sys
from typing import Annotated

import typer

from papernotes.cli.curate import confirm
from papernotes.cli.options import AskedOptions
from papernotes.cli.shell import given, here
from papernotes.curating.catalogs import bring_in
from papernotes.curating.offer import STDIN, file_of, name_for, read_file, read_stream
from papernotes.errors import refusing
from papernotes.render.catalogs import BroughtCatalog


def command(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A catalog's TOML file, a folder with a papers.toml, or - for stdin.",
            show_default=False,
        ),
    ],
    asked: AskedOptions,
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
    """Add a catalog from a file: it is checked, and copied into your library.

    A file with a flaw is not added. The copy is yours: edit it, or put it under git.

    Examples:
        papernotes catalog add reading-group.toml
        papernotes catalog add club --use
    """
    called = name_for(file, name)
    if file == STDIN:
        shown = "stdin"
        with refusing("read stdin"):
            data = read_stream(sys.stdin.buffer, shown) if sys.stdin else b""
    else:
        path = file_of(file)
        shown, data = str(path), read_file(path)
    brought = bring_in(here(), given(asked), called, data, shown=shown, use=use)
    return confirm(BroughtCatalog(brought), brought.settings, brought.problems, asked)

"""`papernotes open`."""

from typing import Annotated

import typer

from papernotes.cli.options import RefArgument, ScopedOptions
from papernotes.cli.shell import read, show
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.core import Library
from papernotes.library.links import code, labelled, page, pdf
from papernotes.library.loop import the_one
from papernotes.library.refs import resolve
from papernotes.model.paper import Entry
from papernotes.programs.browser import browse
from papernotes.render.opened import Opened

_WHAT = "What to open"


def command(
    asked: ScopedOptions,
    ref: RefArgument = None,
    as_pdf: Annotated[bool, typer.Option("--pdf", help="The PDF.", rich_help_panel=_WHAT)] = False,
    its_code: Annotated[
        bool, typer.Option("--code", help="The code.", rich_help_panel=_WHAT)
    ] = False,
    link: Annotated[
        str | None,
        typer.Option(
            "--link",
            "-l",
            metavar="LABEL",
            help="The link with this label; its beginning will do.",
            show_default=False,
            rich_help_panel=_WHAT,
        ),
    ] = None,
    only_print: Annotated[
        bool, typer.Option("--print", "-p", help="Print the address, and open nothing.")
    ] = False,
) -> int:
    """Open a paper in the browser.

    Examples:
        papernotes open --print
        papernotes open 12 --pdf --print
        papernotes open qlora --code --print
        papernotes open 12 --link code --print
    """
    if as_pdf + its_code + (link is not None) > 1:
        raise PapernotesError(
            "--pdf, --code and --link are one choice", hint="Give one of them.", code=USAGE
        )

    def address(library: Library) -> tuple[Entry, str]:
        entry = resolve(library, ref) if ref is not None else the_one(library)
        paper = entry.paper
        named = ref if ref is not None else str(paper.number)
        if link is not None:
            return entry, labelled(paper, named, link)
        return entry, (pdf if as_pdf else code if its_code else page)(paper, named)

    (entry, url), found = read(asked, address)
    if not only_print:
        browse(url, found.settings.browser)
    return show(Opened(entry, url, printed=only_print), found, asked)

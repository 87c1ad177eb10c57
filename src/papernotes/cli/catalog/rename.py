"""`papernotes catalog rename`."""

from typing import Annotated

import typer

from papernotes.cli.curate import confirm
from papernotes.cli.options import AskedOptions, CatalogArgument
from papernotes.cli.shell import given, here
from papernotes.curating.catalogs import rename
from papernotes.curating.offer import fitting
from papernotes.render.made import RenamedCatalog


def command(
    catalog: CatalogArgument,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="What to call it: small letters, digits and hyphens.",
            show_default=False,
        ),
    ],
    asked: AskedOptions,
) -> int:
    """Give a catalog of your own another name. Progress and notes stay.

    Examples:
        papernotes catalog rename mine ours
    """
    fitting(name, f"papernotes catalog rename {catalog} {{}}")
    renamed = rename(here(), given(asked), catalog, name)
    return confirm(RenamedCatalog(renamed), renamed.settings, renamed.problems, asked)

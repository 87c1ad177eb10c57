"""`papernotes catalog rename`."""

from papernotes.cli.curate import confirm
from papernotes.cli.options import AskedOptions, CatalogArgument, NewNameArgument
from papernotes.cli.shell import given, here
from papernotes.curating.catalogs import rename
from papernotes.curating.offer import fitting
from papernotes.render.made import RenamedCatalog


def command(
    catalog: CatalogArgument,
    name: NewNameArgument,
    asked: AskedOptions,
) -> int:
    """Give a catalog of your own another name. Progress and notes stay.

    Examples:
        papernotes catalog rename mine ours
    """
    fitting(name, f"papernotes catalog rename {catalog} {{}}")
    renamed = rename(here(), given(asked), catalog, name)
    return confirm(RenamedCatalog(renamed), renamed.settings, renamed.problems, asked)

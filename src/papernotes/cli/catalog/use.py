"""`papernotes catalog use`."""

from papernotes.cli.curate import confirm
from papernotes.cli.options import AskedOptions, CatalogArgument
from papernotes.cli.shell import given, here
from papernotes.curating.catalogs import use
from papernotes.render.catalogs import UsedCatalog


def command(catalog: CatalogArgument, asked: AskedOptions) -> int:
    """Make a catalog the current one, on this device.

    Examples:
        papernotes catalog use llm
    """
    used = use(here(), given(asked), catalog)
    return confirm(UsedCatalog(used), used.settings, used.problems, asked)

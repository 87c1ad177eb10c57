"""`papernotes catalog remove`."""

from papernotes.cli.curate import confirm
from papernotes.cli.options import AskedOptions, CatalogArgument
from papernotes.cli.shell import given, here
from papernotes.curating.catalogs import remove
from papernotes.render.catalogs import RemovedCatalog


def command(catalog: CatalogArgument, asked: AskedOptions) -> int:
    """Set a catalog of your own aside: nothing is deleted, progress and notes stay.

    Its folder is moved to where papernotes sets things aside; what brings it back is said.

    Examples:
        papernotes catalog remove mine
    """
    removed = remove(here(), given(asked), catalog)
    return confirm(RemovedCatalog(removed), removed.settings, removed.problems, asked)

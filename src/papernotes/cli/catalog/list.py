"""`papernotes catalog list`."""

from papernotes.cli.options import AskedOptions
from papernotes.cli.shell import report
from papernotes.library.catalogs import catalogs
from papernotes.library.core import Library
from papernotes.render.catalogs import Catalogs


def command(asked: AskedOptions) -> int:
    """List your catalogs: how far you are in each, and which is the current one.

    Numbers and keys are looked up in the current catalog. A flag, a variable, “catalog
    use” or the config decides which one that is.

    Examples:
        papernotes catalog list
        papernotes catalog list --json
    """

    def look(library: Library) -> Catalogs:
        return Catalogs(catalogs(library), library.catalog, library.settings.sources["catalog"])

    return report(asked, look, any_catalog=True)

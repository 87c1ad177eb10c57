"""`papernotes catalog refresh`."""

from papernotes.cli.curate import confirm
from papernotes.cli.options import AskedOptions, OwnCatalogArgument
from papernotes.cli.shell import given, here
from papernotes.render.refreshed import Refreshment


def command(
    asked: AskedOptions,
    catalog: OwnCatalogArgument = None,
) -> int:
    """Look up the papers of a catalog of your own that were added without a network.

    Those are completed that have only an id for a title, or neither authors nor a date. What
    the catalog says stays as it is, comments too. “undo” takes it back.

    Examples:
        papernotes catalog refresh
        papernotes catalog refresh mine
    """
    from papernotes.curating.refresh import refresh  # brings Pydantic: help needs none

    refreshed = refresh(here(), given(asked), catalog)
    return confirm(Refreshment(refreshed), refreshed.settings, refreshed.problems, asked)

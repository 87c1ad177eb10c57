"""`papernotes redo`."""

from papernotes.cli.mark import show_outcome
from papernotes.cli.options import AskedOptions
from papernotes.cli.shell import given, here
from papernotes.marking.commands import redo


def command(asked: AskedOptions) -> int:
    """Bring back what you undid last, unless you have marked something since.

    Examples:
        papernotes redo
    """
    return show_outcome(redo(here(), given(asked)), asked)

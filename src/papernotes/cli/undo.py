"""`papernotes undo`."""

from papernotes.cli.mark import show_outcome
from papernotes.cli.options import AskedOptions
from papernotes.cli.shell import given, here
from papernotes.marking.commands import undo


def command(asked: AskedOptions) -> int:
    """Take back what you marked last on this device, as often as you like.

    Examples:
        papernotes undo
    """
    return show_outcome(undo(here(), given(asked)), asked)

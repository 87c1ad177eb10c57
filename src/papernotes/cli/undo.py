"""`papernotes undo`."""

import os

from papernotes.cli.mark import show_outcome
from papernotes.cli.options import ColorOption, JsonOption
from papernotes.cli.shell import here
from papernotes.marking.commands import undo


def command(json: JsonOption = False, color: ColorOption = "auto") -> int:
    """Take back what you marked last on this device, as often as you like.

    Examples:

        papernotes undo
    """
    return show_outcome(undo(here(), os.environ), json=json, color=color)

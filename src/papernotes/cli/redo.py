"""`papernotes redo`."""

import os

from papernotes.cli.mark import show_outcome
from papernotes.cli.options import ColorOption, JsonOption
from papernotes.cli.shell import here
from papernotes.marking.commands import redo


def command(json: JsonOption = False, color: ColorOption = "auto") -> int:
    """Bring back what you undid last, unless you have marked something since.

    Examples:

        papernotes redo
    """
    return show_outcome(redo(here(), os.environ), json=json, color=color)

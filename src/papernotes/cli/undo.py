"""`papernotes undo`."""

import os

from papernotes.cli.options import ColorOption, JsonOption
from papernotes.cli.shell import here, show
from papernotes.marking.commands import undo
from papernotes.render.marked import Marked


def command(json: JsonOption = False, color: ColorOption = "auto") -> int:
    """Take back what you marked last on this device, as often as you like.

    Examples:

        papernotes undo
    """
    return show(Marked(undo(here(), os.environ)), [], json=json, color=color, pager=False)

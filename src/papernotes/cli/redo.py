"""`papernotes redo`."""

import os

from papernotes.cli.options import ColorOption, JsonOption
from papernotes.cli.shell import here, show
from papernotes.marking.commands import redo
from papernotes.render.marked import Marked


def command(json: JsonOption = False, color: ColorOption = "auto") -> int:
    """Bring back what you undid last, unless you have marked something since.

    Examples:

        papernotes redo
    """
    return show(Marked(redo(here(), os.environ)), [], json=json, color=color, pager=False)

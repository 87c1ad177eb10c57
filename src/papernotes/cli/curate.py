"""How the commands end that change catalogs."""

from collections.abc import Sequence

from papernotes.cli.options import Asked
from papernotes.cli.shell import Found, show, warn
from papernotes.library.core import Problem
from papernotes.render.view import View
from papernotes.settings import Settings


def confirm(view: View, settings: Settings, problems: Sequence[Problem], asked: Asked) -> int:
    """Print what was done. It is done: what is wrong with files is a warning only."""
    code = show(view, Found(settings), asked)
    if problems:
        warn(Found(settings, problems))
    return code

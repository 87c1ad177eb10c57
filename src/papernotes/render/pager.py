"""Show what would scroll away in the user's pager."""

import os

from papernotes.programs.foreground import run, words

# Quit if it fits, ignore case in searches, colours, leave the screen as it was.
_DEFAULT = "less -FIRX"


def page(text: str, setting: str) -> bool:
    """Whether the pager of the setting showed `text`. `cat`: none."""
    command = words(setting)
    if not command or command == ["cat"]:
        return False
    if command == ["less"] and "LESS" not in os.environ:
        command = words(_DEFAULT)
    try:
        run(command, text.encode("utf-8", "replace"))
    except OSError:
        return False
    return True

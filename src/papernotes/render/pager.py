"""Show what would scroll away in the user's pager."""

import os
import shlex
import shutil
import subprocess

# Quit if it fits, colours, quit on Ctrl-C, leave the screen as it was.
_DEFAULT = "less -FIRX"


def page(text: str) -> bool:
    """Whether a pager showed `text`. `PAPERNOTES_PAGER`, then `PAGER`, then less; `cat`: none."""
    setting = os.environ.get("PAPERNOTES_PAGER") or os.environ.get("PAGER") or _DEFAULT
    try:
        command = shlex.split(setting)
    except ValueError:  # an open quote
        return False
    if not command or command == ["cat"] or not shutil.which(command[0]):
        return False
    if command == ["less"] and "LESS" not in os.environ:
        command = shlex.split(_DEFAULT)
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE) as process:  # noqa: S603 (the user's)
            # communicate() lets a pager that was left before the end be.
            process.communicate(text.encode("utf-8", "replace"))
    except OSError:
        return False
    return True

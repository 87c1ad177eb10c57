"""Show what would scroll away in the user's pager."""

import os
import shlex
import shutil
import signal
import subprocess

# Quit if it fits, ignore case in searches, colours, leave the screen as it was.
_DEFAULT = "less -FIRX"


def page(text: str, setting: str) -> bool:
    """Whether the pager of the setting showed `text`. `cat`: none."""
    try:
        command = shlex.split(setting)
    except ValueError:  # an open quote
        return False
    if not command or command == ["cat"] or not shutil.which(command[0]):
        return False
    if command == ["less"] and "LESS" not in os.environ:
        command = shlex.split(_DEFAULT)
    # Ctrl-C is the pager's while it lives, as with git: if we ended first, it would go on
    # reading from the terminal together with the shell. A handler of our own is not handed
    # down to the pager, as SIG_IGN would be.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 (the user's own)
        # communicate() lets a pager that was left before the end be.
        process.communicate(text.encode("utf-8", "replace"))
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True

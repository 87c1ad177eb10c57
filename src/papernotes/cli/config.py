"""`papernotes config`."""

from papernotes.cli.options import ScopedOptions
from papernotes.cli.shell import report
from papernotes.render.configured import Configured


def command(asked: ScopedOptions) -> int:
    """Show every setting, its value, and where that comes from.

    A setting is decided by its option, else by its variable, else by what you chose on this
    device, else by the file that “papernotes paths” calls config, which only you write.

    Examples:
        papernotes config
        papernotes config --color never
    """
    return report(
        asked,
        lambda library: Configured(library.settings, library.places.config_file),
        any_catalog=True,
    )

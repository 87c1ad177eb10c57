"""`papernotes reset`."""

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import RefsArgument, ScopedOptions
from papernotes.marking.plan import Wish


def command(refs: RefsArgument, asked: ScopedOptions) -> int:
    """Make papers unread again; ratings, tags and takeaways stay.

    Examples:
        papernotes reset 12
    """
    return mark_and_show(Wish("reset"), refs, asked)

"""`papernotes reset`."""

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import ColorOption, JsonOption, RefsArgument
from papernotes.marking.plan import Wish


def command(refs: RefsArgument, json: JsonOption = False, color: ColorOption = "auto") -> int:
    """Make papers unread again; ratings, tags and takeaways stay.

    Examples:

        papernotes reset 12
    """
    return mark_and_show(Wish("reset"), refs, json=json, color=color)

"""`papernotes skip`."""

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import RefsArgument, ScopedOptions
from papernotes.marking.plan import Wish


def command(refs: RefsArgument, asked: ScopedOptions) -> int:
    """Set papers aside: they count as settled, and are not suggested.

    Examples:
        papernotes skip 34-36
    """
    return mark_and_show(Wish("skip"), refs, asked)

"""`papernotes start`."""

from papernotes.cli.mark import mark_and_show
from papernotes.cli.options import OnOption, RefsOrNext, ScopedOptions
from papernotes.cli.shell import day, today
from papernotes.library.loop import the_next
from papernotes.marking.plan import Wish


def command(
    asked: ScopedOptions,
    refs: RefsOrNext = None,
    on: OnOption = None,
) -> int:
    """Begin to read a paper.

    Examples:
        papernotes start
        papernotes start qlora
        papernotes start 12 --on yesterday
    """
    wish = Wish("start", on=day(on) if on is not None else None)
    return mark_and_show(
        wish,
        refs or [],
        asked,
        otherwise=lambda library: the_next(library, today()),
    )

"""`papernotes remove`."""

from typing import Annotated

import typer

from papernotes.cli.asking import agreed
from papernotes.cli.curate import confirm
from papernotes.cli.options import RefsArgument, ScopedOptions
from papernotes.cli.shell import given, here, read, say
from papernotes.model.clean import clean
from papernotes.render.removed import Removal, listed


def command(
    refs: RefsArgument,
    asked: ScopedOptions,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
) -> int:
    """Take papers out of a catalog of your own. “undo” brings them back.

    Your progress and your notes stay, and are there again if the paper comes back.

    Examples:
        papernotes remove mine/mixtral-experts --yes
        papernotes remove mine/3 mine/4 --yes
    """
    from papernotes.curating.remove import chosen, remove  # brings Pydantic: help needs none

    entries, found = read(asked, lambda library: chosen(library, refs))
    question = f"Remove {clean(listed(entries))} from {entries[0].catalog}?"
    if not agreed(question, yes=yes):
        say("Nothing was removed.", found.settings)
        return 0
    taken = remove(here(), given(asked), entries)
    return confirm(Removal(taken), taken.settings, taken.problems, asked)

"""`papernotes show`."""

from typing import TYPE_CHECKING

from papernotes.cli.options import RefArgument, ScopedOptions
from papernotes.cli.shell import report
from papernotes.library.core import Library
from papernotes.library.note import note
from papernotes.library.refs import resolve
from papernotes.library.relations import helps, leads_to, needs, opens
from papernotes.model.paper import Entry
from papernotes.render.card import Card

if TYPE_CHECKING:
    from papernotes.library.history import Past


def command(
    asked: ScopedOptions,
    ref: RefArgument = None,
) -> int:
    """Show everything about a paper: what it says, needs and opens, and what you did.

    Examples:
        papernotes show 12
        papernotes show qlora
        papernotes show arxiv:2305.14314
    """

    def card(library: Library) -> Card:
        if ref is not None:
            entry = resolve(library, ref)
        else:
            from papernotes.library.loop import the_one  # not needed with a REF

            entry = the_one(library)
        return Card(
            entry,
            needs(library, entry),
            helps(library, entry),
            opens(library, entry),
            leads_to(library, entry),
            note(library, entry),
            _events(library, entry) if asked.json else [],
        )

    return report(asked, card)


def _events(library: Library, entry: Entry) -> "list[Past]":
    from papernotes.library.history import events  # only JSON shows them

    return events(library, entry)

"""The papers that may come next."""

from collections.abc import Sequence

from papernotes.library.core import Library
from papernotes.library.find import find, latest
from papernotes.library.relations import needs, opens
from papernotes.query.terms import Term
from papernotes.suggest.rank import Candidate


def candidates(library: Library, terms: Sequence[Term], limit: int) -> list[Candidate]:
    """What you began last, and the first ready papers: enough to suggest `limit` of them."""
    reading = Term("status", "reading")
    found = latest(library, terms, limit)
    # What is ready is being read, or unread.
    ready = [Term("is", "ready"), reading._replace(negated=True)]
    found += find(library, [*terms, *ready], limit=limit)
    return [
        Candidate(
            entry,
            [related.entry for related in needs(library, entry) if related.entry],
            opens(library, entry),
        )
        for entry in found
    ]

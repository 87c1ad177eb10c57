"""The papers that may come next."""

from collections.abc import Sequence

from papernotes.library.core import Library
from papernotes.library.find import find
from papernotes.library.relations import needs, opens
from papernotes.query.terms import Term
from papernotes.suggest.rank import Candidate


def candidates(library: Library, terms: Sequence[Term], limit: int) -> list[Candidate]:
    """What you began last, and the first ready papers: enough to suggest `limit` of them."""
    reading = [*terms, Term("status", "reading")]
    found = find(library, reading, sort="started", reverse=True, limit=limit)
    found += find(library, [*terms, Term("is", "ready"), Term("status", "unread")], limit=limit)
    return [
        Candidate(
            entry,
            [related.entry for related in needs(library, entry) if related.entry],
            opens(library, entry),
        )
        for entry in found
    ]

"""The last look at a record before it goes out: what catalogs can't hold is left out or said."""

from typing import Final

from papernotes.importing.texts import LONGEST, beginning, unique
from papernotes.model.record import Left, Record

# What a catalog takes (catalog/schema.py).
_AUTHORS: Final = 10_000
_TOPICS: Final = 200
_LINKS: Final = 1_000
_PAGES: Final = 100_000
_NUMBER: Final = 999_999


def checked(record: Record, begins: str = "") -> Record | Left:
    """The record within its limits; what has no title is left out, told by how it `begins`."""
    if not record.title or not any(char.isalnum() for char in record.title):
        text = begins or (record.ids[0] if record.ids else "") or (record.url or "")
        return Left(record.line, beginning(text) or "a record", "has no title")
    if len(record.title) >= LONGEST:
        return Left(record.line, beginning(record.title), "has a title longer than any title")
    pages, number = record.pages, record.number
    return record._replace(
        authors=unique(record.authors)[:_AUTHORS],
        topics=unique(record.topics)[:_TOPICS],
        links=tuple(dict.fromkeys(record.links))[:_LINKS],
        pages=pages if pages and 0 < pages <= _PAGES else None,
        number=number if number and 0 < number <= _NUMBER else None,
        venue=record.venue or None,
        kind=record.kind or None,
        takeaway=record.takeaway or None,
        detail=record.detail or None,
        short=record.short or None,
        key=record.key or None,
    )

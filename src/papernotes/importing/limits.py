"""How much is read of one text. Honest libraries are smaller, and the others end in an error."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from papernotes.importing.formats import UnreadableError
from papernotes.model.record import Left, Record

MOST: Final = 100_000  # records: the largest library that papernotes is made for
_LINES: Final = 4_000_000  # 100,000 records of RIS with 40 lines each
_SHORTEST: Final = 8  # characters of a record, and what parts it from the next
_APART: Final = "Nothing was imported. Take the file apart, and import the pieces."


def few(text: str, each: Iterable[object]) -> None:
    """Raises UnreadableError if `each`, of which every record of `text` has one, are too many.

    Told before the first is read, since to read that many would take minutes.
    """
    if len(text) > _SHORTEST * MOST and sum(1 for _ in islice(each, MOST + 1)) > MOST:
        raise too_many()


def few_lines(text: str, most: int = _LINES) -> None:
    """Raises UnreadableError if `text` has more lines than any that is as large as may be."""
    if len(text) > most and text.count("\n") > most:
        raise UnreadableError(f"has more than {most:,} lines, the most that one file may", _APART)


def limited(items: Iterable[Record | Left]) -> Iterator[Record | Left]:
    """The items; raises UnreadableError if they are too many."""
    for number, item in enumerate(items, 1):
        if number > 2 * MOST:  # also what is left out is held in memory
            raise too_many()
        yield item


def too_many() -> UnreadableError:
    return UnreadableError(f"holds more than {MOST:,} records, the most that one file may", _APART)


def too_long(what: str) -> UnreadableError:
    return UnreadableError(f"is too long for {what}", _APART)

"""What may stand under the cursor, and how what is typed of it is compared."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from papernotes.library.core import Library
from papernotes.model.text import fold

MOST = 300  # candidates: more than anybody reads through, and soon fetched
HIGHEST = "\U0010ffff"  # sorts after whatever a name goes on with


class Candidate(NamedTuple):
    """A word, and what it is. One that ends in `:` or `/` is to be gone on with."""

    value: str
    help: str = ""


# A question to the library, and the one who answers it: with nothing, where there is none.
Question = Callable[[Library], Iterable[Candidate]]
Ask = Callable[[Question], list[Candidate]]


def beginning(word: str, values: Iterable[str], about: str = "") -> list[Candidate]:
    """Those of a few fixed words that begin as `word` does, exactly."""
    return [Candidate(value, about) for value in values if value.startswith(word)]


def begins(value: str, word: str) -> bool:
    """Whether `value` begins with what is typed, case and diacritics apart."""
    return fold(value).startswith(fold(word))


def listed(word: str, complete: Callable[[str], Iterable[Candidate]]) -> list[Candidate]:
    """The last of several values with commas between them; what is there is not offered again."""
    before, comma, last = word.rpartition(",")
    there = before.split(",")
    return [
        candidate._replace(value=f"{before}{comma}{candidate.value}")
        for candidate in complete(last)
        if candidate.value not in there and "," not in candidate.value
    ]

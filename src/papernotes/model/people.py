"""People's names, taken apart as other programs keep them, and joined again."""

import re
from typing import NamedTuple

_SUFFIXES = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"]
# Written with a capital they belong to what follows just as well: "Sheer El Showk".
_BEFORE_FAMILY = ["De", "Del", "Della", "Den", "Der", "El", "La", "Le", "Van", "Von"]
# What no person is called, but a company, a team or a laboratory. ("AI", too; "Ai" is a family.)
_BODIES = (
    "association|center|centre|collaboration|committee|consortium|corporation|foundation|group"
    "|inc\\.?|institute|lab|laboratory|labs|llc|ltd\\.?|organi[sz]ation|project|research|society"
    "|team|university"
)
_OF_BODIES = ("and", "for", "of", "the", "&")


class Person(NamedTuple):
    """A name in its parts. What it has not is empty, and only the family's name never is.

    A body, such as a company, has a `family` alone and is `corporate`.
    """

    family: str
    given: str = ""
    particle: str = ""  # "van" of "Ludwig van Beethoven": not sorted by
    suffix: str = ""  # "Jr."
    corporate: bool = False


def apart(name: str) -> Person:
    """The parts of a name as people are called: "Ludwig van Beethoven", "Robert Downey Jr."."""
    *words, last = name.split() or [name]
    suffix = ""
    if words[1:] and last.lower() in _SUFFIXES:
        suffix, last = last, words.pop()
    if not words or _is_body([*words, last]):
        return Person(name, corporate=True)
    words.append(last)
    start = _family(words)
    family = start
    while family < len(words) - 1 and words[family][0].islower():
        family += 1
    return Person(
        " ".join(words[family:]),
        " ".join(words[:start]),
        " ".join(words[start:family]),
        suffix,
    )


def joined(person: Person) -> str:
    """The name as the person is called: what `apart` was given, but for white space."""
    return " ".join(filter(None, (person.given, person.particle, person.family, person.suffix)))


def _is_body(words: list[str]) -> bool:
    # A word without a letter is no name of anybody's either.
    if any(re.search(r"[\d{}()/:,]|^[\W_]+$", word) for word in words):
        return True
    lower = [word.lower() for word in words]
    return (
        words[-1] == "AI"
        or any(word in _OF_BODIES for word in lower)
        or any(re.fullmatch(_BODIES, word) for word in lower[1:])
    )


def _family(words: list[str]) -> int:
    """Where the family's name begins, with its particles: at the last word, or before it."""
    for place, word in enumerate(words[1:-1], 1):
        if word[0].islower():
            return place
    last = len(words) - 1
    while last > 1 and words[last - 1] in _BEFORE_FAMILY:
        last -= 1
    return last

"""Formats whose lines begin with a tag, and whose records begin with one certain tag."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from papernotes.importing.formats import UnreadableError
from papernotes.importing.limits import few
from papernotes.importing.texts import beginning, line

LONGEST: Final = 100_000  # lines of a record: what is behind them is nobody's
_ENDS: Final = re.compile("\r\n|\r|\n")


class Tagged(NamedTuple):
    """A record: the values of each tag; a value may have several lines."""

    line: int
    tags: Mapping[str, list[str]]

    def all(self, *tags: str) -> list[str]:
        """The values of those tags, in that order."""
        return [value for tag in tags for value in self.tags.get(tag, ())]

    def first(self, *tags: str) -> str:
        """The first of them, as one line."""
        return next((text for value in self.all(*tags) if (text := line(value))), "")

    def begins(self, tags: Iterable[str]) -> str:
        """How it begins, for people to find it."""
        return beginning(self.first(*tags)) or "a record"


def tagged(
    text: str, tag: re.Pattern[str], first: str, begins: re.Pattern[str]
) -> Iterator[Tagged]:
    """The records of `text`. `tag` matches a line with one: the tag, and the value behind it.

    `first` is that with which a record begins, and `begins` finds these lines. Raises
    UnreadableError if there is none.
    """
    few(text, begins.finditer(text))
    at, values, last = 0, dict[str, list[list[str]]](), list[str]()
    for number, row in enumerate(rows(text), 1):
        match = tag.match(row)
        name = match[1].strip() if match else ""
        if name == first:
            if at:
                yield _made(at, values)
            at, values = number, {}
        if number - at > LONGEST:
            continue
        if match and at:
            last = [row[match.end() :].strip()]
            values.setdefault(name, []).append(last)
        elif at:
            last.append(row.strip())
    if not at:
        raise UnreadableError(f"has no line that begins with {first}, as its records do")
    yield _made(at, values)


def _made(at: int, values: Mapping[str, list[list[str]]]) -> Tagged:
    joined = {tag: ["\n".join(lines).strip() for lines in each] for tag, each in values.items()}
    return Tagged(at, joined)


def rows(text: str) -> Iterator[str]:
    """The lines, one at a time: all of them would take several times as much as the text."""
    start = 0
    for end in _ENDS.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]

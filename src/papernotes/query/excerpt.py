"""Where the words of a query stand in a text: an excerpt with the words that matched."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from papernotes.model.text import fold

_WORD = r"[^\W_]+"  # as SQLite's tokenizer unicode61 cuts: letters and digits
_WIDEST = 160  # characters of an excerpt
_BEFORE = 50  # of them before the first match

Phrase = tuple[str, ...]  # folded words, of which the last may go on


class Excerpt(NamedTuple):
    """A piece of a text on one line, and where in it the matches begin and end."""

    text: str
    hits: tuple[tuple[int, int], ...]


def phrase(value: str) -> Phrase:
    """A term's words, as they are searched for."""
    return tuple(re.findall(_WORD, fold(value)))


def excerpts(text: str, phrases: Sequence[Phrase], limit: int) -> list[Excerpt]:
    """The first lines of `text` in which one of `phrases` stands, at most `limit`."""
    found = []
    for line in text.splitlines():
        if hits := spans(line, phrases):
            found.append(_cut(line, hits))
            if len(found) == limit:
                break
    return found


def spans(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where the phrases stand in `text`: first and end, in order, none within another."""
    words = list(_words(text))
    found: set[tuple[int, int]] = set()
    for wanted in filter(None, phrases):
        for start in range(len(words) - len(wanted) + 1):
            here = [word for word, _, _ in words[start : start + len(wanted)]]
            if here[:-1] == list(wanted[:-1]) and here[-1].startswith(wanted[-1]):
                found.add((words[start][1], words[start + len(wanted) - 1][2]))
    merged: list[tuple[int, int]] = []
    for first, end in sorted(found):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((first, end))
    return merged


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """The folded words of a text, and where they stand in it as it is written."""
    if text.isascii():
        for match in re.finditer(_WORD, text.lower()):
            yield match[0], match.start(), match.end()
        return
    # A letter may fold into several, or into none.
    origin = [place for place, char in enumerate(text) for _ in fold(char)]
    for match in re.finditer(_WORD, "".join(map(fold, text))):
        yield match[0], origin[match.start()], origin[match.end() - 1] + 1


def _cut(line: str, hits: Sequence[tuple[int, int]]) -> Excerpt:
    """The piece of a line around its first match, cut between words."""
    first, end = 0, len(line)
    if end > _WIDEST:
        first = max(0, min(hits[0][0] - _BEFORE, end - _WIDEST))
        end = first + _WIDEST
        if first:
            blank = line.find(" ", first, hits[0][0])
            first = blank + 1 if blank >= 0 else first
        if end < len(line):
            blank = line.rfind(" ", hits[0][1], end)
            end = blank if blank >= 0 else max(end, hits[0][1])
    left, right = "…" * (first > 0), "…" * (end < len(line))
    shift = len(left) - first
    kept = [(a + shift, b + shift) for a, b in hits if a >= first and b <= end]
    return Excerpt(left + line[first:end] + right, tuple(kept))

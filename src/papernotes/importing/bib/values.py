"""Values of BibTeX's fields: `{…}`, `"…"`, `2017`, `jan`, and all of these joined by `#`."""

import re
from typing import Final, NamedTuple

_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTES = re.compile(r'\\.|[{}"]', re.DOTALL)
_WORD = re.compile(r'[^\s#{}",=]+')
_GAP = re.compile(r"\s*(#?)\s*")

# A name of a journal is shorter; and abbreviations made of abbreviations grow without end.
_LONGEST_STRING: Final = 2_000


class Name(NamedTuple):
    """An abbreviation that stands for a text."""

    name: str


# A text as it stands, or what is to be joined.
Parts = str | tuple[str | Name, ...]


class Strings:
    """The abbreviations of a file. What all of them grow to is limited by what it is long."""

    def __init__(self, size: int) -> None:
        self._texts: dict[str, str] = {}
        self._left = 100_000 + 2 * size  # characters that abbreviations may still become

    def define(self, name: str, value: str) -> bool:
        """Take one up; False if its value is broken."""
        parts = parts_of(value.rstrip().rstrip(","))
        if parts is None:
            return False
        self._texts[name.strip().lower()] = self.text(parts)[:_LONGEST_STRING]
        return True

    def text(self, parts: Parts) -> str:
        """What `parts` stand for; an unknown abbreviation for itself."""
        if isinstance(parts, str):
            return parts
        return "".join(part if isinstance(part, str) else self._named(part.name) for part in parts)

    def _named(self, name: str) -> str:
        text = self._texts.get(name.lower(), name)
        if len(text) > self._left:
            return name
        self._left -= len(text)
        return text


def parts_of(value: str) -> Parts | None:
    """The parts of a value as it is written; None if it is broken."""
    # Most are as simple as that.
    is_simple = value[:1] == "{" and value.find("{", 1) < 0 and value.find("}") == len(value) - 1
    if is_simple and value[-2:-1] != "\\":
        return value[1:-1]
    found: list[str | Name] = []
    at = 0
    while at < len(value):
        end = _end(value, at)
        if end is None:
            return None
        piece = value[at:end]
        if piece[0] in '{"':
            found.append(piece[1:-1])
        else:
            found.append(piece if piece.isdigit() else Name(piece))
        gap = _GAP.match(value, end)
        at = gap.end() if gap else end
        if at < len(value) and not (gap and gap[1]):
            return None  # another value, and no comma before it
    match found:
        case []:
            return ""
        case [str(text)]:
            return text
        case _:
            return tuple(found)


def _end(value: str, start: int) -> int | None:
    """Where the text or the word that begins at `start` ends."""
    opening = value[start]
    if opening not in '{"':
        word = _WORD.match(value, start)
        return word.end() if word else None
    depth = 0
    for step in (_BRACES if opening == "{" else _QUOTES).finditer(value, start + (opening == '"')):
        if step[0] == "{":
            depth += 1
        elif step[0] == "}":
            depth -= 1
            if depth == 0 and opening == "{":
                return step.end()
        elif step[0] == '"' and depth <= 0:
            return step.end()
    return None

"""The lines on which the fields of a piece of TOML stand. The parser does not tell them."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from papernotes.catalog.blocks import Block

Path = tuple[str | int, ...]

# Possessive: the engine must not remember each letter of a long string, to go back to it.
_PIECE = (
    r"(?P<blank>[ \t\r\ufeff]+|#[^\n]*)|(?P<end>\n+)"
    r'|(?P<text>"""(?:[^\\"]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r"|\"(?:[^\"\\\n]++|\\.)*+\"|'[^'\n]*')"
    r"|(?P<bare>[^\s#\"'=\[\]{},.]+)|(?P<mark>[=\[\]{},.])"
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


class Lines:
    """The lines of a block, worked out when first asked for: most blocks are in order."""

    def __init__(self, block: Block) -> None:
        self._block = block

    def of(self, *path: str | int) -> int:
        """The line of a field, or of the nearest thing around it that has one."""
        for length in range(len(path), 0, -1):
            if line := self._known.get(path[:length]):
                return line
        return self._block.line

    @cached_property
    def _known(self) -> dict[Path, int]:
        return positions(self._block.data.decode("utf-8", "replace"), self._block.line)


def positions(text: str, first: int = 1) -> dict[Path, int]:
    """The line of every key, table and element of TOML that is known to be such.

    `first` is the number of its first line.
    """
    reader = _Reader(_tokens(text, first))
    # The text ends, or is as deep as can be borne.
    with suppress(StopIteration, RecursionError):
        reader.document()
    return reader.lines


def _tokens(text: str, line: int) -> Iterator[_Token]:
    for match in re.finditer(_PIECE, text, re.DOTALL):
        kind = match.lastgroup or ""
        if kind != "blank":
            yield _Token(kind, match[0], line)
        line += match[0].count("\n")


class _Reader:
    """Walks through the tokens; where these end, StopIteration ends the walk."""

    def __init__(self, tokens: Iterator[_Token]) -> None:
        self.lines: dict[Path, int] = {}
        self._tokens = tokens
        self._token = _Token("end", "\n", 0)
        self._tables: dict[Path, int] = {}  # arrays of tables: their last index

    def document(self) -> None:
        table: Path = ()
        while True:
            self._next()
            if self._token.kind == "end":
                continue
            if self._token.text == "[":
                table = self._header()
            else:
                self._pair(table)

    def _next(self) -> _Token:
        self._token = next(self._tokens)
        return self._token

    def _header(self) -> Path:
        line = self._token.line
        array = self._next().text == "[" and self._token.kind == "mark"
        if array:
            self._next()
        path: Path = ()
        for part in (parts := self._key("]"))[:-1]:
            path = self._inside((*path, part), line)
        path = (*path, parts[-1])
        if array:
            self._tables[path] = self._tables.get(path, -1) + 1
            self._next()
        return self._inside(path, line)

    def _inside(self, path: Path, line: int) -> Path:
        """The path, or for an array of tables that of its last one."""
        self.lines.setdefault(path, line)
        if path in self._tables:
            path = (*path, self._tables[path])
            self.lines.setdefault(path, line)
        return path

    def _key(self, end: str) -> list[str]:
        """The parts of a key that begins here, up to the mark that ends it."""
        parts = []
        while not (self._token.kind == "mark" and self._token.text == end):
            if self._token.kind != "mark":
                parts.append(_unquoted(self._token))
            self._next()
        return parts

    def _pair(self, table: Path) -> None:
        line, path = self._token.line, table
        for part in self._key("="):
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._next()
        self._value(path)

    def _value(self, path: Path) -> None:
        """Walk over the value that begins here; stop at what follows it."""
        if self._token.kind != "mark":
            while self._token.kind != "end" and self._token.text not in (",", "]", "}"):
                self._next()
            return
        array, place = self._token.text == "[", 0
        self._next()
        while not (self._token.kind == "mark" and self._token.text in ("]", "}")):
            if self._token.kind == "end" or self._token.text == ",":
                self._next()
            elif array:
                self.lines.setdefault((*path, place), self._token.line)
                self._value((*path, place))
                place += 1
            else:
                self._pair(path)
        self._next()


def _unquoted(token: _Token) -> str:
    if token.kind != "text":
        return token.text
    if "\\" in token.text:
        value: str = tomllib.loads(f"key = {token.text}")["key"]
        return value
    return token.text[1:-1]

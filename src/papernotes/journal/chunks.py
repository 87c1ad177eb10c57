"""Cut a journal at its empty lines: what ends in one exists, the rest does not yet."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Editors leave blanks in empty lines. Possessive: else the engine remembers each of ten
# million line ends, to go back to it.
_EMPTY_LINE = re.compile(rb"\n(?:[ \t]*+\r?\n)++")
_ENTRY = re.compile(rb"(?:\A|[\r\n])[ \t]*\[\[event\]\]")
_HEAD = b"schema = "


class Chunk(NamedTuple):
    """An event's text, or the head of the file."""

    line: int  # where it begins; the first line of the file is 1
    data: bytes


def finished(data: bytes) -> int:
    """How many bytes of a journal are finished: all up to the last empty line."""
    end = 0
    for match in _EMPTY_LINE.finditer(data):
        end = match.end()
    return end


def is_unfinished(data: bytes, whole: int) -> bool:
    """Whether what follows the finished part can be what a killed writer of ours left.

    That is the beginning of one entry, or of the head where there is none yet; a crash of the
    machine may leave zeros in its place. More is somebody's edit: no writer may cut it off.
    """
    tail = data[whole:].strip(b"\0 \t\r\n")
    if len(_ENTRY.findall(tail)) > 1:
        return False
    return whole > 0 or tail.startswith(_HEAD) or _HEAD.startswith(tail)


def chunks(data: bytes, start: int = 0) -> Iterator[Chunk]:
    """The finished chunks of a journal from byte `start`, which is where one begins."""
    line = 1 + data.count(b"\n", 0, start)
    for match in _EMPTY_LINE.finditer(data, start):
        piece = data[start : match.start() + 1]
        if piece.strip():
            text = piece.lstrip(b"\r\n")
            # Empty lines that came after the last chunk was read are no part of this one: it
            # has the same line whether the file is read on or anew.
            yield Chunk(line + piece.count(b"\n", 0, len(piece) - len(text)), piece)
        line += data.count(b"\n", start, match.end())
        start = match.end()

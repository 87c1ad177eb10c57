"""Cut a catalog at its `[[paper]]` lines, so that only what changed is parsed again."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_PAPER_LINE = re.compile(rb"^[ \t]*\[\[[ \t]*paper[ \t]*\]\]", re.MULTILINE)


_MARK = b"[["


class Block(NamedTuple):
    """A piece of a catalog: its head (before the first paper), or a paper."""

    line: int  # of the file, where the piece begins; the first is 1
    data: bytes


def blocks(data: bytes) -> Iterator[Block]:
    """The head, which may be empty, then a block a paper. Joined they are the whole file.

    A `[[paper]]` line inside a string of several lines is cut as well: both pieces are
    then no TOML, by which the reader knows that it must take the file as a whole.
    """
    start, line = 0, 1
    for match in _PAPER_LINE.finditer(data):
        yield Block(line, data[start : match.start()])
        line += data.count(b"\n", start, match.start())
        start = match.start()
    yield Block(line, data[start:])


def last_paper(data: bytes, end: int) -> int | None:
    """Where the last `[[paper]]` line before `end` begins, if there is one."""
    while (end := data.rfind(_MARK, 0, end)) >= 0:
        start = data.rfind(b"\n", 0, end) + 1
        if _PAPER_LINE.match(data, start):
            return start
    return None

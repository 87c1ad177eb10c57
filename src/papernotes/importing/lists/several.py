"""Several papers on one line or in one cell: "[One](…), [Another](…); [A third](…)"."""

import re
from itertools import pairwise
from typing import Final

from papernotes.importing.lists import names
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import Link

_FEW: Final = 4  # words before the first
_SHORTEST: Final = 2  # words of a title
_BETWEEN: Final = re.compile(
    r"[\s)\]\"”*_]*(?:[(,]?\s*(?:19|20)\d\d\)?)?[\s)\]*_]*"
    r"(?:[,;/|&+•·\n]|\band\b)[\s\[(\"“*_]*(?:and\s)?\s*"
)


def apart(line: Line) -> list[Line]:
    """The line of each paper, if a line names several by links that follow each other."""
    marks = list(re.finditer(MARK, line.text))
    if len(marks) < 2:
        return [line]
    titles = [mark for mark in marks if _is_title(line.link(mark[0]))]
    if len(titles) < 2:
        return [line]
    if len(re.findall(r"\w+", re.sub(MARK, " ", line.text[: titles[0].start()]))) > _FEW:
        return [line]
    for one, two in pairwise(titles):
        link = line.link(two[0])
        between = _without_links(line.text[one.end() : two.start()])
        if link.leads == "page" or len(between) > 60 or not _BETWEEN.fullmatch(between):
            return [line]
    starts = [0, *(mark.start() for mark in titles[1:])]
    ends = [*starts[1:], len(line.text)]
    parts = [line.part(start, end) for start, end in zip(starts, ends, strict=True)]
    return [part._replace(text=part.text.rstrip(" ,;/|&+•·[(\n")) for part in parts]


def _is_title(link: Link) -> bool:
    return (
        not link.says
        and not link.image
        and link.leads in ("scholarly", "pdf", "page")
        and len(link.label.split()) >= _SHORTEST
        and not names.cites(link.label)
        and not names.people(link.label, alone=True)
    )


def _without_links(between: str) -> str:
    """What stands between two titles, without links such as "[code]"."""
    return re.sub(rf"[\[(]*{MARK}[\])]*", "", between)

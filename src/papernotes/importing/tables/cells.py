"""What a cell of a table holds: text with Markdown links, formulas, lists."""

import json
import re
from typing import Any, Final, NamedTuple

from papernotes.importing.texts import line, web

_LINK: Final = re.compile(r"\[([^\[\]]*)\]\((https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
_HYPERLINK: Final = re.compile(
    r'=\s*HYPERLINK\(\s*"([^"]*)"\s*(?:[,;]\s*"([^"]*)"\s*)?\)', re.IGNORECASE
)
_FORMULA_TEXT: Final = re.compile(r'="([^"]*)"')  # ="978…": so that Excel leaves digits alone
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"|]+")
_EMPHASIS: Final = re.compile(r"(\*\*|__|\*|_|`)(.+)\1")


class Cell(NamedTuple):
    """Its text as it is to be read, and the links that it has: (label, address)."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


def cell(raw: str) -> Cell:
    """A cell of one line."""
    raw = raw.strip()
    if match := _FORMULA_TEXT.fullmatch(raw):
        return Cell(line(match[1]))
    if match := _HYPERLINK.fullmatch(raw):
        address = web(match[1])
        return Cell(line(match[2] or ""), (("", address),) if address else ())
    links = tuple((line(label), url) for label, link in _LINK.findall(raw) if (url := web(link)))
    text = line(_LINK.sub(r"\1", raw) if links else raw)
    if match := _EMPHASIS.fullmatch(text):
        text = match[2]
    return Cell(text, links)


def addresses(raw: str) -> list[tuple[str, str]]:
    """The links of a cell that is for links, each with its label or none."""
    found = cell(raw)
    if found.links:
        return list(found.links)
    if url := web(found.text):
        return [("", url)]
    return [("", url) for each in _ADDRESS.findall(raw) if (url := web(each.rstrip(".,;)")))]


def words(raw: str) -> list[str]:
    """The words of a list in a cell: parted by semicolons or line ends, else by commas."""
    text = raw.strip()
    if text[:1] == "[" and text[-1:] == "]" and isinstance(listed := loaded(text), list):
        return [word for each in listed if (word := line(each))]
    apart = "[;\n|]" if re.search("[;\n|]", text) else ","
    return [word for each in re.split(apart, text) if (word := cell(each).text.strip("[]'\"# "))]


def loaded(text: str) -> Any:
    """The JSON that a cell of ours holds; None where it holds something else."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None

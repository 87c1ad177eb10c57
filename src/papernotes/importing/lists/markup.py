"""HTML taken apart into tags and texts, in time that grows with its length.

A browser's way of building trees takes time that grows with the square of the depth: 200,000
open `<div>` take two minutes. A list needs only the order of tags and texts.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple


class Tag(NamedTuple):
    """A tag: what it opens or closes."""

    name: str
    closes: bool
    attributes: str
    line: int


class Text(NamedTuple):
    """Text between tags, its entities replaced."""

    text: str
    line: int


# What an attribute list may hold is bounded, so that a quote that never ends costs little.
_TOKEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})"
    r"((?:[^<>\"']{1,9999}|\"[^\"]{0,9999}\"|'[^']{0,9999}'){0,99})>"
    r"|<[!?/][^<>]*>",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(
    r"""([a-zA-Z-]{1,30})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.DOTALL
)
# Their content is no text to read.
_RAW: Final = ("script", "style", "textarea", "title", "noscript", "template", "svg", "math")


def tokens(html: str, line: int = 1) -> Iterator[Tag | Text]:
    """The tags and texts of `html`, which starts on `line`."""
    at = 0
    counted = 0
    while match := _TOKEN.search(html, at):
        line += html.count("\n", counted, match.start())
        counted = match.start()
        if match.start() > at:
            text = html[at : match.start()]
            yield Text(unescape(text), line - text.count("\n"))
        at = match.end()
        if not match[2]:
            continue
        name = match[2].lower()
        if name in _RAW and not match[1]:
            if not match[3].endswith("/"):
                at = _after(html, name, at)
            continue
        yield Tag(name, bool(match[1]), match[3], line)
    if at < len(html):
        line += html.count("\n", counted, at)
        yield Text(unescape(html[at:]), line)


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, the first of a name."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = next((each for each in match.groups()[1:] if each is not None), "")
        found.setdefault(match[1].lower(), unescape(value).strip())
    return found


def _after(html: str, name: str, at: int) -> int:
    # An element that is never closed holds the rest, as in browsers.
    close = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(html, at)
    return close.end() if close else len(html)

"""By what a work is known, from the fields and texts in which formats say that."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from papernotes.importing.texts import first, line, unmarked, web
from papernotes.model import ids

_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/\w+/|[\s:]+)|\b(?:corr|abs)[\s,/]+(?:abs/)?)"
    r"\[?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z][a-z-]*(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)(?![\d.]*\d)",
    re.IGNORECASE,
)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+", re.ASCII)
_STRONG = ("arxiv:", "doi:")
_ARXIV_ITSELF = re.compile(r"arxiv(?:\.org)?\b|corr\b|computing research repository", re.IGNORECASE)
_COUNT = 10_000  # pages: beyond, it is no range of pages


class Identity(NamedTuple):
    ids: tuple[str, ...]
    url: str | None


def identify(named: Iterable[str | None], pages: Iterable[object]) -> Identity:
    """All that it is known by. `pages` are addresses where it is read, the best first.

    A page names the work only where neither arXiv nor a DOI does; one that only leads to
    arXiv's or doi.org's page of it is not said again.
    """
    names = [name for name in named if name]
    url: str | None = None
    for page in pages:
        address = web(page)
        name = ids.url(address) if address else None
        if name and name.startswith("url:"):
            url = url or address
        elif name:
            names.append(name)
    if url and not any(name.startswith(_STRONG) for name in names):
        names.extend(filter(None, [ids.url(url)]))
    return Identity(ids.ordered(names), url)


def arxiv(value: object) -> str | None:
    """The arXiv id that a field for it holds."""
    text = first(value)
    bare = text.partition("[")[0].strip()  # "2305.14314 [cs]"
    return ids.arxiv(bare) or arxiv_in(text)


def arxiv_in(*texts: object) -> str | None:
    """The arXiv id that is said somewhere in one of the texts."""
    for text in texts:
        if isinstance(text, str) and (match := _ARXIV.search(text)):
            return ids.arxiv(match[1])
    return None


def doi(value: object) -> str | None:
    """The id that a field for a DOI holds."""
    text = first(value)
    if "%" in text and re.search("%[0-9a-f]{2}", text, re.IGNORECASE):
        # As in an address. No DOI has such signs itself, while many have a "<".
        text = unquote(text)
    if found := ids.parse(text):
        return found if found.startswith(_STRONG) else None
    match = _DOI.search(text)
    return ids.doi(match[0].rstrip(".,;)")) if match else None


def venue(*values: object) -> str | None:
    """Where it appeared: the first that says so. That is arXiv only where nothing else is."""
    found = [text for value in values if (text := unmarked(first(value)))]
    elsewhere = (text for text in found if not _ARXIV_ITSELF.match(text))
    return next(elsewhere, "arXiv" if found else None)


def span(value: object, last: object = None) -> int | None:
    """How many pages a range has: "1–15", "123-45", "5:1–5:15", or its two ends apart."""
    text = line(value)
    if end := line(last):
        text = f"{text}-{end}" if not re.search(r"[-–—]", text) else text
    match = re.fullmatch(
        r"\s*(?:pp?\.\s*)?(?:\d+:)?[A-Za-z]?(\d{1,9})\s*[-–—]+\s*(?:\d+:)?[A-Za-z]?(\d{1,9})\s*",
        text,
        re.ASCII,
    )
    if not match:
        return None
    begin, until = match[1], match[2]
    if len(until) < len(begin):
        until = begin[: len(begin) - len(until)] + until
    count = int(until) - int(begin) + 1
    return count if 1 <= count <= _COUNT else None

"""Values of a file, whatever they are, as the texts that a record holds."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from papernotes.model import ids
from papernotes.model.text import one_line, scalar

LONGEST = 20_000  # characters: what a catalog takes in a field
_BEGINNING = 80  # characters by which people find what was left out
_DIGITS = 18  # of the longest number that means anything here

# What no text needs; those that are white space become a space.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff]")
# The mark-up of titles (CSL, JATS, MathML), not any "<": titles say "p < 0.05" and "List<T>", too.
_INLINE = re.compile(
    r"</?(?:(?:jats|mml|m):[\w-]+|[ibpu]|em|strong|sub|sup|su[bp]|sc|scp|tt|span|br|italic|bold|"
    r"underline|monospace|inline-formula|tex-math|math|m[iont]|mrow|msu[bp]|title)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"<(?:br|/p|/div|/h[1-6]|/li|/tr|/blockquote|/pre|hr)\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
_BARE = re.compile(
    r"(?:www\.|(?:dx\.)?doi\.org/|arxiv\.org/|openreview\.net/|aclanthology\.org/|github\.com/)",
    re.IGNORECASE,
)


def line(value: object) -> str:
    """`value` as one line: "" where it is no text and no number; cut where no field is so long."""
    if isinstance(value, str):
        text = one_line(_CONTROLS.sub("", value[: 2 * LONGEST]))
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 10**_DIGITS else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**_DIGITS else ""
    return ""


def first(value: object) -> str:
    """The first text of what is a text or a list of texts."""
    if isinstance(value, (list, tuple)):
        return next((text for each in value if (text := line(each))), "")
    return line(value)


def lines(value: object) -> list[str]:
    """The texts of what is a list of texts, or one."""
    each = value if isinstance(value, (list, tuple)) else [value]
    return [text for one in each if (text := line(one))]


def unmarked(text: str) -> str:
    """A title without the mark-up and the entities that registries leave in it."""
    if "<" not in text and "&" not in text:
        return text
    for _ in range(2):  # some are escaped twice: "&amp;lt;i&amp;gt;"
        text = _INLINE.sub("", unescape(text))
    return line(text)


def block(value: object) -> str:
    """`value` as text of several lines."""
    if not isinstance(value, str):
        return line(value)
    text = scalar(value).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text).strip()


def plain(value: object) -> str:
    """A note in HTML as plain text, a paragraph a line; what is no HTML stays as it is."""
    text = block(value)
    if not _TAG.search(text):
        return text
    text = _ITEM.sub("- ", _BLOCK.sub("\n", text.replace("\n", " ")))
    text = unescape(_TAG.sub("", text))
    rows = (" ".join(row.split()) for row in scalar(text).split("\n"))
    return _CONTROLS.sub("", re.sub("\n{3,}", "\n\n", "\n".join(rows))).strip()


def number(value: object) -> int | None:
    """A whole number, also where it is written as text or as 28.0."""
    text = line(value).removesuffix(".0")
    return int(text) if re.fullmatch(r"-?\d{1,18}", text, re.ASCII) else None


def web(value: object) -> str | None:
    """An address that is http or https; those that people write without it get it."""
    text = line(value).strip("<>")
    if _BARE.match(text):
        text = f"https://{text}"
    if not text.lower().startswith(("http://", "https://")) or " " in text:
        return None
    return text if len(text) < LONGEST and ids.url(text) else None


def mapping(value: object) -> Mapping[str, object]:
    """`value` where it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def objects(value: object) -> Iterator[Mapping[str, object]]:
    """The objects of a list; one that stands alone is a list of one."""
    for each in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(each, Mapping):
            yield each


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Without repeats and empty ones, in their order."""
    return tuple(dict.fromkeys(filter(None, texts)))


def beginning(text: str) -> str:
    """How `text` begins, for people to find it."""
    short = line(text[: 4 * _BEGINNING])
    return short if len(short) <= _BEGINNING else f"{short[:_BEGINNING].rstrip()}…"

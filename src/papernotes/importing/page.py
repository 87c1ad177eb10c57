"""Web pages with reading lists."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from papernotes.importing.limits import too_long
from papernotes.importing.lists import commonmark, markup, records
from papernotes.importing.lists.tree import Builder
from papernotes.model.record import Left, Record
from papernotes.model.text import HOSTILE, one_line

LONGEST: Final = 10_000_000  # characters
_PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK: Final = re.compile(
    r"\s*<(?:ul|ol|table|div|h[1-6]|p|article|section|main)\b[^<>]*>", re.IGNORECASE
)
_TITLE: Final = re.compile(r"<h1\b[^<>]{0,500}>(.{1,2000}?)</h1>", re.IGNORECASE | re.DOTALL)
_BASE: Final = re.compile(r"<base\b[^<>]{1,2000}>", re.IGNORECASE)
_HEAD_TITLE: Final = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,1000})</title>", re.IGNORECASE)


def looks_like(text: str) -> bool:
    """Whether a text is a page, or a piece of one without any Markdown."""
    text = text.removeprefix("\ufeff")
    if _PAGE.match(text[:5_000]):
        return True
    head = text[:20_000]
    return bool(_BLOCK.match(head)) and not re.search(
        r"^\s{0,3}(?:#{1,6} |[-*+] |\d+\. |\|)|\]\(", head, re.MULTILINE
    )


def title(text: str) -> str | None:
    """The first heading of the first level, else the page's own title."""
    for pattern in (_TITLE, _HEAD_TITLE):
        if match := pattern.search(text[:500_000]):
            words = "".join(t.text for t in markup.tokens(match[1]) if isinstance(t, markup.Text))
            if found := one_line(re.sub(f"[{HOSTILE}]", " ", words)):
                return found
    return None


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:
    """The papers of a page."""
    yield from read_from("", text, columns)


def read_from(base: str, text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:
    """The papers of a page that came from the address `base`."""
    if len(text) > LONGEST:
        raise too_long("a page with a reading list")
    if base and (match := _BASE.search(text[:100_000])):
        href = markup.attributes(match[0]).get("href", "")
        base = Builder(base).resolved(href) or base
    yield from records.of(commonmark.parse_html(text, base), columns)

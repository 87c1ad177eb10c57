"""Markdown reading lists, as people write them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from papernotes.importing.formats import UnreadableError
from papernotes.importing.lists import commonmark, own_form, records, stubs
from papernotes.model.record import Left, Record
from papernotes.model.text import HOSTILE, one_line

LONGEST: Final = 4_000_000  # characters; the parser takes some 4 seconds for a million
_MARKS: Final = re.compile(
    r"^\s{0,8}(?:#{1,6}\s|[-*+]\s+\S|\d{1,6}[.)]\s|\||>\s)|\]\(|\]\[", re.MULTILINE
)


def looks_like(text: str) -> bool:
    """Whether a text has any of Markdown's marks near its beginning."""
    return bool(_MARKS.search(text[:20_000]))


def title(text: str) -> str | None:
    """The first heading of the first level."""
    match = re.search(
        r"^#[ \t]+([^\n]{1,500})$|^([^\n#>|-][^\n]{0,300})\n={2,}[ \t]*$"
        r"|<h1[^<>]{0,200}>([^\n]{1,500}?)</h1>",
        text[:50_000],
        re.MULTILINE | re.IGNORECASE,
    )
    if not match:
        return None
    heading = next(group for group in match.groups() if group)
    root = commonmark.parse(f"# {heading}").root
    words = root.children[0].text if root.children else ""
    return one_line(re.sub(f"[{HOSTILE}]", "", words)).strip(" #") or None


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:
    """The papers of a list."""
    yield from read_from("", text, columns)


def read_from(base: str, text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:
    """The papers of a list that came from the address `base`."""
    if len(text) > LONGEST:
        raise UnreadableError("is too long for a reading list in Markdown")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if (ours := own_form.read(text)) is not None:
        yield from ours
    else:
        yield from records.of(commonmark.parse(stubs.itemized(text), base), columns)

"""Markdown: the list as a paper club keeps it, to be read and to be edited."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from papernotes.exporting.formats import Exported, Options
from papernotes.exporting.texts import line, web
from papernotes.model.clean import clean_lines
from papernotes.model.paper import Entry, Status
from papernotes.notes import beyond_heading

_BOXES: Final[dict[Status, str]] = {
    "unread": "[ ]",
    "reading": "[/]",
    "done": "[x]",
    "skipped": "[-]",
}
# What CommonMark, or GitHub beyond it, may take for markup within a line; and "&amp;" is "&".
_MARKUP = r"[\\`*_\[\]<~|$#]|&(?=#?\w+;)"
_IN_ADDRESS = r"[\\()<>]|&(?=#?\w+;)"
_ESCAPED = r"\\\g<0>"
# A list goes on counting by ones, whatever its numbers say: after a gap a new one begins.
_NEW_LIST = "<!-- -->"


def write(papers: Sequence[Exported], options: Options) -> str:
    return "\n\n".join(_blocks(papers, options)) + "\n"


def _blocks(papers: Sequence[Exported], options: Options) -> Iterator[str]:
    yield f"# {text(options.title)}".rstrip()
    several = len({each.entry.catalog for each in papers}) > 1
    catalog, number = "", 0
    for exported in papers:
        entry = exported.entry
        if several and entry.catalog != catalog:
            yield f"## {text(entry.catalog)}"
        elif number and entry.paper.number != number + 1:
            yield _NEW_LIST
        catalog, number = entry.catalog, entry.paper.number
        marker = f"{number}. "
        yield marker + _item(entry, options)
        if note := beyond_heading(exported.note or "", entry.paper.title).strip("\n"):
            yield _inside(note, len(marker))


def _item(entry: Entry, options: Options) -> str:
    paper = entry.paper
    title, address = text(paper.title), web(paper.url)
    links = [link(text(label), url) for label, each in paper.links if (url := web(each))]
    colon = "" if title and not paper.takeaway else ":"
    parts = [
        _BOXES[entry.progress.status] if options.progress else "",
        f"**{link(title, address) if address else title}{colon}**",
        text(paper.takeaway),
        f"({', '.join(links)})" if links else "",
    ]
    return " ".join(filter(None, parts))


def text(plain: str | None) -> str:
    """A text that Markdown shows as it is."""
    return re.sub(_MARKUP, _ESCAPED, line(plain))


def link(label: str, address: str) -> str:
    """A link; the label is Markdown already."""
    return f"[{label}]({re.sub(_IN_ADDRESS, _ESCAPED, address)})"


def _inside(note: str, indent: int) -> str:
    """A note's own Markdown, as far in as belongs to the item."""
    lines = clean_lines(note).split("\n")
    return "\n".join(f"{' ' * indent}{each}".rstrip() for each in lines)

"""The list that our own export writes: read back as it was meant, notes too.

`1. [x] **[Title](url):** takeaway ([Code](url))`, and below it, as far in as belongs to the item,
the reader's note: whatever that says, it is none of the list's.
"""

import re
from typing import Final, NamedTuple

from papernotes.importing import identity
from papernotes.importing.lists import commonmark, records, sections
from papernotes.importing.lists.links import web
from papernotes.importing.lists.records import short_of
from papernotes.importing.lists.tree import Node, Run
from papernotes.importing.meetings import posted
from papernotes.importing.texts import block as block_of
from papernotes.model import ids
from papernotes.model.paper import Status
from papernotes.model.record import NOTHING_READ, Reading, Record
from papernotes.model.text import one_line

_ITEM: Final = re.compile(r"(\d{1,9}\. )(?:\[[ x/-]\] )?\*\*\S")
_BOX: Final = re.compile(r"\[([ x/-])\] ")
_BOXES: Final[dict[str, Status]] = {"x": "done", "/": "reading", "-": "skipped"}


class _Notes(NamedTuple):
    """A list without its notes, and those by the lines of their items."""

    list: str
    notes: dict[int, str]


def read(text: str) -> list[Record] | None:
    """The papers of a list in our form; None if anything in it is of another."""
    apart = _apart(text)
    if apart is None:
        return None
    parsed = commonmark.parse(apart.list)
    if parsed.too_long:
        return None
    found: list[Record] = []
    topics: tuple[str, ...] = ()
    for block in parsed.root.children:
        if block.kind == "heading":
            said = sections.section(block.level, block.text).topic if block.level > 1 else None
            topics = (said,) if said else ()
            continue
        for item in block.children:
            record = _record(item) if item.kind == "item" and not item.children else None
            if block.kind != "list" or record is None:
                return None
            note = block_of(apart.notes.get(item.line, ""))
            reading = record.reading._replace(note=note)
            found.append(record._replace(topics=topics, reading=reading))
    told = [each.takeaway for each in found if each.takeaway]
    if sum(map(records.is_of_facts, told)) * 2 > len(told):
        return None  # others write who wrote it there
    return found


def _apart(text: str) -> _Notes | None:
    kept: list[str] = []
    notes: dict[int, list[str]] = {}
    item, indent, last = 0, "", "\n"
    for number, line in enumerate(text.split("\n"), 1):
        heading = (number == 1 and line.startswith("#")) or line.startswith("## ")
        if match := _ITEM.match(line):
            if last.strip():
                return None  # ours stand apart from each other
            item, indent = number, " " * len(match[1])
        elif heading or line == "<!-- -->":
            item = 0
        elif line.strip() and not (
            item and line.startswith(indent) and (item in notes or not last.strip())
        ):
            return None
        elif item and (line.strip() or item in notes):
            notes.setdefault(item, []).append(line.removeprefix(indent))
            kept.append("")
            last = line
            continue
        kept.append(line)
        last = line
    if not any(_ITEM.match(line) for line in kept) or not kept[0].startswith("#"):
        return None
    return _Notes(
        "\n".join(kept), {at: "\n".join(lines).strip("\n") for at, lines in notes.items()}
    )


def _record(item: Node) -> Record | None:
    runs, status = list(item.runs), None
    if box := _BOX.match(runs[0].text):
        status = _BOXES.get(box[1])
        runs[0] = runs[0]._replace(text=runs[0].text[box.end() :])
    runs = [run for run in runs if run.text]
    set_apart = next((at for at, run in enumerate(runs) if not run.bold), len(runs))
    titled, rest = runs[:set_apart], runs[set_apart:]
    if any(run.image or run.italic or run.code for run in runs):
        return None
    rest, links = _links(rest)
    if any(run.href is not None or run.bold for run in rest):
        return None  # a takeaway of ours has no links
    title = one_line("".join(run.text for run in titled))
    takeaway = one_line("".join(run.text for run in rest))
    if takeaway and not title.endswith(":"):
        return None
    title = title.removesuffix(":") if takeaway else title
    addresses = {run.href for run in titled if run.href is not None}
    if not title or len(addresses) > 1:
        return None
    known = identity.identify([], [web(address or "") for address in addresses])
    return Record(
        title=title,
        line=item.line,
        ids=known.ids,
        published=None if ids.parse(title) in known.ids else posted(known.ids),  # a stub
        url=known.url,
        takeaway=takeaway or None,
        links=links,
        short=short_of(title),
        number=item.number if item.number and item.number < records.MOST_NUMBERS else None,
        reading=Reading(
            status,
            started="unknown" if status == "reading" else None,
            finished="unknown" if status == "done" else None,
        )
        if status
        else NOTHING_READ,
    )


def _links(rest: list[Run]) -> tuple[list[Run], tuple[tuple[str, str], ...]]:
    """What stands before the links in brackets at the end, and these."""
    if not rest or rest[-1].text != ")" or rest[-1].href is not None:
        return rest, ()
    links: list[tuple[str, str]] = []
    at = len(rest) - 2
    while at >= 0 and rest[at].href is not None:
        label = ""
        first = at
        while at >= 0 and rest[at].href == rest[first].href and rest[at].href is not None:
            label = rest[at].text + label
            at -= 1
        if url := web(rest[first].href or ""):
            links.append((one_line(label), url))
        if at < 0 or rest[at].text != ", ":
            break
        at -= 1
    if not links or at < 0 or not rest[at].text.endswith("("):
        return rest, ()
    before = rest[at]._replace(text=rest[at].text[:-1])
    return [*rest[:at], before], tuple(reversed(links))

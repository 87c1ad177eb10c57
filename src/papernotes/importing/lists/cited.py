"""Entries whose whole citation stands below them, as an item of its own."""

from collections.abc import Sequence
from typing import Final

from papernotes.importing.lists import line as lines
from papernotes.importing.lists.entry import Entry
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.pieces import links_paper
from papernotes.importing.lists.tree import Node

_MOST: Final = 0.2  # of a list's items are followed by their citation, at least
_LONGEST: Final = 10  # words of what stands above a citation


def with_citation(entry: Entry, item: Node) -> Entry:
    """An entry with the title and the facts of the only citation below it.

    "- VGG-Net [[Paper]](…)", and below it "- Karen Simonyan and Andrew Zisserman, Very Deep …".
    """
    below = [i for child in item.children if child.kind == "list" for i in child.children]
    if len(below) != 1 or not _is_short(entry):
        return entry
    whole = citation(below[0])
    if whole is None:
        return entry
    item.children = [child for child in item.children if child.kind != "list"]
    return entry._replace(
        title=whole.title,
        how=whole.how,
        authors=whole.authors,
        published=whole.published or entry.published,
        venue=whole.venue,
        dated=True,
    )


def paired(items: Sequence[Node]) -> list[Node]:
    """The items of a list, citations moved below what they are of.

    Indented by too little they are items of the same list.
    """
    linked = [any(run.href is not None for run in item.runs) for item in items]
    alternate = [at for at in range(len(items) - 1) if linked[at] and not linked[at + 1]]
    if len(alternate) < max(2, _MOST * len(items)):
        return list(items)
    pairs = {at for at in alternate if citation(items[at + 1]) is not None and _waits(items[at])}
    if len(pairs) < 2 or len(pairs) < _MOST * len(items):
        return list(items)
    found: list[Node] = []
    for at, item in enumerate(items):
        if at - 1 in pairs:
            below = Node("list", item.line)
            below.children = [item]
            found[-1].children.append(below)
        else:
            found.append(item)
    return found


def citation(item: Node) -> Entry | None:
    """What an item without links cites, with who wrote it, and where or when it appeared."""
    if item.children or any(run.href is not None for run in item.runs):
        return None
    line = lines.of_runs(item.runs)
    if len(line.text) > 600 or "," not in line.text or links_paper(line):
        return None
    entry = read_entry(line)
    if entry is None or len(entry.title.split()) < 3:
        return None
    told = entry.authors and (entry.venue or entry.published or entry.told_ids)
    return entry if told else None


def _waits(item: Node) -> bool:
    line = lines.of_runs(item.runs)
    entry = read_entry(line)
    return entry is not None and not item.children and links_paper(line) and _is_short(entry)


def _is_short(entry: Entry) -> bool:
    return (
        entry.how == "plain"
        and not entry.authors
        and entry.title_link is None
        and len(entry.title.split()) <= _LONGEST
    )

"""What stands below an entry: more of it, or papers of their own."""

from collections.abc import Sequence

from papernotes.importing.lists import fields
from papernotes.importing.lists import line as lines
from papernotes.importing.lists.entry import Entry
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.line import Line
from papernotes.importing.lists.pieces import is_entry, links_paper, split
from papernotes.importing.lists.tree import Node


def with_fields(
    entry: Entry, after: Sequence[Node], linked: bool, prose: bool = False
) -> tuple[Entry | None, int]:
    """An entry that stands above what tells of it; None if what follows does not."""
    used = 0
    told = linked
    for block in after:
        if block.kind == "paragraph":
            line = lines.of_runs(block.runs)
            pieces = split(line, block)
            if all(fields.is_about(p) for p in pieces):
                told = told or any(links_paper(p) for p in pieces)
            elif not told or not prose or is_entry(line):
                break
            for piece in pieces:
                entry = fields.merged(entry, piece)
        elif block.kind == "list":
            items = [lines.of_runs(item.runs) for item in block.children]
            about = sum(fields.is_about(line) for line in items)
            linked_here = any(links_paper(line) for line in items)
            is_more = about * 2 >= len(items) and (told or linked_here)
            if not is_more and (not told or any(is_entry(line) for line in items)):
                break
            told = told or linked_here
            for line in items:
                entry = fields.merged(entry, line)
        elif block.kind != "code":
            break
        used += 1
    return (entry, used) if told else (None, 0)


def is_topic(entry: Entry, item: Node) -> bool:
    """Whether an item without a paper's link is but the heading of the papers below it."""
    below = [i for child in item.children if child.kind == "list" for i in child.children]
    tables_below = any(child.kind == "table" for child in item.children)
    if tables_below:
        return True
    if not below:
        return False
    below_lines = [lines.of_runs(i.runs) for i in below]
    own = [
        each
        for each in below_lines
        if fields.titled_paper(each) or (is_entry(each) and not fields.is_about(each))
    ]
    if own and not any(links_paper(each) and fields.is_about(each) for each in below_lines):
        return True
    if any(fields.is_about(each) for each in below_lines) or entry.authors or entry.venue:
        return False
    if any(i.children for i in below):
        return True
    dated = [
        e
        for e in (read_entry(each) for each in below_lines)
        if e and (e.authors or e.venue or e.published)
    ]
    return len(dated) * 2 >= len(below)


def is_bare_topic(line: Line) -> bool:
    return not line.links or all(
        link.leads in ("anchor", "page", "code", "media") for link in line.links
    )


def stands_alone(item: Node, parent_linked: bool) -> bool:
    """Whether an item below another is a paper of its own."""
    line = lines.of_runs(item.runs)
    if fields.titled_paper(line):
        return True
    if fields.is_about(line) or (fields.field(line) and not fields.titled_paper(line)):
        return False
    return is_entry(line) and (parent_linked or bool(line.links))


def with_deeper(entry: Entry, item: Node) -> Entry:
    for child in item.children:
        for each in child.children if child.kind == "list" else ():
            line = lines.of_runs(each.runs)
            if fields.is_about(line):
                entry = fields.merged(entry, line)
    return entry

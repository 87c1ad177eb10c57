"""What stands below an entry: more of it, or papers of their own."""

import re
from collections.abc import Sequence

from papernotes.importing.lists import fields, names, stubs
from papernotes.importing.lists import line as lines
from papernotes.importing.lists.entry import Entry
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.line import MARK, Line
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
            if all(fields.is_about(p) or (prose and _names_title(p)) for p in pieces):
                told = told or any(links_paper(p) or (prose and _tells(p)) for p in pieces)
            elif prose and _leads_on(line):
                told = told or links_paper(line)
            elif not told or not prose or is_entry(line):
                break
            for piece in pieces:
                entry = fields.merged(entry, piece)
        elif block.kind == "list":
            items = [lines.of_runs(item.runs) for item in block.children]
            about = sum(fields.is_about(line) for line in items)
            linked_here = any(links_paper(line) for line in items)
            # Among remarks, "[Paper](…)" alone belongs to the title above.
            linked_alone = any(
                links_paper(x) and (fields.only_links(x) or (prose and is_address(x)))
                for x in items
            )
            told = told or (prose and about == len(items) and any(_tells_who(x) for x in items))
            is_more = (about * 2 >= len(items) and (told or linked_here)) or (
                linked_alone and not any(is_entry(x) and not is_address(x) for x in items)
            )
            if prose and not linked and not told and any(_is_titled(x) for x in items):
                break  # a heading, and papers below it
            own = sum(is_entry(line) for line in items)
            # Of notes below a heading that is an entry some name other papers.
            several = own * 2 > len(items) if prose and linked else own > 0
            if not is_more and (not told or several):
                break
            told = told or linked_here
            for line in items:
                entry = fields.merged(entry, line)
        elif block.kind != "code":
            break
        used += 1
    return (entry, used) if told else (None, 0)


def _names_title(line: Line) -> bool:
    """Whether below a heading the paper's whole title comes: "Title: …"."""
    found = fields.field(line)
    return found is not None and found[0] == "title" and len(found[2].split()) >= 2


def is_address(line: Line) -> bool:
    """Whether a line is but an address, written out."""
    return re.fullmatch(rf"\W*{MARK}\W*", line.text) is not None and bool(
        re.match(r"https?://|www\.", line.links[0].label)
    )


def _is_titled(line: Line) -> bool:
    """Whether an item has a title of several words without a link, and the paper's after it."""
    entry = read_entry(line)
    return (
        entry is not None
        and not fields.is_about(line)
        and fields.field(line) is None
        and entry.how == "plain"
        and len(entry.title.split()) >= 4
        and is_entry(line)
    )


def _leads_on(line: Line) -> bool:
    """Whether a line below a heading but leads on: "the link is [here](…)", "**A group**"."""
    if line.links:
        return len(line.links) == 1 and (
            line.links[0].label.strip().lower() in ("here", "link", "this")
            and len(line.text.split()) <= 8
        )
    bold = sum(end - start for start, end in line.bold)
    if re.match(r"\W*[\"“]", line.text):
        return False
    return bold >= len(line.text.strip()) - 2 > 0 and len(line.text.split()) <= 8


def _tells_who(line: Line) -> bool:
    found = fields.field(line)
    return found is not None and found[0] == "authors"


def _tells(line: Line) -> bool:
    """Whether a line has a title's authors and year: "Luis Damas and Robin Milner (1982)"."""
    return _names_title(line) or (
        names.published(line.text) is not None and names.cites(line.text.strip(" *_")) is not None
    )


def is_topic(entry: Entry, item: Node) -> bool:
    """Whether an item without a paper's link is but the heading of the papers below it."""
    below = [i for child in item.children if child.kind == "list" for i in child.children]
    tables_below = any(child.kind == "table" for child in item.children)
    if tables_below:
        return True
    if not below:
        return False
    if not entry.links and names.YEAR.search(entry.title) and names.venue_and_date(entry.title):
        return True  # "2020", and its papers
    below_lines = [lines.of_runs(i.runs) for i in below]
    if any(bare_papers(child.children) for child in item.children if child.kind == "list"):
        return True
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


def stands_alone(item: Node) -> bool:
    """Whether an item below another is a paper of its own."""
    line = lines.of_runs(item.runs)
    if fields.titled_paper(line):
        return True
    if fields.is_about(line) or (fields.field(line) and not fields.titled_paper(line)):
        return False
    return is_entry(line)


def bare_papers(items: Sequence[Node]) -> list[Node]:
    """Those of the items below another that are but addresses, if they are of several papers."""
    found = [(item, stubs.of(lines.of_runs(item.runs))) for item in items]
    posted = {stub.title for _, stub in found if stub and stub.title.startswith("arXiv:")}
    return [item for item, stub in found if stub] if len(posted) > 1 else []


def with_deeper(entry: Entry, item: Node) -> Entry:
    for child in item.children:
        for each in child.children if child.kind == "list" else ():
            line = lines.of_runs(each.runs)
            if fields.is_about(line):
                entry = fields.merged(entry, line)
    return entry

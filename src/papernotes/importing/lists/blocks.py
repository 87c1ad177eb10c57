"""What single blocks of a list's text are: a citation, a link alone, an introduction."""

import re
from collections.abc import Iterator, Sequence

from papernotes.importing.lists import fields, sections
from papernotes.importing.lists import line as lines
from papernotes.importing.lists.entry import Entry
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.tree import Node


def links_title(block: Node) -> bool:
    line = lines.of_runs(block.runs)
    return any(not link.says and link.leads in ("scholarly", "pdf") for link in line.links)


def is_link_alone(line: Line) -> bool:
    """Whether a paragraph is but a link with a title of its own."""
    return re.fullmatch(rf"\W*{MARK}\W*", line.text) is not None and any(
        link.leads in ("page", "file") and not link.says and len(link.label.split()) >= 4
        for link in line.links
    )


def has_links_below(entry: Entry, after: Sequence[Node]) -> bool:
    """Whether below a title set apart, and its authors, comes a list of its links."""
    if entry.how not in ("bold", "quote") or not after or after[0].kind != "list":
        return False
    first = after[0].children[:1]
    return bool(first) and fields.only_links(lines.of_runs(first[0].runs))


def is_citation(line: Line, entry: Entry) -> bool:
    """Whether a paragraph without a paper's link is one entry of a bibliography."""
    if len(line.text) > 500 or not all(link.says for link in line.links):
        return False
    told = bool(entry.authors) and bool(entry.published or entry.venue)
    if entry.how == "quote" and len(entry.title.split()) >= 2:
        quoted = re.match(r"\W*[\"“]", line.text) is not None
        told = told or bool(entry.authors) or (quoted and (entry.dated or bool(line.links)))
    return told


def flat(root: Node) -> Iterator[Node]:
    yield from root.children[:50]


def title(root: Node) -> str | None:
    """The one top heading of a list: its title, and no topic."""
    top = [n for n in root.children if n.kind == "heading" and n.level == 1 and n.text]
    return sections.bare(top[0].text) if len(top) == 1 else None


def introduces_papers(root: Node) -> bool:
    """Whether the first paragraphs say that this is a list of papers."""
    prose = []
    for block in root.children[:12]:
        if block.kind in ("list", "table"):
            break
        if block.kind == "paragraph":
            prose.append(block.text)
    return any(sections.introduces(text) for text in prose[:3])


def is_caption(line: Line) -> bool:
    """Whether a paragraph but says where a picture is from."""
    return (
        re.match(
            r"\s*[(（]?(?:from|(?:image |figure |picture )?(?:source|credit)s?:?)\s",
            line.text,
            re.IGNORECASE,
        )
        is not None
    )


def leads_within(blocks: Sequence[Node]) -> bool:
    """Whether a list has links to places of the page itself, or to files beside it."""
    items = [item for block in blocks if block.kind == "list" for item in block.children]
    return any(
        link.leads in ("anchor", "file") for i in items for link in lines.of_runs(i.runs).links
    )


def take_heading(item: Node) -> None:
    """Makes the heading with which an item begins the item's own text."""
    if item.children and item.children[0].kind == "heading":
        item.runs = item.children.pop(0).runs


def upto(blocks: Sequence[Node]) -> Sequence[Node]:
    end = next(
        (i for i, b in enumerate(blocks) if b.kind not in ("paragraph", "list", "code")),
        len(blocks),
    )
    return blocks[:end]


def as_paragraph(cell: Node) -> list[Node]:
    if not cell.runs:
        return []
    paragraph = Node("paragraph", cell.line)
    paragraph.runs = cell.runs
    return [paragraph]

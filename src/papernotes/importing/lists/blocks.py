"""What single blocks of a list's text are: a citation, a link alone, an introduction."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from papernotes.importing.lists import fields, names, sections
from papernotes.importing.lists import line as lines
from papernotes.importing.lists.entry import Entry
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.tree import Node, Run


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


def is_file(entry: Entry) -> bool:
    """Whether a paragraph says who wrote what is in a file beside the list."""
    return (
        entry.title_link is not None
        and entry.title_link.leads == "file"
        and bool(entry.authors)
        and len(entry.title.split()) >= 4
    )


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


_RULE: Final = re.compile(r"\s{0,9}[-=_–—]{2,40}\s{0,9}\w[^\n]{0,60}?\s{0,9}[-=_–—]{2,40}\s{0,9}")


def without_rule(block: Node) -> None:
    """Takes off the line with which a paragraph begins if it but divides: "--- Older ones ---"."""
    end = next((i for i, run in enumerate(block.runs) if run.text == "\n"), None)
    if end and _RULE.fullmatch("".join(run.text for run in block.runs[:end])):
        block.runs = block.runs[end + 1 :]


def by_titles(block: Node) -> list[Node]:
    """The parts of a paragraph that has several bold titles, each on a line of its own."""
    lines_of: list[list[Run]] = [[]]
    for run in block.runs:
        if run.text == "\n":
            lines_of.append([])
        else:
            lines_of[-1].append(run)
    starts = [
        at
        for at, runs in enumerate(lines_of)
        if any(run.bold for run in runs)
        and all(run.bold and run.href is None for run in runs if run.text.strip())
        and sum(len(run.text.split()) for run in runs) >= 4
    ]
    if len(starts) < 2 or starts[0] != 0 or any(b - a < 2 for a, b in pairwise(starts)):
        return []
    parts = []
    for start, end in pairwise([*starts, len(lines_of)]):
        part = Node("paragraph", block.line + start)
        for at in range(start, end):
            part.runs += [*([Run("\n")] if at > start else []), *lines_of[at]]
        parts.append(part)
    return parts


def titled_above(pieces: Sequence[Line], entry: Entry) -> bool:
    """Whether a paragraph is a bold title, below it its authors, then links."""
    return (
        len(pieces) > 1
        and entry.how == "bold"
        and len(entry.title.split()) >= 4
        and not pieces[0].links
        and not pieces[1].links
        and bool(names.people(pieces[1].text))
    )


def is_pseudo_heading(block: Node, line: Line, after: Sequence[Node]) -> bool:
    """Whether a paragraph stands above a list as a heading does."""
    if not after or after[0].kind not in ("list", "table", "paragraph") or len(line.text) > 80:
        return False
    bold = sum(e - s for s, e in line.bold) >= len(line.text.strip(" :*\n")) - 2 > 0
    return (
        block.level == 1
        or (not line.links and len(line.text.split()) <= 6 and sections.speaks(line.text))
        or bold
        or (line.text.strip().endswith(":") and not line.links and len(line.text.split()) <= 6)
    )


def as_paragraph(cell: Node) -> list[Node]:
    if not cell.runs:
        return []
    paragraph = Node("paragraph", cell.line)
    paragraph.runs = cell.runs
    return [paragraph]

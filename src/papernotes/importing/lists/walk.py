"""The tree of a list, and the entries that it holds."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from papernotes.importing.lists import blocks as blocks_of
from papernotes.importing.lists import cited, fields, sections, tables
from papernotes.importing.lists import line as lines
from papernotes.importing.lists.entry import Entry, is_boxed
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.gathering import PSEUDO, Gathering
from papernotes.importing.lists.judge import Candidate
from papernotes.importing.lists.line import MARK
from papernotes.importing.lists.nested import (
    bare_papers,
    is_bare_topic,
    is_topic,
    stands_alone,
    with_deeper,
    with_fields,
)
from papernotes.importing.lists.pieces import is_announced, is_entry, links_paper, split
from papernotes.importing.lists.tree import Node
from papernotes.model.record import Left

_TITLED: Final = 4  # words of a title; topics have fewer
_LOOKAHEAD: Final = 4  # blocks that may belong to a title that stands alone


class Walk(Gathering):
    """Goes through a tree once and gathers its entries."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        super().__init__()
        self.columns = columns

    def whole(self, root: Node) -> list[Candidate | Left]:
        first = next((n for n in blocks_of.flat(root) if n.kind == "heading" and n.text), None)
        if first is not None and first.level <= 2:
            self.title = first.text
            self.reads = sections.section(1, first.text).reading
        self.title = blocks_of.title(root) or self.title
        self.reads = self.reads or blocks_of.introduces_papers(root)
        self.blocks(root.children, (), first)
        return self.found

    # Blocks, one after another.

    def blocks(
        self, blocks: Sequence[Node], topics: tuple[str, ...], title: Node | None = None
    ) -> None:
        at = 0
        group = self.group()
        while at < len(blocks):
            block = blocks[at]
            used = 1
            if block.kind == "heading":
                used = self._heading(blocks, at, topics, is_title=block is title)
                group = self.group()
            elif block.kind == "paragraph":
                used = self._paragraph(blocks, at, topics, group)
            elif block.kind == "list":
                self.list_of(block, topics)
                used += self._links_after(blocks, at + 1)
            elif block.kind == "table":
                self._table(block, topics)
            elif block.kind == "item":
                self._item(block, topics, group)
            if (
                block.kind in ("heading", "paragraph", "row", "cell")
                and used == 1
                and block.children
            ):
                self.blocks(block.children, topics)
            at += used

    def _links_after(self, blocks: Sequence[Node], at: int) -> int:
        """How many blocks after a list are but the links of its last entry."""
        last = self.found[-1] if self.found else None
        if at >= len(blocks) or not isinstance(last, Candidate) or last.entry.has_papers_link:
            return 0
        block = blocks[at]
        items = block.children if block.kind == "list" else [block]
        told = [lines.of_runs(item.runs) for item in items]
        if block.kind not in ("paragraph", "list") or not told:
            return 0
        if block.kind == "list" and fields.only_links(told[0]):
            told = [line for line in told if fields.only_links(line)]  # and remarks
        fits = fields.only_links if block.kind == "paragraph" else fields.is_about
        if not all(fits(line) for line in told) or not any(links_paper(line) for line in told):
            return 0
        entry = last.entry
        for line in told:
            entry = fields.merged(entry, line)
        self.found[-1] = last._replace(entry=entry)
        return 1

    def _heading(
        self, blocks: Sequence[Node], at: int, topics: tuple[str, ...], is_title: bool
    ) -> int:
        block = blocks[at]
        if (not is_title or blocks_of.links_title(block)) and (entry := self._headed(block)):
            after = blocks[at + 1 : at + 12]
            end = next(
                (i for i, b in enumerate(after) if b.kind in ("heading", "table", "rule")),
                len(after),
            )
            headed = entry
            entry, used = with_fields(entry, after[:end], self._line_has_paper(block), prose=True)
            if entry is None and headed.authors and (headed.how == "quote" or headed.published):
                entry, used = with_fields(headed, after[:end], linked=True, prose=True)
            if entry is not None:
                while self.sections and self.sections[-1].level >= block.level:
                    self.sections.pop()
                self.offer(entry, self.group(), topics)
                return 1 + used
        section = sections.section(block.level, block.text)
        if section.title.lower() == "index" and not blocks_of.leads_within(blocks[at + 1 : at + 2]):
            section = section._replace(admits="all")  # what databases have
        self.enter(section, is_title)
        return 1

    def _headed(self, block: Node) -> Entry | None:
        line = lines.of_runs(block.runs)
        if len(line.text.split()) < 2 and not line.links:
            return None
        admits = sections.section(block.level, block.text).admits
        if admits == "none" or (admits == "papers" and not line.links):
            return None
        return read_entry(line, block.line)

    def _line_has_paper(self, block: Node) -> bool:
        entry = read_entry(lines.of_runs(block.runs), block.line)
        return bool(entry) and entry.has_papers_link  # type: ignore[union-attr]

    def _paragraph(
        self, blocks: Sequence[Node], at: int, topics: tuple[str, ...], group: int
    ) -> int:
        block = blocks[at]
        blocks_of.without_rule(block)
        if parts := blocks_of.by_titles(block):
            for part in parts:
                self._paragraph([part], 0, topics, group)
            return 1
        line = lines.of_runs(block.runs)
        after = blocks[at + 1 : at + 1 + _LOOKAHEAD]
        if not re.search(rf"\w|{MARK}", line.text) or blocks_of.is_caption(line):
            return 1
        pieces = split(line, block)
        if len(pieces) > 1 and not pieces[0].links and all(map(is_announced, pieces[1:])):
            # "**Week 1: Intro**", and on the next lines "Read: [Title](…)"
            self.enter(sections.section(PSEUDO, pieces[0].text.strip(" :*")), is_title=False)
            pieces, line = pieces[1:], pieces[1]
        if all(map(is_announced, pieces)):
            for each in (read_entry(piece, block.line) for piece in pieces):
                if each:
                    self.offer(each, group, topics, reading=True)
            return 1
        several = [
            p for p in pieces if links_paper(p) and not fields.only_links(p) and not fields.field(p)
        ]
        if len(several) >= 2:
            for piece in pieces:
                if (entry := read_entry(piece, block.line)) and (is_entry(piece) or entry.dated):
                    self.offer(entry, group, topics)
            return 1
        entry = read_entry(line, block.line)
        if entry is None:
            if found := self.stub(line, block):
                self.offer(found, group, topics)
            else:
                self.no_title(line, block)
            return 1
        if entry.how == "stub":
            self.offer(entry, group, topics)
            return 1
        if is_entry(line):
            found, used = with_fields(entry, blocks_of.upto(after)[:2], linked=True)
            if (
                used
                and after[0].kind == "paragraph"
                and not fields.is_about(lines.of_runs(after[0].runs))
            ):
                found, used = entry, 0
            self.offer(found or entry, group, topics)
            return 1 + used
        if (
            not entry.has_papers_link
            and (not re.search(r"[.:]\s*$", line.text) or blocks_of.has_links_below(entry, after))
            and len(line.text.split()) < 40
        ):
            found, used = with_fields(entry, blocks_of.upto(after), linked=False)
            if found and used:
                self.offer(found, group, topics)
                return 1 + used
        if blocks_of.is_pseudo_heading(block, line, after):
            self.enter(sections.section(PSEUDO, block.text.rstrip(":")), is_title=False)
        elif (
            blocks_of.is_citation(line, entry)
            or blocks_of.is_link_alone(line)
            or blocks_of.titled_above(pieces, entry)
            or blocks_of.is_file(entry)
        ):
            self.offer(entry, group, topics)
        return 1

    # Lists.

    def list_of(self, node: Node, topics: tuple[str, ...]) -> None:
        group = self.group()
        items = cited.paired([item for item in node.children if item.kind == "item"])
        written = [item.number for item in items if item.number is not None]
        if len(set(written)) < len(written):  # all are "1.": Markdown counts for its writer
            for index, item in enumerate(items):
                item.number = written[0] + index
        for item in items:
            self._item(item, topics, group)

    def _item(self, item: Node, topics: tuple[str, ...], group: int) -> None:
        for node in (item, *(i for child in item.children for i in child.children)):
            if node.kind == "item" and not node.runs:
                blocks_of.take_heading(node)  # "1. ### Title"
        line = lines.of_runs(item.runs)
        entry = read_entry(line, item.line, item.number) if line.text.strip() else None
        if entry is None and (entry := self.stub(line, item)) is None:
            if line.links:
                self.no_title(line, item)
            self.blocks(item.children, topics)
            return
        boxed = is_boxed(line)
        pieces = split(line, item)
        if len(pieces) > 1:
            several = [p for p in pieces if is_entry(p) and not fields.is_about(p)]
            if len(several) >= 2:
                for piece in pieces:
                    if each := read_entry(piece, item.line):
                        each = each._replace(status=each.status or entry.status)
                        self.offer(each, group, topics)
                return
        linked = entry.has_papers_link
        nested: list[Node] = []
        if not linked and is_topic(entry, item):
            words = len(entry.title.split())
            if not is_bare_topic(line) or (entry.how == "link" and words >= _TITLED):
                self.offer(entry, group, topics, boxed)
            topic = sections.section(8, entry.title)
            self.sections_within(topic, item.children, topics)
            return
        if linked:
            entry = cited.with_citation(entry, item)
        for child in item.children:
            if child.kind == "paragraph":
                for piece in split(lines.of_runs(child.runs), child):
                    entry = fields.merged(entry, piece)
            elif child.kind == "list":
                bare = bare_papers(child.children)
                apart = [i for i in child.children if i in bare or stands_alone(i)]
                for sub in child.children:
                    told = lines.of_runs(sub.runs)
                    if sub not in apart and (fields.only_links(told) or not is_boxed(told)):
                        entry = fields.merged(entry, told)
                        entry = with_deeper(entry, sub)
                if apart:
                    own = Node("list", child.line)
                    own.children = apart
                    nested.append(own)
            elif child.kind == "table":
                nested.append(child)
        self.offer(entry, group, topics, boxed)
        self.blocks(nested, topics)

    def sections_within(
        self, section: sections.Section, blocks: Sequence[Node], topics: tuple[str, ...]
    ) -> None:
        kept = list(self.sections)
        self.sections.append(section._replace(level=99))
        self.blocks(blocks, topics)
        self.sections = kept

    # Tables.

    def _table(self, table: Node, topics: tuple[str, ...]) -> None:
        read = tables.read(table, self.columns)
        if read is None:
            for line_of_cells in table.children:
                for cell in line_of_cells.children:
                    self.blocks([*blocks_of.as_paragraph(cell), *cell.children], topics)
            return
        group = self.group()
        for row in read.rows:
            if isinstance(row, Left):
                self.found.append(row)
            elif row.entry is not None:
                self.offer(row.entry, group, (*topics, *row.topics), reading=read.titled)
                last = self.found[-1]
                if read.titled and isinstance(last, Candidate) and self.in_contents():
                    self.found[-1] = last._replace(admits="all")  # "Index", and a table of papers

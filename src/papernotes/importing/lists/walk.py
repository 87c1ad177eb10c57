"""The tree of a list, and the entries that it holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from papernotes.importing.lists import fields, names, sections, tables
from papernotes.importing.lists import line as lines
from papernotes.importing.lists.entry import Entry
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.judge import Candidate
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.tree import Node
from papernotes.model.record import Left

_LOOKAHEAD: Final = 4  # blocks that may belong to a title that stands alone
_PSEUDO: Final = 7  # the level of a heading that is none: a line in bold, a <summary>
_PROSE: Final = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|introduc\w+|shows?|which|that|to|and|for|paper|provides?|contains?|describes?|"
    r"proposes?|presents?|page|repo|repository|collection|list|website|or|in which|on how)\b"
)


class Walk:
    """Goes through a tree once and gathers its entries."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self.columns = columns
        self.found: list[Candidate | Left] = []
        self.sections: list[sections.Section] = []
        self.groups = 0
        self.title: str | None = None
        self.reads = False  # the list as a whole says that it is one of papers

    def whole(self, root: Node) -> list[Candidate | Left]:
        first = next((n for n in _flat(root) if n.kind == "heading" and n.text), None)
        if first is not None and first.level <= 2:
            self.title = first.text
            self.reads = sections.section(1, first.text).reading
        self.blocks(root.children, (), first)
        return self.found

    # Blocks, one after another.

    def blocks(
        self, blocks: Sequence[Node], topics: tuple[str, ...], title: Node | None = None
    ) -> None:
        at = 0
        group = self._group()
        while at < len(blocks):
            block = blocks[at]
            used = 1
            if block.kind == "heading":
                used = self._heading(blocks, at, topics, is_title=block is title)
                group = self._group()
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
        if at >= len(blocks) or blocks[at].kind != "paragraph":
            return 0
        line = lines.of_runs(blocks[at].runs)
        last = self.found[-1] if self.found else None
        if (
            not isinstance(last, Candidate)
            or last.entry.has_papers_link
            or not fields.only_links(line)
        ):
            return 0
        self.found[-1] = last._replace(entry=fields.merged(last.entry, line))
        return 1

    def _group(self) -> int:
        self.groups += 1
        return self.groups

    def _heading(
        self, blocks: Sequence[Node], at: int, topics: tuple[str, ...], is_title: bool
    ) -> int:
        block = blocks[at]
        if not is_title and (entry := self._headed(block)):
            after = blocks[at + 1 : at + 12]
            end = next(
                (i for i, b in enumerate(after) if b.kind in ("heading", "table", "rule")),
                len(after),
            )
            entry, used = self._with_fields(
                entry, after[:end], self._line_has_paper(block), prose=True
            )
            if entry is not None:
                while self.sections and self.sections[-1].level >= block.level:
                    self.sections.pop()
                self._offer(entry, self._group(), topics)
                return 1 + used
        self._enter(sections.section(block.level, block.text), is_title)
        return 1

    def _headed(self, block: Node) -> Entry | None:
        line = lines.of_runs(block.runs)
        if len(line.text.split()) < 2 and not line.links:
            return None
        if sections.section(block.level, block.text).admits == "none":
            return None
        return read_entry(line, block.line)

    def _line_has_paper(self, block: Node) -> bool:
        entry = read_entry(lines.of_runs(block.runs), block.line)
        return bool(entry) and entry.has_papers_link  # type: ignore[union-attr]

    def _with_fields(
        self, entry: Entry, after: Sequence[Node], linked: bool, prose: bool = False
    ) -> tuple[Entry | None, int]:
        """An entry that stands above what tells of it; None if what follows does not."""
        used = 0
        told = linked
        for block in after:
            if block.kind == "paragraph":
                line = lines.of_runs(block.runs)
                pieces = _split(line, block)
                if all(fields.is_about(p) for p in pieces):
                    told = told or any(_links_paper(p) for p in pieces)
                elif not told or not prose or _is_entry(line):
                    break
                for piece in pieces:
                    entry = fields.merged(entry, piece)
            elif block.kind == "list":
                items = [lines.of_runs(item.runs) for item in block.children]
                about = sum(fields.is_about(line) for line in items)
                linked_here = any(_links_paper(line) for line in items)
                if about * 2 < len(items) or not (told or linked_here):
                    if not told or any(_is_entry(line) for line in items):
                        break
                told = told or linked_here
                for line in items:
                    entry = fields.merged(entry, line)
            elif block.kind != "code":
                break
            used += 1
        return (entry, used) if told else (None, 0)

    def _enter(self, section: sections.Section, is_title: bool) -> None:
        while self.sections and self.sections[-1].level >= section.level:
            self.sections.pop()
        if is_title:
            section = section._replace(admits="all")
        self.sections.append(section)

    def _paragraph(
        self, blocks: Sequence[Node], at: int, topics: tuple[str, ...], group: int
    ) -> int:
        block = blocks[at]
        line = lines.of_runs(block.runs)
        after = blocks[at + 1 : at + 1 + _LOOKAHEAD]
        if not re.search(rf"\w|{MARK}", line.text):
            return 1
        pieces = _split(line, block)
        several = [
            p
            for p in pieces
            if _links_paper(p) and not fields.only_links(p) and not fields.field(p)
        ]
        if len(several) >= 2:
            for piece in pieces:
                if (entry := read_entry(piece, block.line)) and (_is_entry(piece) or entry.dated):
                    self._offer(entry, group, topics)
            return 1
        entry = read_entry(line, block.line)
        if entry is None:
            self._no_title(line, block)
            return 1
        if _is_entry(line):
            found, used = self._with_fields(
                entry,
                [b for b in after if b.kind in ("paragraph", "list")][:2]
                if after and after[0].kind in ("list", "paragraph")
                else (),
                linked=True,
            )
            if (
                used
                and after[0].kind == "paragraph"
                and not fields.is_about(lines.of_runs(after[0].runs))
            ):
                found, used = entry, 0
            self._offer(found or entry, group, topics)
            return 1 + used
        if (
            not entry.has_papers_link
            and not re.search(r"[.:]\s*$", line.text)
            and len(line.text.split()) < 40
        ):
            found, used = self._with_fields(entry, _upto(after), linked=False)
            if found and used:
                self._offer(found, group, topics)
                return 1 + used
        if self._is_pseudo_heading(block, line, after):
            self._enter(sections.section(_PSEUDO, block.text.rstrip(":")), is_title=False)
        elif (
            entry.dated
            and not line.links
            and entry.authors
            and entry.published
            and len(line.text) < 400
        ):
            self._offer(entry, group, topics)
        return 1

    def _is_pseudo_heading(self, block: Node, line: Line, after: Sequence[Node]) -> bool:
        if not after or after[0].kind not in ("list", "table", "paragraph") or len(line.text) > 80:
            return False
        bold = sum(e - s for s, e in line.bold) >= len(line.text.strip(" :*\n")) - 2 > 0
        return (
            block.level == 1
            or bold
            or (line.text.strip().endswith(":") and not line.links and len(line.text.split()) <= 6)
        )

    # Lists.

    def list_of(self, node: Node, topics: tuple[str, ...]) -> None:
        group = self._group()
        items = [item for item in node.children if item.kind == "item"]
        written = [item.number for item in items if item.number is not None]
        if len(set(written)) < len(written):  # all are "1.": Markdown counts for its writer
            for index, item in enumerate(items):
                item.number = written[0] + index
        for item in items:
            self._item(item, topics, group)

    def _item(self, item: Node, topics: tuple[str, ...], group: int) -> None:
        line = lines.of_runs(item.runs)
        entry = read_entry(line, item.line, item.number) if line.text.strip() else None
        if entry is None:
            if line.links:
                self._no_title(line, item)
            self.blocks(item.children, topics)
            return
        boxed = bool(re.match(r"\s*\[[ xX/-]\]", line.text))
        pieces = _split(line, item)
        if len(pieces) > 1:
            several = [p for p in pieces if _is_entry(p) and not fields.is_about(p)]
            if len(several) >= 2:
                for piece in pieces:
                    if each := read_entry(piece, item.line):
                        self._offer(each, group, topics)
                return
        linked = entry.has_papers_link
        nested: list[Node] = []
        if not linked and self._is_topic(entry, item):
            if not self._is_bare_topic(line):
                self._offer(entry, group, topics, boxed)
            topic = sections.section(8, entry.title)
            self.sections_within(topic, item.children, topics)
            return
        for child in item.children:
            if child.kind == "paragraph":
                for piece in _split(lines.of_runs(child.runs), child):
                    entry = fields.merged(entry, piece)
            elif child.kind == "list":
                apart = [i for i in child.children if self._stands_alone(i, linked)]
                for sub in child.children:
                    if sub not in apart:
                        entry = fields.merged(entry, lines.of_runs(sub.runs))
                        entry = self._deeper(entry, sub)
                if apart:
                    own = Node("list", child.line)
                    own.children = apart
                    nested.append(own)
            elif child.kind == "table":
                nested.append(child)
        self._offer(entry, group, topics, boxed)
        self.blocks(nested, topics)

    def _deeper(self, entry: Entry, item: Node) -> Entry:
        for child in item.children:
            for each in child.children if child.kind == "list" else ():
                line = lines.of_runs(each.runs)
                if fields.is_about(line):
                    entry = fields.merged(entry, line)
        return entry

    def sections_within(
        self, section: sections.Section, blocks: Sequence[Node], topics: tuple[str, ...]
    ) -> None:
        kept = list(self.sections)
        self.sections.append(section._replace(level=99))
        self.blocks(blocks, topics)
        self.sections = kept

    def _is_topic(self, entry: Entry, item: Node) -> bool:
        """Whether an item without a paper's link is but the heading of the papers below it."""
        below = [i for child in item.children if child.kind == "list" for i in child.children]
        tables_below = any(child.kind == "table" for child in item.children)
        if tables_below:
            return True
        if not below:
            return False
        below_lines = [lines.of_runs(i.runs) for i in below]
        own = [
            l
            for l in below_lines
            if fields.titled_paper(l) or (_is_entry(l) and not fields.is_about(l))
        ]
        if own and not any(_links_paper(l) and fields.is_about(l) for l in below_lines):
            return True
        if any(fields.is_about(l) for l in below_lines) or entry.authors or entry.venue:
            return False
        if any(i.children for i in below):
            return True
        dated = [
            e
            for e in (read_entry(l) for l in below_lines)
            if e and (e.authors or e.venue or e.published)
        ]
        return len(dated) * 2 >= len(below)

    def _is_bare_topic(self, line: Line) -> bool:
        return not line.links or all(
            link.leads in ("anchor", "page", "code", "media") for link in line.links
        )

    def _stands_alone(self, item: Node, parent_linked: bool) -> bool:
        """Whether an item below another is a paper of its own."""
        line = lines.of_runs(item.runs)
        if fields.titled_paper(line):
            return True
        if fields.is_about(line) or (fields.field(line) and not fields.titled_paper(line)):
            return False
        return _is_entry(line) and (parent_linked or bool(line.links))

    # Tables.

    def _table(self, table: Node, topics: tuple[str, ...]) -> None:
        read = tables.read(table, self.columns)
        if read is None:
            for row in table.children:
                for cell in row.children:
                    self.blocks([*_as_paragraph(cell), *cell.children], topics)
            return
        group = self._group()
        for row in read.rows:
            if isinstance(row, Left):
                self.found.append(row)
            elif row.entry is not None:
                self._offer(row.entry, group, (*topics, *row.topics), reading=read.titled)

    # What was found.

    def _offer(
        self,
        entry: Entry,
        group: int,
        topics: tuple[str, ...],
        boxed: bool = False,
        reading: bool = False,
    ) -> None:
        inner = [
            s
            for s in self.sections
            if s.level > 1 or len(self.sections) == 1 or s is not self.sections[0]
        ]
        self.found.append(
            Candidate(
                entry,
                group,
                self._admits(),
                reading or self.reads or any(s.reading for s in self.sections),
                tuple(
                    dict.fromkeys(
                        [*(s.topic for s in inner if s.topic and s.title != self.title), *topics]
                    )
                ),
                next((s.published for s in reversed(self.sections) if s.published), None),
                next((s.venue for s in reversed(self.sections) if s.venue), None),
                boxed,
            )
        )

    def _admits(self) -> str:
        # What stands below a heading of its own within "News" or "Contents" is none of these:
        # levels of headings are often wrong. "Tools" holds for all below it.
        for each in reversed(self.sections):
            if each.admits == "none":
                return "none"
            if each.level < _PSEUDO:
                break
        for each in reversed(self.sections):
            if each.reading and each.admits == "all":
                return "all"
            if each.admits == "papers":
                return "papers"
        return "all"

    def _no_title(self, line: Line, block: Node) -> None:
        if _links_paper(line) and self._admits() != "none":
            link = next(link for link in line.links if link.leads in ("scholarly", "pdf"))
            if not link.image:
                self.found.append(Left(block.line, link.url, "has no title"))


def _flat(root: Node) -> Iterator[Node]:
    for child in root.children[:50]:
        yield child


def _upto(blocks: Sequence[Node]) -> Sequence[Node]:
    end = next(
        (i for i, b in enumerate(blocks) if b.kind not in ("paragraph", "list", "code")),
        len(blocks),
    )
    return blocks[:end]


def _as_paragraph(cell: Node) -> list[Node]:
    if not cell.runs:
        return []
    paragraph = Node("paragraph", cell.line)
    paragraph.runs = cell.runs
    return [paragraph]


def _split(line: Line, block: Node) -> list[Line]:
    """The parts of a block between its breaks."""
    if "\n" not in line.text.strip():
        return [line]
    parts: list[list[object]] = [[]]
    for run in block.runs:
        if run.text == "\n":
            parts.append([])
        else:
            parts[-1].append(run)
    found = [lines.of_runs(part) for part in parts]  # type: ignore[arg-type]
    return [each for each in found if re.search(rf"\w|{MARK}", each.text)]


def _links_paper(line: Line) -> bool:
    return any(
        (link.leads in ("scholarly", "pdf") and link.says != "other")
        or (link.says == "paper" and link.leads == "page")
        for link in line.links
    )


def _is_entry(line: Line) -> bool:
    """Whether a line by itself has a title and a link to a paper, and is no prose."""
    if fields.only_links(line) or (fields.field(line) and not fields.titled_paper(line)):
        return False
    entry = read_entry(line)
    if entry is None or not entry.has_papers_link or len(entry.title.split()) < 1:
        return False
    before = line.text[: line.text.find(entry.title[:20])] if entry.title[:20] in line.text else ""
    if entry.title_link is not None:
        mark = next(
            (m for m in re.findall(MARK, line.text) if line.link(m) == entry.title_link), ""
        )
        before, _, after = line.text.partition(mark)
        lead = re.findall(r"\w+", re.sub(MARK, " ", before))
        if _PROSE.match(after) and not re.match(r"\s*[:\-–—(\[,.|]", after):
            return False
        return (
            len(lead) <= 4
            or bool(names.people(line.plain(before).strip(" .,:"), alone=True))
            or bool(entry.authors or names.published(before))
        )
    if entry.how == "plain":
        generic = any(link.says == "paper" for link in line.links)
        return (
            generic
            and len(entry.title.split()) <= 40
            and not re.search(r"(?:^|\s)(?:we|our|you|your|please|see|this)\s", entry.title)
        )
    return True

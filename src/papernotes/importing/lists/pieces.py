"""Parts of a block, and what each is by itself."""

import re
from typing import Final

from papernotes.importing.lists import fields, names
from papernotes.importing.lists import line as lines
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.tree import Node

_PROSE: Final = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|introduc\w+|shows?|which|that|to|and|for|paper"
    r"|provides?|contains?|describes?|"
    r"proposes?|presents?|page|repo|repository|collection|list|website|or|in which|on how)\b"
)


def split(line: Line, block: Node) -> list[Line]:
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


def links_paper(line: Line) -> bool:
    return any(
        (link.leads in ("scholarly", "pdf") and link.says != "other")
        or (link.says == "paper" and link.leads == "page")
        for link in line.links
    )


def is_entry(line: Line) -> bool:
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

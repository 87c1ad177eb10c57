"""Parts of a block, and what each is by itself."""

import re
from typing import Final

from papernotes.importing.lists import fields, names
from papernotes.importing.lists import line as lines
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.line import ANNOUNCED, MARK, Line
from papernotes.importing.lists.several import apart
from papernotes.importing.lists.tree import Node, Run

_FEW: Final = 40  # words; more are prose
_PROSE: Final = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|introduc\w+|shows?|which|that|to|and|for|paper"
    r"|provides?|contains?|describes?|"
    r"proposes?|presents?|page|repo|repository|collection|list|website|or|in which|on how)\b"
)


def split(line: Line, block: Node) -> list[Line]:
    """The parts of a block between its breaks."""
    if "\n" not in line.text.strip():
        joined = _joined(line, block)
        return apart(line) if len(joined) == 1 else joined
    parts: list[list[object]] = [[]]
    for run in block.runs:
        if run.text == "\n":
            parts.append([])
        else:
            parts[-1].append(run)
    found = [lines.of_runs(part) for part in parts]  # type: ignore[arg-type]
    return [each for each in found if re.search(rf"\w|{MARK}", each.text)]


# "[The Google File System](…) (2003) and [Bigtable: …](…) (2006)": two papers.
_AND: Final = re.compile(
    rf"\W*(?P<one>{MARK})\W*(?:\((?:19|20)\d\d\)\W*)?\s(?:and|&|\+)\s(?:[Tt]he\s)?(?P<two>{MARK})"
)


_AND_LAST: Final = re.compile(r"\s(?:and|&|\+)\s(?:[Tt]he\s)?$")


def _joined(line: Line, block: Node) -> list[Line]:
    match = _AND.match(line.text)
    if not match:
        return [line]
    one, two = line.link(match["one"]), line.link(match["two"])
    if any(link.says or link.leads not in ("scholarly", "pdf", "page") for link in (one, two)):
        return [line]
    parts: list[list[object]] = [[], []]
    for run in block.runs:
        if run.href is not None and not parts[1] and run.href.strip() == two.target:
            parts[1].append(run)
        else:
            parts[bool(parts[1])].append(run)
    if parts[0] and isinstance(last := parts[0][-1], Run):
        parts[0][-1] = last._replace(text=_AND_LAST.sub("", last.text))
    first, second = (lines.of_runs(part) for part in parts)  # type: ignore[arg-type]
    titled = all(is_entry(x) or len(y.label.split()) >= 3 for x, y in ((first, one), (second, two)))
    return [first, second] if titled else [line]


_ANNOUNCED: Final = re.compile(rf"\s*{ANNOUNCED}\S", re.IGNORECASE)


def is_announced(line: Line) -> bool:
    """Whether a line says that what it names is to be read: "Read: [Title](…)"."""
    return _ANNOUNCED.match(line.text) is not None and len(line.text.split()) <= _FEW


def links_paper(line: Line) -> bool:
    return any(
        (link.leads in ("scholarly", "pdf") and link.says != "other")
        or (link.says == "paper" and link.leads == "page")
        for link in line.links
    )


# Words of sentences about papers: "See our implementation of [DDPG](…)".
_SENTENCE: Final = re.compile(
    r"\b(?:we|our|you|your|please|see|this|these|papers?|code|repo\w*|here|implement\w*|official"
    r"|is|are|was|were|can|read|check|find|found|by|from the|thanks|also|more)\b",
    re.IGNORECASE,
)


def _ends_in_link(line: Line, title: str) -> bool:
    """Whether a line is but a title and, after it, a link: "Trust Region … [TRPO](…)"."""
    links = [line.link(m) for m in re.findall(MARK, line.text)]
    return (
        len(links) == 1
        and links[0].leads in ("scholarly", "pdf")
        and re.search(rf"{MARK}[\s)\].]*$", line.text) is not None
        and 3 <= len(title.split()) <= 30
        and len(title.split()) > len(links[0].label.split())
        and not _SENTENCE.search(title)
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
        lead = re.findall(r"\w+", re.sub(rf"{MARK}|【[^【】]*】|\[[^\[\]]*\]", " ", before))
        if _PROSE.match(after) and not re.match(r"\s*[:\-–—(\[,.|]", after):
            return False
        return (
            len(lead) <= 4
            or bool(names.people(line.plain(before).strip(" .,:"), alone=True))
            or bool(entry.authors or names.published(before))
        )
    if entry.how == "plain":
        generic = any(link.says == "paper" or names.cites(link.label) for link in line.links)
        return (
            (generic or bool(entry.told_ids) or _ends_in_link(line, entry.title))
            and len(entry.title.split()) <= 40
            and not re.search(r"(?:^|\s)(?:we|our|you|your|please|see|this)\s", entry.title)
            and not re.search(r"\bavailable at$|\(image from", entry.title)
        )
    return True

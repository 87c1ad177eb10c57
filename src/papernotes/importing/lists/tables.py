"""Tables: which column is what, and the entries of their rows."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from papernotes.importing.lists import line as lines
from papernotes.importing.lists import names
from papernotes.importing.lists.entry import Entry
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.fields import only_links
from papernotes.importing.lists.line import Line
from papernotes.importing.lists.links import Link
from papernotes.importing.lists.tree import Node, Run
from papernotes.model.record import Left


class Row(NamedTuple):
    """What a row says."""

    entry: Entry | None
    topics: tuple[str, ...] = ()


class Table(NamedTuple):
    """The rows of a table of papers."""

    rows: tuple[Row | Left, ...]
    titled: bool  # a column is called "Paper" or "Title"


_COLUMNS: Final = {
    "title": r"(?:paper |article |work |publication )?(?:title|name)s?|papers?|articles?"
        r"|publications?|works?|readings?|标题|题目|论文|论文标题|论文名称?"
        r"|titel|titre|título|paper & link",
    "authors": r"(?:first |lead )?authors?(?:\(s\))?|author list|作者|autoren|auteurs?|autore?s?",
    "published": r"(?:publi(?:sh(?:ed)?|cation|shing) )?(?:date|year|month|time)|published"
        r"|when|yr|年份|年|时间|日期|发表时间|jahr|année|año",
    "venue": r"venue|conf(?:erence)?|journal|pub(?:lication|lisher)?|conference ?/ ?journal"
        r"|where|source|published in|会议|期刊|来源|发表",
    "link": r"(?:paper |pdf |arxiv )?(?:links?|urls?)|pdf|arxiv(?: id)?|doi|paper link|abs|链接"
        r"|论文链接|地址",
    "code": r"code|github|repo(?:sitory)?|implementations?|source(?: code)?|project(?: page)?"
        r"|website|homepage|demo|slides?|video|代码|项目|other links|resources",
    "takeaway": r"tl;?dr|takeaways?|summary|notes?|description|comments?|highlights?"
        r"|key (?:idea|point|insight)s?|main idea|remarks?|备注|简介|说明|摘要|notizen",
    "status": r"status|read\??|done\??|state|progress|✓|✅|已读|状态|gelesen",
    "topics": r"topics?|categor(?:y|ies)|area|field|tasks?|keywords?|tags?|theme|subject|type"
        r"|类别|主题|方向|关键词",
    "short": r"short|abbr(?:eviation|\.)?|model|method|acronym|nickname|简称|模型|方法",
    "number": r"#|no\.?|nr\.?|id|idx|index|num(?:ber)?|序号|编号|№",
}  # fmt: skip
_READ: Final = re.compile(
    r"(?:x|✓|✔|✅|☑|read|done|yes|finished|true|已读|是|✔️|gelesen|lu)\W*|\[x\]", re.IGNORECASE
)
_READING: Final = re.compile(r"(?:reading|in progress|started|wip|🚧|在读|/)\W*", re.IGNORECASE)


def read(table: Node, columns: Mapping[str, str]) -> Table | None:
    """The entries of a table, or None if it is but a way to lay out a page."""
    rows = [row for row in _rows(table) if row.children]
    if not rows:
        return None
    if any(
        child.kind == "table" for row in rows for cell in row.children for child in cell.children
    ):
        return None
    cells = [[_cell(cell) for cell in row.children] for row in rows]
    heads = _heads(cells[0], columns)
    headed = (
        "title" in heads
        or sum(head is not None for head in heads) >= 2
        or any(c.header for c in rows[0].children)
    )
    if not headed and max(len(row) for row in cells) < 2:
        return None
    body = list(zip(rows, cells, strict=True))[1 if headed else 0 :]
    if not headed:
        heads = []
    place = _title_place(heads, [row for _, row in body])
    if place is None:
        return None
    if not headed and not any(place < len(row) and _strong(row[place]) for _, row in body):
        return None
    told: list[Row | Left] = []
    topic: tuple[str, ...] = ()
    for node, row in body:
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) == 1 and not filled[0].links and len(heads) > 1:
            topic = (" ".join(filled[0].text.split()),)
            continue
        found = _row(row, heads, place, node.line)
        if found is None and any(link.leads == "scholarly" for cell in row for link in cell.links):
            told.append(
                Left(
                    node.line,
                    next(x.url for c in row for x in c.links if x.leads == "scholarly"),
                    "has no title",
                )
            )
        elif found is not None:
            told.append(found._replace(topics=(*topic, *found.topics)))
    return Table(tuple(told), "title" in heads)


def _rows(node: Node) -> list[Node]:
    return [child for child in node.children if child.kind == "row"]


def _cell(cell: Node) -> Line:
    runs = list(cell.runs)
    stack = list(reversed(cell.children))
    while stack:
        node = stack.pop()
        if node.runs:
            runs += [Run("\n"), *node.runs]
        stack += reversed(node.children)
    return lines.of_runs(runs)


def _heads(row: list[Line], columns: Mapping[str, str]) -> list[str | None]:
    told = {" ".join(key.split()).casefold(): value for key, value in columns.items()}
    heads: list[str | None] = []
    for cell in row:
        written = " ".join(cell.plain(cell.text).split())
        text = re.sub(r"^[^\w#№✓✅]+|[^\w)#?№✓✅]+$", "", written)
        known = next(
            (key for key, words in _COLUMNS.items() if re.fullmatch(words, text, re.IGNORECASE)),
            None,
        )
        heads.append(told.get(written.casefold(), known))
    titles = [i for i, (head, cell) in enumerate(zip(heads, row, strict=True)) if head == "title"]
    if len(titles) > 1:
        # "Title | Paper": the paper is the link.
        best = next(
            (i for i in titles if re.search("title|name|标题|题目", row[i].text, re.IGNORECASE)),
            titles[0],
        )
        for i in titles:
            if i != best:
                heads[i] = "link"
    if "title" not in heads and "short" in heads and heads.count("link"):
        heads[heads.index("short")] = None
    return heads


def _strong(cell: Line) -> bool:
    entry = read_entry(cell)
    return bool(entry and (entry.has_papers_link or entry.dated))


def _title_place(heads: list[str | None], body: list[list[Line]]) -> int | None:
    if "title" in heads:
        place = heads.index("title")
        if "link" not in heads or not body:
            return place
        # A column called "Paper" with nothing but "[pdf]" in it is none of titles.
        cells = [row[place] for row in body if place < len(row) and row[place].text.strip()]
        if not cells or sum(only_links(cell) for cell in cells) * 2 <= len(cells):
            return place
    width = max((len(row) for row in body), default=0)
    scores: list[tuple[float, int]] = []
    for place in range(width):
        cells = [row[place] for row in body if place < len(row)]
        if place < len(heads) and heads[place] in (
            "authors",
            "published",
            "venue",
            "takeaway",
            "status",
            "number",
        ):
            continue
        linked = sum(
            any(
                not link.says and link.leads in ("scholarly", "pdf", "page", "file")
                for link in cell.links
            )
            for cell in cells
        )
        titled = sum(
            1 for cell in cells if not only_links(cell) and len(cell.plain(cell.text).split()) >= 3
        )
        scores.append(((linked * 2 + titled) / max(1, len(cells)), -place))
    best = max(scores, default=(0.0, 0))
    papers = any(
        link.leads in ("scholarly", "pdf") for row in body for cell in row for link in cell.links
    )
    return -best[1] if best[0] >= 0.5 and papers else None


def _row(row: list[Line], heads: list[str | None], place: int, at: int) -> Row | None:
    if place >= len(row) or not row[place].text.strip() or only_links(row[place]):
        return None
    entry = read_entry(row[place], at)
    if entry is None:
        return None
    topics: tuple[str, ...] = ()
    for index, cell in enumerate(row):
        if index == place:
            continue
        head = heads[index] if index < len(heads) else None
        value = " ".join(cell.plain(cell.text).split()).strip(" *_`-")
        links = tuple(_named(link, head) for link in cell.links)
        entry = entry._replace(links=(*entry.links, *links))
        if not value or value.lower() in ("null", "none", "n/a", "na", "tbd", "?", "—"):
            continue
        if head == "topics":
            topics = tuple(
                part.strip(" `#[]") for part in re.split(r"[,;/、]", value) if part.strip(" `#[]")
            )
        else:
            entry = _told(entry, head, value, bool(cell.links))
    return Row(entry, topics)


def _told(entry: Entry, head: str | None, value: str, linked: bool) -> Entry:
    if head == "authors":
        who = names.people(value, alone=True) or (
            () if linked or len(value) > 400 else tuple(re.split(r",\s*", value))
        )
        return entry._replace(authors=who, dated=True)
    if head == "published":
        return entry._replace(
            published=names.published(value) or entry.published,
            venue=entry.venue or names.venue(value),
            dated=True,
        )
    if head == "venue":
        where = None if re.match("arxiv", value, re.IGNORECASE) or len(value) > 100 else value
        return entry._replace(
            venue=where or entry.venue,
            published=entry.published or names.published(value),
            dated=True,
        )
    if head == "takeaway":
        return entry._replace(takeaway=value)
    if head == "status":
        status = (
            "done"
            if _READ.fullmatch(value)
            else "reading"
            if _READING.fullmatch(value)
            else entry.status
        )
        return entry._replace(status=status)
    if head == "number" and value.strip("[].#").isdecimal() and len(value) <= 6:
        return entry._replace(number=int(value.strip("[].#")))
    if head is None and not linked:
        if who := names.people(value):
            return entry._replace(authors=entry.authors or who)
        if names.venue_and_date(value):
            return entry._replace(
                published=entry.published or names.published(value),
                venue=entry.venue or names.venue(value),
                dated=True,
            )
    return entry


def _named(link: Link, head: str | None) -> Link:
    if head == "link" and link.says != "other":
        return link._replace(says="paper")
    if head == "code":
        label = (
            link.label if link.says == "other" else "Code" if link.leads == "code" else link.label
        )
        return link._replace(says="other", label=label)
    return link if link.says else link._replace(says="other")

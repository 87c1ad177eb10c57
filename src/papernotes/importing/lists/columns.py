"""The columns of a list's table: what each tells of its papers."""

import re
from collections.abc import Mapping
from typing import Final

from papernotes.importing import meetings
from papernotes.importing.lists import names
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.fields import only_links
from papernotes.importing.lists.line import Line

_COLUMNS: Final = {
    "title": r"(?:paper |article |work |publication )?(?:title|name)s?|papers?|articles?"
        r"|(?:title|name) of (?:the )?(?:paper|article)s?"
        r"|publications?|works?|readings?|标题|题目|论文|论文标题|论文名称?"
        r"|titel|titre|título|paper & link",
    "authors": r"(?:first |lead )?authors?(?:\(s\))?|author list|作者|autoren|auteurs?|autore?s?",
    "published": r"year published(?: or updated)?|published|when"
        r"|(?:publi(?:sh(?:ed)?|cation|shing) )?(?:date|year|month|time)"
        r"|yr|年份|年|时间|日期|发表时间|jahr|année|año",
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
    "none": r"presenters?|speakers?|presented by|discussion leads?|leads?|报告人|主讲人?",
    "number": r"#|no\.?|nr\.?|id|idx|index|num(?:ber)?|序号|编号|№",
}  # fmt: skip


def heads(row: list[Line], columns: Mapping[str, str]) -> list[str | None]:
    """What the columns are by their heads, and by what their writer says of them."""
    told = {" ".join(key.split()).casefold(): value for key, value in columns.items()}
    heads: list[str | None] = []
    written_heads: list[str] = []
    for cell in row:
        written = " ".join(cell.plain(cell.text).split())
        text = re.sub(r"^[^\w#№✓✅]+|[^\w)#?№✓✅]+$", "", written)
        known = next(
            (key for key, words in _COLUMNS.items() if re.fullmatch(words, text, re.IGNORECASE)),
            None,
        )
        known = "none" if meetings.is_presenter(written) else known
        heads.append(told.get(written.casefold(), known))
        written_heads.append(written)
    for place in meetings.places(written_heads):
        if written_heads[place].casefold() not in told:
            heads[place] = "none"
    return heads


def by_content(heads: list[str | None], rows: list[list[Line]]) -> list[str | None]:
    """What columns are, where their heads could mean several: "Publication" may be a venue."""
    titles = [i for i, head in enumerate(heads) if head == "title"]
    for i in titles:
        cells = [row[i] for row in rows[1:] if i < len(row) and row[i].text.strip()]
        places = sum(names.venue_and_date(plain(cell)) for cell in cells)
        if cells and places * 2 > len(cells):
            heads[i] = "venue"
    titles = [i for i, head in enumerate(heads) if head == "title"]
    if len(titles) == 1 and "short" in heads and "link" not in heads:
        cells = [row[titles[0]] for row in rows[1:] if titles[0] < len(row)]
        if cells and all(only_links(cell) for cell in cells):
            # "Model | Paper" with but "[paper]" in the second: the model's name is all there is.
            heads[titles[0]], heads[heads.index("short")] = "link", "title"
            titles = []
    if len(titles) > 1:
        # "Title | Paper": the paper is the link. "Name | Publication": it is the title.
        best = max(titles, key=lambda i: (_titled(rows, i), -i))
        for i in titles:
            if i != best:
                short = re.fullmatch(r"\W*names?\W*", rows[0][i].text, re.IGNORECASE)
                heads[i] = "short" if short else "link"
    if "title" not in heads and "short" in heads and heads.count("link"):
        heads[heads.index("short")] = None
    elif "title" not in heads and "short" in heads and {"venue", "authors"} & set(heads):
        heads[heads.index("short")] = "title"
    return heads


def _titled(rows: list[list[Line]], place: int) -> int:
    """How many cells of a column have titles, rather than links or short names."""
    cells = [row[place] for row in rows[1:] if place < len(row)]
    return sum(not only_links(cell) and len(plain(cell).split()) for cell in cells)


def plain(cell: Line) -> str:
    return " ".join(cell.plain(cell.text).split()).strip(" *_`")


def strong(cell: Line) -> bool:
    entry = read_entry(cell)
    return bool(entry and (entry.has_papers_link or entry.dated))


def title_place(heads: list[str | None], body: list[list[Line]]) -> int | None:
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
    if not papers and body:  # titles with a place and a year in each: a list all the same
        told = sum(-best[1] < len(row) and strong(row[-best[1]]) for row in body)
        papers = told * 2 > len(body)
    return -best[1] if best[0] >= 0.5 and papers else None

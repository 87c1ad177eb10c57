"""Lines below an entry that tell more of it: "Code: …", "TL;DR: …", its authors, its links."""

import re
from typing import Final

from papernotes.importing.lists import mentions, names
from papernotes.importing.lists.cleaning import clean
from papernotes.importing.lists.entry import Entry
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import Link, label_kind

_KEYS: Final = {
    "title": r"title|标题|题目|titel|titre",
    "authors": r"authors?|by|written by|people|作者|autor(?:en|es)?|auteurs?",
    "published": r"date|year|published|publication date|time|when"
        r"|发表时间|时间|日期|年份|jahr|année|año",
    "venue": r"venue|conference|journal|publisher|publication|published in|where|source"
        r"|会议|期刊|出处",
    "takeaway": r"tl;?\s?dr|tldr|takeaways?|summary|one[- ]liner|in short|key (?:idea|insight"
        r"|point|takeaway|contribution)s?|main idea|idea|gist|摘要|总结|简介|要点",
    "detail": r"abstract|notes?|comments?|description|details?|why(?: read)?(?: it)?|remarks?"
        r"|contributions?|highlights?|method|results?|"
    r"my thoughts|thoughts|解读|备注|核心|笔记",
    "paper": r"papers?(?: links?)?|pdf|links?|url|arxiv|doi|论文(?:链接)?|链接|preprint|abs|read"
        r"|original|openreview|full ?text|enlace|link (?:al|to|zum) paper",
    "other": r"code|github|source code|repo(?:sitory)?|implementations?|project(?: page)?"
        r"|website|homepage|page|demo|slides|"
    r"video|talk|blog(?: post)?|poster|data(?:sets?)?|models?|weights|tweet|thread|bib(?:tex)?"
    r"|citation|supplementary|代码|项目(?:主页)?|主页|数据集|视频|中文解读",
    "none": r"institut\w*|affiliations?|env(?:ironment)?|keys?|keywords?|tags?|topics?|tasks?"
        r"|license|stars?|citations|cited by|presenter|"
    r"presented by|speaker|(?:reading |summary |read )?status|rating|机构|关键词|任务"
        r"|dataset used|metrics?|area|category|type"
    r"|priority|difficulty|added|citation counts?|files?|benchmarks?|importancia|importance"
    r"|conceptos clave|key concepts?|relevance|why (?:it'?s )?(?:relevant|important|it matters)",
}  # fmt: skip
_FIELD: Final = re.compile(
    r"[^\w\ue000-\uf8ff]*(?:"
    + "|".join(f"(?P<{key}>{words})" for key, words in _KEYS.items())
    + r")(?:\(s\))?\s*(?:\((?!\s*\ue000)[^()]{0,30}\))?[\s*_\"）\])]*[:：]\s*[*_]*",
    re.IGNORECASE,
)
_FIELD_LINK: Final = re.compile(
    rf"\W*(?P<other>{_KEYS['other']})\s*[\])】–—-]?\s*(?={MARK}\s*$)"
    rf"|\W*(?P<paper>{_KEYS['paper']})\s*[\])】–—-]?\s*(?={MARK}\s*$)",
    re.IGNORECASE,
)


_NUMBERED: Final = re.compile(r"(?:arxiv:?\s*)?\d{4}[.-]\d{4,5}(?:v\d+)?(?:\.pdf)?", re.IGNORECASE)


def field(line: Line) -> tuple[str, str, str] | None:
    """Which field a line tells, what it is called there, and the text that follows."""
    match = _FIELD.match(line.text) or _FIELD_LINK.match(line.text)
    if not match or match.lastgroup is None:
        return None
    key = next(name for name, value in match.groupdict().items() if value)
    return key, match[key].strip(), line.text[match.end() :]


def only_links(line: Line) -> bool:
    """Whether a line is but links that name their kind: "[Paper] | [Code]"."""
    rest = re.sub(MARK, " ", line.text)
    rest = re.sub(
        r"[\[(（【][^\[\]()]{0,30}[\])）】]",
        lambda m: " " if label_kind(m[0]) or names.venue_and_date(m[0]) else m[0],
        rest,
    )
    words = [word for word in re.findall(r"\w+", rest) if not label_kind(word)]
    return bool(line.links) and not words and all(link.says for link in line.links)


def is_about(line: Line) -> bool:
    """Whether a line tells of the entry above it, and is none itself."""
    text = line.text.strip()
    if not re.search(r"\w|" + MARK, text):
        return True
    if (found := field(line)) and not titled_paper(line):
        return found[0] != "title"
    if only_links(line) or mentions.is_related(line):
        return True
    plain = text if not line.links else ""
    return bool(plain) and (
        bool(names.people(plain))
        or names.venue_and_date(plain)
        or (names.YEAR.search(plain) is not None and names.cites(plain) is not None)
    )


def titled_paper(line: Line) -> bool:
    """Whether a field holds a paper of its own: "Paper: [Attention Is All You Need](…)"."""
    found = field(line)
    return (
        found is not None
        and found[0] in ("paper", "title")
        and any(not link.says and len(link.label.split()) >= 2 for link in line.links)
    )


def merged(entry: Entry, line: Line) -> Entry:
    """An entry with what a line below it tells."""
    found = field(line)
    key, called, text = found or ("", "", line.text)
    value = " ".join(line.plain(text).split()).strip(" *_")
    told = mentions.marked(line, entry.title, entry.title_link)
    links = tuple(_named(link, key, called) for link in told)
    if key in ("paper", "title") and (
        own := next(
            (
                each
                for each in line.links
                if not each.says
                and each.leads in ("scholarly", "pdf", "page")
                and len(each.label.split()) > 1
            ),
            None,
        )
    ):
        # "#### LLaVA", and below it "Paper: [Visual Instruction Tuning](…)".
        entry = entry._replace(title=own.label.strip(), title_link=own)
    elif key == "title" and len(re.findall(r"\w+", value)) >= 2:
        entry = entry._replace(title=clean(value))
    entry = entry._replace(links=(*entry.links, *links))
    plain = " ".join(re.sub(MARK, " ", text).split()).strip(" *_.,;[]|")
    if plain.count("(") != plain.count(")") or (plain[:1], plain[-1:]) == ("(", ")"):
        plain = plain.strip("() ")
    cited = names.cites(plain) if not found and names.YEAR.search(plain) else None
    if cited and not entry.authors:
        return entry._replace(authors=cited[0], published=entry.published or cited[1], dated=True)
    if key == "authors":
        who = names.people(plain or value, alone=True)
        return entry._replace(authors=who or entry.authors, dated=True)
    if key == "published":
        return entry._replace(published=names.published(value) or entry.published, dated=True)
    if key == "venue":
        where = (
            value
            if re.search(r"\w", value)
            and len(value) <= 100
            and not re.match("arxiv", value, re.IGNORECASE)
            else None
        )
        return entry._replace(
            venue=entry.venue or where,
            published=entry.published or names.published(value),
            dated=True,
        )
    if key == "takeaway":
        return entry._replace(takeaway=value or entry.takeaway)
    if key in ("paper", "other", "none", "title") or only_links(line):
        return entry
    if not key:
        who, where = names.people_then_place(plain, due=False)
        if who and where:
            return entry._replace(
                authors=entry.authors or who,
                venue=entry.venue or names.venue(where),
                published=entry.published or names.published(where),
                dated=True,
            )
        if who := names.people(plain, alone=bool(line.italic)):
            return entry._replace(authors=entry.authors or who, dated=True)
        if names.venue_and_date(plain):
            return entry._replace(
                venue=entry.venue or names.venue(plain),
                published=entry.published or names.published(plain),
                dated=True,
            )
    if _NUMBERED.fullmatch(entry.title) and not line.links and len(value.split()) >= 2:
        return entry._replace(title=clean(value))  # "1406.2661.pdf", and the title below it
    if entry.takeaway is None and len(re.findall(r"\w+", value)) >= 3:
        return entry._replace(takeaway=value)
    return entry


def _named(link: Link, key: str, called: str) -> Link:
    if key == "paper":
        return link._replace(says="paper") if link.says != "other" else link
    if key == "other":
        label = called[:1].upper() + called[1:]
        generic = link.says == "paper" or not link.label
        return link._replace(says="other", label=label if generic else link.label)
    if key:  # "Abstract", "TL;DR": what such a text leads to is another work
        mention = not mentions.says_where(link.label)
        return link._replace(says=link.says or "other", mention=mention)
    return link if link.says or link.leads in ("scholarly", "pdf") else link._replace(says="other")

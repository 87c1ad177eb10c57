"""Headings: what a section of a list holds."""

import re
from typing import Final, NamedTuple

from papernotes.importing.lists import names

_NEVER: Final = frozenset(
    "contents content toc index table of in this document overview outline navigation menu "
    "contributing contribute contribution contributions "
    "contributor contributors guideline guidelines how to license licence licensing licenses "
    "copyright "
    "acknowledgement acknowledgements acknowledgment acknowledgments acknowledge credits "
    "credit thanks citation "
    "citations cite citing bibtex reference-format star stars history stargazers contact "
    "contacts maintainer "
    "maintainers author authors team about sponsor sponsors sponsorship support donate news "
    "updates update "
    "changelog installation install setup usage getting started quickstart quick start "
    "requirements prerequisites faq disclaimer directory directories folder folders organization "
    "todo roadmap-todo features project structure misc-links us me me: our survey paper join "
    "community feedback sharing share "
    "recent activity release releases announcements announcement what's new what’s legend "
    "criteria notation labels tags "
    "目录 目次 贡献 许可 许可证 引用 致谢 联系 更新 更新日志 说明 简介 如何贡献 "
    "联系我们 新闻 最近更新 变更 "
    "inhalt inhaltsverzeichnis mitwirken lizenz sommaire licence índice contenido contribuir "
    "licencia 목차 оглавление содержание 貢献 ライセンス".split()
)
_NEVER_SURE: Final = frozenset(
    "contents content toc index contributing contribute contribution contributions contributor "
    "contributors license licence licensing "
    "copyright acknowledgement acknowledgements acknowledgment acknowledgments credits "
    "citation citations cite citing bibtex stars star history "
    "stargazers contact contacts maintainer maintainers sponsor sponsors news updates update "
    "changelog installation install usage "
    "started quickstart faq disclaimer todo features guidelines outline team structure "
    "announcements announcement legend 目录 目次 贡献 许可 许可证 引用 致谢 "
    "联系 更新 更新日志 说明 新闻 "
    "inhalt inhaltsverzeichnis mitwirken lizenz sommaire índice contenido "
    "contribuir licencia 목차 "
    "оглавление содержание 如何贡献 最近更新 "
    "联系我们 貢献 ライセンス criteria notation activity releases".split()
)
# Their items count only if it is papers that they link to.
_SELDOM: Final = frozenset(
    "tool tools tooling toolkit toolkits toolbox toolboxes library libraries software "
    "framework frameworks package packages repo repos "
    "repository repositories code codes codebase codebases implementation implementations "
    "project projects course courses "
    "class classes lecture lectures video videos talk talks tutorial tutorials workshop "
    "seminar seminars "
    "workshops blog blogs post posts "
    "podcast podcasts dataset datasets data benchmark benchmarks corpora leaderboard "
    "leaderboards challenge challenges competition competitions website "
    "websites site sites resource resources link links list lists newsletter newsletters "
    "people researchers researcher labs lab group groups "
    "conference conferences community communities forum forums event events meetup meetups "
    "demo demos app apps "
    "application-list model-zoo checkpoints weights platform platforms service services api "
    "apis company companies startup startups job jobs "
    "book-list slides playground playgrounds social media accounts follow twitter youtube "
    "channel channels slack discord "
    "awesome similar related other others useful external more additional further open source "
    "opensource open-source online miscellaneous misc "
    "工具 库 代码 数据集 课程 教程 博客 视频 项目 资源 相关资源 链接 框架 开源项目 "
    "werkzeuge kurse outils cours herramientas cursos инструменты ツール データセット 도구".split()
)
_SELDOM_SURE: Final = _SELDOM - frozenset(
    "awesome similar related other others useful external more additional further open source "
    "online misc miscellaneous "
    "list lists post posts social media follow data application-list book-list "
    "class model-zoo video data".split()
) | {"lists"}
_SMALL: Final = frozenset("and & of the a an in for on to / with some other or und et y".split())
_READING: Final = re.compile(
    r"\b(?:papers?|reading|readings|publications?|articles?|literature|bibliography"
    r"|must-?reads?|references?|surveys?|reviews?"
    r"|preprints?|to-?read|lektüre|lecturas?|artículos|статьи)\b|论文|文献|阅读|論文|논문|必读",
    re.IGNORECASE,
)
_GENERIC: Final = re.compile(
    r"(?:the |all |our |my |more |other |selected |must[- ]read |recent |new |old |list of "
    r"|research |reading |related |key |core |full |external )*"
    r"(?:papers? index|index of papers"
    r"|papers?|paper list|reading list|list|readings?|publications?|articles|collection"
    r"|topics|main|required|optional|recommended|more|extra|further|required reading|done"
    r"|to read|suggestions|schedule|references|bibliography"
    r"|论文列表|论文|文献|阅读列表|論文)(?: list| collection)?s?",
    re.IGNORECASE,
)


_CONTENTS: Final = re.compile(
    r"(?:table of )?contents?|toc|index|目录|目次|inhalt(?:sverzeichnis)?|sommaire|índice",
    re.IGNORECASE,
)


class Section(NamedTuple):
    """A heading, and what it says of what stands below it."""

    level: int
    title: str
    admits: str  # "all", "papers" (links to papers alone), "none"; "contents": links of the page
    reading: bool  # it speaks of papers
    published: str | None = None
    venue: str | None = None

    @property
    def topic(self) -> str | None:
        title = self.title
        if self.admits == "none" or not title or len(title) > 80 or _GENERIC.fullmatch(title):
            return None
        if names.venue_and_date(title) or not re.search(r"[^\W\d_]", title):
            return None
        return title


def section(level: int, heading: str) -> Section:
    """What a heading says."""
    title = bare(heading)
    words = [w for w in re.split(r"[^\w'’&+-]+", title.lower()) if w and w not in _SMALL]
    admits = "all"
    of_indexes = words[:1] == ["index"] and len(words) > 1  # "Index Structures" of databases
    if (
        not of_indexes
        and words
        and all(w in _NEVER for w in words)
        and any(w in _NEVER_SURE for w in words)
    ) or re.match(
        r"(?:table of contents?|how to (?:contribute|cite|use|add)|contribut|star history"
        r"|cite (?:us|this)|if you find|license\b|citation)",
        title,
        re.IGNORECASE,
    ):
        admits = "none"
    elif (
        words
        and not _READING.search(title)
        and any(w in _SELDOM_SURE for w in words)
        and sum(w in _SELDOM for w in words) * 2 > len(words)
        and words[-1] in _SELDOM
    ) or re.search(
        r"^(?:the |our )?tutorials? \(|^(?:tools?|software|libraries|frameworks|toolkits?"
        r"|packages) (?:for|of) "
        r"|(?:related|other|similar) (?:awesome|lists?|repos|repositor|collections"
        r"|surveys? lists?|paper lists?)|awesome lists?|(?:external|meta)[- ](?:reading )?lists?"
        r"|^lists? of (?:papers?|lists?|readings?)$",
        title,
        re.IGNORECASE,
    ):
        admits = "papers"
    if re.fullmatch(
        r"(?:papers?|reading) index|index of (?:papers|readings)", title, re.IGNORECASE
    ):
        admits = "all"
    elif admits == "none" and _CONTENTS.fullmatch(title):
        admits = "contents"
    dated = names.venue_and_date(title)
    venue = names.venue(title) if dated and re.search(r"\d\d", title) else None
    return Section(
        level,
        title,
        admits,
        bool(_READING.search(title)),
        names.published(title)
        if dated and not re.search(r"[-–~<>≤]|before|until|prior|since|以前", title, re.IGNORECASE)
        else None,
        None if venue and re.match("arxiv", venue, re.IGNORECASE) else venue,
    )


def introduces(text: str) -> bool:
    """Whether a paragraph says that what follows are papers to read."""
    return bool(
        re.search(
            r"\b(?<!our )(?:papers|publications|readings|literature|(?:paper|reading) list)\b|论文",
            text,
            re.IGNORECASE,
        )
        and re.search(
            r"\b(?:lists?|collect\w*|curat\w*|read\w*|summar\w*|notes?|interesting|selected)\b|列表|整理",
            text,
            re.IGNORECASE,
        )
    )


def speaks(text: str) -> bool:
    """Whether a short line above a list says that it is one of papers."""
    return bool(_READING.search(text)) and text.strip()[-1:] not in (".", "!", "?")


def bare(heading: str) -> str:
    """A heading without its number, emoji and "back to top"."""
    text = re.sub(r":[a-z0-9_+-]+:", " ", " ".join(heading.split()))
    text = re.sub(
        r"[\[(]?(?:back to (?:top|contents?)|return to top|top|↑|¶|🔝)[\])]?$",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    text = re.sub(r"^[^\w\"'(]+", "", text)
    text = re.sub(
        r"^(?:(?:section|part|chapter|week|day)\s+\d+\s*[.:–-]\s*|\d+(?:\.\d+)*(?:[.)、:]\s*"
        r"|\s+(?=\D))|[IVX]+\.\s+|[A-Z]\.\s+|[一二三四五六七八九十]+[、.]\s*)",
        "",
        text,
    )
    text = re.sub(r"^[^\w\"'(]+", "", text)
    text = re.sub(r"\s*[(\[]\d+(?: papers?)?[)\]]$", "", text)
    return re.sub(r"[^\w)\"'!?+#%]+$", "", text).strip()

"""One entry of a list: what its line tells of a paper."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from papernotes.importing.lists import links as links_of
from papernotes.importing.lists import names, titles
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import Link
from papernotes.model.paper import Status


class Entry(NamedTuple):
    """What one line says, before it is known whether it is a paper."""

    title: str
    how: str  # where the title was: "link", "quote", "bold", "italic", "plain"
    links: tuple[Link, ...] = ()
    title_link: Link | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    venue: str | None = None
    takeaway: str | None = None
    status: Status | None = None
    number: int | None = None
    line: int = 0
    told_ids: tuple[str, ...] = ()  # named in the text: "arXiv:1512.03385"
    dated: bool = False  # it says when or where it appeared, or who wrote it

    @property
    def has_papers_link(self) -> bool:
        return any(links_of.is_papers(link) for link in self.links)

    @property
    def best(self) -> Link | None:
        """The link that is the paper's."""
        usable = [link for link in self.links if link.url]
        if not usable:
            return None
        return min(usable, key=lambda link: links_of.rank(link, link is self.title_link))


LONGEST: Final = 4000  # characters of an entry that are looked at; its links are, all of them
_BOXES: Final[dict[str, Status | None]] = {
    "x": "done", "X": "done", "✓": "done", "✔": "done", "✅": "done", "/": "reading", "-": "skipped",
    " ": None,
}  # fmt: skip
_BOX: Final = re.compile(r"^[\s*]*\[([ xX✓✔✅/-])\](?=\s|$|\*|[\ue000-\uf8ff])")
_TOLD_ID: Final = re.compile(
    r"\b(?:arxiv[:\s]\s?(?:abs/)?(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})|doi:?\s*10\.\d{4,9}/[^\s,;)\]]+[^\s,;.)\]])",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    r"[✅✔☑]|[(\[]\s*(?:read|done|finished|已读|gelesen|lu)\s*[)\]]", re.IGNORECASE
)
_READING: Final = re.compile(r"[(\[]\s*(?:reading|in progress|wip|在读)\s*[)\]]|🚧", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"^\W{0,6}?(?:\[(\d{1,4})\]|(?<![(\d])(\d{1,4})[.)](?=\s|\*|\[|[\ue000-\uf8ff]))"
)


def read(line: Line, at: int = 0, number: int | None = None) -> Entry | None:
    """What a line says; None if it has no title."""
    entry = _read(line)
    if entry is None:
        return None
    return entry._replace(line=at, number=entry.number if number is None else number)


@lru_cache(maxsize=64)  # who decides where a line belongs reads it more than once
def _read(line: Line) -> Entry | None:
    number: int | None = None
    if len(line.text) > LONGEST:
        rest = "".join(re.findall(MARK, line.text[LONGEST:]))
        line = line._replace(text=f"{line.text[:LONGEST]} … {rest}")
    text = line.text
    status: Status | None = None
    if box := _BOX.match(text):
        status = _BOXES[box[1]]
        line = _shifted(line, box.end())
    text = line.text
    title = titles.find(line)
    if title is None or not re.search(r"\w\w", title.text):
        return None
    around = f"{title.before} \n {title.after}"
    if status is None and not (box and box[1] == " "):
        if _DONE.search(around):
            status = "done"
        elif _READING.search(around):
            status = "reading"
    if number is None and (found := _NUMBER.match(title.before)):
        number = int(found[1] or found[2])
    facts = about(line, title.before, title.after)
    inside = _told_in(line, title) if title.how in ("link", "bold") else Facts()
    return Entry(
        title=title.text,
        how=title.how,
        links=line.links,
        title_link=title.link,
        authors=facts.authors or inside.authors,
        published=facts.published or inside.published,
        venue=facts.venue or inside.venue,
        takeaway=facts.takeaway,
        status=status,
        number=number,
        told_ids=tuple(dict.fromkeys(match[0] for match in _TOLD_ID.finditer(text[:5000]))),
        dated=bool(facts.authors or facts.published or facts.venue or inside.published),
    )


def _shifted(line: Line, by: int) -> Line:
    def moved(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((max(0, s - by), e - by) for s, e in spans if e > by)

    return Line(line.text[by:], line.links, moved(line.bold), moved(line.italic), moved(line.code))


class Facts(NamedTuple):
    """Who, when and where, and what is left to say."""

    authors: tuple[str, ...] = ()
    published: str | None = None
    venue: str | None = None
    takeaway: str | None = None


def _told_in(line: Line, title: titles.Title) -> Facts:
    # "[Attention Is All You Need (Vaswani et al., 2017)](…)": what was cut from the title.
    label = title.link.label if title.link else ""
    if not label or title.text not in label:
        return Facts()
    before, _, after = label.partition(title.text)
    return about(line, before, after)


_PIECES: Final = re.compile(
    r"\s*[()（）\[\]【】|\n]\s*|\s+[-–—·•]+\s+|[;；]\s*|(?<![A-Z])\.\s+|(?<=[^\W\d_]{3})\.(?=[A-Z])|(?<=al)\.?\s*,|[:：]\s+|(?<=\d),\s*|\s*[`]\s*"
)


def about(line: Line, before: str, after: str) -> Facts:
    """The facts around a title."""
    authors: tuple[str, ...] = ()
    published: str | None = None
    venue: str | None = None
    takes = _remark(line, after)
    taken = takes or ""
    for side in (after, before):
        said = re.sub(MARK, " | ", side)
        if taken and side is after:
            said = said[: max(0, said.find(taken[:30]))] if taken[:30] in said else said
        for run in _italics(line, side):
            people = names.people(run.removeprefix("by "), alone=len(run.split()) in (2, 3))
            authors = authors or people
        if side is before and not authors and len(said) < 2000:
            bare = re.sub(
                r"^[^\w]*\d{0,4}[^\w]*",
                "",
                re.sub(r"[(\[]?(?:19|20)\d\d[a-z]?[)\]]?[\s.,:]*$", "", said.strip(' \n,.:"“*')),
            )
            authors = names.people(bare, alone=bool(names.YEAR.search(said)))
        for piece in _PIECES.split(said):
            piece = re.sub(
                r"^\s*(?:by|from|authors?:?|and)\s+",
                "",
                piece.strip(" ,.*_<>"),
                flags=re.IGNORECASE,
            )
            if not piece:
                continue
            stripped = re.sub(
                r"^(?:in|at|to appear in|published in)[: ]+", "", piece, flags=re.IGNORECASE
            )
            when = names.published(piece)
            if (
                names.venue_and_date(stripped, boxed=True)
                and not people_then_place(stripped, due=False)[0]
            ):
                published = published or when
                venue = venue or names.venue(stripped)
                continue
            who, where = people_then_place(piece, bool(re.match(r"\s*(?:,|by )", side)))
            authors = authors or who
            if who and where:
                published = published or names.published(where)
                venue = venue or names.venue(where)
            elif not who and len(piece) < 120 and (when and (len(piece.split()) < 12)):
                published = published or when
    cited = [
        line.link(m).label for m in re.findall(MARK, before + after) if line.link(m).says != "other"
    ]
    for label in cited:
        if not authors and (found := names.cites(label)):
            authors, published = found[0], published or found[1]
    if not authors:
        authors = tuple(
            link.label
            for m in re.findall(MARK, after + before)
            if (link := line.link(m)).leads == "page"
            and not link.says
            and len(link.label.split()) > 1
            and names.people(link.label, alone=True)
        )
    said_links = [
        line.link(m).label for m in re.findall(MARK, before + after) if line.link(m).says == "paper"
    ]
    for label in said_links:
        if (
            names.venue_and_date(label)
            and names.YEAR.search(label)
            and not re.search("https?:|arxiv", label, re.IGNORECASE)
        ):
            published = published or names.published(label)
            venue = venue or names.venue(label)
    if published is None and len(after) < 300:
        published = names.published(
            re.sub(rf"{MARK}|\(.*?\)", " ", after.replace(taken, "") if taken else after)
        )
    if year := names.YEAR.search(
        re.sub(
            rf"{MARK}|\S*arxiv\S*", " ", after[:300].replace(taken, "") if taken else after[:300]
        )
    ):
        # "Commun. ACM 21 (1978)": 21 is no year.
        published = (
            published
            if published and year[1] in f"{before}{after}" and published[:4] in f"{before}{after}"
            else year[1]
        )
    if published is None or len(published) == 4:
        full = names.published(re.sub(MARK, " ", before))
        published = full if full and (not published or full.startswith(published)) else published
    if venue and re.fullmatch(r"(?:arxiv|corr)(?: preprint)?.*", venue, re.IGNORECASE):
        venue = None
    return Facts(authors, published, venue, takes)


def _italics(line: Line, side: str) -> list[str]:
    """The italic texts of one side of a title."""
    return [
        text
        for begin, end in line.italic
        if (text := line.text[begin:end].strip(" .,*")) and text in side and len(text) > 3
    ]


def people_then_place(piece: str, due: bool) -> tuple[tuple[str, ...], str]:
    """ "Yejin Bang et al. arXiv": the names, and what follows them."""
    if who := names.people(piece, alone=due and 2 <= len(piece.split()) <= 4, surnames=True):
        return who, ""
    if match := re.match(r"(.{2,200}?\bet\.? al\b\.?|.{2,200}?等)[,.]?\s*(.*)", piece):
        return names.people(match[1]), match[2]
    for separator in (", ", ". "):
        words = piece.split(separator)
        for count in range(len(words) - 1, max(0, len(words) - 4), -1):
            tail = separator.join(words[count:])
            if names.venue_and_date(tail) and (
                who := names.people(separator.join(words[:count]), alone=due)
            ):
                return who, tail
    return (), ""


_GROUP: Final = re.compile(rf"[(\[（【]+\s*(?:{MARK}[\s,|/;·&]*(?:and\s+)?)+[)\]）】]+")
_LINKS_FIRST: Final = re.compile(rf"^[\s,.|/;:·()\[\]-]*(?:{MARK}[\s,|/;·()\[\]-]*)+")
_LINKS_LAST: Final = re.compile(rf"(?:[\s,|/;·(\[-]*{MARK}[\s)\]]*)+[.]?\s*$")
_ALSO: Final = re.compile(
    rf"\(\s*(?:see also|also|cf\.?|code|via|more)?:?\s*(?:{MARK}[\s,;/]*(?:and\s+)?)+\)",
    re.IGNORECASE,
)


def _remark(line: Line, after: str) -> str | None:
    """What a line says of its paper beside the facts: its takeaway."""
    begins = re.match(r"[\s*_\"”'’)>\]]*[:：—–-]+[\s*_]*(?=\S)", after)
    text = _ALSO.sub("", _GROUP.sub("", after))
    text = _LINKS_LAST.sub("", _LINKS_FIRST.sub("", text))
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"^(?:[\s*_\"”'’)>\]]*[:：—–|.,;-]+)*\s+|^[\s:：—–|,;]+", "", text)
    text = " ".join(line.plain(text).split()).strip()
    if not begins or not re.search("[:：]", begins[0]) or "[" in text[:1]:
        text = _without_facts(text)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    words = re.findall(r"\w+", text)
    if text.count(")") > text.count("("):
        text = text.rstrip(" )")
    if (
        not words
        or names.venue_and_date(text, boxed=True)
        or names.people(text)
        or _DONE.fullmatch(text)
    ):
        return None
    if len(words) < 3 and not (begins and re.search(r"[a-z]", text)):
        return None
    return text.strip(" |") or None


# Volume, number, pages: nobody reads for these.
_BIBLIOGRAPHIC: Final = re.compile(
    r"(?:(?:vol(?:ume)?|no|pp?|pages?|issue|number|chapter|isbn|issn)\b\.?\s*[\w:–-]*|[\d\s:()–-]+|(?:19|20)\d\d|arxiv preprint.*|authors?:.*|(?:19|20)?\d\d oral)"
    r"(?:[,.\s]+(?:(?:vol|no|pp?|pages?)\b\.?\s*[\w:–-]*|[\d:()–-]+))*",
    re.IGNORECASE,
)


def _without_facts(text: str) -> str:
    """`text` after the names, places and dates with which it begins."""
    for _ in range(8):
        before = text
        if group := re.match(r"[(\[（]([^()\[\]]{1,200})[)\]）][\s.,:;-]*", text):
            inner = group[1]
            if names.venue_and_date(inner) or names.people(inner) or names.YEAR.search(inner):
                text = text[group.end() :]
        for match in reversed(
            list(re.finditer(r"[.,;:|]\s+|\s+[-–—|]\s+|\s*[(\[]|\s*$", text[:600]))[:12]
        ):
            head = re.sub(
                r"^(?:by|in|from)\s+", "", text[: match.start()], flags=re.IGNORECASE
            ).strip(" .,;`")
            if head and (
                names.venue_and_date(head, boxed=len(head) == len(text))
                or names.people(head, alone=text[:3] == "by ", surnames=True)
                or _BIBLIOGRAPHIC.fullmatch(head)
            ):
                text = text[match.end() - (match[0][-1:] in ("(", "[")) :]
                break
        if et := re.match(r".{2,80}?\bet\.? al\b\.?[,.]?\s*", text):
            text = text[et.end() :] if names.people(et[0].strip(" ,")) else text
        text = text.lstrip(" .,;:|*_-–—")
        if text == before:
            break
    return text

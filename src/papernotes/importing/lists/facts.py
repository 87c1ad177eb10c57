"""Who wrote a paper, when, and where it appeared: from the texts around its title."""

import re
from typing import Final, NamedTuple

from papernotes.importing.lists import names
from papernotes.importing.lists.line import ANNOUNCED, MARK, Line
from papernotes.importing.lists.marked import Title
from papernotes.importing.lists.remarks import remark


class Facts(NamedTuple):
    """Who, when and where, and what is left to say."""

    authors: tuple[str, ...] = ()
    published: str | None = None
    venue: str | None = None
    takeaway: str | None = None


def told_in(line: Line, title: Title) -> Facts:
    # "[Attention Is All You Need (Vaswani et al., 2017)](…)": what was cut from the title.
    label = title.link.label if title.link else ""
    if not label or title.text not in label:
        return Facts()
    before, _, after = label.partition(title.text)
    if not before.strip() and not after.strip():
        return Facts()
    return about(line, before, after)


_ANNOUNCED: Final = re.compile(rf"^\W*{ANNOUNCED}", re.IGNORECASE)
_PIECES: Final = re.compile(
    r"\s*[()（）\[\]【】|\n]\s*|\s+[-–—·•~]+\s+|[;；]\s*|(?<![A-Z])\.\s+|(?<=[^\W\d_]{3})\.(?=[A-Z])"
    r"|(?<=al)\.?\s*,|[:：]\s+|(?<=\d),\s*|\s*[`]\s*"
)


_NUMBERED_PLACE: Final = re.compile(r"\b(\d\d)-([A-Z]\w{0,6}[A-Z]\w{0,6})-\s*$")  # "19-NSDI-"


def _said(side: str, first: bool) -> str:
    said = re.sub(MARK, " | ", side)
    return _NUMBERED_PLACE.sub(r"\2 20\1", said) if first else said


def _cited(label: str) -> tuple[tuple[str, ...], str | None, str | None]:
    """Whom, when and where a link's text cites: "Button et al, Nature 2013"."""
    if found := names.cites(label):
        return found[0], found[1], None
    who, where = names.people_then_place(label, due=True)
    return (who, names.published(where), names.venue(where)) if where else ((), None, None)


def _fuller(date: str | None, other: str | None) -> str | None:
    """The second of two dates, if it says the first and more."""
    fuller = other and (not date or (len(date) == 4 and other.startswith(date)))
    return other if fuller else date


def about(line: Line, before: str, after: str) -> Facts:
    """The facts around a title."""
    authors: tuple[str, ...] = ()
    published: str | None = None
    venue: str | None = None
    takes = remark(line, after)
    if takes and len(takes.split()) in (2, 3) and (who := names.people(takes, alone=True)):
        authors, takes = who, None  # "[The Bitter Lesson](…) – Rich Sutton"
    taken = takes or ""
    before = _ANNOUNCED.sub("", before)
    for side in filter(str.strip, (after, before)):
        said = _said(side, first=side is before)
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
            authors = names.people(bare, alone="&" in bare or bool(names.YEAR.search(said)))
        for written in _PIECES.split(said):
            piece = re.sub(
                r"^\s*(?:by|from|authors?:?|and)\s+",
                "",
                written.strip(" ,.*_<>"),
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
                and not names.people_then_place(stripped, due=False)[0]
            ):
                published = published or when
                venue = venue or names.venue(stripped)
                continue
            who, where = names.people_then_place(piece, bool(re.match(r"\s*(?:,|by )", side)))
            authors = authors or who
            if who and where:
                published = published or names.published(where)
                venue = venue or names.venue(where)
            elif not who and len(piece) < 120 and (when and (len(piece.split()) < 12)):
                published = published or when
    links = [line.link(mark) for mark in re.findall(MARK, before + after)]
    cited = () if authors else [link.label for link in links if link.says != "other"]
    for label in cited:
        by, since, place = _cited(label)
        if by and not authors:
            authors, published, venue = by, published or since, venue or place
    if not authors:
        authors = tuple(
            link.label
            for m in re.findall(MARK, after + before)
            if (link := line.link(m)).leads == "page"
            and not link.says
            and len(link.label.split()) > 1
            and names.people(link.label, alone=True)
        )
    for label in (link.label for link in links if link.says == "paper"):
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
    published = _fuller(published, names.published(re.sub(MARK, " ", before)))
    if venue and re.fullmatch(r"(?:arxiv|corr)(?: preprint)?.*", venue, re.IGNORECASE):
        venue = None
    return Facts(authors, published, venue, takes)


def _italics(line: Line, side: str) -> list[str]:
    """The italic texts of one side of a title."""
    return [
        text
        for begin, end in line.italic
        if (text := line.text[begin:end].strip(" .,*"))
        and text in side
        and len(text) > 3
        # "(*UT Austin*)" is where they work.
        and not (line.text[:begin].endswith("(") and line.text[end:].startswith(")"))
    ]

"""One entry of a list: what its line tells of a paper."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from papernotes.importing.lists import links as links_of
from papernotes.importing.lists import mentions, names, stubs, titles
from papernotes.importing.lists.facts import Facts, about, told_in
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import Link
from papernotes.importing.lists.remarks import DONE
from papernotes.model.paper import Status


class Entry(NamedTuple):
    """What one line says, before it is known whether it is a paper."""

    title: str
    how: str  # where the title was: "link", "quote", "bold", "italic", "plain", "cell"; "stub"
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
    short: str | None = None  # what it is called beside a bare address
    dated: bool = False  # it says when or where it appeared, or who wrote it

    @property
    def has_papers_link(self) -> bool:
        return bool(self.told_ids) or any(links_of.is_papers(link) for link in self.links)

    @property
    def best(self) -> Link | None:
        """The link that is the paper's."""
        usable = [link for link in self.links if link.url and not link.mention]
        if not usable:
            return None
        return min(usable, key=lambda link: links_of.rank(link, link is self.title_link))


_FILE_NAME: Final = re.compile(r"[^\s_]+_\S+")
LONGEST: Final = 4000  # characters of an entry that are looked at; its links are, all of them


_BOXES: Final[dict[str, Status | None]] = {
    "x": "done", "X": "done", "✓": "done", "✔": "done", "✅": "done",
    "/": "reading", "-": "skipped", " ": None,
}  # fmt: skip


_BOX: Final = re.compile(r"^[\s*]*\[([ xX✓✔✅/-])\](?=\s|$|\*|[\ue000-\uf8ff])")


_TOLD_ID: Final = re.compile(
    r"\b(?:(?:(?:arxiv|corr)[:\s]\s?(?:abs/)?|arxiv\.org/(?:abs|pdf)/)(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})"
    r"|doi:?\s*10\.\d{4,9}/[^\s,;)\]]+[^\s,;.)\]])",
    re.IGNORECASE,
)


_READING: Final = re.compile(r"[(\[]\s*(?:reading|in progress|wip|在读)\s*[)\]]|🚧", re.IGNORECASE)


# ""Training Compute-Optimal …" (Chinchilla) by Hoffmann et al."
_NICK: Final = re.compile(r"\s*[(（]((?=[\w.+-]*[^\W\d])[\w.+-]{2,24})[)）](?=\s+by\s|,\s+[A-Z])")
_NUMBER: Final = re.compile(
    r"^\W{0,6}?(?:\[(\d{1,4})\]|(?<![(\d])(\d{1,4})[.)](?=\s|\*|\[|[\ue000-\uf8ff]))"
)


# "10/15/2017 - ": when a club met
_MET: Final = re.compile(r"\d{1,2}/\d{1,2}/(?:19|20)?\d\d\s*[-–—:|]+\s*(?=\S)")


def read(line: Line, at: int = 0, number: int | None = None) -> Entry | None:
    """What a line says; None if it has no title."""
    entry = _read(line)
    if entry is None:
        return None
    return entry._replace(line=at, number=entry.number if number is None else number)


def stub(line: Line, at: int = 0, number: int | None = None) -> Entry | None:
    """What a line says that is but an address or an id."""
    box = _BOX.match(line.text)
    line = _shifted(line, box.end()) if box else line
    found = stubs.of(line)
    name = None if found or re.search(r"\w", re.sub(MARK, "", line.text)) else stubs.named(line)
    if (found := found or name) is None:
        return None
    return Entry(
        found.title,
        "link" if name else "stub",
        line.links,
        found.link,
        takeaway=found.takeaway,
        status=_BOXES[box[1]] if box else None,
        number=number,
        line=at,
        told_ids=found.told,
        short=found.short,
    )


@lru_cache(maxsize=64)  # who decides where a line belongs reads it more than once
def _read(line: Line) -> Entry | None:
    day = _MET.match(line.text) if line.text[:1].isdigit() else None
    line = _shifted(line, day.end()) if day else line
    if (day or re.search(r"\w", line.text)) and (bare := stub(line)):
        return bare
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
    cited = names.cites(title.text) if title and title.how == "plain" else None
    if cited and cited[1] and (name := stubs.named(line)):  # the title is but "Doe 2020"
        return Entry(
            name.title, "link", line.links, name.link, *cited, status=status, short=name.short
        )
    if title is None or not re.search(r"\w\w", title.text):
        return None
    if (
        title.link is not None
        and title.link.leads == "file"
        and _FILE_NAME.fullmatch(title.text)
        and len(re.findall(r"[^\W\d_]+", title.text)) < 4
    ):
        return None  # "[rl_notes](…)"
    if title.how == "plain" and re.match(r"(?:\.\.\.|…)", title.text):
        return None  # "… (to be completed)"
    short: str | None = None
    if (nick := _NICK.match(title.after)) and not names.venue_and_date(nick[1], boxed=True):
        short, title = nick[1], title._replace(after=title.after[nick.end() :])
    around = f"{title.before} \n {title.after}"
    if status is None and not (box and box[1] == " "):
        if DONE.search(around):
            status = "done"
        elif _READING.search(around):
            status = "reading"
    if number is None and (found := _NUMBER.match(title.before)):
        number = int(found[1] or found[2])
    facts = about(line, title.before, title.after)
    inside = told_in(line, title) if title.how in ("link", "bold") else Facts()
    return Entry(
        title=title.text,
        how=title.how,
        links=mentions.marked(line, title.text, title.link),
        title_link=title.link,
        authors=facts.authors or inside.authors,
        published=facts.published or inside.published,
        venue=facts.venue or inside.venue,
        takeaway=facts.takeaway,
        status=status,
        number=number,
        told_ids=tuple(dict.fromkeys(mentions.told(_TOLD_ID, text[:5000], title.link))),
        short=short,
        dated=bool(facts.authors or facts.published or facts.venue or inside.published),
    )


def is_boxed(line: Line) -> bool:
    """Whether a line has a box to tick."""
    return re.match(r"\s*\[[ xX/-]\]", line.text) is not None


def _shifted(line: Line, by: int) -> Line:
    def moved(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((max(0, s - by), e - by) for s, e in spans if e > by)

    return Line(line.text[by:], line.links, moved(line.bold), moved(line.italic), moved(line.code))

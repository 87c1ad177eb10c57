"""What stands before a title: numbers, boxes, dates, places, small links."""

import re
from typing import Final

from papernotes.importing.lists import names
from papernotes.importing.lists.line import ANNOUNCED, MARK, Line
from papernotes.importing.lists.splitting import goes_on

_LEAD: Final = re.compile(
    r"(?:\s|\\)+"
    r"|\[(?:[xX✓✔/ -]|\d{1,4})\]"
    r"|\(\d{1,3}\)|#?\d{1,4}[.)、](?=\s|\D)|#\d{1,4}\b:?"
    r"|[^\w\s\"'“”«„「『《<‘＂`(\[（【~$\\.@{\ue000-\uf8ff]+"
    r"|[\[(（【](?P<meta>[^\[\]()（）【】]{1,120})[\])）】]\s*[:,.|-]?"
    r"|(?:19|20)\d\d-[A-Z]{3,10}-|\d\d-(?-i:[A-Z]\w{0,6}[A-Z]\w{0,6})-\s?(?=\w)"
    r"|(?P<date>(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2})(?=[\s:|,-]|$)\s*[:|,-]?"
    r"|(?:papers?|title|标题|题目|论文|reading)\s*(?:\d{1,3})?\s*[:：]\s*"
    r"|(?:week|day|session|lecture|part)\s+\d{1,3}\s*[:|–—-]\s*"
    rf"|{ANNOUNCED}"
    r"|[\w.+-]{2,24}\s+\|\s+(?=\w\S*\s+\w\S*\s+\w)"
    r"|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?:(?:jan|feb|mar|apr|may|june?|july?"
    r"|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:jan|feb|mar|apr|may|june?"
    r"|july?|aug|sept?|oct|nov|dec)[a-z]*)(?:st|nd|rd|th)?"
    r"(?:,?\s+(?:19|20)\d\d)?\s*[:|–—-]"
    r"|(?:19|20)\d\d-[A-Z]{3,10}-",
    re.IGNORECASE,
)


_PLACE: Final = re.compile(
    r"([A-Za-z][\w&/'’ -]{1,30}?\s?['’]?\d{2,4}(?:[./]\d{1,2})?)"
    r"(?:\s+\(?(?:oral|spotlight|poster|highlight|workshops?|submission|findings|demo|tutorial"
    r"|accepted|under review|notable"
    r"|(?:best|outstanding|distinguished|honou?rable)[\w ]{3,40}?)\)?)?"
    r"\s*[.:,|–—-]+\s+(?=\S)",
    re.IGNORECASE,
)


def lead_of(line: Line) -> int:
    """Where in the line its numbers, marks, dates and first small links end."""
    text, at = line.text, 0
    while at < len(text):
        if match := re.compile(rf"[\[(【]*({MARK})[\])】,|/ ]*").match(text, at):
            link = line.link(match[1])
            if link.says == "" and not names.cites(link.label):
                break
            at = match.end()
            continue
        code = next((span for span in line.code if span[0] == at), None)
        if code and (
            names.venue_and_date(text[code[0] : code[1]])
            or len(text[code[0] : code[1]]) < 12
            or re.match(r"\s+[-–—|]{1,2}\s+\S", text[code[1] :])
            or re.match(rf"\s*{MARK}", text[code[1] :])
        ):
            at = code[1]
            continue
        bold = next((span for span in line.bold if span[0] == at), None)
        if bold and _is_nick(text[bold[0] : bold[1]]) and _begins_title(text[bold[1] :]):
            at = bold[1]  # "**AlexNet** ImageNet Classification with …"
            continue
        if (
            bold
            and names.venue_and_date(text[bold[0] : bold[1]])
            and not re.search(r"\w Technical Report\W*$", text[bold[0] : bold[1]])
            and re.search(r"\w", text[bold[1] :])
        ):
            at = bold[1]
            continue
        if (place := _PLACE.match(text, at)) and (
            (names.VENUE.search(place[1]) and names.venue_and_date(place[1])) or _is_place(place)
        ):
            at = place.end()
            continue
        match = _LEAD.match(text, at)
        if not match or not match.end() > at:
            break
        meta = match["meta"]
        bold_next = any(
            s >= match.end() and not text[match.end() : s].strip() for s, _ in line.bold
        )
        if (
            meta is not None
            and not (bold_next and not re.search(MARK, meta))
            and not _is_tag(line, meta, text[match.end() :])
        ):
            break
        at = match.end()
    return at if at < len(text) else 0


def _is_tag(line: Line, meta: str, after: str) -> bool:
    """Whether a bracket before the title is but a mark: "[2023/04]", "(CVPR)", "[DAgger]"."""
    if re.search(MARK, meta):
        return all(line.link(m).says for m in re.findall(MARK, meta)) and not re.sub(
            rf"{MARK}|[\W_]", "", meta
        )
    if len(meta) > 60:
        return False
    return bool(after.strip()) and (
        names.venue_and_date(meta, boxed=True)
        or len(meta.split()) <= 3
        or (
            len(meta.split()) <= 6
            and re.search(r"\s['’]?(?:(?:19|20)\d\d|\d\d)$", meta) is not None
        )
    )


# "PACT'19 -- ", "nips2016, ": of places that nobody listed
_UNLISTED: Final = re.compile(
    r"(?=\S*[A-Z]\S*[A-Z])[A-Za-z&-]{3,12}\s?(?:['’]\s?\d\d|(?:['’]\s?)?(?:19|20)\d\d)"
)


def _is_place(place: re.Match[str]) -> bool:
    """Whether a text before a title looks like a meeting and its year."""
    if place[1].islower():
        return re.fullmatch(r"[a-z]{3,10} ?(?:19|20)\d\d", place[1]) is not None and (
            names.VENUE.search(place[1].upper()) is not None
        )
    return _UNLISTED.fullmatch(place[1]) is not None and bool(re.search(r"\s[-–—|]+\s+$", place[0]))


def _is_nick(word: str) -> bool:
    """Whether a word looks like what people call a work: "AlexNet", "GPT-3"."""
    bare = word.strip(" *")
    return " " not in bare and bool(
        re.fullmatch(r"[\w.+-]+", bare) and re.search(r"[A-Z\d]", bare[1:])
    )


def _begins_title(text: str) -> bool:
    return bool(re.match(r"\s+[A-Z]", text)) and goes_on(text)

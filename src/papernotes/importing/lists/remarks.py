"""What a line says of its paper beside the facts: its takeaway."""

import re
from typing import Final

from papernotes.importing.lists import mentions, names
from papernotes.importing.lists.line import MARK, Line

DONE: Final = re.compile(
    r"[✅✔☑]|[(\[]\s*(?:read|done|finished|已读|gelesen|lu)\s*[)\]]", re.IGNORECASE
)


_GROUP: Final = re.compile(rf"[(\[（【]+\s*(?:{MARK}[\s,|/;·&]*(?:and\s+)?)+[)\]）】]+")


_LINKS_FIRST: Final = re.compile(rf"^[\s,.|/;:·()\[\]-]*(?:{MARK}[\s,|/;·()\[\]-]*)+")


_LINKS_LAST: Final = re.compile(rf"(?:[\s,|/;·(\[-]*{MARK}[\s)\]]*)+[.]?\s*$")


_ALSO: Final = re.compile(
    rf"\(\s*(?:see also|also|cf\.?|code|via|more)?:?\s*(?:{MARK}[\s,;/]*(?:and\s+)?)+\)",
    re.IGNORECASE,
)


def remark(line: Line, after: str) -> str | None:
    """What a line says of its paper beside the facts: its takeaway."""
    begins = re.match(r"[\s*_\"”'’)>\]]*[:：—–-]+[\s*_]*(?=\S)", after)
    text = _ALSO.sub("", _GROUP.sub("", after))
    text = _LINKS_FIRST.sub("", text)
    if (last := _LINKS_LAST.search(text)) and not mentions.refers(text[: last.start()]):
        text = text[: last.start()]  # but "builds on [Attention](…)" goes on
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"^(?:[\s*_\"”'’)>\]]*[:：—–|.,;-]+)*\s+|^[\s:：—–|,;]+", "", text)
    text = " ".join(line.plain(text).split()).strip()
    if not begins or not re.search("[:：]", begins[0]) or "[" in text[:1]:
        text = _without_facts(text)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    words = re.findall(r"\w+", text)
    if text.startswith("(") and text.count("(") > text.count(")"):
        text = _without_facts(text.lstrip("( "))
    if text.count(")") > text.count("("):
        text = text.rstrip(" )")
    if (
        not words
        or names.venue_and_date(text, boxed=True)
        or names.people(text)
        or DONE.fullmatch(text)
    ):
        return None
    if len(words) < 3 and not (begins and re.search(r"[a-z]", text)):
        return None
    return text.strip(" |") or None


# Volume, number, pages: nobody reads for these.
_BIBLIOGRAPHIC: Final = re.compile(
    r"(?:(?:vol(?:ume)?|no|pp?|pages?|issue|number|chapter|isbn|issn)\b\.?\s*[\w:–-]*"
    r"|[\d\s:()–-]+|(?:19|20)\d\d|arxiv preprint.*|authors?:.*|(?:19|20)?\d\d oral)"
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
            list(re.finditer(r"[.,;:|]\s+|\s+[-–—|~]\s+|\s*[(\[]|\s*$", text[:600]))[:12]
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
        text = text.lstrip(" .,;:|*_-–—~")
        if text == before:
            break
    return text

"""Lines that are but an address or an id: the same stubs that `add` makes of these.

The id stands for the title until somebody looks the paper up.
"""

import re
from typing import Final, NamedTuple

from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.link_ids import id_of
from papernotes.importing.lists.links import Link, label_kind
from papernotes.model import ids

_ALONE: Final = re.compile(
    rf"[\s*_<\[]*({MARK})[\s*_>\].,;]*(?:[(（]([^()（）]{{1,200}})[)）]|\s[-–—:]*\s*)?[\s.]*"
)
_BARE: Final = re.compile(
    r"(?:https?://|www\.|(?:[\w-]+\.)+[a-z]{2,6}/)\S+|(?:arxiv:? ?)?\d{4}\.\d{4,5}(?:v\d+)?"
    r"|(?:doi:? ?)?10\.\d{4,9}/\S+|arxiv:? ?[a-z-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?",
    re.IGNORECASE,
)
_ID_ALONE: Final = re.compile(
    r"[*_<\[]*([^\s*_<>\[\]](?:[^\s<>\[\]]| (?=\d))*?)[*_>\].,;]*"
    r"(?:\s+[(（]([^()（）]{1,200})[)）])?"
)
_NAMED: Final = re.compile(r"(?:[Tt]he )?((\w\S*(?: \S+){0,2}) [Pp]aper)")
# "Main paper": it says which of an entry's papers, and has no name.
_WHICH: Final = frozenset(
    "main full first second final short long extended companion accompanying related survey "
    "research white technical workshop position relevant corresponding their our my your the "
    "new old key all more source in camera ready reference".split()
)
_WORDS: Final = 3  # more of them are a remark, and no name
_LONGEST: Final = 300  # characters
# Lines of a text that are but addresses and ids, each a paper.
_ITEM: Final = re.compile(
    rf"<?(?:{_BARE.pattern})>?[.,;]?(?:[ \t]+\([^()]{{1,200}}\))?[ \t]*", re.IGNORECASE
)


class Stub(NamedTuple):
    """What such a line says."""

    title: str
    link: Link | None
    told: tuple[str, ...] = ()
    short: str | None = None
    takeaway: str | None = None


def of(line: Line) -> Stub | None:
    """The stub that a line is; None if it is more than that, or leads to no paper."""
    text = line.text.strip()
    if len(text) > _LONGEST:
        return None
    match = (_ALONE if line.links else _ID_ALONE).fullmatch(text)
    if match is None:
        return None
    remark = (match[2] or "").strip() or None
    short = remark if remark and len(remark.split()) <= _WORDS else None
    takeaway = None if short else remark
    if not line.links:
        name = ids.arxiv(match[1]) or ids.doi(match[1])
        return Stub(_said(name, ""), None, (name,), short, takeaway) if name else None
    link = line.link(match[1])
    if link.image or not is_bare(link.label) or link.leads not in ("scholarly", "pdf"):
        return None
    return Stub(_said(id_of(link), link.url), link, (), short, takeaway)


def named(line: Line) -> Stub | None:
    """What is called but by its name: "[GPT-3 paper](…)"."""
    for link in line.links[:1]:
        match = _NAMED.fullmatch(link.label)
        usable = link.leads in ("scholarly", "pdf", "page", "file") and not link.image
        if match and usable and any(map(_is_name, match[2].split())):
            return Stub(match[1], link, short=match[2])
    return None


def _is_name(word: str) -> bool:
    # A letter is a name: as a kind of link, "x" is a network.
    return word.lower() not in _WHICH and (len(word) == 1 or not label_kind(word))


def is_bare(label: str) -> bool:
    """Whether a link is called by its own address, or by its id."""
    return _BARE.fullmatch(label) is not None


def _said(name: str | None, address: str) -> str:
    scheme, _, rest = (name or "").partition(":")
    return {"arxiv": f"arXiv:{rest}", "doi": f"doi:{rest}"}.get(scheme, address)


def itemized(text: str) -> str:
    """A text in which each line of a paragraph of addresses is an item of a list."""
    lines = text.split("\n")
    begin = 0
    for end in range(len(lines) + 1):
        if end < len(lines) and lines[end].strip():
            continue
        if end - begin > 1 and all(map(_ITEM.fullmatch, lines[begin:end])):
            lines[begin:end] = [f"- {line}" for line in lines[begin:end]]
        begin = end + 1
    return "\n".join(lines)

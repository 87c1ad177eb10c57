"""Links to works that an entry only mentions: "a reply to [Attention](…)".

What an entry is decides whose progress it is, so the link of its title decides that. Beside it only
a link that says that it is the paper's ("pdf", "arXiv") names the paper.
"""

import re
from collections.abc import Iterator
from typing import Final

from papernotes.importing.lists import names
from papernotes.importing.lists.line import MARK, Line
from papernotes.importing.lists.links import Link

_NEAR: Final = 80  # characters before a link that say how it is meant
_ARTICLE: Final = re.compile(r"\b(?:the|an?|their|its|his|her|this|our|original)\s*$")
_LAST: Final = re.compile(r"(?<![\w'’-])([a-z][\w'’-]*)\s*$")
_REFERS: Final = frozenset(
    "explains explain explaining about of on to than like extends extend extending improves "
    "improving implements implementing summarizes summarises reviews discusses discussing follows "
    "following uses using after against beats criticizes criticises replicates reproduces "
    "contradicts refutes".split()
)
# "link to [pdf]", "available on [arXiv]": these lead to the work itself.
_LEADS_TO: Final = re.compile(
    r"\b(?:links?|available|published|found|appeared|posted|pdf|version|read|get it|hosted)"
    r"(?: \w+)? (?:to|on|of)\s*$"
)
_NEUTRAL: Final = frozenset(
    "paper papers pdf arxiv at via in here available version preprint and or link links read see "
    "by code".split()
)
_SEE: Final = re.compile(r"\b(?:see also|cf\.?|compare(?: with)?|vs\.?)[\s:(\[]*$", re.IGNORECASE)
_RELATED: Final = re.compile(
    r"\b(?:follow[- ]?ups?|related|successor|predecessor|prior|previous|response|reply|rebuttal"
    r"|critique|replication|reproduction|see also|cf)\b",
    re.IGNORECASE,
)
_SAYS_WHERE: Final = re.compile(
    r"\b(?:arxiv|openreview|acl|doi|pmlr|biorxiv|ssrn|hal)\b", re.IGNORECASE
)


def marked(line: Line, title: str, own: Link | None) -> tuple[Link, ...]:
    """The links of a line, those that it only mentions marked so.

    `own` is the link of the title, which may be that of a line above.
    """
    links = list(line.links)
    for match in re.finditer(MARK, line.text):
        link = line.link(match[0])
        before = line.text[max(0, match.start() - _NEAR) : match.start()]
        if link is not own and is_mention(before, link, title, own):
            links[line.place(match[0])] = link._replace(mention=True)
    return tuple(links)


def is_mention(before: str, link: Link, title: str, own: Link | None) -> bool:
    """Whether a link after the text `before` is to another work than that of the title."""
    if _RELATED.search(link.label):
        return True
    if own and _decides(own) and not link.says and not _is_same(link.label, title):
        return own.leads != "file" or not names.cites(link.label)
    return bool(_SEE.search(before)) or (
        not says_where(link.label) and _leads_away(before, link, own)
    )


def is_related(line: Line) -> bool:
    """Whether a line is but a link to what came before or after: "[follow-up](…)"."""
    match = re.fullmatch(rf"\W*({MARK})\W*", line.text)
    return match is not None and bool(_RELATED.fullmatch(line.link(match[1]).label))


def says_where(label: str) -> bool:
    """Whether a link names where papers are: "arXiv", "arXiv:1706.03762"."""
    return bool(_SAYS_WHERE.search(label)) and "://" not in label


def _leads_away(before: str, link: Link, own: Link | None) -> bool:
    if refers(before):
        return True
    last = _last_word(before)
    return _decides(own) and link.says == "paper" and bool(last) and last not in _NEUTRAL


def refers(before: str) -> bool:
    """Whether a text leads on to what comes next as to something else: "explains the"."""
    before = before[-_NEAR:]
    if _SEE.search(before):
        return True
    return _last_word(before) in _REFERS and not _LEADS_TO.search(_ARTICLE.sub("", before))


def _last_word(before: str) -> str:
    last = _LAST.search(_ARTICLE.sub("", before).rstrip(' "“*_'))
    return last[1] if last else ""


def _decides(own: Link | None) -> bool:
    return own is not None and own.leads in ("scholarly", "pdf", "page", "file")


def _is_same(label: str, title: str) -> bool:
    one, other = (re.findall(r"\w+", text.casefold()) for text in (label, title))
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (
        one == other or (len(shorter) > 1 and f" {' '.join(shorter)} " in f" {' '.join(longer)} ")
    )


def told(pattern: re.Pattern[str], text: str, own: Link | None) -> Iterator[str]:
    """The ids that a text names for its own: not those of "a reply to arXiv:1706.03762"."""
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        link = Link(match[0], "", "", "paper", "scholarly")
        if not _leads_away(before, link, own):
            yield match[0]

"""Entries that are papers, as records."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from papernotes.importing.lists import links as links_of
from papernotes.importing.lists import names
from papernotes.importing.lists.commonmark import Parsed
from papernotes.importing.lists.entry import Entry
from papernotes.importing.lists.habits import settled
from papernotes.importing.lists.judge import Candidate, papers
from papernotes.importing.lists.line import MARK
from papernotes.importing.lists.link_ids import id_of
from papernotes.importing.lists.walk import Walk
from papernotes.importing.meetings import is_later, posted
from papernotes.model import ids
from papernotes.model.record import NOTHING_READ, Left, Reading, Record
from papernotes.model.text import HOSTILE, one_line

_SHORT: Final = re.compile(r"([^\W_][\w.^+*/’'-]{0,23})\s*[:：;]\s+\S")
_SPELT: Final = {
    name.lower(): name for name in ("PDF", "arXiv", "DOI", "HTML", "GitHub", "BibTeX", "YouTube")
}
_UNSEEN: Final = re.compile(f"{MARK}|[{HOSTILE}]")
_DAY: Final = len("2024-02-01")
MOST_NUMBERS: Final = 1_000_000


def of(parsed: Parsed, columns: Mapping[str, str]) -> Iterator[Record | Left]:
    """What a tree tells of, in its order."""
    found = settled(Walk(columns).whole(parsed.root))
    kept = {id(each.entry) for each in papers([c for c in found if isinstance(c, Candidate)])}
    numbers = [
        c.entry.number
        for c in found
        if isinstance(c, Candidate) and id(c.entry) in kept and c.entry.number is not None
    ]
    # Numbers that start anew in each section name nothing.
    numbered = len(set(numbers)) == len(numbers)
    met = _meetings(c for c in found if isinstance(c, Candidate) and id(c.entry) in kept)
    told: list[Record | Left] = [
        Left(line, one_line(text), "is too long for an entry") for line, text in parsed.too_long
    ]
    for each in found:
        if isinstance(each, Left):
            told.append(each)
        elif id(each.entry) in kept:
            made = record(each, each.group in met)
            told.append(made if numbered else made._replace(number=None))
    if parsed.too_long:
        told.sort(key=lambda each: each.line)
    yield from told


def record(each: Candidate, met: bool = False) -> Record:
    """An entry as a record. `met`: the days of its list are those of meetings."""
    entry = each.entry
    best = entry.best
    if best is not None and best is not entry.title_link and _is_beside(best):
        best = None
    known, url, rest = _addresses(entry, best)
    published = None if entry.how == "stub" else _published(each, known, met=met)
    return Record(
        title=_text(entry.title) or "?",
        line=entry.line,
        ids=known,
        authors=tuple(filter(None, (_text(name) for name in entry.authors))),
        published=published,
        venue=_text(entry.venue or each.venue or "") or None,
        url=url,
        kind=_kind(best, known),
        topics=tuple(filter(None, (_text(topic) for topic in each.topics))),
        takeaway=_text(entry.takeaway or "") or None,
        links=rest,
        short=entry.short or short_of(entry.title),
        number=entry.number if entry.number and entry.number < MOST_NUMBERS else None,
        reading=Reading(
            status=entry.status,
            finished="unknown" if entry.status == "done" else None,
            started="unknown" if entry.status == "reading" else None,
        )
        if entry.status
        else NOTHING_READ,
    )


def short_of(title: str) -> str | None:
    """What a title calls its work: "BERT: Pre-training of …"."""
    short = _SHORT.match(title)
    return short[1].rstrip("'’*") if short else None


def is_of_facts(text: str) -> bool:
    """Whether a text but says who wrote a paper, or where and when it appeared."""
    if "://" in text:
        return False
    return bool(names.people(text)) or names.venue_and_date(text) or names.cites(text) is not None


def _kind(best: links_of.Link | None, known: Sequence[str]) -> str | None:
    if best is None or any(not name.startswith("url:") for name in known):
        return None
    return (
        "post"
        if re.search(
            r"(?:^|[/.])(?:blog|blogs|medium\.com|substack\.com|towardsdatascience)\b", best.url
        )
        else None
    )


def _addresses(
    entry: Entry, best: links_of.Link | None
) -> tuple[tuple[str, ...], str | None, tuple[tuple[str, str], ...]]:
    """The ids, the address to read it at, and the other links."""
    names_found: list[str] = []
    pages: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    at_arxiv = entry.title_link is not None and (id_of(entry.title_link) or "").startswith("arxiv:")
    ordered = sorted(entry.links, key=lambda link: link is not best)
    for link in ordered:
        if not link.url or (link.label in entry.authors and link.leads == "page"):
            continue
        found = id_of(link)
        is_own = link is best or (
            not link.mention
            and link.says != "other"
            and link.leads in ("scholarly", "pdf")
            and (link.says == "paper" or link is entry.title_link)
        )
        if is_own and found and not found.startswith("url:"):
            if not any(name.startswith(found[:5]) for name in names_found):
                names_found.append(found)
            elif found not in names_found:
                others.append((link.label, link.url))
            if (ids.url(link.url) or "url:").startswith("url:"):
                pages.append((link.label, link.url))
        elif is_own and not (at_arxiv and link is not entry.title_link):
            pages.append((link.label, link.url))
        else:
            others.append((link.label, link.url))
    for told in entry.told_ids:
        bare = re.sub(
            r"^(?:arxiv\.org/(?:abs|pdf)/|(?:arxiv|corr|doi)\s*:?\s*(?:abs/)?)",
            "",
            told,
            flags=re.IGNORECASE,
        )
        found = ids.arxiv(bare) or ids.doi(bare)
        if found and not any(name.startswith(found[:5]) for name in names_found):
            names_found.append(found)
    url = pages[0][1] if pages else None
    if url and not names_found and (found := ids.url(url)):
        names_found.append(found)
    rest = [(label, address) for label, address in [*pages[1:], *others] if address != url]
    named: dict[str, str] = {}
    for label, address in rest:
        named.setdefault(address, _label(label, entry.title))
    return (
        ids.ordered(names_found),
        url,
        tuple((label, address) for address, label in named.items()),
    )


def _label(label: str, title: str) -> str:
    text = re.sub(r"^[^\w(\[]+", "", _text(label)).strip("[] ") or "Link"
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if text == title or re.match(r"https?://|www\.", text):
        return "Link"
    if text.lower() in _SPELT:
        return _SPELT[text.lower()]
    return text[:1].upper() + text[1:] if len(text) < 60 else f"{text[:59]}…"


def _is_beside(link: links_of.Link) -> bool:
    """Whether a link leads to something about the paper, with an id of that thing's own."""
    if link.leads in ("code", "media"):
        return True
    named = not (id_of(link) or "url:").startswith("url:")
    # "[data](https://doi.org/…)"; but "[x](https://doi.org/…)" says nothing.
    return link.says == "other" and named and not link.image and len(link.label) > 1


def _published(each: Candidate, known: Sequence[str], met: bool) -> str | None:
    said = each.entry.published
    if said and ((met and len(said) == _DAY) or _is_later(each.entry, known)):
        return posted(known)  # that was when it was read
    return said or _of_section(each.published, posted(known))


def _is_later(entry: Entry, known: Sequence[str]) -> bool:
    return not entry.venue and is_later(entry.published, known)


def _meetings(found: Iterable[Candidate]) -> set[int]:
    """The groups in which a day is that of a meeting, for one of them is no paper's."""
    return {
        each.group
        for each in found
        if len(each.entry.published or "") == _DAY
        and _is_later(each.entry, _addresses(each.entry, each.entry.best)[0])
    }


def _of_section(said: str | None, posted: str | None) -> str | None:
    """The date of a section ("2023"), unless the paper was posted in other years."""
    if said and posted and abs(int(said[:4]) - int(posted[:4])) > 1:
        return posted
    return said or posted


def _text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return one_line(text)
    return one_line(_UNSEEN.sub("", text))

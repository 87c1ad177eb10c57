"""What the head of a web page says of the paper that it is about. Pure.

Highwire's `citation_…` tags, which Google Scholar asks publishers for
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing), then Dublin Core,
then what pages say of themselves to everybody: Open Graph, `<title>`.
"""

import datetime as dt
import html
import re
from collections.abc import Iterable
from typing import Final

from papernotes.model import ids
from papernotes.model.record import Record
from papernotes.model.text import HOSTILE, one_line

_LONGEST: Final = 2_000  # characters of a text; a title has 100
_AUTHORS: Final = 5_000
_TAGS: Final = 20_000  # of a page that are looked at
_PAGES: Final = 5_000  # more than any paper has: a mistake
_OLDEST: Final = 1_000  # years have four digits
_TITLES: Final = ("citation_title", "dc.title", "dcterms.title", "bepress_citation_title")
_SCHOLARLY: Final = ("citation_", "bepress_citation_", "dc.", "dcterms.", "prism.", "eprints.")
_CREATORS: Final = ("citation_author", "bepress_citation_author", "dc.creator", "dcterms.creator")
_DATES: Final = (
    "citation_publication_date", "citation_date", "citation_online_date", "citation_cover_date",
    "bepress_citation_date", "citation_year", "prism.publicationdate", "dcterms.issued",
    "dc.date.issued", "dc.date", "article:published_time", "date",
)  # fmt: skip
_VENUES: Final = (
    "citation_conference_title", "citation_conference", "citation_journal_title",
    "citation_inbook_title", "citation_book_title", "prism.publicationname",
    "citation_dissertation_institution", "citation_technical_report_institution",
)  # fmt: skip
_DOIS: Final = (
    "citation_doi", "prism.doi", "dc.identifier.doi", "dc.identifier", "bepress_citation_doi",
)  # fmt: skip
_KINDS: Final = {
    "citation_dissertation_institution": "thesis",
    "citation_technical_report_institution": "report",
}
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)

Tags = dict[str, list[str]]


def record(page: str, url: str) -> Record | None:
    """The paper that `page`, which was at `url`, is about; None if it has not even a title."""
    tags, titles = _head(page)
    scholarly = any(name.startswith(_SCHOLARLY[:2]) for name in tags)
    title = _first(tags, _TITLES) if scholarly or _first(tags, _CREATORS) else None
    if title is None:
        return _post(tags, titles, url)
    arxiv = ids.arxiv(_first(tags, ["citation_arxiv_id"]) or "")
    doi = next(filter(None, map(_doi, _all(tags, _DOIS))), None)
    own = ids.url(url)
    names = [name for name in (arxiv, doi) if name]
    if not names and own:
        names = [own]
    elif own and not own.startswith("url:") and own not in names:
        names.append(own)
    return Record(
        title=title,
        ids=ids.ordered(names),
        authors=_authors(tags),
        published=next(filter(None, map(date, _all(tags, _DATES))), None),
        venue=_first(tags, _VENUES),
        url=url if own and own.startswith("url:") else None,
        kind=next((kind for name, kind in _KINDS.items() if name in tags), None),
        pages=_pages(tags),
    )


def _post(tags: Tags, titles: list[str], url: str) -> Record | None:
    """A page that is no paper's: an essay, a post."""
    title = _first(tags, ["og:title", "twitter:title", "dc.title"]) or next(iter(titles), None)
    if not title:
        return None
    own = ids.url(url)
    author = [
        name
        for name in _all(tags, ["author", "article:author", "parsely-author"])
        if "://" not in name
    ]
    return Record(
        title=title,
        ids=(own,) if own else (),
        authors=tuple(dict.fromkeys(part for name in author for part in _people(name)))[:_AUTHORS],
        published=next(filter(None, map(date, _all(tags, _DATES))), None),
        venue=_first(tags, ["og:site_name"]),
        url=url if own and own.startswith("url:") else None,
        kind="post",
    )


def date(text: str) -> str | None:
    """ "2023/05/23", "2023-5", "23 May 2023", "May 2023" or "2023", as we write them."""
    text = one_line(text)[:60]
    if match := re.match(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)", text, re.ASCII):
        return _date(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text, re.ASCII):
        # Which is the day only the country knows, unless one of them can be no month.
        first, second = int(match[1]), int(match[2])
        month, day = (first, second) if second > len(_MONTHS) else (second, first)
        sure = max(first, second) > len(_MONTHS) or first == second
        return _date(int(match[3]), month if sure else 0, day if sure else 0)
    year = re.search(r"(?<!\d)(\d{4})(?!\d)", text, re.ASCII)
    if not year:
        return None
    words = re.findall(r"[a-z]+", text.lower(), re.ASCII)
    month = next((_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS), 0)
    day_text = re.search(r"(?<!\d)(\d{1,2})(?!\d)", text.replace(year[0], " "), re.ASCII)
    return _date(int(year[1]), month, int(day_text[1]) if day_text and month else 0)


def _date(year: int, month: int, day: int) -> str | None:
    if not _OLDEST <= year <= dt.MAXYEAR:
        return None
    if not 1 <= month <= len(_MONTHS):
        return f"{year:04}"
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


def _head(page: str) -> tuple[Tags, list[str]]:
    """The `<meta>` tags by their names in small letters, and the titles."""
    from selectolax.lexbor import LexborHTMLParser  # 5 ms, where a page was fetched

    tree = LexborHTMLParser(page)
    tags: Tags = {}
    for node in tree.css("meta")[:_TAGS]:
        given = node.attributes
        name = given.get("name") or given.get("property") or given.get("itemprop") or ""
        text = clean(given.get("content") or "")
        if text:
            name = re.sub(r"^(dc|dcterms)[:_]", r"\1.", name.strip().lower())
            tags.setdefault(name, []).append(text)
    titles = [clean(node.text()) for node in tree.css("head > title")[:1]]
    return tags, [title for title in titles if title]


def clean(text: str) -> str:
    """One line, without mark-up that was packed into the tag, and without what may not be."""
    text = text[:_LONGEST]
    if re.search(r"&(?:#\w{1,8}|\w{2,8});", text):  # packed twice
        text = html.unescape(text)
    text = re.sub(
        r"</?(?:i|b|em|strong|sub|sup|scp|sc|tt|span|p|inline-formula)\b[^<>]*>", "", text
    )
    return one_line(re.sub(f"[{HOSTILE}]", " ", text))


def _all(tags: Tags, names: Iterable[str]) -> list[str]:
    return [text for name in names for text in tags.get(name, [])]


def _first(tags: Tags, names: Iterable[str]) -> str | None:
    return next(iter(_all(tags, names)), None)


def _authors(tags: Tags) -> tuple[str, ...]:
    """Of the first kind of tag that names any: some pages say the same in three ways."""
    for name in (*_CREATORS, "citation_authors"):
        if name in tags:
            found = [person for text in tags[name] for person in _people(text)]
            return tuple(dict.fromkeys(found))[:_AUTHORS]
    return ()


def _people(text: str) -> list[str]:
    """ "Lovelace, Ada" and "Ada Lovelace"; several, apart by semicolons."""
    people = []
    for each in text.split(";"):
        last, comma, first = one_line(each).partition(",")
        name = f"{first.strip()} {last.strip()}".strip() if comma and "," not in first else None
        people.append(name or one_line(each))
    return [name for name in people if name]


def _doi(text: str) -> str | None:
    found = ids.doi(text) or ids.url(text)
    return found if found and found.startswith(("doi:", "arxiv:")) else None


def _pages(tags: Tags) -> int | None:
    first = re.match(
        r"(\d{1,6})(?:\s*[-–]+\s*(\d{1,6}))?", _first(tags, ["citation_firstpage"]) or ""
    )
    last = re.match(r"\d{1,6}", _first(tags, ["citation_lastpage"]) or "", re.ASCII)
    if not first:
        return None
    end = int(last[0]) if last else int(first[2] or 0)
    count = end - int(first[1]) + 1
    return count if end and 1 <= count <= _PAGES else None

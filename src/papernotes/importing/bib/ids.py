"""By which ids a BibTeX entry names its work, and where it says to read it."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from papernotes.importing import identity
from papernotes.importing.latex import address
from papernotes.model import ids

_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf)/|[\s:]{1,3})|\babs/)"
    r"(\d{4}\.\d{4,5}|[a-z][a-z-]*(?:\.[a-z]{2})?/\d{7})(?!\d)",
    re.IGNORECASE,
)
# Where people write "arXiv preprint arXiv:1706.03762", and Google Scholar and DBLP do.
_MENTIONS = (
    "journal", "journaltitle", "volume", "number", "howpublished", "series", "publisher",
    "archive", "archiveid", "reportnumber", "institution", "booktitle", "pages",
)  # fmt: skip
_LONGEST = 2_000  # characters of an address: browsers take no longer ones
_SHORT = 80  # characters: a longer note may tell of other works
_ADDRESSES = ("url", "howpublished", "link", "ee", "bdsk-url-1", "note", "pdf")
_LINKS = {
    "code": "Code", "video": "Video", "slides": "Slides", "poster": "Poster", "blog": "Blog",
    "website": "Website", "project": "Project", "data": "Data",
}  # fmt: skip


class Named(NamedTuple):
    """The ids of a work, and the page on which it is read where that is none of theirs."""

    ids: tuple[str, ...]
    url: str | None


def named(fields: Mapping[str, str]) -> Named:
    """The names that the fields of an entry give its work; `fields` as they are written."""
    found = [*_own(fields), *_arxiv(fields), *_dois(fields)]
    page: str | None = None
    for web in _addresses(fields):
        name = ids.url(web)
        if name and not name.startswith("url:"):
            found.append(name)
        elif name and page is None:
            page = web
    if page and not found:
        found.append(ids.url(page) or "")
    return Named(ids.ordered(found), page)


def linked(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Code, slides and the like: what lists of publications on the web have fields for."""
    return tuple(
        (label, web)
        for field, label in _LINKS.items()
        if (text := fields.get(field)) and (web := _web(address(text)))
    )


def is_address(text: str) -> bool:
    """Whether a field's text is a web address or an arXiv id, and no prose and no name."""
    bare = address(text)
    return "://" in bare or "\\url" in text or _mentioned(bare) is not None


def _own(fields: Mapping[str, str]) -> Iterator[str]:
    """What we wrote, since no other field can say it: ids have no spaces."""
    for text in address(fields.get("papernotes-ids", "")).split(" "):
        if name := identity.doi(text) or ids.parse(text):
            yield name


def _arxiv(fields: Mapping[str, str]) -> Iterator[str]:
    archive = address(fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv").lower()
    for field in ("eprint", "arxiv", "arxivid", "arxiv-id"):
        text = address(fields.get(field, ""))
        if not text or (field == "eprint" and archive != "arxiv"):
            continue
        subject = address(fields.get("primaryclass") or fields.get("eprintclass") or "")
        name = ids.parse(text) or ids.arxiv(f"{subject}/{text}")
        if name and name.startswith("arxiv:"):
            yield name
    for field in _MENTIONS:
        if name := _mentioned(address(fields.get(field, ""))):
            yield name
    note = address(fields.get("note", ""))
    if (len(note) <= _SHORT or note.lower().startswith("arxiv")) and (name := _mentioned(note)):
        yield name


def _mentioned(text: str) -> str | None:
    match = _ARXIV.search(text)
    return ids.arxiv(match[1]) if match else None


def _dois(fields: Mapping[str, str]) -> Iterator[str]:
    if name := identity.doi(address(fields.get("doi", ""))):
        yield name


def _addresses(fields: Mapping[str, str]) -> Iterator[str]:
    for field in _ADDRESSES:
        text = fields.get(field, "")
        if field == "note" and len(text) > 2 * _SHORT:
            continue
        if web := _web(address(text)):
            yield web


def _web(text: str) -> str | None:
    """The first web address of a text."""
    at = re.search(r"https?://\S+", text, re.IGNORECASE)
    if at is None or len(at[0]) > _LONGEST:
        return None
    web = at[0].rstrip(",;>") if text.startswith(at[0]) else at[0].rstrip(".,;>)")
    return web if web.isprintable() and ids.url(web) else None

"""Feeds of arXiv: the Atom that its interface answers, and its RSS.

https://info.arxiv.org/help/api/user-manual.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from papernotes.importing import dates, identity, people
from papernotes.importing.drafts import checked
from papernotes.importing.formats import UnreadableError
from papernotes.importing.limits import too_long
from papernotes.importing.texts import line, plain, unmarked, web
from papernotes.model.record import Left, Record
from papernotes.model.text import scalar

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BEGINNING = 2_000
_LONGEST = 10_000_000  # characters; arXiv answers 2,000 papers at a time, and a tree takes memory
_FEED = re.compile(r"<(?:\w+:)?(?:feed|rss|RDF)\b")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PAGES = re.compile(r"\b(\d{1,4})(?:\s?\+\s?(\d{1,4}))?[\s-]?(?:pages|pgs|pp)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s,;()<>\"']+")
_OF_RSS = re.compile(r"\.?\s*\(arXiv:[^()]*\)$")  # "A title. (arXiv:2203.01254v1 [math.OC])"
_MONTH = re.compile(r"arxiv:(\d{2})(\d{2})\.")


def looks_like(text: str) -> bool:
    start = text[:_BEGINNING].lstrip("\ufeff \t\r\n")
    if not start.startswith("<") or "<html" in start.lower():
        return False
    return _FEED.search(start) is not None or start.startswith("<?xml")


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    if len(text) > _LONGEST:
        raise too_long("a feed")
    root = _tree(text)
    if _name(root) not in ("feed", "rss", "RDF", "entry"):
        raise UnreadableError("is XML, but no feed")
    for element in root.iter():
        name = _name(element)
        if name == "entry":
            yield _entry(element)
        elif name == "item":
            yield _item(element)


def _tree(text: str) -> "Element":
    """Raises UnreadableError for what is no XML, and for XML that could grow or reach elsewhere."""
    from xml.etree.ElementTree import ParseError  # only this format needs them

    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        root: Element = fromstring(
            _NOT_XML.sub("", scalar(text)).lstrip("\ufeff \t\r\n"), forbid_dtd=True
        )
    except DefusedXmlException:
        raise UnreadableError("defines words of its own (a DTD), which no feed does") from None
    except ParseError as error:
        raise UnreadableError(f"is broken XML in line {error.position[0]}") from None
    except (ValueError, LookupError, RecursionError, AssertionError):  # an encoding that is none
        raise UnreadableError("is broken XML") from None
    return root


def _entry(entry: "Element") -> Record | Left:
    """One of Atom."""
    texts = _texts(entry)
    title = unmarked(texts.get("title", ""))
    address = texts.get("id", "")
    if "arxiv.org/api/errors" in address:
        return Left(
            0, title or "Error", f"is what arXiv says went wrong: {texts.get('summary', '')}"
        )
    links = [each for each in entry if _name(each) == "link"]
    read_at = [each.get("href") for each in links if each.get("rel", "alternate") == "alternate"]
    known = identity.identify(
        [identity.arxiv(address), identity.doi(texts.get("doi", ""))], [*read_at, address]
    )
    category = next((each.get("term") for each in entry if _name(each) == "primary_category"), None)
    comment = texts.get("comment", "")
    made = Record(
        title=title,
        ids=known.ids,
        authors=_authors(entry),
        published=dates.published(texts.get("published")) or dates.published(texts.get("updated")),
        venue=identity.venue(texts.get("journal_ref", "")),
        url=known.url,
        pages=_pages(comment),
        topics=tuple(filter(None, [line(category)])),
        links=_links(comment),
    )
    return checked(made, address)


def _item(item: "Element") -> Record | Left:
    """One of RSS. Its date is that of the announcement; arXiv's ids tell the month of the work."""
    texts = _texts(item)
    known = identity.identify([identity.arxiv_in(texts.get("guid", ""))], [texts.get("link")])
    month = next((found for name in known.ids if (found := _MONTH.match(name))), None)
    made = Record(
        title=unmarked(_OF_RSS.sub("", texts.get("title", ""))),
        ids=known.ids,
        authors=people.listed(plain(texts.get("creator", "") or texts.get("author", ""))),
        published=dates.exact(2000 + int(month[1]), int(month[2]))
        if month
        else dates.published(texts.get("pubDate") or texts.get("date")),
        url=known.url,
        topics=tuple(filter(None, [texts.get("category", "")])),
    )
    return checked(made, texts.get("link", ""))


def _texts(element: "Element") -> dict[str, str]:
    """The text of each child by its name, the first of a name."""
    found: dict[str, str] = {}
    for child in element:
        if _name(child) not in found:
            found[_name(child)] = line("".join(child.itertext()) if len(child) else child.text)
    return found


def _authors(entry: "Element") -> tuple[str, ...]:
    each = (_texts(child).get("name", "") for child in entry if _name(child) == "author")
    return people.people(list(each))


def _name(element: "Element") -> str:
    """Its name without the namespace."""
    return element.tag.rpartition("}")[2]


def _pages(comment: str) -> int | None:
    match = _PAGES.search(comment)
    return int(match[1]) + int(match[2] or 0) if match else None


def _links(comment: str) -> tuple[tuple[str, str], ...]:
    found = (web(address.rstrip(".")) for address in _ADDRESS.findall(comment))
    return tuple(
        ("Code" if re.search("git(?:hub|lab)", url) else "Link", url) for url in found if url
    )

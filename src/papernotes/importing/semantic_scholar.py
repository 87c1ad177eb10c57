"""Papers of Semantic Scholar's graph. https://api.semanticscholar.org/api-docs/graph"""

from collections.abc import Iterator, Mapping

from papernotes.importing import dates, identity, json_items, people
from papernotes.importing.drafts import checked
from papernotes.importing.json_dialects import dialect
from papernotes.importing.kinds import kind
from papernotes.importing.texts import first, line, lines, mapping, objects, unmarked, web
from papernotes.model import ids
from papernotes.model.record import Left, Record

_HOLDERS = ("data", "papers", "recommendedPapers")


def looks_like(text: str) -> bool:
    return dialect(text) == "semantic-scholar"


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    return json_items.read(text, _HOLDERS, _paper)


def _paper(item: Mapping[str, object], at: int) -> Record | Left:
    for name in ("citedPaper", "citingPaper"):  # lists of references and citations
        item = mapping(item.get(name)) or item
    other = mapping(item.get("externalIds"))
    acl = line(other.get("ACL"))
    named = [identity.arxiv(other.get("ArXiv")), identity.doi(other.get("DOI"))]
    read_at = f"https://aclanthology.org/{acl}" if acl else None
    # Its own page is where nobody reads: only for what has no other address.
    known = identity.identify(named, [read_at or (None if any(named) else item.get("url"))])
    journal = mapping(item.get("journal"))
    venue = item.get("venue") or mapping(item.get("publicationVenue")).get("name")
    file = web(mapping(item.get("openAccessPdf")).get("url"))
    again = not file or ids.url(file) in known.ids or file == known.url
    made = Record(
        title=unmarked(first(item.get("title"))),
        line=at,
        ids=known.ids,
        authors=people.people([line(each.get("name")) for each in objects(item.get("authors"))]),
        published=dates.most_precise([item.get("year"), item.get("publicationDate")]),
        venue=identity.venue(venue, journal.get("name")),
        url=known.url,
        kind=_kind(lines(item.get("publicationTypes"))),
        pages=identity.span(journal.get("pages")),
        topics=tuple(lines(item.get("fieldsOfStudy"))),
        takeaway=line(mapping(item.get("tldr")).get("text")) or None,
        links=() if again or not file else (("PDF", file),),
    )
    return checked(made, line(item.get("paperId")))


def _kind(types: list[str]) -> str | None:
    """It calls one paper many things; that it is a review is told by a machine, and often wrong."""
    return kind(*types) if not {"JournalArticle", "Conference", "Review"} & set(types) else None

"""Works of OpenAlex. https://docs.openalex.org/api-entities/works/work-object"""

from collections.abc import Iterator, Mapping
from typing import Final

from papernotes.importing import dates, identity, json_items, people
from papernotes.importing.drafts import checked
from papernotes.importing.json_dialects import dialect
from papernotes.importing.kinds import kind
from papernotes.importing.texts import first, line, mapping, number, objects, unmarked, web
from papernotes.model import ids
from papernotes.model.record import Left, Record

_TOPICS: Final = 3  # of those that a machine gave it, the likeliest


def looks_like(text: str) -> bool:
    return dialect(text) == "openalex"


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    return json_items.read(text, ("results",), _work)


def _work(item: Mapping[str, object], at: int) -> Record | Left:
    primary = mapping(item.get("primary_location")) or mapping(item.get("host_venue"))
    places = [primary, mapping(item.get("best_oa_location")), *objects(item.get("locations"))]
    pages = [place.get("landing_page_url") for place in places]
    files = [place.get("pdf_url") for place in places]
    known = identity.identify(
        [
            identity.doi(item.get("doi")),
            identity.doi(mapping(item.get("ids")).get("doi")),
            *(name for name in _named([*pages, *files]) if name and name.startswith("arxiv:")),
        ],
        [primary.get("landing_page_url"), primary.get("pdf_url"), primary.get("url")],
    )
    source = mapping(primary.get("source")) or primary
    biblio = mapping(item.get("biblio"))
    raw = mapping(primary).get("raw_source_name")
    made = Record(
        title=unmarked(first(item.get("title")) or first(item.get("display_name"))),
        line=at,
        ids=known.ids,
        authors=_authors(item),
        published=dates.published(item.get("publication_date"))
        or dates.published(item.get("publication_year")),
        venue=identity.venue(source.get("display_name"), raw),
        url=known.url,
        kind=kind(line(item.get("type")), line(item.get("type_crossref"))),
        pages=identity.span(biblio.get("first_page"), biblio.get("last_page")),
        topics=_topics(item),
        links=_pdf(primary.get("pdf_url"), known),
    )
    made = made._replace(published=_of_year(made.published, item))
    return checked(made, line(item.get("id")))


def _named(addresses: list[object]) -> Iterator[str | None]:
    for address in addresses:
        yield ids.url(found) if (found := web(address)) else None


def _of_year(published: str | None, item: Mapping[str, object]) -> str | None:
    """The year is said twice; where they differ, the date is a guess."""
    year = number(item.get("publication_year"))
    return dates.exact(year) if year and published and published[:4] != str(year) else published


def _authors(item: Mapping[str, object]) -> tuple[str, ...]:
    found = []
    for authorship in objects(item.get("authorships")):
        author = mapping(authorship.get("author"))
        found.append(line(author.get("display_name")) or line(authorship.get("raw_author_name")))
    return people.people(found)


def _topics(item: Mapping[str, object]) -> tuple[str, ...]:
    for name in ("keywords", "topics", "concepts"):
        found = [
            line(each.get("display_name")) or line(each.get("keyword"))
            for each in objects(item.get(name))
        ]
        if any(found):
            return tuple(text for text in found if text)[:_TOPICS]
    return ()


def _pdf(value: object, known: identity.Identity) -> tuple[tuple[str, str], ...]:
    url = web(value)
    if not url or url == known.url or ids.url(url) in known.ids:
        return ()
    return (("PDF", url),)

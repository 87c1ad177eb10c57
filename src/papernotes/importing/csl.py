"""CSL-JSON: of pandoc, Zotero and its plug-ins, and what DOIs answer (Crossref, DataCite).

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

import re
from collections.abc import Iterator, Mapping

from papernotes.importing import dates, identity, json_items, ours, people, standing
from papernotes.importing.drafts import checked
from papernotes.importing.extra import extra
from papernotes.importing.json_dialects import dialect
from papernotes.importing.kinds import kind
from papernotes.importing.texts import (
    block,
    first,
    line,
    lines,
    mapping,
    number,
    objects,
    plain,
    unmarked,
)
from papernotes.model.record import Left, Record

_PUBLISHED_BY = ("book", "thesis", "report", "software", "dataset")  # their publisher is the venue
_CLASS = re.compile(r"\s*\([a-z-]+(?:\.[A-Za-z-]+)?\)$")  # "Machine Learning (cs.LG)"


def looks_like(text: str) -> bool:
    return dialect(text) == "csl-json"


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    return json_items.read(text, ("items", "references"), record)


def record(item: Mapping[str, object], at: int = 0) -> Record | Left:
    """One item of CSL-JSON, also as registries answer it: titles in lists, with mark-up."""
    note = extra(item.get("note") or item.get("extra"))
    known = identity.identify(
        [
            identity.doi(item.get("DOI")),
            *(identity.arxiv_in(item.get(name)) for name in ("number", "container-title")),
            *_archived(item),
            *note.ids,
        ],
        [*lines(item.get("URL")), item.get("url")],
    )
    is_a = kind(line(item.get("type")), line(item.get("genre")))
    told = standing.apart(_topics(item))
    made = Record(
        title=unmarked(first(item.get("title"))),
        line=at,
        ids=known.ids,
        authors=_authors(item),
        published=date(item.get("issued"))
        or date(item.get("published"))
        or dates.published(note.fields.get("issued"))
        or date(item.get("available-date")),
        venue=_venue(item, is_a),
        url=known.url,
        kind=is_a,
        pages=number(item.get("number-of-pages")) or identity.span(item.get("page")),
        topics=told.topics,
        short=unmarked(first(item.get("title-short")) or first(item.get("shortTitle"))) or None,
        reading=standing.reading(
            note.status or told.status,
            started=note.started,
            finished=note.finished,
            rating=note.rating or told.rating,
            note=plain(item.get("annote")),
        ),
    )
    made = ours.also(made, mapping(item.get("custom")).get("papernotes"))
    return checked(made, line(item.get("id")))


def date(value: object) -> str | None:
    """A date variable: numbers in a list of lists, or text that may be anything."""
    if not isinstance(value, Mapping):
        return dates.published(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts:
        begin = parts[0] if isinstance(parts[0], list) else parts
        numbers = [number(part) for part in begin[:3]]
        while numbers and numbers[-1] is None:
            numbers.pop()
        if numbers and numbers[0] is not None:
            month, day = (*numbers[1:], None, None)[:2]
            return dates.exact(numbers[0], month, day)
    texts = (value.get(name) for name in ("raw", "literal", "date-time", "edtf"))
    return next((found for text in texts if (found := dates.published(text))), None)


def _authors(item: Mapping[str, object]) -> tuple[str, ...]:
    roles = ("author", "editor", "director", "composer", "collection-editor")
    found = (people.people(item.get(role)) for role in roles)
    return next((names for names in found if names), ())


def _archived(item: Mapping[str, object]) -> Iterator[str | None]:
    """The number in an archive, where the archive is arXiv."""
    where = " ".join(line(item.get(name)) for name in ("archive", "publisher", "container-title"))
    if "arxiv" in where.lower():
        names = ("archive_location", "archive-location", "archiveID", "number", "page")
        yield from (identity.arxiv(item.get(name)) for name in names)
    for name in ("archive_location", "archive-location", "id"):
        yield identity.arxiv_in(item.get(name))


def _venue(item: Mapping[str, object], is_a: str | None) -> str | None:
    event = item.get("event")
    names: list[object] = [
        item.get("container-title"),
        item.get("event-title"),
        mapping(event).get("name") if isinstance(event, Mapping) else event,
        item.get("container-title-short"),
    ]
    if is_a in _PUBLISHED_BY:
        names.append(item.get("publisher"))
    found = identity.venue(*names)
    # A preprint's publisher is the archive that has it.
    return found or (identity.venue(item.get("publisher")) if _is_preprint(item) else None)


def _is_preprint(item: Mapping[str, object]) -> bool:
    genre = line(item.get("genre")).lower()
    return line(item.get("type")) in ("article", "posted-content") or genre == "preprint"


def _topics(item: Mapping[str, object]) -> list[str]:
    """Keywords are one text; categories are DataCite's, with schemes that nobody reads."""
    keywords = block(item.get("keyword")) or ", ".join(lines(item.get("keyword")))
    found = re.split("[;\n]" if ";" in keywords else "[,\n]", keywords)
    for category in lines(item.get("categories")):
        if not category.upper().startswith("FOS:"):
            found.append(_CLASS.sub("", category))
    found += [line(each.get("tag")) for each in objects(item.get("tags"))]
    return [text for each in found if (text := line(each))]

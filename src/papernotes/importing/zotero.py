"""Zotero's own JSON: of its web interface, its "JSON" exports and Better BibTeX's.

https://www.zotero.org/support/dev/web_api/v3/basics
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from papernotes.importing import dates, identity, json_items, people, standing
from papernotes.importing.drafts import checked
from papernotes.importing.extra import extra
from papernotes.importing.json_dialects import dialect
from papernotes.importing.kinds import kind
from papernotes.importing.texts import line, lines, number, objects, plain, unmarked
from papernotes.model.record import Left, Record

_HOLDERS: Final = ("items", "data")
_NO_RECORDS: Final = ("attachment", "note", "annotation")
_VENUES: Final = (
    "publicationTitle",
    "proceedingsTitle",
    "conferenceName",
    "bookTitle",
    "blogTitle",
    "websiteTitle",
    "encyclopediaTitle",
    "dictionaryTitle",
    "meetingName",
    "university",
    "institution",
    "journalAbbreviation",
)
_CREATORS: Final = (
    ("author", "presenter", "podcaster", "programmer", "inventor", "director", "artist"),
    ("editor", "seriesEditor", "bookAuthor", "contributor"),
)  # fmt: skip


def looks_like(text: str) -> bool:
    return dialect(text) == "zotero"


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    below: dict[str, list[object]] = {}  # notes that are items of their own, by what they hang on
    if '"parentItem"' in text:

        def collect(item: Mapping[str, object], _line: int) -> None:
            data = _data(item)
            if line(data.get("itemType")) == "note" and (parent := line(data.get("parentItem"))):
                below.setdefault(parent, []).append(data.get("note"))

        for _left in json_items.read(text, _HOLDERS, collect):
            pass  # said by the second reading

    def made(item: Mapping[str, object], at: int) -> Record | Left | None:
        data = _data(item)
        notes = below.get(line(data.get("key")) or line(item.get("key")), [])
        own = data.get("notes")
        each = own if isinstance(own, list) else [own]
        return record({**data, "notes": [*each, *notes]} if notes else data, at)

    yield from json_items.read(text, _HOLDERS, made)


def _data(item: Mapping[str, object]) -> Mapping[str, object]:
    data = item.get("data")
    return data if isinstance(data, Mapping) else item


def record(item: Mapping[str, object], at: int = 0) -> Record | Left | None:
    """One item; None for what hangs on items: files and notes."""
    if line(item.get("itemType")) in _NO_RECORDS:
        return None
    more = extra(item.get("extra"))
    where = ("archiveID", "number", "reportNumber", "publicationTitle", "archiveLocation")
    known = identity.identify(
        [
            identity.doi(item.get("DOI")),
            *(identity.arxiv_in(item.get(name)) for name in where),
            *more.ids,
        ],
        [item.get("url")],
    )
    is_a = kind(line(item.get("itemType")), line(item.get("genre")))
    told = standing.apart(_tags(item.get("tags")))
    venues = [item.get(name) for name in (*_VENUES, "repository")]
    if is_a == "book":
        venues.append(item.get("publisher"))
    made = Record(
        title=unmarked(_title(item)),
        line=at,
        ids=known.ids,
        authors=_authors(item),
        published=dates.published(item.get("date")) or dates.published(more.fields.get("issued")),
        venue=identity.venue(*venues),
        url=known.url,
        kind=is_a,
        pages=number(item.get("numPages")) or identity.span(item.get("pages")),
        topics=told.topics,
        short=line(item.get("shortTitle")) or None,
        reading=standing.reading(
            more.status or told.status,
            started=more.started,
            finished=more.finished,
            rating=more.rating or told.rating,
            note=_notes(item.get("notes")),
        ),
    )
    return checked(made, line(item.get("key")) or line(item.get("itemKey")))


def _title(item: Mapping[str, object]) -> str:
    names = ("title", "nameOfAct", "caseName", "subject")
    return next((title for name in names if (title := line(item.get(name)))), "")


def _authors(item: Mapping[str, object]) -> tuple[str, ...]:
    creators = list(objects(item.get("creators")))
    for roles in _CREATORS:
        found = [each for each in creators if line(each.get("creatorType")) in roles]
        if names := people.people(found):
            return names
    return people.people(creators)


def _tags(value: object) -> list[str]:
    found = [line(each.get("tag")) for each in objects(value)]
    return [tag for tag in found or lines(value) if tag]


def _notes(value: object) -> str:
    """Notes below an item: HTML, each an object or a text."""
    each = value if isinstance(value, list) else [value]
    texts = (plain(one.get("note") if isinstance(one, Mapping) else one) for one in each)
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(filter(None, texts)))

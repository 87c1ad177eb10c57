"""Tables whose columns we know for sure: our own, Zotero's and Goodreads'."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from papernotes.importing import dates, ours, people, standing, zotero
from papernotes.importing.drafts import checked
from papernotes.importing.dropped import Dropped
from papernotes.importing.tables.cells import cell, loaded
from papernotes.importing.texts import block, line, number, plain
from papernotes.model.record import Left, Record

Making = Callable[[Mapping[str, str], int], Record | Left | None]

_LISTS: Final = ("authors", "topics", "tags")
_JSON: Final = ("links", "needs", "helps")
_SHELVES: Final = ("read", "currently-reading", "to-read")
# Zotero's columns for one kind of creator each.
_CREATORS: Final = {"author": "author", "editor": "editor", "programmer": "programmer"}
_SAME: Final = {  # its column: its field in Zotero's JSON
    "title": "title",
    "publication title": "publicationTitle",
    "conference name": "conferenceName",
    "doi": "DOI",
    "url": "url",
    "extra": "extra",
    "pages": "pages",
    "num pages": "numPages",
    "short title": "shortTitle",
    "publisher": "publisher",
    "archive location": "archiveLocation",
    "number": "number",
    "key": "key",
    "type": "genre",
}


def of(header: Sequence[str], dropped: Dropped) -> Making | None:
    """How rows below this header are read, where it is one of those."""
    names = {name.strip().casefold() for name in header}
    if {"uid", "title", "my_takeaway"} <= names:
        return partial(_own, dropped)
    if {"item type", "publication title", "title"} <= names:
        return partial(_zotero, dropped)
    if {"exclusive shelf", "title", "author"} <= names:
        return partial(_goodreads, dropped)
    return None


def _own(dropped: Dropped, row: Mapping[str, str], at: int) -> Record | Left:
    """What export wrote: lists with semicolons, or as JSON; objects as JSON."""
    item: dict[str, object] = dict(row)
    for name in _LISTS:
        text = row.get(name, "").strip()
        listed = loaded(text) if text.startswith("[") else None
        item[name] = listed if isinstance(listed, list) else text.split("; ")
    for name in _JSON:
        item[name] = loaded(row.get(name, ""))
    return ours.record(item, at, dropped)


def _zotero(dropped: Dropped, row: Mapping[str, str], at: int) -> Record | Left | None:
    """A row as the item of JSON that it is; people and tags stand with semicolons."""
    item: dict[str, object] = {field: row.get(name, "") for name, field in _SAME.items()}
    item["itemType"] = row.get("item type", "") or "document"
    item["date"] = row.get("date", "") or row.get("publication year", "")
    if dates.no_day(item["date"]) == dates.EITHER:
        dropped.note(at, line(item["date"]), "Date", dates.EITHER)
    item["creators"] = [
        {"creatorType": role, "name": people.flipped(name)}
        for column, role in _CREATORS.items()
        for each in row.get(column, "").split(";")
        if (name := line(each))
    ]
    tags = f"{row.get('manual tags', '')};{row.get('automatic tags', '')}"
    item["tags"] = [{"tag": text} for each in tags.split(";") if (text := line(each))]
    item["notes"] = [row.get("notes", "")]
    year = line(row.get("publication year", ""))
    made = zotero.record(item, at)
    if isinstance(made, Record) and year and not (made.published or "").startswith(year):
        return made._replace(published=dates.published(year) or made.published)
    return made


def _goodreads(dropped: Dropped, row: Mapping[str, str], at: int) -> Record | Left:
    """Books. They have no id that we know, and the years of both the first and this edition."""
    shelf = line(row.get("exclusive shelf", "")).lower()
    shelves = [line(each) for each in row.get("bookshelves", "").split(",")]
    first = row.get("original publication year", "") or row.get("year published", "")
    rated = number(row.get("my rating", ""))
    day = dates.day(row.get("date read", ""))
    if not day and (written := line(row.get("date read", ""))):
        dropped.note(at, written, "Date Read", dates.no_day(written))
    others = [line(each) for each in row.get("additional authors", "").split(",")]
    status = standing.of_tag(shelf)
    made = Record(
        title=cell(row.get("title", "")).text,
        line=at,
        authors=(line(row.get("author", "")), *filter(None, others)),
        published=dates.published(first),
        kind="book",
        pages=number(row.get("number of pages", "")),
        topics=tuple(each for each in shelves if each and each not in (shelf, *_SHELVES)),
        reading=standing.reading(
            status,
            finished=day if status in (None, "done") else None,
            rating=standing.rating(str(rated)) if rated else None,
            note="\n\n".join(
                filter(None, (plain(row.get("my review")), block(row.get("private notes"))))
            ),
        ),
    )
    return checked(made, line(row.get("book id", "")))

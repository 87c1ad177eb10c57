"""The fields of an entry of ours (docs/json.md), wherever they stand.

In our own JSON and CSV they are the whole; in CSL-JSON and RIS they stand in an object of ours
beside the fields of that format.
"""

import re
from collections.abc import Iterator, Mapping
from typing import get_args

from papernotes.importing import dates, identity, people, standing
from papernotes.importing.drafts import checked
from papernotes.importing.dropped import Dropped
from papernotes.importing.texts import block, first, line, lines, mapping, number, objects, web
from papernotes.model import ids
from papernotes.model.paper import Status
from papernotes.model.record import NOTHING_READ, Left, Reading, Record

_BEST = 5
_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d"


def record(item: Mapping[str, object], at: int, dropped: Dropped) -> Record | Left:
    """The record that an entry is; lists may be one text, as people write them by hand.

    What of it can't be kept is noted in `dropped`.
    """
    named = [ids.parse(name) for name in (first(item.get("uid")), *lines(item.get("aka")))]
    known = identity.identify(
        [
            *named,
            identity.arxiv(item.get("arxiv")),
            identity.doi(item.get("doi")),
        ],
        [item.get("url"), item.get("link")],
    )
    if isinstance(written := item.get("published"), str) or written is None:
        written = written or item.get("date") or item.get("year")
    made = Record(
        title=first(item.get("title")) or line(item.get("name")),
        line=at,
        ids=known.ids,
        # Where we wrote it, names are as people are called: "OpenAI, Inc." is none to be turned.
        authors=tuple(lines(item.get("authors")))
        if "uid" in item
        else people.authors(item.get("authors") or item.get("author")),
        published=dates.published(written) or dates.published(item.get("year")),
        venue=first(item.get("venue")) or None,
        url=known.url,
    )
    # All of its fields are ours: arxiv, doi and url name it besides its uid.
    made = also(made, {name: value for name, value in item.items() if name != "uid"})
    found = checked(made, line(item.get("key")) or line(item.get("short")))
    if isinstance(found, Record):
        for field, value, why in _refused(item):
            dropped.note(at, value, field, why)
    return found


def _refused(item: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """The fields of an entry that are not what they should be: name, value, what is wrong."""
    for field, right, why in (
        ("url", web, "is no http or https address"),
        ("link", web, "is no http or https address"),
        ("arxiv", identity.arxiv, "is no arXiv id"),
        ("doi", identity.doi, "is no DOI"),
        ("rating", _rating, "is none of 1 to 5"),
    ):
        value = item.get(field)
        if (text := first(value)) and text != "0" and not right(value):
            yield field, text, why
    for field in ("published", "date", "year"):
        text = line(item.get(field))
        known = dates.published(text)
        if text and (known is None or (re.match(_DAY, text) and len(known) < len("2020-01-01"))):
            yield field, text, "is no day of a calendar" if known else "is no date"
    for field in ("started", "finished"):
        if (text := line(item.get(field))) and not _day(text):
            yield field, text, dates.no_day(text)
    if (text := line(item.get("status"))) and text.lower() not in get_args(Status):
        yield "status", text, f"is none of {', '.join(get_args(Status))}"
    for each in objects(item.get("links")):
        if (text := first(each.get("url"))) and not web(text):
            yield "links", text, "is no http or https address"


def also(record: Record, item: object) -> Record:
    """The record with what only we can say of it.

    With a uid the object is one that we wrote: it tells all ids and all of the reading, and what
    the foreign fields seem to say of these ("arXiv:…" in a note, a topic "reading") is none.
    """
    own = mapping(item)
    if not own:
        return record
    named = [ids.parse(name) for name in (first(own.get("uid")), *lines(own.get("aka")))]
    found = [name for name in named if name]
    whole = bool(found and "uid" in own)
    read = reading(own)
    return record._replace(
        ids=ids.ordered(found if whole else [*record.ids, *found]),
        published=dates.published(own.get("published")) or record.published,
        kind=line(own.get("kind")) or record.kind,
        pages=number(own.get("pages")) or record.pages,
        topics=tuple(lines(own.get("topics"))) or record.topics,
        takeaway=line(own.get("takeaway")) or record.takeaway,
        detail=line(own.get("detail")) or record.detail,
        links=links(own.get("links")) or record.links,
        short=line(own.get("short")) or record.short,
        number=number(own.get("number")) or record.number,
        key=line(own.get("key")) or record.key,
        needs=reasons(own.get("needs")) or record.needs,
        helps=reasons(own.get("helps")) or record.helps,
        reading=read._replace(note=read.note or record.reading.note)
        if whole or read != NOTHING_READ
        else record.reading,
    )


def reading(item: Mapping[str, object]) -> Reading:
    """What the reader did. Done with a date that is null is done, and unknown when."""
    said = line(item.get("status")).lower()
    status: Status | None = said if said in get_args(Status) else None  # type: ignore[assignment]  # it is one of them
    return standing.reading(
        status,
        started=_day(item.get("started")),
        finished=_day(item.get("finished")),
        rating=_rating(item.get("rating")),
        tags=lines(item.get("tags")),
        takeaway=line(item.get("my_takeaway")),
        note=block(item.get("note")),
    )


def _rating(value: object) -> int | None:
    rated = number(value)
    return rated if rated and 1 <= rated <= _BEST else None


def _day(value: object) -> str | None:
    return "unknown" if value == "unknown" else dates.day(value)


def links(value: object) -> tuple[tuple[str, str], ...]:
    """Links with a label, those that lead to the web."""
    found = ((line(each.get("label")) or "Link", web(each.get("url"))) for each in objects(value))
    return tuple((label, url) for label, url in found if url)


def reasons(value: object) -> dict[str, str]:
    """Needs or helps: keys or ids, each with a reason that may be empty."""
    if isinstance(value, Mapping):
        return {name: line(reason) for key, reason in value.items() if (name := line(key))}
    return dict.fromkeys(lines(value), "")

"""RIS, in the ways in which databases and reference managers write it.

https://en.wikipedia.org/wiki/RIS_(file_format)
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from papernotes.importing import dates, identity, ours, people, standing
from papernotes.importing.drafts import checked
from papernotes.importing.kinds import kind
from papernotes.importing.ris_records import Fields, fields, starts
from papernotes.importing.texts import beginning, line, number, plain, unmarked
from papernotes.model.record import Left, Record

_OURS: Final = "papernotes:"
_VENUES: Final = ("T2", "JF", "JO", "BT", "C3", "JA", "J2", "T3")
_WHOLE: Final = ("book", "thesis", "report")  # their SP is how many pages they have
_PUBLISHED_BY: Final = (*_WHOLE, "dataset", "software")
_ARCHIVED: Final = ("UNPB", "GEN", "PREPRINT")
_DOIS: Final = ("DO", "DI", "M3", "L3")  # only the first is the format's own
_ADDRESSES: Final = ("UR", "LK", "L2", "L1")
_SAYS_NOTHING: Final = re.compile(r"(?:Export Date|Cited By|Times Cited|Cited Reference Count)\b")


def looks_like(text: str) -> bool:
    return starts(text)


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    for found in fields(text):
        yield found if isinstance(found, Left) else _record(found)


def _record(found: Fields) -> Record | Left:
    tags = found.tags
    is_a = kind(*tags.get("TY", ()), *tags.get("M3", ()))
    addresses = [
        web for tag in _ADDRESSES for text in tags.get(tag, ()) for web in _addresses(text)
    ]
    notes = [plain(text) for text in (*tags.get("N1", ()), *tags.get("RN", ()))]
    notes = [note for note in notes if note and not _SAYS_NOTHING.match(note)]
    known = identity.identify(
        [
            *(identity.doi(text) for tag in _DOIS for text in tags.get(tag, ())),
            *(identity.doi(note) for note in notes if note.lower().startswith("doi:")),
            *(identity.arxiv(text) for tag in ("AN", "M1", "M3") for text in tags.get(tag, ())),
            *(identity.arxiv_in(text) for tag in (*_VENUES, "PB") for text in tags.get(tag, ())),
            identity.arxiv_in(*notes),
        ],
        addresses,
    )
    told = standing.apart(_topics(tags.get("KW", ())))
    title = _title(tags, is_a)
    made = Record(
        title=title,
        line=found.line,
        ids=known.ids,
        authors=_authors(tags),
        published=dates.most_precise(
            [text for tag in ("PY", "Y1", "DA") for text in tags.get(tag, ())]
        ),
        venue=_venue(tags, title, is_a),
        url=known.url,
        kind=is_a,
        pages=_pages(tags, is_a),
        topics=told.topics,
        short=line(next(iter(tags.get("ST", ())), "")) or None,
        reading=standing.reading(
            told.status, rating=told.rating, note="\n\n".join(dict.fromkeys(notes))
        ),
    )
    if made.short == made.title:  # what Zotero and EndNote write for want of a short one
        made = made._replace(short=None)
    for text in tags.get("C1", ()):
        if text.startswith(_OURS):
            made = ours.also(made, _object(text.removeprefix(_OURS)))
    return checked(made, beginning(found.begins))


def _title(tags: Mapping[str, list[str]], is_a: str | None) -> str:
    names = ["TI", "T1", "CT", *(["BT"] if is_a in (None, *_WHOLE) else []), "TT"]
    return next((unmarked(line(text)) for tag in names for text in tags.get(tag, ()) if text), "")


def _venue(tags: Mapping[str, list[str]], title: str, is_a: str | None) -> str | None:
    archived = tags.get("TY", [""])[0] in _ARCHIVED
    names = (*_VENUES, *(("PB",) if is_a in _PUBLISHED_BY or archived else ()))
    found = [text for tag in names for text in tags.get(tag, ())]
    return identity.venue(*(text for text in found if unmarked(line(text)) != title))


def _authors(tags: Mapping[str, list[str]]) -> tuple[str, ...]:
    for names in (("AU", "A1"), ("ED", "A2"), ("A3",)):
        if found := [text for tag in names for text in tags.get(tag, ())]:
            each = [name for text in found for name in re.split("[;\n]", text)]
            return people.people(each)
    return ()


def _addresses(text: str) -> list[str]:
    """Several may stand in one field, with a semicolon, which may as well be part of one."""
    return [address for each in re.split(r";?\s+|;(?=https?://)", text) if (address := each)]


def _topics(values: list[str] | tuple[()]) -> list[str]:
    """One to a tag, as the format has it, or all in one."""
    apart = "[;\n]"
    if len(values) == 1 and not re.search(apart, values[0]):
        apart = ","
    return [text for value in values for each in re.split(apart, value) if (text := line(each))]


def _pages(tags: Mapping[str, list[str]], is_a: str | None) -> int | None:
    first = next(iter(tags.get("SP", ())), "")
    last = next(iter(tags.get("EP", ())), "")
    if is_a in _WHOLE and not last:
        return number(first)
    return identity.span(first, last)


def _object(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None

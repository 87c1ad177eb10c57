"""EndNote's tagged format, which Google Scholar and publishers give as .enw.

https://support.clarivate.com/Endnote (the EndNote Import filter)
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from papernotes.importing import dates, identity, people, standing
from papernotes.importing.drafts import checked
from papernotes.importing.kinds import kind
from papernotes.importing.tagged import Tagged, tagged
from papernotes.importing.texts import line, number, plain, unmarked
from papernotes.model.record import Left, Record

_TAG: Final = re.compile(r"\ufeff?(%[0-9A-Z!@#$^&*()+<>?=~\[\]])(?: |$)")
_BEGINS: Final = re.compile(r"^\ufeff?%0 ", re.MULTILINE)
_START: Final = re.compile(r"[\ufeff\s]{0,100}%0 [A-Z]")
_WHOLE: Final = ("book", "thesis", "report")  # their pages are how many they have
_PUBLISHED_BY: Final = (*_WHOLE, "dataset", "software")


def looks_like(text: str) -> bool:
    return _START.match(text) is not None


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    for found in tagged(text.lstrip("\ufeff"), _TAG, "%0", _BEGINS):
        yield _record(found)


def _record(found: Tagged) -> Record | Left:
    is_a = kind(line(found.first("%0")), line(found.first("%9")))
    venues = [found.first(tag) for tag in ("%J", "%B", "%S")]
    if is_a in _PUBLISHED_BY:
        venues.append(found.first("%I"))
    known = identity.identify(
        [
            identity.doi(found.first("%R")),
            identity.arxiv(found.first("%M")),
            identity.arxiv_in(*found.all("%J", "%B", "%I", "%M", "%R", "%Z")),
        ],
        [address for text in found.all("%U") for address in text.split()],
    )
    told = standing.apart(_keywords(found.all("%K")))
    notes = [plain(text) for text in found.all("%Z", "%<")]
    short = line(found.first("%!"))
    title = unmarked(found.first("%T"))
    pages = found.first("%P")
    made = Record(
        title=title,
        line=found.line,
        ids=known.ids,
        authors=_authors(found),
        published=dates.most_precise([found.first("%D"), found.first("%8")]),
        venue=identity.venue(*(venue for venue in venues if venue != title)),
        url=known.url,
        kind=is_a,
        pages=identity.span(pages) or (number(pages) if is_a in _WHOLE else None),
        topics=told.topics,
        short=short if short != title else None,
        key=found.first("%F") or None,
        reading=standing.reading(
            told.status, rating=told.rating, note="\n\n".join(filter(None, notes))
        ),
    )
    return checked(made, found.begins(("%T", "%R", "%U", "%A")))


def _authors(found: Tagged) -> tuple[str, ...]:
    """A name a tag; a comma stands behind the name of what is no person."""
    names = [line(text) for text in found.all("%A") or found.all("%E")]
    return people.people(
        [{"literal": name.rstrip(",")} if name.endswith(",") else name for name in names]
    )


def _keywords(values: list[str]) -> list[str]:
    """One a line, or all in one with semicolons or commas."""
    apart = "[;\n]" if re.search("[;\n]", "".join(values)) or len(values) > 1 else ","
    return [text for value in values for each in re.split(apart, value) if (text := line(each))]

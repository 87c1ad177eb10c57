"""PubMed's own format, the .nbib of "Send to: Citation manager".

https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from papernotes.importing import dates, identity, people
from papernotes.importing.drafts import checked
from papernotes.importing.kinds import kind
from papernotes.importing.tagged import Tagged, tagged
from papernotes.importing.texts import line, unmarked
from papernotes.model.record import Left, Record

_TAG: Final = re.compile(r"([A-Z][A-Z0-9 ]{3})-(?: |$)")
_BEGINS: Final = re.compile(r"^PMID- ?\d", re.MULTILINE)
_START: Final = re.compile(r"[\ufeff\s]{0,100}PMID- ?\d")


def looks_like(text: str) -> bool:
    return _START.match(text) is not None


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    for found in tagged(text.lstrip("\ufeff"), _TAG, "PMID", _BEGINS):
        yield _record(found)


def _record(found: Tagged) -> Record | Left:
    pubmed = found.first("PMID")
    dois = [text.removesuffix("[doi]") for text in found.all("AID", "LID") if "[doi]" in text]
    known = identity.identify(
        [*map(identity.doi, dois), identity.arxiv_in(*found.all("AID", "LID", "SO"))],
        [f"https://pubmed.ncbi.nlm.nih.gov/{pubmed}/"] if pubmed.isdigit() and not dois else [],
    )
    made = Record(
        title=_title(found),
        line=found.line,
        ids=known.ids,
        authors=people.people(
            [
                *(found.all("FAU") or _short(found)),
                *({"literal": line(body)} for body in found.all("CN")),
            ]
        ),
        published=dates.published(found.first("DP")) or dates.published(found.first("DEP")),
        venue=identity.venue(found.first("JT", "BTI", "TA")),
        url=known.url,
        kind=kind(*map(line, found.all("PT"))),
        pages=identity.span(found.first("PG").partition(",")[0]),
        topics=tuple(_topics(found)),
    )
    return checked(made, found.begins(("TI", "PMID")))


def _title(found: Tagged) -> str:
    """Without the full stop that PubMed puts behind, and the brackets of what it translated."""
    title = unmarked(found.first("TI", "BTI", "TT")).removesuffix(".")
    match = re.fullmatch(r"\[([^\[\]]+)\]", title)
    return match[1].removesuffix(".") if match else title


def _short(found: Tagged) -> list[str]:
    """ "Vaswani A" as "Vaswani, A"."""
    return [", ".join(line(text).rsplit(" ", 1)) for text in found.all("AU")]


def _topics(found: Tagged) -> Iterator[str]:
    """The authors' own, and the headings with a star, which say what the work is about."""
    yield from map(line, found.all("OT"))
    for heading in found.all("MH"):
        if "*" in heading:
            yield line(heading.replace("*", "").partition("/")[0])

"""RIS, which every reference manager reads. What it has no tag for stands in C1, as JSON."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from papernotes.exporting.formats import Exported, Options
from papernotes.exporting.texts import line, web
from papernotes.exporting.told import told
from papernotes.exporting.works import Form, arxiv_id, form, handles
from papernotes.model.clean import clean_lines, escape_json
from papernotes.model.people import apart

_TYPES: Final[dict[Form, str]] = {
    "article": "JOUR",
    "conference": "CPAPER",
    "preprint": "UNPB",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "post": "BLOG",
    "talk": "SLIDE",
    "dataset": "DATA",
    "software": "COMP",
    "other": "GEN",
}
_PUBLISHED: Final = ("book", "thesis", "report")


def write(papers: Sequence[Exported], options: Options) -> str:
    keys = handles([each.entry for each in papers])
    return "\n".join(
        "".join(f"{tag}  - {value}\n" for tag, value in _tags(each, key, options) if value)
        + "ER  - \n"
        for each, key in zip(papers, keys, strict=True)
    )


def _tags(exported: Exported, key: str, options: Options) -> Iterator[tuple[str, str | None]]:
    paper = exported.entry.paper
    sort = form(paper)
    arxiv = arxiv_id(paper)
    published = (paper.published or "").split("-")
    yield "TY", _TYPES[sort]
    yield "ID", key
    yield "TI", line(paper.title)
    yield "ST", line(paper.short)
    for author in paper.authors:
        yield "AU", _name(author)
    yield "PY", published[0]
    yield "DA", "/".join(published) if len(published) > 1 else None
    yield "PB" if sort in _PUBLISHED else "T2", line(paper.venue)
    yield "AN", f"arXiv:{arxiv}" if arxiv else None
    yield "DO", paper.doi and line(paper.doi)
    yield "UR", web(paper.url)
    for topic in paper.topics:
        yield "KW", line(topic)
    yield "N1", _note(exported.note or "")
    ours = json.dumps(
        told(exported, progress=options.progress),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    yield "C1", f"papernotes: {escape_json(ours)}"


def _name(author: str) -> str:
    """The family first, as the format has it: “van Beethoven, Ludwig”."""
    person = apart(line(author))
    if person.corporate:
        return person.family
    family = f"{person.particle} {person.family}".strip()
    return ", ".join(filter(None, (family, person.given, person.suffix)))


def _note(note: str) -> str:
    """Of several lines, none of which looks like a tag."""
    lines = clean_lines(note).strip().split("\n")
    return "\n".join(re.sub(r"^(?=[A-Z][A-Z0-9] {0,2}-)", " ", each) for each in lines)

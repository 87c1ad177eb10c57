"""CSL-JSON (schema 1.0), which pandoc, Zotero and citation processors read."""

from collections.abc import Sequence
from typing import Final

from papernotes.exporting.formats import Exported, Options
from papernotes.exporting.own import array
from papernotes.exporting.texts import line, web
from papernotes.exporting.told import told
from papernotes.exporting.works import Form, arxiv_id, form, handles
from papernotes.model.clean import clean_lines
from papernotes.model.paper import Paper
from papernotes.model.people import apart

_TYPES: Final[dict[Form, str]] = {
    "article": "article-journal",
    "conference": "paper-conference",
    "preprint": "article",
    "book": "book",
    "chapter": "chapter",
    "thesis": "thesis",
    "report": "report",
    "post": "post-weblog",
    "talk": "speech",
    "dataset": "dataset",
    "software": "software",
    "other": "document",
}
# Where such a work appeared is who published it; of the others, what contains them.
_PUBLISHED: Final = ("preprint", "book", "thesis", "report")


def write(papers: Sequence[Exported], options: Options) -> str:
    keys = handles([each.entry for each in papers])
    return array([_item(each, key, options) for each, key in zip(papers, keys, strict=True)])


def _item(exported: Exported, key: str, options: Options) -> dict[str, object]:
    paper = exported.entry.paper
    sort = form(paper)
    arxiv = arxiv_id(paper)
    fields: dict[str, object] = {
        "id": key,
        "type": _TYPES[sort],
        "title": line(paper.title),
        "title-short": line(paper.short),
        "author": [_name(author) for author in paper.authors if line(author)],
        "issued": _issued(paper),
        "publisher" if sort in _PUBLISHED else "container-title": line(paper.venue),
        "number": f"arXiv:{arxiv}" if arxiv else None,
        "DOI": paper.doi,
        "URL": web(paper.url),
        "number-of-pages": paper.pages,
        "keyword": ", ".join(map(line, paper.topics)),
        "note": clean_lines(exported.note or ""),
    }
    said = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    return said | {"custom": {"papernotes": told(exported, progress=options.progress)}}


def _name(author: str) -> dict[str, str]:
    person = apart(line(author))
    if person.corporate:
        return {"literal": person.family}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {name: part for name, part in parts.items() if part}


def _issued(paper: Paper) -> dict[str, object] | None:
    if not paper.published:
        return None
    return {"date-parts": [[int(part) for part in paper.published.split("-")]]}

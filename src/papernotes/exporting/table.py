"""CSV: a table for spreadsheets, each cell text and none a formula."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Final

from papernotes.exporting.formats import Exported, Options
from papernotes.exporting.texts import line, web
from papernotes.exporting.works import dated
from papernotes.model.cells import guarded
from papernotes.model.clean import clean_lines, escape_json
from papernotes.model.paper import Progress

COLUMNS: Final = (
    "number", "key", "title", "short", "authors", "published", "venue", "arxiv", "doi", "url",
    "uid", "kind", "pages", "topics", "takeaway", "detail", "links", "needs", "helps", "status",
    "started", "finished", "rating", "tags", "my_takeaway", "note",
)  # fmt: skip


def write(papers: Sequence[Exported], options: Options) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for each in papers:
        row = _row(each, options)
        table.writerow([guarded(row[column]) for column in COLUMNS])
    return out.getvalue()


def _row(exported: Exported, options: Options) -> dict[str, str]:
    paper = exported.entry.paper
    mine = exported.entry.progress if options.progress else Progress()
    started, finished = dated(mine)
    return {
        "number": str(paper.number),
        "key": paper.key or "",
        "title": line(paper.title),
        "short": line(paper.short),
        "authors": _listed(paper.authors),
        "published": paper.published or "",
        "venue": line(paper.venue),
        "arxiv": line(paper.arxiv),
        "doi": line(paper.doi),
        "url": web(paper.url) or "",
        "uid": line(paper.uid),
        "kind": line(paper.kind),
        "pages": str(paper.pages or ""),
        "topics": _listed(paper.topics),
        "takeaway": line(paper.takeaway),
        "detail": line(paper.detail),
        "links": _json([{"label": label, "url": url} for label, url in paper.links]),
        "needs": _json(dict(paper.needs)),
        "helps": _json(dict(paper.helps)),
        "status": mine.status if options.progress else "",
        "started": started or "",
        "finished": finished or "",
        "rating": str(mine.rating or ""),
        "tags": _listed(mine.tags),
        "my_takeaway": line(mine.my_takeaway),
        "note": clean_lines(exported.note or ""),
    }


def _listed(words: Iterable[str]) -> str:
    """With semicolons between; as JSON where one has such a sign itself."""
    shown = list(map(line, words))
    if any(";" in word or word.startswith("[") for word in shown):
        return escape_json(json.dumps(shown, ensure_ascii=False))
    return "; ".join(shown)


def _json(value: list[dict[str, str]] | dict[str, str]) -> str:
    """What no separator can part, since its texts may hold any."""
    return escape_json(json.dumps(value, ensure_ascii=False)) if value else ""

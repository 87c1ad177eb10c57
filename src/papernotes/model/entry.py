"""An entry as JSON, which is a contract (docs/json.md), and as people call it."""

from papernotes.model.clean import clean
from papernotes.model.paper import Entry


def entry_json(entry: Entry) -> dict[str, object]:
    """Fields are added, never renamed or removed."""
    paper, progress = entry.paper, entry.progress
    return {
        "number": paper.number,
        "key": paper.key,
        "uid": paper.uid,
        "catalog": entry.catalog,
        "title": paper.title,
        "short": paper.short,
        "authors": list(paper.authors),
        "year": paper.year,
        "published": paper.published,
        "venue": paper.venue,
        "url": paper.url,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "kind": paper.kind,
        "pages": paper.pages,
        "topics": list(paper.topics),
        "takeaway": paper.takeaway,
        "detail": paper.detail,
        "links": [{"label": label, "url": url} for label, url in paper.links],
        "needs": dict(paper.needs),
        "helps": dict(paper.helps),
        "status": progress.status,
        "ready": entry.ready,
        "started": progress.started,
        "finished": progress.finished,
        "rating": progress.rating,
        "tags": list(progress.tags),
        "my_takeaway": progress.my_takeaway,
        "has_note": entry.has_note,
        "goal": progress.goal,
        "later": progress.later,
        "minutes": progress.minutes,
    }


def full_title(entry: Entry) -> str:
    """The title as the club says it: "GPT-3: Language Models are …"."""
    title, short = clean(entry.paper.title), clean(entry.paper.short or "")
    # Unless the title says the short name itself, at its beginning.
    said = not short or title.casefold().startswith(short.casefold())
    return title if said else f"{short}: {title}"

"""One entry as JSON and as a record: both are contracts (docs/json.md)."""

from papernotes.model.paper import Entry
from papernotes.render.clean import clean


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


def entry_record(entry: Entry) -> tuple[str, ...]:
    """Number, key, status, title, year, topics, url. New columns come last."""
    paper = entry.paper
    return (
        str(paper.number),
        paper.key or "",
        entry.progress.status,
        paper.title,
        str(paper.year or ""),
        ",".join(paper.topics),
        paper.url or "",
    )


def entry_plain(entry: Entry, *, catalogs: bool = False) -> tuple[str, ...]:
    """For the ear: in words all that marks and columns of a drawing say. Empty fields drop out."""
    paper, progress = entry.paper, entry.progress
    ready = "" if progress.settled else "ready" if entry.ready else "not ready yet"
    return (
        f"{entry.catalog}/{paper.number}" if catalogs else str(paper.number),
        full_title(entry),
        ", ".join(filter(None, (progress.status, ready, "a goal" if progress.goal else ""))),
        f"put off until {progress.later}" if progress.later else "",
        f"rated {progress.rating}" if progress.rating else "",
        str(paper.year or ""),
        ", ".join(paper.topics),
        ", ".join(progress.tags),
        progress.my_takeaway or paper.takeaway or "",
        paper.key or "",
        paper.url or "",
    )


def numbered(entry: Entry, home: str) -> str:
    """The number by which the paper is named where `home` is the catalog: `12` or `llm/12`."""
    number = str(entry.paper.number)
    return number if entry.catalog == home else f"{entry.catalog}/{number}"


def full_title(entry: Entry) -> str:
    """The title as the club says it: "GPT-3: Language Models are …"."""
    title, short = clean(entry.paper.title), clean(entry.paper.short or "")
    # Unless the title says the short name itself, at its beginning.
    said = not short or title.casefold().startswith(short.casefold())
    return title if said else f"{short}: {title}"

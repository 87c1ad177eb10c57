"""One entry as JSON and as a record: both are contracts (docs/json.md)."""

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


def entry_plain(entry: Entry) -> tuple[str, ...]:
    """What a drawing says besides: ready or not, rating, tags, the takeaway."""
    progress = entry.progress
    return (
        "ready" if entry.ready else "" if progress.settled else "not ready yet",
        f"rated {progress.rating}" if progress.rating else "",
        ",".join(progress.tags),
        progress.my_takeaway or entry.paper.takeaway or "",
    )

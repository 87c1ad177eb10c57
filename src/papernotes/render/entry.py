"""One entry as a record, which is a contract (docs/json.md), and in words."""

from papernotes.model.entry import full_title
from papernotes.model.paper import Entry


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

"""What of ours a foreign format has no field for: one JSON object beside its own fields."""

from papernotes.exporting.formats import Exported
from papernotes.exporting.works import dated


def told(exported: Exported, *, progress: bool) -> dict[str, object]:
    """The fields that say something, under the names of `list --json`."""
    paper, mine = exported.entry.paper, exported.entry.progress
    fields: dict[str, object] = {
        "number": paper.number,
        "key": paper.key,
        "uid": paper.uid,
        "aka": list(paper.ids[1:]),
        "kind": paper.kind,
        "short": paper.short,
        "published": paper.published,
        "pages": paper.pages,
        "topics": list(paper.topics),
        "takeaway": paper.takeaway,
        "detail": paper.detail,
        "links": [{"label": label, "url": url} for label, url in paper.links],
        "needs": dict(paper.needs),
        "helps": dict(paper.helps),
        "note": exported.note,
    }
    if progress:
        started, finished = dated(mine)
        fields |= {
            "status": mine.status if mine.status != "unread" else None,
            "started": started,
            "finished": finished,
            "rating": mine.rating,
            "tags": list(mine.tags),
            "my_takeaway": mine.my_takeaway,
        }
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}

"""What of ours a foreign format has no field for: one JSON object beside its own fields."""

from papernotes.exporting.formats import Exported
from papernotes.exporting.works import dated
from papernotes.model.entry import entry_json

_PAPER = (
    *("number", "key", "uid", "kind", "short", "published", "pages", "topics"),
    *("takeaway", "detail", "links", "needs", "helps"),
)
_PROGRESS = ("status", "rating", "tags", "my_takeaway")


def told(exported: Exported, *, progress: bool) -> dict[str, object]:
    """The fields that say something, under the names of `list --json`."""
    entry = exported.entry
    known = entry_json(entry)
    fields = {name: known[name] for name in _PAPER}
    fields |= {"aka": list(entry.paper.ids[1:]), "note": exported.note}
    if progress:
        fields |= {name: known[name] for name in _PROGRESS}
        fields["started"], fields["finished"] = dated(entry.progress)
        if known["status"] == "unread":
            del fields["status"]
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}

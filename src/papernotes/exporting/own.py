"""JSON of our own: the entries of `list --json`, each with the note besides."""

import json
from collections.abc import Sequence

from papernotes.exporting.formats import Exported, Options
from papernotes.model.clean import escape_json
from papernotes.model.entry import entry_json

# What you did, and what follows from it. Without progress it is left out, since "unread"
# would say something, too.
_PROGRESS = (
    "status", "ready", "started", "finished", "rating", "tags", "my_takeaway", "has_note",
    "goal", "later", "minutes",
)  # fmt: skip


def write(papers: Sequence[Exported], options: Options) -> str:
    return array([_object(each, options) for each in papers])


def array(values: Sequence[object]) -> str:
    """An array with an element a line: good for grep, and for a diff."""
    inside = ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)
    return escape_json(f"[\n{inside}\n]\n" if inside else "[]\n")


def _object(exported: Exported, options: Options) -> dict[str, object]:
    fields = entry_json(exported.entry)
    if not options.progress:
        fields = {name: value for name, value in fields.items() if name not in _PROGRESS}
    return fields | {"note": exported.note}

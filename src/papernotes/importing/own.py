"""Our own JSON, and JSON Lines: what `list`, `show`, `next` and `export` print.

JSON that is nobody's is read by the same names, as far as it has them.
"""

from collections.abc import Iterator, Mapping

from papernotes.importing import json_items, ours
from papernotes.importing.dropped import Dropped
from papernotes.importing.json_dialects import dialect
from papernotes.model.record import Left, Record


def looks_like(text: str) -> bool:
    return dialect(text) == "json"


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    dropped = Dropped()

    def entry(item: Mapping[str, object], line: int) -> Record | Left:
        inner = item.get("paper")  # `next`, `path` and `similar` wrap an entry
        if isinstance(inner, Mapping) and "title" not in item:
            item = inner
        return ours.record(item, line, dropped)

    yield from json_items.read(text, ("papers", "items", "paper"), entry)
    yield from dropped.lefts()

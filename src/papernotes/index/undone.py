"""Which events are undone, as the index knows it."""

import json
import sqlite3
from collections.abc import Iterable

from papernotes.index.touched import batches, marks
from papernotes.model.event import Event, undone


def undone_among(db: sqlite3.Connection, events: Iterable[str]) -> frozenset[str]:
    """Those of the events (by id) that are undone."""
    naming: list[Event] = []
    for batch in batches(events):
        query = f"SELECT body FROM event WHERE target IN ({marks(batch)})"
        naming += (Event._make(json.loads(body)) for (body,) in db.execute(query, batch))
    return undone(naming)

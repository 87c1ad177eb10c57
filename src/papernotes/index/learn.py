"""Tell the index of an event that we have just written, so that nobody has to parse it."""

import os
import sqlite3
import time
from pathlib import Path

from papernotes.index import journals
from papernotes.index.derive import derive
from papernotes.index.fresh import Content, digest, remember
from papernotes.index.scan import Source, Stamp
from papernotes.index.touched import Touched
from papernotes.model.event import Event


def learn(db: sqlite3.Connection, path: Path, data: bytes, device: str, event: Event) -> None:
    """Add `event`, the last one of the segment at `path`, which now holds `data`.

    Raises sqlite3.Error if the index can't take it; the connection is then of no more use.
    """
    touched = Touched.nothing()
    # The view that we read from ends; what others wrote since shows by its stamps.
    db.execute("COMMIT")
    db.execute("BEGIN IMMEDIATE")
    taken = time.time_ns()
    name = os.fsencode(path)
    journals.add(db, name, event, touched)
    derive(db, touched)
    source = Source(name, "journal", device, Stamp.of(path.stat()), regular=True)
    whole = digest(data)
    remember(db, source, taken, Content(whole, len(data), whole))
    db.execute("COMMIT")
    db.execute("BEGIN")

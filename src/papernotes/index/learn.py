"""Tell the index of an event that we have just written, so that nobody has to parse it."""

import os
import sqlite3

from papernotes.index import journals
from papernotes.index.derive import derive
from papernotes.index.fresh import Content, digest, known, remember
from papernotes.index.scan import Source, Stamp, now
from papernotes.index.seal import writing
from papernotes.index.touched import Touched
from papernotes.journal.append import Appended
from papernotes.model.event import Event


def learn(db: sqlite3.Connection, appended: Appended, device: str, event: Event) -> None:
    """Add `event`, which was just appended.

    Raises sqlite3.Error if the index can't take it; the connection is then of no more use.
    """
    touched = Touched.nothing()
    # The view that we read from ends; what others wrote since shows by its stamps.
    db.execute("COMMIT")
    with writing(db):
        taken = now()
        name = os.fsencode(appended.path)
        journals.add(db, name, event, touched)
        derive(db, touched)
        before = known(db).get(name)
        consumed_digest = before.consumed_digest if before else digest(b"")
        if consumed_digest == digest(appended.data[: appended.begin]):
            _remember(db, appended, device, taken)
        # else something else came into the segment meanwhile: whoever reads next reads it anew.
    db.execute("BEGIN")


def _remember(db: sqlite3.Connection, appended: Appended, device: str, taken: int) -> None:
    path, data = appended.path, appended.data
    source = Source(os.fsencode(path), "journal", device, Stamp.of(path.stat()))
    whole = digest(data)
    remember(db, source, taken, Content(whole, len(data), whole))

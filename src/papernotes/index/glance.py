"""The index for one who can't wait: as new as the files if that is soon done, else as it stands."""

import sqlite3

from papernotes.index.store import from_files, made_by_us, on_disk, read_only
from papernotes.paths import Places

_PATIENCE = 0.3  # seconds that we wait for another's refresh


def glance(places: Places) -> sqlite3.Connection:
    """An index that is at hand, even if another has it locked."""
    try:
        return on_disk(places, _PATIENCE)
    except (sqlite3.Error, OSError):
        pass
    try:
        return as_it_stands(places)
    except sqlite3.Error:
        return from_files(places)


def as_it_stands(places: Places) -> sqlite3.Connection:
    """What is on disk, whatever became of the files since. Raises sqlite3.Error if nothing is."""
    db = read_only(places.index_file, _PATIENCE)
    try:
        db.execute("BEGIN")
        if not made_by_us(db):
            raise sqlite3.OperationalError("another version made this index")
    except BaseException:
        db.close()
        raise
    return db

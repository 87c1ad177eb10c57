"""Bring the settings in the index up to `config.toml`."""

import json
import sqlite3

from papernotes.config import read
from papernotes.errors import BAD_DATA
from papernotes.index.scan import Source


def take(db: sqlite3.Connection, source: Source, data: bytes) -> None:
    """Make the index hold the settings that `data` is."""
    values, complaints = read(data)
    db.execute("DELETE FROM setting")
    db.executemany(
        "INSERT INTO setting VALUES (?,?)",
        [(name, json.dumps(value)) for name, value in values.items()],
    )
    db.executemany(
        "INSERT INTO problem VALUES (?,?,?,?)",
        [(source.path, each.line, each.message, BAD_DATA) for each in complaints],
    )

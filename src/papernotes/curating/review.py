"""What the library would make of a catalog: to be known before it is let in."""

import sqlite3
from contextlib import closing
from typing import NamedTuple

from papernotes.catalog.read import Flaw
from papernotes.index.catalogs import take
from papernotes.index.scan import Source, Stamp
from papernotes.index.store import make
from papernotes.index.touched import Touched


class Review(NamedTuple):
    """Everything that is wrong with a catalog, in the order of its lines."""

    papers: int
    flaws: list[Flaw]


def review(name: str, data: bytes) -> Review:
    """Read `data` as the index does, into one that is thrown away: so both always agree."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        make(db)
        db.execute("BEGIN")
        take(db, Source(b"", "catalog", name, Stamp(0, 0, 0, 0)), data, Touched.nothing())
        flaws = [
            Flaw(*row) for row in db.execute("SELECT line, message FROM problem ORDER BY line")
        ]
        (papers,) = db.execute("SELECT count(*) FROM paper").fetchone()
    return Review(papers, flaws)

"""Work out again what follows from papers, events and notes together."""

import json
import sqlite3
from collections.abc import Iterable

from papernotes.index.progress import counted
from papernotes.index.touched import Touched, batches, marks
from papernotes.index.undone import undone_among
from papernotes.model.event import Event, fold, union
from papernotes.model.paper import Paper
from papernotes.model.text import fold as folded


def derive(db: sqlite3.Connection, touched: Touched) -> None:
    """Progress, notes, words and readiness of all that was touched, and of what hangs on it."""
    rows = set(touched.rows)
    rows |= _rows_of(db, "name", touched.names)
    rows |= _rows_of(db, "note", touched.notes)
    handles = set(touched.handles)
    events: dict[tuple[str, bytes], Event] = {}
    for batch in counted("Working out your progress", list(batches(sorted(rows)))):
        settled = _settled(db, batch)
        _progress(db, batch, events)
        changed = _settled(db, batch) ^ settled
        for part in batches(changed):
            names = f"SELECT name FROM handle WHERE row IN ({marks(part)})"
            handles.update(name for (name,) in db.execute(names, part))
    _readiness(db, rows | _dependents(db, handles))


def _rows_of(db: sqlite3.Connection, column: str, values: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for batch in batches(values):
        query = f"SELECT row FROM handle WHERE {column} IN ({marks(batch)})"
        found.update(row for (row,) in db.execute(query, batch))
    return found


def _dependents(db: sqlite3.Connection, handles: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for batch in batches(handles):
        query = f"SELECT row FROM edge WHERE name IN ({marks(batch)}) AND kind = 'needs'"
        found.update(row for (row,) in db.execute(query, batch))
    return found


def _settled(db: sqlite3.Connection, rows: list[int]) -> set[int]:
    query = f"SELECT row FROM paper WHERE row IN ({marks(rows)}) AND status IN ('done', 'skipped')"
    return {row for (row,) in db.execute(query, rows)}


def _progress(
    db: sqlite3.Connection, rows: list[int], known: dict[tuple[str, bytes], Event]
) -> None:
    places = marks(rows)
    events: dict[int, list[Event]] = {}
    for row, name, path in db.execute(
        "SELECT h.row, m.event, m.path FROM handle h JOIN mark m ON m.name = h.name"
        f" WHERE h.row IN ({places})",
        rows,
    ).fetchall():
        # An event about thousands of papers is long: it is read once for all of them.
        if (name, path) not in known:
            body = db.execute("SELECT body FROM event WHERE id = ? AND path = ?", (name, path))
            known[name, path] = Event._make(json.loads(body.fetchone()[0]))
        events.setdefault(row, []).append(known[name, path])
    gone = undone_among(db, {event.id for found in events.values() for event in found})
    notes: dict[int, list[str]] = {}
    for row, text in db.execute(
        "SELECT h.row, n.text FROM handle h JOIN note n ON n.name = h.note"
        f" WHERE h.row IN ({places}) ORDER BY n.name",
        rows,
    ):
        if text.strip():  # one that was emptied is none
            notes.setdefault(row, []).append(text)
    docs = db.execute(f"SELECT row, doc FROM paper WHERE row IN ({places})", rows).fetchall()
    for row, doc in docs:
        standing = [event for event in union(events.get(row, [])) if event.id not in gone]
        _write(db, row, Paper._make(json.loads(doc)), standing, notes.get(row, []))


def _write(
    db: sqlite3.Connection,
    row: int,
    paper: Paper,
    standing: list[Event],
    notes: list[str],
) -> None:
    progress = fold(standing)
    db.execute(
        "UPDATE paper SET status = ?, started = ?, finished = ?, rating = ?, my_takeaway = ?,"
        " tags = ?, marked = ?, has_note = ? WHERE row = ?",
        (
            progress.status,
            progress.started,
            progress.finished,
            progress.rating,
            progress.my_takeaway,
            json.dumps(progress.tags, ensure_ascii=False),
            standing[-1].id if standing else None,
            bool(notes),
            row,
        ),
    )
    db.execute("DELETE FROM label WHERE row = ? AND kind = 'tag'", (row,))
    db.executemany(
        "INSERT OR IGNORE INTO label VALUES (?,'tag',?)",
        [(row, folded(tag)) for tag in progress.tags],
    )
    words = (
        paper.title,
        paper.short,
        "\n".join(paper.authors),
        paper.takeaway,
        "\n".join(paper.topics),
        progress.my_takeaway,
        "\n".join(notes),
    )
    db.execute(
        "INSERT OR REPLACE INTO words (rowid, title, short, authors, takeaway, topics, mine, note)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (row, *(folded(text or "") for text in words)),
    )


def _readiness(db: sqlite3.Connection, rows: Iterable[int]) -> None:
    """A need blocks if a paper answers to it, and none that does is settled."""
    for batch in batches(rows):
        db.execute(
            "UPDATE paper SET ready = status IN ('unread', 'reading') AND NOT EXISTS ("
            "  SELECT 1 FROM edge n WHERE n.row = paper.row AND n.kind = 'needs'"
            "  AND EXISTS (SELECT 1 FROM handle h WHERE h.name = n.name)"
            "  AND NOT EXISTS (SELECT 1 FROM handle h JOIN paper p ON p.row = h.row"
            "    WHERE h.name = n.name AND p.status IN ('done', 'skipped')))"
            f" WHERE row IN ({marks(batch)})",
            batch,
        )

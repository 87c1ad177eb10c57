"""Work out again what follows from papers, events and notes together."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from papernotes.index.progress import counted
from papernotes.index.touched import Touched, batches, marks
from papernotes.index.undone import undone_among
from papernotes.model.event import Event, fold, union
from papernotes.model.paper import Paper, Progress
from papernotes.model.text import fold as folded


def derive(db: sqlite3.Connection, touched: Touched) -> None:
    """Progress, notes, words and readiness of all that was touched, and of what hangs on it."""
    if touched.rows or touched.gone:
        from papernotes.index.leads import count_again  # not for marks, which change no graph

        count_again(db, touched)
    rows = set(touched.rows)
    rows |= _rows_of(db, "name", touched.names)
    rows |= _rows_of(db, "note", touched.notes)
    handles = set(touched.handles)
    events: dict[tuple[str, bytes], _Whole] = {}
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
    db: sqlite3.Connection, rows: list[int], known: dict[tuple[str, bytes], "_Whole"]
) -> None:
    places = marks(rows)
    said: dict[int, dict[tuple[str, bytes], list[str]]] = {}
    for row, paper, name, path in db.execute(
        "SELECT h.row, h.name, m.event, m.path FROM handle h JOIN mark m ON m.name = h.name"
        f" WHERE h.row IN ({places})",
        rows,
    ).fetchall():
        # An event about thousands of papers is long: it is read once for all of them.
        if (name, path) not in known:
            body = db.execute("SELECT body FROM event WHERE id = ? AND path = ?", (name, path))
            known[name, path] = _Whole.of(Event._make(json.loads(body.fetchone()[0])))
        said.setdefault(row, {}).setdefault((name, path), []).append(paper)
    events = {
        row: [known[place].about(names) for place, names in found.items()]
        for row, found in said.items()
    }
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
    _write(
        db,
        [
            _Standing(
                row,
                Paper._make(json.loads(doc)),
                [event for event in union(events.get(row, [])) if event.id not in gone],
                notes.get(row, []),
            )
            for row, doc in docs
        ],
    )


class _Whole(NamedTuple):
    """An event about any number of papers, and where each of them stands in it."""

    event: Event
    places: dict[str, int]

    @classmethod
    def of(cls, event: Event) -> "_Whole":
        places = {name: place for place, name in enumerate(event.papers)} if event.each else {}
        return cls(event, places)

    def about(self, names: list[str]) -> Event:
        """What `Event.about` gives, without a look at thousands of papers for each of them."""
        if not self.event.each:
            return self.event
        return self.event.only(sorted(self.places[name] for name in names))


class _Standing(NamedTuple):
    """A paper, and all that was said of it."""

    row: int
    paper: Paper
    events: list[Event]
    notes: list[str]


def _write(db: sqlite3.Connection, found: list[_Standing]) -> None:
    progress = {each.row: fold(each.events) for each in found}
    db.executemany(
        "UPDATE paper SET status = ?, started = ?, finished = ?, rating = ?, my_takeaway = ?,"
        " tags = ?, goal = ?, later = ?, postponed = ?, minutes = ?, marked = ?, has_note = ?"
        " WHERE row = ?",
        [
            (
                mine.status,
                mine.started,
                mine.finished,
                mine.rating,
                mine.my_takeaway,
                json.dumps(mine.tags, ensure_ascii=False) if mine.tags else "[]",
                mine.goal,
                mine.later,
                mine.postponed,
                mine.minutes,
                each.events[-1].id if each.events else None,
                bool(each.notes),
                each.row,
            )
            for each in found
            for mine in (progress[each.row],)
        ],
    )
    rows = [(each.row,) for each in found]
    db.executemany("DELETE FROM label WHERE row = ? AND kind = 'tag'", rows)
    db.executemany(
        "INSERT OR IGNORE INTO label VALUES (?,'tag',?)",
        [(row, folded(tag)) for row, mine in progress.items() for tag in mine.tags],
    )
    db.executemany(
        "INSERT OR REPLACE INTO words (rowid, title, short, authors, takeaway, topics, mine, note)"
        " VALUES (?,?,?,?,?,?,?,?)",
        [
            (each.row, *(folded(text or "") for text in _words(each, progress[each.row])))
            for each in found
        ],
    )


def _words(each: _Standing, progress: Progress) -> tuple[str | None, ...]:
    """The texts that are searched, in the order of the table `words`."""
    paper = each.paper
    return (
        paper.title,
        paper.short,
        "\n".join(paper.authors),
        paper.takeaway,
        "\n".join(paper.topics),
        progress.my_takeaway,
        "\n".join(each.notes),
    )


def _readiness(db: sqlite3.Connection, rows: Iterable[int]) -> None:
    """A need blocks if a paper answers to it, and none that does is settled."""
    for batch in batches(rows):
        db.execute(
            # A paper that is named twice, by its key and by an id, is one need.
            "UPDATE paper SET missing = (SELECT count(DISTINCT"
            "   (SELECT min(h.row) FROM handle h WHERE h.name = n.name)) FROM edge n"
            "  WHERE n.row = paper.row AND n.kind = 'needs'"
            "  AND NOT EXISTS (SELECT 1 FROM handle h JOIN paper p ON p.row = h.row"
            "    WHERE h.name = n.name AND p.status IN ('done', 'skipped')))"
            f" WHERE row IN ({marks(batch)})",
            batch,
        )
        db.execute(
            "UPDATE paper SET ready = missing = 0 AND status IN ('unread', 'reading')"
            f" WHERE row IN ({marks(batch)})",
            batch,
        )

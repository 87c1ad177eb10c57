"""Papers that are like others by their words: full-text search, and then a closer look.

Nothing but text counts: title, short name, takeaways, topics, detail and your note; no
needs, no authors. SQLite's full-text search (https://sqlite.org/fts5.html) finds candidates
by BM25, with the words of a paper that are rare in the library; of those, likeness is the
share of what is telling about the paper that the other one has, too: 1 is the paper itself.
"""

import json
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from papernotes.library.core import Library
from papernotes.library.note import note
from papernotes.library.search import best, ranks
from papernotes.library.vocabulary import Vocabulary, expression, vocabulary
from papernotes.model.paper import Entry
from papernotes.query.sql import Condition
from papernotes.query.telling import Profile, profile, shared

MOST = 50  # papers that are looked at closely, and so the most that can be shown

# How much a word says by where it stands.
# Whoever writes another paper's name speaks of it; a detail says many things in passing.
_NAME, _TITLE, _TOPIC, _TAKEAWAY, _NOTE, _DETAIL = 1.5, 1.0, 0.7, 0.5, 0.3, 0.2
_OF_A_NOTE = 1_000  # letters of a note that are looked at: it begins with what it is about
_COUNTED = 24  # words of a paper that are looked up in the library, by where they stand
_WORDS = 15  # of them that it is known by: more would only be weaker ones
_SHOWN = 6  # words for which a paper is said to be near
_LEAST = 0.02  # of likeness; below that it is chance
_LIKED = 3  # papers by which others are sought, and the words looked up for each
_COUNTED_OF_LIKED = 8

# What bounds the time in large libraries.
_ROWS = 10_000  # that full-text search may rank: one or two microseconds each
_ROWS_OF_LIKED = 2_000  # the same for each suggestion of what to read next
_PAIRED = 3  # words too frequent to be looked for alone, of which any two are
_PAIRED_OF_LIKED = 2

ANY = Condition("1", ())


class Near(NamedTuple):
    """A paper that is like another one, and why."""

    entry: Entry
    score: float  # above 0, and 1 for the same text
    words: tuple[str, ...]  # that both have, the most telling first, as people write them
    topics: tuple[str, ...]  # that both have
    nearest: Entry  # the one that it is like


class _Subject(NamedTuple):
    """What others are compared with."""

    entry: Entry
    profile: Profile
    worth: Mapping[str, float]  # by root, the most telling first
    whole: float  # the worth of all that it is known by


def similar(
    library: Library, entry: Entry, limit: int, *, all_catalogs: bool = False
) -> list[Near]:
    """The papers most like `entry`, at most MOST, in the current catalog or in all.

    Works that share an id with it are the same, not alike; of copies one stands for all.
    """
    subjects, known = _subjects(library, [entry], _COUNTED)
    catalog = None if all_catalogs else library.catalog
    found = []
    wanted = expression([each.worth for each in subjects], known, _ROWS, _PAIRED)
    for each, theirs in _candidates(library, subjects, wanted, catalog, _ROWS):
        near = _compared(subjects[0], each, theirs)
        if near and near.score >= _LEAST:
            found.append(near)
    # Of copies in several catalogs that of the current one, else the first.
    found.sort(key=lambda each: (each.entry.catalog != library.catalog, *_order(each)))
    once: list[Near] = []
    seen: set[str] = set()
    for near in found:
        if seen.isdisjoint(near.entry.paper.ids):
            once.append(near)
        seen.update(near.entry.paper.ids)
    return sorted(once, key=_order)[:limit]


def near(
    library: Library,
    liked: Sequence[tuple[Entry, float]],
    limit: int,
    *,
    among: Condition = ANY,
) -> list[Near]:
    """The papers of the current catalog that are still to be read and most like the liked ones.

    Each liked one has a weight above 0, and counts by its share of the greatest; only the
    few of greatest weight are looked at. Scores are at most 1, and grow with every likeness:
    as if each were the chance, by itself, that the paper pleases.
    """
    chosen = sorted(
        ((entry, weight) for entry, weight in liked if weight > 0),
        key=lambda each: (-each[1], each[0].catalog, each[0].paper.number),
    )[:_LIKED]
    if not chosen:
        return []
    subjects, known = _subjects(library, [entry for entry, _ in chosen], _COUNTED_OF_LIKED)
    shares = [weight / chosen[0][1] for _, weight in chosen]
    wanted = expression([each.worth for each in subjects], known, _ROWS_OF_LIKED, _PAIRED_OF_LIKED)
    settled = _rows(library, Condition("status IN ('done', 'skipped')", ()))
    kept = None if among == ANY else _rows(library, among)
    found = []
    for entry, theirs in _candidates(
        library, subjects, wanted, library.catalog, _ROWS_OF_LIKED, among=kept, without=settled
    ):
        nearest, best_points, against = None, 0.0, 1.0
        for subject, share in zip(subjects, shares, strict=True):
            each = _compared(subject, entry, theirs)
            points = share * each.score if each else 0.0
            against *= 1 - points
            if points > best_points:
                nearest, best_points = each, points
        if nearest and 1 - against >= _LEAST:
            found.append(nearest._replace(score=1 - against))
    return sorted(found, key=_order)[:limit]


def _order(near: Near) -> tuple[float, str, int]:
    return -near.score, near.entry.catalog, near.entry.paper.number


def _subjects(
    library: Library, entries: Sequence[Entry], most: int
) -> tuple[list[_Subject], Vocabulary]:
    """The papers with the words that they are known by, and what the library has of those."""
    profiles = [
        _profile(entry, note(library, entry) if entry.has_note else None) for entry in entries
    ]
    counted = [
        sorted(own.words, key=lambda name: -own.words[name].weight)[:most] for own in profiles
    ]
    known = vocabulary(library, sorted({name for names in counted for name in names}))
    return [
        _subject(entry, own, names, known)
        for entry, own, names in zip(entries, profiles, counted, strict=True)
    ], known


def _subject(entry: Entry, own: Profile, names: Sequence[str], known: Vocabulary) -> _Subject:
    # Squared, as in a cosine: what both say counts by how rare it is in either.
    worth = {name: own.words[name].weight * known.rarity(name) ** 2 for name in names}
    by_worth = sorted(worth, key=lambda name: (-worth[name], name))
    # What no other has in the index finds nobody, but a detail, which is not in it, may name it.
    known_by = by_worth[:_WORDS]
    others_have = [name for name in by_worth if known.counts.get(name, 0) > 1][:_WORDS]
    whole = sum(worth[name] * own.words[name].weight for name in known_by)
    kept = {*known_by, *others_have}
    return _Subject(entry, own, {name: worth[name] for name in by_worth if name in kept}, whole)


def _profile(entry: Entry, note: str | None) -> Profile:
    paper = entry.paper
    return profile(
        [
            (paper.title, _TITLE),
            (paper.short or "", _NAME),
            *((topic, _TOPIC) for topic in paper.topics),
            (entry.progress.my_takeaway or "", _TAKEAWAY),
            (paper.takeaway or "", _TAKEAWAY),
            (paper.detail or "", _DETAIL),
            ((note or "")[:_OF_A_NOTE], _NOTE),
        ]
    )


def _candidates(
    library: Library,
    subjects: Sequence[_Subject],
    wanted: str,
    catalog: str | None,
    most: int,
    *,
    among: Set[int] | None = None,
    without: Set[int] = frozenset(),
) -> list[tuple[Entry, Profile]]:
    """The papers that full-text search ranks best, without the subjects and their copies."""
    if not wanted:
        return []
    ids = json.dumps([name for subject in subjects for name in subject.entry.paper.ids])
    themselves = {
        row
        for (row,) in library.db.execute(
            "SELECT row FROM handle WHERE name IN (SELECT value FROM json_each(?))", [ids]
        )
    }
    # Sets of rows: to join the papers to all that is found takes longer than to find it.
    ranked = [
        (row, rank)
        for row, rank in ranks(library, wanted, ANY, catalog, most)
        if row not in themselves and row not in without and (among is None or row in among)
    ]
    entries = best(library, ranked, MOST)
    notes = _notes(library, entries)
    return [
        (entry, _profile(entry, notes.get((entry.catalog, entry.paper.number))))
        for entry in entries
    ]


def _rows(library: Library, condition: Condition) -> set[int]:
    """The rows of the current catalog for which a condition holds."""
    return {
        row
        for (row,) in library.db.execute(
            f"SELECT row FROM paper WHERE catalog = ? AND {condition.sql}",
            [library.catalog, *condition.values],
        )
    }


def _notes(library: Library, entries: Sequence[Entry]) -> dict[tuple[str, int], str]:
    """Beginnings of the notes, folded as the index has them."""
    found = library.db.execute(
        "SELECT p.catalog, p.number, substr(w.note, 1, ?) FROM json_each(?)"
        " CROSS JOIN paper p ON p.catalog = json_extract(value, '$[0]')"
        " AND p.number = json_extract(value, '$[1]') CROSS JOIN words w ON w.rowid = p.row",
        (_OF_A_NOTE, json.dumps([(e.catalog, e.paper.number) for e in entries if e.has_note])),
    )
    return {(catalog, number): text for catalog, number, text in found}


def _compared(subject: _Subject, entry: Entry, theirs: Profile) -> Near | None:
    """How near the other paper is: what share of the subject's worth it has, too."""
    both = {
        name: worth * theirs.words[name].weight
        for name, worth in subject.worth.items()
        if name in theirs.words
    }
    if not both:
        return None
    score = min(1.0, sum(both.values()) / subject.whole)
    topics = tuple(t for t in subject.entry.paper.topics if t in entry.paper.topics)
    said = {name for topic in topics for name in profile([(topic, 1.0)]).words}
    worth = {name: value for name, value in both.items() if name not in said}
    words = shared(subject.profile, theirs, worth)
    return Near(entry, score, tuple(words[:_SHOWN]), topics, subject.entry)

"""Terms as a condition over the index's tables."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from papernotes.model.text import fold
from papernotes.query.terms import Term, span


class Condition(NamedTuple):
    """SQL for a WHERE, and the values for its question marks."""

    sql: str
    values: tuple[object, ...]


# SORTS: what `--sort` takes, and the column, which is last where it is null.
SORTS: Final = {
    "number": "number",
    "title": "title",
    "year": "published",
    "pages": "pages",
    "status": "instr('reading unread done skipped', status)",
    "rating": "rating",
    "started": "started",
    "finished": "finished",
}


def where(terms: Iterable[Term]) -> Condition:
    """All terms at once."""
    parts = [_condition(term) for term in terms]
    sql = " AND ".join(part.sql for part in parts) or "1"
    return Condition(sql, tuple(value for part in parts for value in part.values))


def order(sort: str, *, reverse: bool = False, limit: int | None = None) -> str:
    """ORDER BY and LIMIT. Equal papers keep the catalog's order; unknown values come last."""
    column, way = SORTS[sort], "DESC" if reverse else "ASC"
    last = f"LIMIT {limit:d}" if limit is not None else ""
    if sort == "number":  # straight from the table's index, without sorting
        return f"ORDER BY catalog {way}, number {way} {last}"
    return f"ORDER BY catalog, ({column}) IS NULL, {column} {way}, number {last}"


def _condition(term: Term) -> Condition:
    found = _FIELDS[term.field](term.value)
    # Not NOT: what is unknown (no year, no rating) does not hold, so its opposite does.
    return Condition(f"({found.sql}) IS NOT TRUE", found.values) if term.negated else found


def match(terms: Iterable[Term]) -> tuple[str, list[Term]]:
    """The words of a query as one expression of full-text search, and the terms that are left.

    "" if there are none to search for: a negated word only takes papers away.
    """
    words, rest = [], []
    for term in terms:
        if term.field in _COLUMNS_OF and not term.negated and _has_letters(term.value):
            words.append(f"({_phrase(_COLUMNS_OF[term.field], term.value)})")
        else:
            rest.append(term)
    return " AND ".join(words), rest


def _phrase(columns: str, value: str) -> str:
    words = fold(value).replace("\x00", " ").replace('"', '""')
    return f'{columns}"{words}"*'


def _has_letters(value: str) -> bool:
    return any(char.isalnum() for char in fold(value))


def _matches(columns: str, value: str) -> Condition:
    """Full-text search by prefix; what holds no letter or digit is found nowhere."""
    if not _has_letters(value):
        return Condition("0", ())
    return Condition(
        "row IN (SELECT rowid FROM words WHERE words MATCH ?)", (_phrase(columns, value),)
    )


def _between(column: str, value: str) -> Condition:
    low, high = span(value)
    return Condition(
        f"({column} >= ? AND {column} <= ?)",
        (low if low is not None else -1, high if high is not None else 9999),
    )


def _label(kind: str) -> Callable[[str], Condition]:
    def condition(value: str) -> Condition:
        names = [fold(name.strip()) for name in value.split(",")]
        places = ",".join("?" * len(names))
        return Condition(
            f"row IN (SELECT row FROM label WHERE kind = '{kind}' AND name IN ({places}))",
            tuple(names),
        )

    return condition


def _status(value: str) -> Condition:
    names = value.split(",")
    return Condition(f"status IN ({','.join('?' * len(names))})", tuple(names))


_IS = {"ready": "ready = 1", "goal": "goal = 1", "later": "later IS NOT NULL"}


def _is(value: str) -> Condition:
    parts = [
        Condition(_IS[name], ()) if name in _IS else _status(name) for name in value.split(",")
    ]
    sql = " OR ".join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(v for part in parts for v in part.values))


def _has(value: str) -> Condition:
    columns = {
        "note": "has_note",
        "takeaway": "my_takeaway IS NOT NULL",
        "rating": "rating IS NOT NULL",
        "tag": "tags <> '[]'",
    }
    return Condition(f"({' OR '.join(columns[name] for name in value.split(','))})", ())


_COLUMNS_OF = {"word": "", "author": "authors : "}  # what full-text search looks into
_FIELDS: dict[str, Callable[[str], Condition]] = {
    "word": lambda value: _matches(_COLUMNS_OF["word"], value),
    "author": lambda value: _matches(_COLUMNS_OF["author"], value),
    "topic": _label("topic"),
    "tag": _label("tag"),
    "status": _status,
    "year": lambda value: _between("CAST(substr(published, 1, 4) AS INTEGER)", value),
    "rating": lambda value: _between("rating", value),
    "is": _is,
    "has": _has,
}

"""REFs: what a user types to name a paper."""

import os
import re
from collections.abc import Iterable
from typing import NamedTuple

from papernotes.errors import NOT_FOUND, USAGE, PapernotesError
from papernotes.library.core import Library, must_be_readable, problems, select
from papernotes.model import ids
from papernotes.model.paper import Entry
from papernotes.model.text import fold, scalar

_IN_CATALOG = r"(?:([a-z0-9][a-z0-9-]*)/)?([^/]+)"
_NUMBERS = r"(\d{1,6})(?:-(\d{1,6}))?"
_LONGEST = 120  # characters of what somebody may have meant, and of what a message repeats
_NEAR = 2_000  # names among which we look for the nearest one: enough, and never slow


class Ref(NamedTuple):
    """One REF, taken apart. Either `id`, or `key`, or the range of numbers."""

    text: str
    catalog: str | None = None
    id: str | None = None
    key: str | None = None
    first: int = 0
    last: int = 0


def parse(text: str) -> Ref:
    """Take a REF apart. Text that can be none is a key that nothing has."""
    text = scalar(text).strip()
    if name := ids.parse(text):
        return Ref(text, id=name)
    match = re.fullmatch(_IN_CATALOG, text, re.ASCII | re.IGNORECASE)
    catalog, handle = match.groups() if match else (None, text)
    catalog = catalog.lower() if catalog else None
    if numbers := re.fullmatch(_NUMBERS, handle, re.ASCII):
        first = int(numbers[1])
        last = int(numbers[2] or first)
        if last < first:
            raise PapernotesError(
                f"the range {handle} runs backwards", hint=f"Write {last}-{first}.", code=USAGE
            )
        return Ref(text, catalog, first=first, last=last)
    return Ref(text, catalog, key=fold(handle))


def resolve(library: Library, text: str) -> Entry:
    """The one paper that `text` names."""
    found = _find(library, parse(text))
    if len(found) > 1:
        raise PapernotesError(
            f"{text} names {len(found)} papers, and this takes one",
            code=USAGE,
            hint=f"Take one of them: {_listed(found)}",
        )
    return found[0]


def resolve_all(library: Library, texts: Iterable[str]) -> list[Entry]:
    """All papers that the REFs and ranges name, each once, in the order they were named."""
    found = [entry for text in texts for entry in _find(library, parse(text))]
    return list({(entry.catalog, entry.paper.number): entry for entry in found}.values())


def by_id(library: Library, name: str, catalog: str | None = None) -> list[Entry]:
    """The papers that answer to an id: that of the catalog, or those of all others.

    Without `catalog` it is the current one.
    """
    found = select(library, "row IN (SELECT row FROM handle WHERE name = ?)", [name])
    catalog = catalog or library.catalog
    return [entry for entry in found if entry.catalog == catalog] or found


def _find(library: Library, ref: Ref) -> list[Entry]:
    catalog = ref.catalog or library.catalog
    if ref.id:
        found = by_id(library, ref.id)
        if len(found) > 1:
            raise PapernotesError(
                f"{ref.text} is in {len(found)} catalogs",
                hint=f"Name one of them: {_listed(found)}",
                code=USAGE,
            )
    elif ref.key is not None:
        found = select(
            library,
            "row IN (SELECT row FROM handle WHERE name = ?)",
            [f"{catalog}/{ref.key}"],
        )
    else:
        found = select(
            library,
            "catalog = ? AND number BETWEEN ? AND ?",
            [catalog, ref.first, ref.last],
            "ORDER BY number",
        )
    if not found:
        raise _not_found(library, ref, catalog)
    return found


def _not_found(library: Library, ref: Ref, catalog: str) -> PapernotesError:
    where = "in any catalog" if ref.id else f"in {catalog}"
    shown = ref.text if len(ref.text) <= _LONGEST else f"{ref.text[:_LONGEST]}…"
    message = f"no paper “{shown}” {where}"
    if ref.id:
        hint = _nearest_id(library, ref.id)
    elif not library.db.execute("SELECT 1 FROM catalog WHERE name = ?", (catalog,)).fetchone():
        must_be_readable(library, catalog)
        names = [name for (name,) in library.db.execute("SELECT name FROM catalog ORDER BY name")]
        message = f"no catalog “{catalog[:_LONGEST]}”"
        hint = f"You have {', '.join(names)}."
    elif ref.key is not None:
        hint = _nearest_key(library, catalog, ref.key)
    else:
        low, high = library.db.execute(
            "SELECT min(number), max(number) FROM paper WHERE catalog = ?", (catalog,)
        ).fetchone()
        hint = f"Its numbers run from {low} to {high}." if low else ""
        hint = hint or f"It has no papers: papernotes add --title “…” --catalog {catalog}"
    hint = hint or "See what there is: papernotes list"
    if not ref.id and (left_out := _left_out(library, catalog)):
        hint = f"Not all of it could be read: {left_out}. {hint}"
    return PapernotesError(message, hint=hint, code=NOT_FOUND)


def _left_out(library: Library, catalog: str) -> str:
    """What is wrong with the file of a catalog, if anything."""
    found = library.db.execute("SELECT path FROM catalog WHERE name = ?", (catalog,)).fetchone()
    path = os.fsdecode(found[0]) if found else ""
    flaws = [problem for problem in problems(library) if problem.path == path]
    if not flaws:
        return ""
    place = f"{path}:{flaws[0].line}" if flaws[0].line else path
    return f"{place}: {flaws[0].message}"


def _nearest_key(library: Library, catalog: str, key: str) -> str:
    from difflib import get_close_matches  # only for those who mistyped

    if not key or len(key) > _LONGEST:
        return ""
    rows = library.db.execute(
        "SELECT p.number, p.key, w.short FROM paper p JOIN words w ON w.rowid = p.row"
        " WHERE p.catalog = ? ORDER BY substr(p.key, 1, 1) <> ?, p.number LIMIT ?",
        (catalog, key[:1], _NEAR),
    )
    names: dict[str, str] = {}
    for number, own, short in rows:
        shown = f"{own} ({number})" if own else str(number)
        # What people call it is what they type, though only a key names it.
        for name in filter(None, (own, short)):
            names.setdefault(name, shown)
    near = get_close_matches(key, names, n=3)
    if near:
        return f"Did you mean {_or(_once(names[name] for name in near))}?"
    elsewhere = library.db.execute(
        "SELECT name FROM handle WHERE name LIKE ? ESCAPE '!' AND name NOT LIKE '%:%' LIMIT 3",
        ("%/" + re.sub("([!%_])", r"!\1", key),),
    ).fetchall()
    if elsewhere:
        return f"Did you mean {_or([name for (name,) in elsewhere])}?"
    words = [name for name in names if key in name]
    if words:
        return f"Did you mean {_or(_once(names[name] for name in words)[:3])}?"
    return ""


def _nearest_id(library: Library, name: str) -> str:
    from difflib import get_close_matches  # only for those who mistyped

    if len(name) > _LONGEST:
        return ""
    prefix = name.partition(":")[0]
    rows = library.db.execute(
        "SELECT name FROM handle WHERE name BETWEEN ? AND ? LIMIT ?",
        (f"{prefix}:", f"{prefix};", _NEAR),
    )
    near = get_close_matches(name, [found for (found,) in rows], n=1, cutoff=0.85)
    if not near:
        return ""
    entry = by_id(library, near[0])[0]
    return f"Did you mean {near[0]} ({entry.paper.number}, {entry.paper.name})?"


def _listed(entries: Iterable[Entry]) -> str:
    shown = [f"{entry.catalog}/{entry.paper.number}" for entry in entries]
    return ", ".join(shown[:8]) + (" …" if len(shown) > 8 else "")  # noqa: PLR2004


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _or(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

"""A record as the fields of a catalog's paper. Pure."""

import re
from typing import Any

from papernotes.catalog.schema import complaints
from papernotes.model import ids
from papernotes.model.record import Record
from papernotes.model.text import HOSTILE, one_line

_LISTS = ("authors", "topics")
_TEXTS = ("short", "title", "venue", "kind", "takeaway", "detail")
_TRIES = 20  # fields that a record may lose before it is given up


def table_of(record: Record) -> dict[str, Any]:
    """The fields, without a number, a key and what it needs; those that can't be are left out.

    Raises ValueError, which says why, if no paper is left then. A record without any id has
    none here either.
    """
    table: dict[str, Any] = {name: shown(getattr(record, name) or "") for name in _TEXTS}
    table |= {name: _each(getattr(record, name)) for name in _LISTS}
    table |= {"published": record.published, "pages": record.pages}
    table |= identity(record.ids, record.url)
    table["links"] = [
        {"label": shown(label) or "Link", "url": url.strip()} for label, url in record.links
    ]
    table = {name: value for name, value in table.items() if value}
    for _ in range(_TRIES):
        # What it is known by comes later where it has nothing; the number, too.
        named = table if table.keys() & {"arxiv", "doi", "url"} else table | {"uid": "local:none"}
        found = complaints(named | {"number": 1})
        if not found:
            return table
        _without(table, found[0].field, found[0].message)
    raise ValueError("has too much that can't be")


def identity(names: tuple[str, ...], url: str | None) -> dict[str, Any]:
    """Ids and the address of a page as a catalog writes them."""
    found: dict[str, Any] = {}
    more = []
    for name in ids.ordered(names):
        scheme, _, rest = name.partition(":")
        field = "uid" if scheme == "local" else scheme
        if field in found:
            more.append(name)
        else:
            found[field] = name if field == "uid" else rest
    own = ids.url(url) if url else None
    if url and own and own.startswith("url:"):
        if "url" in found and f"url:{found['url']}" != own:
            more.append(f"url:{found['url']}")
        found["url"] = url.strip()
    if more:
        found["aka"] = more
    return found


def shown(text: str) -> str:
    """A text from outside on one line, without what can't be seen and yet does something."""
    line = one_line(text)
    return line if line.isascii() and line.isprintable() else one_line(re.sub(_UNSEEN, "", line))


_UNSEEN = f"[{HOSTILE}]"


def _each(texts: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(shown, texts))))


def _without(table: dict[str, Any], field: tuple[str | int, ...], why: str) -> None:
    """Leave out what can't be in a catalog. Raises ValueError if that is the title."""
    name = str(field[0]) if field else ""
    if name == "title":
        raise ValueError(
            f"has no title that can be: it {why}" if "title" in table else "has no title"
        )
    if name not in table:
        raise ValueError(why)
    value = table[name]
    if len(field) > 1 and isinstance(value, list) and isinstance(field[1], int):
        del value[field[1]]
    if not value or len(field) == 1 or not isinstance(value, list):
        del table[name]

"""Crossref's own JSON, from its REST interface: a work, or a list of them.

https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md
"""

from collections.abc import Iterator, Mapping

from papernotes.importing import csl, json_items
from papernotes.importing.json_dialects import dialect
from papernotes.importing.texts import first, mapping, unmarked
from papernotes.model.record import Left, Record

_DATES = ("issued", "published", "published-print", "published-online", "posted", "approved")


def looks_like(text: str) -> bool:
    return dialect(text) == "crossref"


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001
    return json_items.read(text, ("message.items", "message", "items"), _work)


def _work(item: Mapping[str, object], line: int) -> Record | Left:
    """Much of it is CSL-JSON; titles and dates are not."""
    if "message" in item:  # JSON Lines of whole answers
        item = mapping(item["message"])
    title, subtitle = unmarked(first(item.get("title"))), unmarked(first(item.get("subtitle")))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title.rstrip(':')}: {subtitle}" if title else subtitle
    issued = next((item[name] for name in _DATES if csl.date(item.get(name))), None)
    return csl.record({**item, "title": title, "issued": issued, "title-short": None}, line)

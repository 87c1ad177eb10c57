"""A paper as its catalog's text, in the layout of the bundled catalog. Pure."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

# In the order in which they are written. What is not here is not written.
FIELDS: Final = (
    "number", "key", "short", "title", "authors", "published", "venue", "arxiv", "doi", "url",
    "uid", "aka", "kind", "pages", "topics", "takeaway", "detail", "needs", "helps", "links",
)  # fmt: skip

# What no file should hold raw, though TOML would take most of it: an editor or a terminal
# may obey it, or take it for the end of a line.
_ESCAPED = "[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"


def block(table: Mapping[str, Any]) -> str:
    """A `[[paper]]`, a line a field, without an empty line at its end."""
    return "\n".join(["[[paper]]", *fields(table)]) + "\n"


def fields(table: Mapping[str, Any]) -> list[str]:
    """A line a field, in their order."""
    return [f"{name} = {_value(name, table[name])}" for name in FIELDS if name in table]


def _key(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text, re.ASCII) else string(text)


def _value(name: str, value: Any) -> str:
    if name == "published" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return str(value)  # a date of TOML's own
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return string(value)
    if isinstance(value, Mapping):
        reasons = (f"{_key(each)} = {string(reason)}" for each, reason in value.items())
        return f"{{ {', '.join(reasons)} }}"
    if name == "links":
        links = (f"{{ label = {string(e['label'])}, url = {string(e['url'])} }}" for e in value)
        return f"[{', '.join(links)}]"
    return f"[{', '.join(map(string, value))}]"


def string(text: str) -> str:
    r"""A basic string of TOML, on one line. All that JSON escapes, TOML reads the same way."""
    return re.sub(
        _ESCAPED, lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False)
    )

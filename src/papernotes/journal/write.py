"""Events as the journal's text."""

from typing import Any

from papernotes.model.event import Event

SCHEMA = 1


def header(device: str) -> bytes:
    return _toml({"schema": SCHEMA, "device": device})


def encode(event: Event) -> bytes:
    """One event's text: single-line strings, ended by an empty line."""
    table: dict[str, Any] = {"id": event.id, "at": event.at, "kind": event.kind}
    table["papers"] = list(event.papers)
    table["titles"] = list(event.titles)
    for name in ("on", "rating", "takeaway", "target", "minutes", "until"):
        value = getattr(event, name)
        if value is not None:
            table[name] = value
    for name in ("add", "remove"):
        if tags := getattr(event, name):
            table[name] = list(tags)
    if event.drop:
        table["drop"] = True
    return _toml({"event": [table]})


def _toml(table: dict[str, Any]) -> bytes:
    import tomli_w  # only marking writes

    return tomli_w.dumps(table).encode().rstrip(b"\n") + b"\n\n"

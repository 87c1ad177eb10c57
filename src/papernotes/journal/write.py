"""Events as the journal's text."""

from typing import Any

from papernotes.model.event import Event

SCHEMA = 1
# The lists that hold the fields of `Told`, in their order.
EACH = ("statuses", "starts", "ends", "ratings", "takeaways", "tags")


def header(device: str) -> bytes:
    return _toml({"schema": SCHEMA, "device": device})


def encode(event: Event) -> bytes:
    """One event's text: single-line strings, ended by an empty line."""
    table: dict[str, Any] = {"id": event.id, "at": event.at, "kind": event.kind}
    table["papers"] = list(event.papers)
    table["titles"] = list(event.titles)
    for name in ("on", "rating", "takeaway", "target", "minutes", "until", "catalog", "aside"):
        value = getattr(event, name)
        if value is not None:
            table[name] = value
    for name in ("add", "remove"):
        if tags := getattr(event, name):
            table[name] = list(tags)
    if event.drop:
        table["drop"] = True
    if event.new:
        table["new"] = event.new
    if event.each:  # a list a field, so that strings stay on a line each
        for name, values in zip(EACH, zip(*event.each, strict=True), strict=True):
            if any(values):
                table[name] = [list(value) if name == "tags" else value for value in values]
        table["each"] = len(event.each)
    return _toml({"event": [table]})


def _toml(table: dict[str, Any]) -> bytes:
    import tomli_w  # only marking writes

    return tomli_w.dumps(table).encode().rstrip(b"\n") + b"\n\n"

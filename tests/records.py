"""What tests of several formats ask of what comes in."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from papernotes.catalog.schema import paper
from papernotes.importing import formats
from papernotes.model.record import Left, Record

TRIES = int(os.environ.get("PAPERNOTES_TRIES", "30"))  # by hand: many more than usual
DATA = Path(__file__).parent / "data" / "imports"


def text_of(name: str) -> str:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return file.read()


def items(
    text: str, name: str | None = None, columns: Mapping[str, str] | None = None
) -> list[Record | Left]:
    return list(formats.read(text, name, columns).items)


def records(
    text: str, name: str | None = None, columns: Mapping[str, str] | None = None
) -> list[Record]:
    """All that it holds, none of it left out."""
    found = items(text, name, columns)
    assert [each for each in found if isinstance(each, Left)] == []
    return [each for each in found if isinstance(each, Record)]


def only(text: str, name: str | None = None, columns: Mapping[str, str] | None = None) -> Record:
    (record,) = records(text, name, columns)
    return record


def assert_fits(record: Record) -> None:
    """A catalog takes the record as it is, and its parts fit together."""
    table: dict[str, Any] = {"number": record.number or 1, "title": record.title}
    schemes = {name.partition(":")[0]: name for name in reversed(record.ids)}
    table["uid"] = schemes.get("local", "local:0000")
    table["aka"] = list(record.ids)
    table["authors"] = list(record.authors)
    table["topics"] = list(record.topics)
    table["links"] = [{"label": label, "url": url} for label, url in record.links]
    table["needs"], table["helps"] = dict(record.needs), dict(record.helps)
    for field in ("published", "venue", "url", "kind", "pages", "takeaway", "detail", "short"):
        if (value := getattr(record, field)) is not None:
            table[field] = value
    made = paper(table)
    assert made.title == record.title
    assert set(record.ids) <= set(made.ids)
    reading = record.reading
    assert reading.rating is None or 1 <= reading.rating <= 5
    assert reading.status in (None, "unread", "reading", "done", "skipped")
    assert (reading.status == "done") == (reading.finished is not None)
    assert reading.status != "reading" or reading.started is not None
    assert "\x00" not in repr(record).replace("\\x00", "\x00")

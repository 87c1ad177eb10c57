"""Zotero's field for everything else: lines of "name: value", which CSL-JSON calls the note."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from papernotes.importing import dates, identity, standing
from papernotes.importing.texts import block, line
from papernotes.model.paper import Status

_LINE = re.compile(r"\s*([A-Za-z][\w .-]{0,40}?)\s*[:=]\s*(\S.*)")
_LONGEST = 100_000  # characters that are looked at


class Extra(NamedTuple):
    """What such a field says that we can keep."""

    ids: tuple[str | None, ...]
    status: Status | None
    started: str | None
    finished: str | None
    rating: int | None
    fields: Mapping[str, str]  # by their names in small letters, "-" for spaces


NOTHING = Extra((), None, None, None, None, {})


def extra(value: object) -> Extra:
    """Of the reading list's plug-in for Zotero, too: Read_Status and Read_Status_Date."""
    text = block(value)[:_LONGEST]
    if not text:
        return NOTHING
    fields: dict[str, str] = {}
    for row in text.split("\n"):
        if match := _LINE.match(row):
            name = re.sub(r"[\s_]+", "-", match[1].lower()).removeprefix("tex.")
            fields.setdefault(name, line(match[2]))
    said = fields.get("read-status") or fields.get("readstatus")
    status = standing.status(said) if said else None
    when = dates.day(fields.get("read-status-date", "").partition("T")[0])
    return Extra(
        (
            identity.arxiv(fields.get("arxiv")),
            identity.arxiv(fields.get("eprint")),
            identity.arxiv_in(text),
            identity.doi(fields.get("doi")),
        ),
        status,
        when if status == "reading" else None,
        when if status == "done" else None,
        standing.rating(fields["rating"]) if "rating" in fields else None,
        fields,
    )

"""What a BibTeX entry tells of its reader: JabRef's, BibDesk's and our own fields."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from papernotes.importing.bib.ids import is_address
from papernotes.importing.bib.names import apart
from papernotes.importing.latex import lines, plain
from papernotes.model.paper import Status
from papernotes.model.record import Reading

OWN: Final = "papernotes-"  # how the names of our own fields begin

_OWN_STATUS: dict[str, Status] = {
    "done": "done", "reading": "reading", "skipped": "skipped", "unread": "unread",
}  # fmt: skip
_JABREF_STATUS: dict[str, Status] = {"read": "done", "skimmed": "reading"}
_GROUPS = ("groups", "mendeley-groups", "mendeley-tags")
_COMMENTS = ("comment", "comments", "annotation", "annote", "review")
# What stands in `note` of a bibliography: no thoughts of a reader.
_BIBLIOGRAPHIC = re.compile(
    r"(?:arxiv|accepted|to appear|in press|forthcoming|preprint|under review|submitted|published"
    r"|presented|poster|oral|spotlight|comment:|accessed|available|online|version|isbn|issn|doi|url"
    r"|https?:|number:|publisher:|place:|place|\[?online|section:|type:|edition|first published"
    r"|originally|reprint|translat|cited by|equal contribution|technical report|workshop)",
    re.IGNORECASE,
)
_FEWEST_WORDS: Final = 5  # of what a reader writes: "Best paper award" is a fact


def reading(fields: Mapping[str, str], ours: bool) -> Reading:
    """What the reader did. `ours`: the entry was written by papernotes, so that its `annote`
    is the list's takeaway and no note.
    """
    status = _status(fields)
    takeaway = plain(fields.get(OWN + "takeaway", ""))
    return Reading(
        status=status,
        started=_date(fields, "started") or ("unknown" if status == "reading" else None),
        finished=_date(fields, "finished") or ("unknown" if status == "done" else None),
        rating=_rating(fields),
        tags=_tags(fields),
        takeaway=takeaway or None,
        note=_note(fields, ours),
    )


def words(text: str) -> tuple[str, ...]:
    """Keywords: parted by semicolons, or by commas where there are none."""
    separator = ";" if len(apart(text, r"(?<!\\);")) > 1 else ","
    found = (plain(word) for word in apart(text, separator))
    return tuple(dict.fromkeys(word for word in found if word))


def _status(fields: Mapping[str, str]) -> Status | None:
    if own := _OWN_STATUS.get(plain(fields.get(OWN + "status", "")).lower()):
        return own
    if known := _JABREF_STATUS.get(plain(fields.get("readstatus", "")).lower()):
        return known
    is_read = plain(fields.get("read", "")).lower() in ("1", "yes", "true")  # BibDesk's
    return "done" if is_read else None


def _date(fields: Mapping[str, str], which: str) -> str | None:
    text = plain(fields.get(OWN + which, "")).lower()
    if text == "unknown":
        return text
    try:
        return date.fromisoformat(text).isoformat() if len(text) == len("2023-05-23") else None
    except ValueError:
        return None


def _rating(fields: Mapping[str, str]) -> int | None:
    for field in ("ranking", "rating", OWN + "rating"):
        if match := re.fullmatch(r"(?:rank)?\s*([1-5])", plain(fields.get(field, "")).lower()):
            return int(match[1])
    return None


def _tags(fields: Mapping[str, str]) -> tuple[str, ...]:
    found = [tag for field in (OWN + "tags", *_GROUPS) for tag in words(fields.get(field, ""))]
    return tuple(dict.fromkeys(found))


def _note(fields: Mapping[str, str], ours: bool) -> str:
    own_comments = [name for name in fields if name.startswith("comment-")]  # JabRef's, by user
    notes = [
        lines(fields[name])
        for name in (*_COMMENTS, *own_comments)
        if fields.get(name) and not (ours and name == "annote")
    ]
    note = lines(fields.get("note", ""))
    if _is_prose(note):
        notes.append(note)
    return "\n\n".join(dict.fromkeys(each for each in notes if each))


def _is_prose(note: str) -> bool:
    is_long = len(note.split()) >= _FEWEST_WORDS
    return is_long and not is_address(note) and not _BIBLIOGRAPHIC.match(note)

"""From records to what would change: new papers, fields that were missing, marks, notes. Pure."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from papernotes.catalog.schema import MAX_NUMBER, paper
from papernotes.curating.key import key_from
from papernotes.curating.known import Identity, Known
from papernotes.curating.table import table_of
from papernotes.model import ids
from papernotes.model.event import Told
from papernotes.model.names import is_key
from papernotes.model.paper import Entry, Paper
from papernotes.model.record import Left, Reading, Record
from papernotes.model.text import fold

_TEXT = 80  # characters by which what was left out is found again

# Fields that a paper which is there already is given if it has none. What it says stays.
_FILLED = (
    "authors",
    "published",
    "venue",
    "kind",
    "pages",
    "topics",
    "takeaway",
    "detail",
    "short",
)


class Slot:
    """One paper that records tell of: there already, or new."""

    def __init__(self, entry: Entry | None, table: dict[str, Any]) -> None:
        self.entry = entry
        self.table = table  # of a new one all fields, of another those that it is given
        self.aka: list[str] = []  # ids that it is known by from now on
        self.names = set(entry.paper.ids if entry else _ids_of(table))  # those of both
        self.linked = {link["url"] for link in table.get("links", [])}
        self.records: list[Record] = []
        self.paper: Paper | None = entry.paper if entry else None


class Intake(NamedTuple):
    """What is to be done with the papers of a source, in its order."""

    slots: list[Slot]
    merged: list[Slot]  # those of which something was there before, in the catalog or the source
    left: list[Left]


def intake(items: Iterable[Record | Left], there: Iterable[Entry]) -> Intake:
    """Which records are which papers of a catalog that has `there`, and which are new."""
    known: Known[Slot] = Known()
    for entry in there:
        known.add(_identity(entry.paper), Slot(entry, {}))
    slots: dict[Slot, None] = {}
    merged: dict[Slot, None] = {}
    left = []
    for item in items:
        if isinstance(item, Left):
            left.append(item._replace(text=item.text[:_TEXT]))
            continue
        try:
            table = table_of(item)
        except ValueError as error:
            left.append(Left(item.line, item.title[:_TEXT], str(error)))
            continue
        identity = _of_record(item, table)
        slot = known.find(identity)
        if slot is None:
            slot = Slot(None, table)
            known.add(identity, slot)
        else:
            merged[slot] = None
            # An id of another paper stays that one's: a catalog can't have it twice.
            own = [name for name in identity.ids if known.has(name) in (None, slot)]
            identity = identity._replace(ids=own)
            _merge(slot, table, identity)
            known.add(identity, slot)
        slot.records.append(item)
        slots[slot] = None
    return Intake(list(slots), list(merged), left)


def _identity(known: Paper) -> Identity:
    return Identity(known.ids, known.title, known.authors, known.year)


def _of_record(record: Record, table: Mapping[str, Any]) -> Identity:
    names = [*record.ids, *([ids.url(table["url"])] if "url" in table else [])]
    year = int(table["published"][:4]) if "published" in table else None
    found = tuple(dict.fromkeys(name for name in names if name))
    return Identity(found, table["title"], table.get("authors", ()), year)


def _merge(slot: Slot, table: dict[str, Any], identity: Identity) -> None:
    """Give the paper what the record says and it does not."""
    has = slot.entry.paper._asdict() if slot.entry else slot.table
    for name in _FILLED:
        if name in table and not has.get(name) and name not in slot.table:
            slot.table[name] = table[name]
    slot.aka += [name for name in identity.ids if name not in slot.names]
    slot.names.update(identity.ids)
    if slot.entry is None:
        more = [link for link in table.get("links", []) if link["url"] not in slot.linked]
        if more:
            slot.table.setdefault("links", []).extend(more)
            slot.linked.update(link["url"] for link in more)


def _ids_of(table: Mapping[str, Any]) -> tuple[str, ...]:
    names = [table.get("uid"), *(table.get("aka") or [])]
    names += [f"{scheme}:{table[scheme]}" for scheme in ("arxiv", "doi") if scheme in table]
    names += [ids.url(table["url"]) if "url" in table else None]
    return tuple(name for name in names if name)


def name_all(
    slots: Iterable[Slot], numbers: set[int], keys: set[str], free: Callable[[int], list[int]]
) -> None:
    """Give each new paper number, key and id, and what it needs in the words of this catalog.

    `numbers` and `keys` are taken; `free` gives as many numbers as are asked for, which the
    papers get where the catalog has any. Raises ValueError if those do not suffice.
    """
    new = [slot for slot in slots if slot.entry is None]
    taken = set(keys)
    given = (None if numbers else _own_numbers(new)) or free(len(new))
    if len(given) < len(new):
        raise ValueError("there are not enough numbers for that many papers")
    called: dict[str, str] = {}
    tried: dict[str, int] = {}
    for slot, number in zip(new, given, strict=True):
        record, table = slot.records[0], slot.table
        wanted = fold(record.key or "")
        key = wanted if is_key(wanted) and wanted not in taken else None
        key = key or key_from(table.get("short", table["title"]), taken, tried)
        table["number"] = number
        if key:
            table["key"] = key
            taken.add(key)
        if slot.aka:
            table["aka"] = [*table.get("aka", []), *slot.aka]
        if not _ids_of(table):
            table["uid"] = f"local:{secrets.token_hex(8)}"
        for name in (record.key, *record.aka):
            called.setdefault(name or "", key or _ids_of(table)[0])
    for slot in new:
        for kind in ("needs", "helps"):
            needs = {
                called.get(name, name): reason
                for name, reason in getattr(slot.records[0], kind).items()
                if name in called or name in keys or ids.parse(name)
            }
            if needs:
                slot.table[kind] = needs
        slot.paper = paper(slot.table)


def _own_numbers(new: list[Slot]) -> list[int] | None:
    """Those of the source, if every paper has one of its own."""
    numbers = [slot.records[0].number for slot in new]
    found = [number for number in numbers if number is not None and 0 < number <= MAX_NUMBER]
    return found if len(set(found)) == len(new) else None


def told(entry_progress: Any, reading: Reading) -> Told:
    """Of what a source says that its reader did, that of which we know nothing yet."""
    mine = entry_progress
    status = ""
    started, finished = reading.started or "", reading.finished or ""
    furthest = reading.status in ("done", "skipped")
    if mine.status == "unread" or (mine.status == "reading" and furthest):
        status = reading.status or ""
    if mine.started:
        started = ""
    if mine.status == "done" == reading.status and mine.finished is None:
        status = "done" if finished not in ("", "unknown") else ""
    if status in ("", "unread"):
        status = started = finished = ""
    return Told(
        status,  # type: ignore[arg-type]  # one of the reading's
        "" if status == "reading" and not started else started,
        finished if status in ("done", "skipped") else "",
        0 if mine.rating else reading.rating or 0,
        "" if mine.my_takeaway else reading.takeaway or "",
        tuple(tag for tag in reading.tags if tag not in mine.tags),
    )

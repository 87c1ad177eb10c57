"""The journals: damage, unfinished ends, wrong places, and clocks that are wrong."""

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path

from papernotes.catalog.bombs import is_bomb
from papernotes.checking.finding import Finding
from papernotes.index.scan import Source
from papernotes.journal.chunks import Chunk, chunks, finished, is_unfinished
from papernotes.journal.read import Damage, events
from papernotes.library.core import Library

_DAY = dt.timedelta(days=1)
_DAY_US = 86_400_000_000
_LONGEST = 60  # characters of a name that a message repeats


def segment(source: Source, data: bytes, own_device: str | None) -> Iterator[Finding]:
    """What is wrong with one file of a journal."""
    file = os.fsdecode(source.path)
    for item in events(data):
        if isinstance(item, Damage):
            yield _damage(item, file)
    yield from _device(source, data, file)
    yield from _tail(source, data, file, own_device)


def _damage(damage: Damage, file: str) -> Finding:
    if damage.newer:
        hint = "What this version knows of it is read; nothing is written to it."
        return Finding(damage.line, "newer-schema", damage.message, hint, file)
    hint = "Mend the entry with an editor, or delete it down to the empty line after it."
    return Finding(damage.line, "damaged-entry", f"the entry {damage.message}", hint, file)


def _device(source: Source, data: bytes, file: str) -> Iterator[Finding]:
    """A journal says of which device it is. In another's folder, that one would go on with it."""
    head = next(chunks(data), Chunk(1, b""))
    device = _named_device(head.data)
    if device is not None and device != source.name:
        line = head.line + head.data[: head.data.find(b"device")].count(b"\n")
        message = f"it is of the device “{_short(device)}”, and lies in the folder of another"
        hint = f"Its events count. To tidy up, move it to a folder {_short(device)} in journal/."
        if not re.fullmatch("[a-z0-9]{1,32}", device, re.ASCII):
            hint = f"Its events count. Mend the line: device = “{_short(source.name)}”"
        yield Finding(line, "wrong-device", message, hint, file)


def _named_device(head: bytes) -> str | None:
    import tomllib

    if is_bomb(head):
        return None
    try:
        device = tomllib.loads(head.decode("utf-8-sig")).get("device")
    except (ValueError, RecursionError):
        return None
    return device if isinstance(device, str) else None


def _tail(source: Source, data: bytes, file: str, own_device: str | None) -> Iterator[Finding]:
    whole = finished(data)
    if not data[whole:].strip() or not is_unfinished(data, whole):  # which is damage
        return
    line = 1 + data.count(b"\n", 0, whole)
    message = "ends in an unfinished entry, which does not count"
    hint = "A sync may be in progress. If it stays so, the file is cut short: sync it again."
    if source.name == own_device:
        hint = "The next mark on this device sets it aside; mark again what you miss."
        if not any(isinstance(each, Damage) for each in events(data + b"\n\n", whole)):
            hint = (
                "It is whole but for the empty line after it, which an editor may have taken: put"
            )
            hint += " one back before the next mark on this device, which else sets it aside."
    yield Finding(line, "unfinished-entry", message, hint, file)


def across(library: Library, today: str, now_ns: int) -> Iterator[Finding]:
    """What is wrong with the events of all journals together."""
    yield from _conflicts(library)
    yield from _clocks(library, now_ns)
    yield from _days(library, today)


def _conflicts(library: Library) -> Iterator[Finding]:
    for name, path, other in library.db.execute(
        "SELECT id, min(path), max(path) FROM event GROUP BY id HAVING count(DISTINCT body) > 1"
        " ORDER BY 2, 1"
    ):
        message = f"the event {name} says something else in {os.fsdecode(other)}"
        hint = "One of them was edited, and only one counts: delete the wrong one."
        file = os.fsdecode(path)
        yield Finding(_line_of(file, name), "conflicting-event", message, hint, file)


def _clocks(library: Library, now_ns: int) -> Iterator[Finding]:
    limit = f"{now_ns // 1000 + _DAY_US:016d}"
    for device, count, first, last, path in library.db.execute(
        "SELECT device, count(*), min(id), max(id), min(path) FROM event WHERE id > ?"
        " GROUP BY device ORDER BY device",
        (limit,),
    ):
        seconds = int(last.partition("-")[0]) // 1_000_000
        until = dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
        what = "1 event" if count == 1 else f"{count} events"
        message = f"{what} of the device {device}{_be(count)}from the future, up to {until}"
        hint = "Set that machine's clock. Nothing is lost: what you mark now counts after them."
        file = os.fsdecode(path)
        yield Finding(_line_of(file, first), "clock-ahead", message, hint, file)


def _be(count: int) -> str:
    return " is " if count == 1 else " are "


def _days(library: Library, today: str) -> Iterator[Finding]:
    # It may be tomorrow already where the other device is.
    tomorrow = (dt.date.fromisoformat(today) + _DAY).isoformat()
    for name, path, day in library.db.execute(
        "SELECT id, path, json_extract(body, '$[5]') AS day FROM event"
        " WHERE day GLOB '[0-9]*' AND day > ? ORDER BY path, id",
        (tomorrow,),
    ):
        message = f"the event {name} is dated {day}, which is still to come"
        hint = "Mark the paper again with the right day (--on), or mend the line."
        file = os.fsdecode(path)
        yield Finding(_line_of(file, name), "future-day", message, hint, file)


def _line_of(file: str, event: str) -> int:
    """The line of an event's id in its file; 0 if it is not found."""
    try:
        data = Path(file).read_bytes()
    except OSError:
        return 0
    pattern = rb"^[ \t]*id[ \t]*=[ \t]*[\"']" + re.escape(event.encode()) + rb"[\"']"
    match = re.search(pattern, data, re.MULTILINE)
    return 1 + data.count(b"\n", 0, match.start()) if match else 0


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

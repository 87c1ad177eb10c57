"""A change of a catalog and the event that tells of it: two files, and between them a note of both.

Whoever is killed between the two leaves the note, by which the next writer finishes: the papers
that came are then for `undo` as if nothing had happened.
"""

import json
import os
from pathlib import Path
from typing import NamedTuple

from papernotes.files import private_folder, write_whole
from papernotes.index.fresh import digest
from papernotes.journal.chunks import finished
from papernotes.journal.read import events
from papernotes.journal.write import encode, header
from papernotes.model.event import Event
from papernotes.paths import Places


class Unfinished(NamedTuple):
    """What is about to be done. `before` is the digest of the catalog's file; None: it is new."""

    file: Path
    before: bytes | None
    event: Event  # with its id


def begin(places: Places, change: Unfinished) -> None:
    """Note down what is about to be done. Call it, and all of these, under the writer's lock."""
    head = {
        "file": os.fspath(change.file),
        "before": change.before.hex() if change.before is not None else None,
    }
    private_folder(places.state)
    entry = header(_device(change.event)) + encode(change.event)
    write_whole(places.unfinished, json.dumps(head).encode() + b"\n" + entry)


def end(places: Places) -> None:
    places.unfinished.unlink(missing_ok=True)


def unrecorded(places: Places) -> Event | None:
    """The event of a change that was made, and not recorded any more."""
    try:
        head, _, entry = places.unfinished.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    try:
        said = json.loads(head)
        file, before = Path(said["file"]), said["before"]
        (event,) = events(entry)
    except (ValueError, TypeError, KeyError):  # not what we wrote: it tells us nothing
        return None
    if not isinstance(event, Event) or is_recorded(places, event):
        return None
    was_made = (digest(file.read_bytes()).hex() if file.is_file() else None) != before
    return event if was_made else None


def is_recorded(places: Places, event: Event) -> bool:
    """Whether an event is the last thing that this device's journal has, whole."""
    segments = sorted((places.journal / _device(event)).glob("[0-9]*.toml"), key=_number)
    data = segments[-1].read_bytes() if segments else b""
    return f'\nid = "{event.id}"\n'.encode() in data[: finished(data)]


def _number(segment: Path) -> int:
    return int(segment.stem) if segment.stem.isdecimal() else 0


def _device(event: Event) -> str:
    return event.id.partition("-")[2]

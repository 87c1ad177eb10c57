"""What catalogs were called when an event was recorded: undo follows them to today's names."""

from pathlib import Path
from typing import NamedTuple

from papernotes.files import private_folder, write_whole
from papernotes.library.core import Library, catalog_names
from papernotes.model.event import Event
from papernotes.paths import Places


class _Renamed(NamedTuple):
    before: str
    now: str
    after: str  # the last event's id then: older ones speak of `before`


def note_rename(places: Places, before: str, now: str, last: str | None) -> None:
    """Remember that a catalog was renamed, after the event `last`. Call it under the lock."""
    private_folder(places.state)
    known = _file(places).read_bytes() if _file(places).exists() else b""
    write_whole(_file(places), known + f"{before} {now} {last or 0}\n".encode())


def name_now(library: Library, event: Event) -> str | None:
    """What the catalog of an event is called today; None if it is not there any more."""
    name = event.catalog
    for renamed in _renamed(library.places):
        if renamed.before == name and event.id <= renamed.after:
            name = renamed.now
    return name if name in catalog_names(library) else None


def _renamed(places: Places) -> list[_Renamed]:
    try:
        lines = _file(places).read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
    return [_Renamed(*words) for words in map(str.split, lines) if len(words) == 3]  # noqa: PLR2004


def _file(places: Places) -> Path:
    return places.state / "renamed"

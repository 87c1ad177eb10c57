"""What catalogs were called when an event was recorded: undo follows them to today's names."""

from collections.abc import Callable
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


def note_rename(places: Places, before: str, now: str, last: str | None) -> Callable[[], None]:
    """Remember that a catalog is renamed, after the event `last`. Gives what forgets it again.

    Call it under the writer's lock.
    """
    private_folder(places.state)
    file = _file(places)
    known = file.read_bytes() if file.exists() else None
    write_whole(file, (known or b"") + f"{before} {now} {last or 0}\n".encode())

    def forget() -> None:
        if known is None:
            file.unlink()
        else:
            write_whole(file, known)

    return forget


def name_now(library: Library, event: Event) -> str | None:
    """What the catalog of an event is called today; None if it is not there any more."""
    names = [event.catalog]
    for renamed in _renamed(library.places):
        if renamed.before == names[-1] and event.id <= renamed.after:
            names.append(renamed.now)
    # A rename that did not come about left its note, and the catalog its name.
    there = catalog_names(library)
    return next((name for name in reversed(names) if name in there), None)


def _renamed(places: Places) -> list[_Renamed]:
    try:
        lines = _file(places).read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
    return [_Renamed(*words) for words in map(str.split, lines) if len(words) == 3]  # noqa: PLR2004


def _file(places: Places) -> Path:
    return places.state / "renamed"

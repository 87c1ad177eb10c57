"""Your note about a paper."""

from collections.abc import Iterable
from pathlib import Path

from papernotes.library.core import Library
from papernotes.model.paper import Entry
from papernotes.notes import MAX_SIZE, file_name
from papernotes.paths import Places


def note(library: Library, entry: Entry) -> str | None:
    """Your note about a paper, looked up under each of its ids."""
    return text_of_note(library.places, entry.paper.ids)


def note_file(library: Library, entry: Entry) -> Path:
    """The file of your note, or where it would be."""
    return file_of_note(library.places, entry.paper.ids)


def text_of_note(places: Places, names: Iterable[str]) -> str | None:
    """The note of a work of those ids."""
    for path in _files(places, names):
        try:
            # A pipe would hang us, and what is no note fill the memory: the index warns of both.
            if path.is_file() and path.stat().st_size <= MAX_SIZE:
                return path.read_text("utf-8", "replace")
        except OSError:
            continue
    return None


def file_of_note(places: Places, names: Iterable[str]) -> Path:
    """Where the note of a work of those ids lies, or would."""
    files = _files(places, names)
    return next((path for path in files if path.exists()), files[0])


def _files(places: Places, names: Iterable[str]) -> list[Path]:
    return [places.notes / file_name(name) for name in names]

"""Your note about a paper."""

from pathlib import Path

from papernotes.library.core import Library
from papernotes.model.paper import Entry
from papernotes.notes import MAX_SIZE, file_name


def note(library: Library, entry: Entry) -> str | None:
    """Your note about a paper, looked up under each of its ids."""
    for path in _places(library, entry):
        try:
            # A pipe would hang us, and what is no note fill the memory: the index warns of both.
            if path.is_file() and path.stat().st_size <= MAX_SIZE:
                return path.read_text("utf-8", "replace")
        except OSError:
            continue
    return None


def note_file(library: Library, entry: Entry) -> Path:
    """The file of your note, or where it would be."""
    places = _places(library, entry)
    return next((path for path in places if path.exists()), places[0])


def _places(library: Library, entry: Entry) -> list[Path]:
    return [library.places.notes / file_name(name) for name in entry.paper.ids]

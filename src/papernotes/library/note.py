"""Your note about a paper."""

from papernotes.library.core import Library
from papernotes.model.paper import Entry
from papernotes.notes import file_name


def note(library: Library, entry: Entry) -> str | None:
    """Your note about a paper, looked up under each of its ids."""
    for name in entry.paper.ids:
        path = library.places.notes / file_name(name)
        try:
            if path.is_file():  # a pipe would hang us
                return path.read_text("utf-8", "replace")
        except OSError:
            continue
    return None

"""The copies in the library's folders, and what to do about each."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from papernotes.checking.copies import is_harmless, original
from papernotes.checking.finding import Finding
from papernotes.library.core import Library
from papernotes.paths import Places


def copied(library: Library) -> Iterator[Finding]:
    """A finding for each copy that lies where the library's files are."""
    places = library.places
    found = list(copies(places))
    segments = [path for path, _ in found if path.parent.parent == places.journal]
    for path, first in found:
        if path in segments and path.suffix == ".toml":
            yield _of_journal(library, path, segments)
        else:
            message = f"looks like a copy of {first} that a sync tool left"
            read = _is_read(places, path)
            hint = f"Compare it with {first}, keep what you need there, and delete it."
            if not read:
                hint = f"It is not read. {hint}"
            yield Finding(0, "sync-copy", message, hint, str(path))


def copies(places: Places) -> Iterator[tuple[Path, str]]:
    """Every copy, with the name of what it was a copy of."""
    folders = [places.config, places.notes, places.catalogs, places.journal]
    folders += [f for top in (places.catalogs, places.journal) for f in _folders(top)]
    for folder in folders:
        names = names_in(folder)
        for name in names:
            first = None if is_harmless(name) else original(name, names)
            if first is not None:
                yield folder / name, first


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, by name; nothing if there is none, or it can't be read."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 (names alone are wanted)
    except OSError:
        return []


def _folders(top: Path) -> list[Path]:
    visible = (top / name for name in names_in(top) if not is_harmless(name))
    return [path for path in visible if _is_folder(path)]


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _is_read(places: Places, path: Path) -> bool:
    """Whether the library reads it all the same: folders of devices, and catalogs of that name."""
    return path.parent == places.journal or (path.parent == places.notes and path.suffix == ".md")


def _of_journal(library: Library, path: Path, segments: list[Path]) -> Finding:
    """Whether the events of a copied segment are in files that are no copies, too."""
    own = _events(library, path)
    elsewhere = set()
    for (other,) in library.db.execute("SELECT DISTINCT path FROM event").fetchall():
        if Path(os.fsdecode(other)) not in segments:
            elsewhere |= _events(library, Path(os.fsdecode(other))) & own
    alone = len(own - elsewhere)
    count = "1 event" if len(own) == 1 else f"{len(own)} events"
    message, hint = "looks like a copy that a sync tool left", "It can be deleted."
    if not own:
        message += "; it has no events"
    elif not alone:
        message += f"; all it holds ({count}) is in other files"
    else:
        message += f"; {alone} of its {count} {'is' if alone == 1 else 'are'} in no other file"
        hint = "They count as they are: keep the file, under any name that ends in .toml."
    return Finding(0, "sync-copy", message, hint, str(path))


def _events(library: Library, path: Path) -> set[tuple[str, str]]:
    rows = library.db.execute("SELECT id, body FROM event WHERE path = ?", (os.fsencode(path),))
    return set(rows)

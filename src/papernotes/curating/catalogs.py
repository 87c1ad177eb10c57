"""Bring a catalog in, make it the current one, set it aside."""

import datetime as dt
import os
import stat
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from papernotes.catalog import bundled
from papernotes.curating.offer import Offer
from papernotes.curating.origin import NAME, origin
from papernotes.curating.outcome import Brought, Removed, Renamed, Used
from papernotes.curating.place import FILE, place, set_aside, take_back
from papernotes.curating.writing import writing
from papernotes.current import choose, choose_either, current, unchoose
from papernotes.errors import BAD_DATA, FAILED, USAGE, PapernotesError
from papernotes.files import fsync_folder, write_whole
from papernotes.library.catalogs import Catalog, catalog_named
from papernotes.library.core import Library, Problem, consult, must_be_readable, problems
from papernotes.library.history import largest_id
from papernotes.library.renamed import note_rename
from papernotes.paths import Places
from papernotes.settings import Given, Settings

_T = TypeVar("_T")
_FIRST = 3  # complaints that a message holds


def bring_in(
    places: Places, given: Given, name: str, offer: Offer, *, use: bool = False
) -> Brought:
    """Make a catalog of that name from what is offered, and remember where it came from.

    Raises PapernotesError, with nothing written, if it is not sound, or if there is
    another of that name.
    """
    must_be_sound(name, offer.data, offer.shown)
    data = offer.data
    beside = {NAME: offer.origin.text()} if offer.origin else {}
    with writing(places, "add the catalog"):
        folder = places.catalogs / name
        made = not folder.is_dir()
        added = not _is_there(folder, data)
        if added:
            place(places, name, data, beside)
        elif offer.origin and not origin(folder):
            write_whole(folder / NAME, beside[NAME])
        if use:
            try:
                choose(places, name)
            except OSError:
                if added:
                    take_back(places, name, folder=made, beside=list(beside))
                raise
    # Without the lock: to read 100,000 new papers takes longer than other writers wait.
    catalog, settings, found = _now(places, given, _named(name))
    return Brought(catalog, added, settings, found)


def use(places: Places, given: Given, name: str) -> Used:
    """Make a catalog the current one of this device."""
    with writing(places, "remember that"):
        _now(places, given, _named(name))
        _now(places, given, lambda library: must_be_readable(library, name))
        choose(places, name)
    return Used(*_now(places, given, _named(name)))


def remove(places: Places, given: Given, name: str) -> Removed:
    """Set a catalog of one's own aside. Progress and notes are not touched."""
    if name == bundled.NAME:
        raise PapernotesError(
            f"{name} comes with papernotes and can't be removed",
            hint="Make another the current one: papernotes catalog use NAME",
            code=USAGE,
        )
    with writing(places, "set the catalog aside"):
        catalog, _, _ = _now(places, given, _named(name))
        was_chosen = current(places) == name
        when = dt.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        if was_chosen:  # first: a current catalog that is not there would stop every reader
            unchoose(places)
        try:
            path = set_aside(places, name, when)
        except OSError:
            if was_chosen:
                choose(places, name)
            raise
    _, settings, found = _now(places, given, lambda _: None)
    return Removed(catalog, str(path), was_chosen, settings, found)


def rename(places: Places, given: Given, name: str, new: str) -> Renamed:
    """Give a catalog of one's own another name. Progress and notes hang on ids: they stay."""
    from papernotes.curating.change import must_be_own  # brings Pydantic, which using needs not

    with writing(places, "rename the catalog"):
        catalog, _, _ = _now(places, given, _named(name))
        must_be_own(name, "rename it")
        last, _, _ = _now(places, given, largest_id)
        folder, target = places.catalogs / name, places.catalogs / new
        if os.path.lexists(target):
            raise PapernotesError(
                f"there is a catalog {new} already ({target})"
                if (target / FILE).exists()
                else f"{target} is in the way",
                hint="Nothing was renamed. Take another name, or move that one elsewhere.",
            )
        was_chosen = current(places) == name
        with ExitStack() as back:
            if was_chosen:
                choose_either(places, name, new)
                back.callback(choose, places, name)
            back.callback(note_rename(places, name, new, last))
            folder.rename(target)  # of a link to a folder, the link
            back.callback(target.rename, folder)
            fsync_folder(places.catalogs)
            if was_chosen:
                choose(places, new)
            back.pop_all()
    renamed, settings, found = _now(places, given, _named(new))
    return Renamed(renamed, catalog.name, settings, found)


def _now(
    places: Places, given: Given, look: Callable[[Library], _T]
) -> tuple[_T, Settings, Sequence[Problem]]:
    return consult(
        places,
        given,
        lambda library: (look(library), library.settings, problems(library)),
        any_catalog=True,
    )


def _named(name: str) -> Callable[[Library], Catalog]:
    return lambda library: catalog_named(library, name)


def must_be_sound(
    name: str,
    data: bytes,
    shown: str,
    hint: str = "Nothing was added. Mend that, and run the same command again.",
) -> None:
    """Raises PapernotesError, with the first flaws, if the library would complain of a catalog."""
    from papernotes.curating.review import review  # brings Pydantic, which removing needs not

    flaws = review(name, data).flaws
    if not flaws:
        return
    said = "; ".join(
        f"{shown}:{flaw.line}: {flaw.message}" if flaw.line else f"{shown}: {flaw.message}"
        for flaw in flaws[:_FIRST]
    )
    more = f" (and {len(flaws) - _FIRST} more)" if len(flaws) > _FIRST else ""
    raise PapernotesError(
        said + more,
        hint=hint,
        code=BAD_DATA,
    )


def _is_there(folder: Path, data: bytes) -> bool:
    """Whether there is just this catalog. Raises PapernotesError if there is another."""
    file = folder / FILE
    if not os.path.lexists(file):
        if os.path.lexists(folder) and not folder.is_dir():
            raise PapernotesError(
                f"{folder} is in the way, and is no folder",
                hint="Move it elsewhere, and run the same command again.",
                code=FAILED,
            )
        return False
    if _holds(file, data):
        return True
    raise PapernotesError(
        f"there is a catalog {folder.name} already ({file})",
        hint="Give this one another name with --name, or set that one aside:"
        f" papernotes catalog remove {folder.name}",
    )


def _holds(file: Path, data: bytes) -> bool:
    try:
        status = file.stat()
        same_size = stat.S_ISREG(status.st_mode) and status.st_size == len(data)
        return same_size and file.read_bytes() == data
    except OSError:
        return False

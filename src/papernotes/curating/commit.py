"""Put a changed catalog in its place, and record that: both or neither."""

import datetime as dt
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TypeVar

from papernotes.curating.change import Change
from papernotes.curating.place import FILE, free, place, take_back
from papernotes.curating.target import Target, unchanged
from papernotes.errors import PapernotesError
from papernotes.files import private_folder, write_whole
from papernotes.index.fresh import digest
from papernotes.marking.unfinished import Unfinished, begin, end, is_recorded
from papernotes.model.event import Event
from papernotes.paths import Places

_T = TypeVar("_T")


def commit(
    places: Places,
    change: Change,
    event: Event,
    record: Callable[[Event], _T],
    also: ExitStack | None = None,
) -> _T:
    """Write a catalog and record the event, which has its id: both or neither.

    Gives what `record` gives.
    Whoever is killed in between leaves it to the next writer to finish. Call it under the
    writer's lock. Raises PapernotesError or OSError, with all as it was; `also` takes back what
    else was done for it, and is emptied where it may not.
    """
    into = change.into
    made = not (places.catalogs / into.name).is_dir()
    aside = _keep(places, into.name, change.cores)
    event = event._replace(aside=aside.name if aside else None)
    try:
        file = into.path or places.catalogs / into.name / FILE
        begin(places, Unfinished(file, digest(into.data) if into.path else None, event))
        if into.path is None:
            place(places, into.name, change.data)
        else:
            write_catalog(into, change.data)
    except BaseException:
        _let_go(places, aside)
        raise
    others = also.pop_all() if also else ExitStack()
    try:
        found = record(event)
    except BaseException:
        if is_recorded(places, event):  # interrupted after that: it is done
            _let_go(places)
            raise
        _put_back(places, into, made=made)
        _let_go(places, aside)
        others.close()
        raise
    _let_go(places)
    return found


def _put_back(places: Places, into: Target, *, made: bool) -> None:
    """Make the catalog what it was. Raises PapernotesError if that can't be."""
    try:
        if into.path is None:
            take_back(places, into.name, folder=made)
        else:
            write_whole(into.path, into.data)
    except OSError as error:
        raise PapernotesError(
            f"{into.name} was changed, which could neither be recorded nor taken back:"
            f" {error.strerror}",
            hint="The next command that writes will record it. Nothing was lost.",
        ) from error


def _let_go(places: Places, aside: Path | None = None) -> None:
    """Clear away what is of no use any more; what is left of it does no harm."""
    with suppress(OSError):
        if aside:
            aside.unlink(missing_ok=True)
        end(places)


def write_catalog(into: Target, data: bytes) -> None:
    """Replace the file that `into` was read from, unless somebody else did meanwhile."""
    if into.path is None or into.stamp is None:
        raise RuntimeError(f"{into.name} is yet to be made")
    if not unchanged(into.stamp, into.path):
        raise PapernotesError(
            f"{into.path} was changed by somebody else at this very moment",
            hint="Nothing was changed. Run the same command again.",
        )
    if not os.access(into.path, os.W_OK):  # to replace it, only the folder would be asked
        raise PapernotesError(
            f"{into.path} may not be written to",
            hint="Nothing was changed. Allow it, or use another catalog with --catalog.",
        )
    write_whole(into.path, data)


def _keep(places: Places, catalog: str, cores: Sequence[bytes]) -> Path | None:
    if not cores:
        return None
    private_folder(places.taken_out)
    for left in places.taken_out.glob(".*"):  # what a killed writer left: no two names are alike
        left.unlink(missing_ok=True)
    when = dt.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    path = free(places.taken_out, f"{catalog}-{when}", ".toml")
    write_whole(path, b"# Taken out of a catalog by papernotes.\n\n" + b"\n\n".join(cores) + b"\n")
    return path

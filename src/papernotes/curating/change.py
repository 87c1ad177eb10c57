"""Change the papers of a catalog of one's own, and keep what was taken out of it."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from papernotes.catalog import bundled
from papernotes.catalog.blocks import Block, blocks
from papernotes.catalog.read import Flaw, named, toml
from papernotes.catalog.schema import paper
from papernotes.curating.place import FILE, free, place, take_back
from papernotes.curating.splice import END, core, spliced
from papernotes.curating.target import Target, unchanged
from papernotes.errors import BAD_DATA, USAGE, PapernotesError
from papernotes.files import private_folder, write_whole
from papernotes.index.fresh import digest
from papernotes.library.core import Library
from papernotes.marking.unfinished import Unfinished, begin, end, is_recorded
from papernotes.model.event import Event
from papernotes.model.paper import Entry, Paper
from papernotes.paths import Places

_T = TypeVar("_T")


class Put(NamedTuple):
    """A paper's text, and the paper in whose place it comes; None: in none's.

    What the text reads as need not be read again where it is known; `last`: it comes at the end.
    """

    text: str
    instead: Entry | None = None
    paper: Paper | None = None
    last: bool = False


def must_be_own(catalog: str, what: str) -> None:
    """Raises PapernotesError if a catalog is the bundled one, which nobody can `what`."""
    if catalog == bundled.NAME:
        raise PapernotesError(
            f"{catalog} comes with papernotes, and you can't {what}",
            hint=f"Copy it to one of your own: papernotes catalog new NAME --from {catalog}",
            code=USAGE,
        )


def text_of(library: Library, into: Target, entry: Entry) -> str:
    """A paper's block as its catalog's file has it, without what follows it."""
    place = _places(library, into, [entry])[0]
    return core(list(blocks(into.data))[place].data)[0].decode()


class Change(NamedTuple):
    """What a catalog is to hold, and what is taken out of it for that."""

    into: Target
    data: bytes
    cores: Sequence[bytes] = ()


def change(library: Library, into: Target, *, cut: Sequence[Entry], put: Sequence[Put]) -> Change:
    """Take papers out and put others in; nothing is written yet.

    Raises PapernotesError if that would leave no catalog.
    """
    if into.path is None or into.stamp is None:
        raise RuntimeError(f"{into.name} is yet to be made")
    replaced = [each for each in put if each.instead is not None]
    entries = [*cut, *(each.instead for each in replaced if each.instead)]
    places = _places(library, into, entries)
    _must_fit(
        library, into, entries, [each.paper or read_one(each.text, into.path) for each in put]
    )
    changes: dict[int, str | None] = dict.fromkeys(places[: len(cut)])
    for where, each in zip(places[len(cut) :], replaced, strict=True):
        changes[where] = each.text
    added = [(_before(library, into, each.text), each.text) for each in put if each.instead is None]
    cores = list(blocks(into.data))
    taken = [core(cores[where].data)[0] for where in places]
    return Change(into, spliced(into.data, changes, added), taken)


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


def read_one(text: str, shown: Path) -> Paper:
    """The one paper of a text. Raises PapernotesError if it holds none, or several."""
    tables = toml(Block(1, text.encode()))
    if isinstance(tables, Flaw):
        raise _wrong(f"line {tables.line} {tables.message}", shown)
    found = tables.pop("paper", None)
    if not isinstance(found, list) or len(found) != 1 or not isinstance(found[0], dict) or tables:
        raise _wrong("it has to hold one [[paper]], and nothing else", shown)
    try:
        return paper(found[0])
    except ValueError as error:
        raise _wrong(f"{named(found[0])}{error}", shown) from None


def _wrong(what: str, shown: Path) -> PapernotesError:
    return PapernotesError(what, hint=f"{shown} is as it was.", code=BAD_DATA)


def texts(file: Path) -> list[str]:
    """The blocks that were taken out and kept in a file."""
    return [core(block.data)[0].decode() for block in list(blocks(file.read_bytes()))[1:]]


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


def _places(library: Library, into: Target, entries: Sequence[Entry]) -> list[int]:
    """Where among the blocks of the file the papers stand."""
    if not entries:
        return []
    at = {digest(block.data): place for place, block in enumerate(blocks(into.data))}
    return [_place(library, into, entry, at) for entry in entries]


def _place(library: Library, into: Target, entry: Entry, at: dict[bytes, int]) -> int:
    (block,) = library.db.execute(
        "SELECT block FROM paper WHERE catalog = ? AND number = ?", (into.name, entry.paper.number)
    ).fetchone()
    if block not in at:
        raise PapernotesError(
            f"{entry.paper.name} can't be told from what stands around it in {into.path}",
            hint="Nothing was changed. Change that file with an editor.",
        )
    return at[block]


def _before(library: Library, into: Target, text: str) -> int:
    """Before which block a paper comes, by its number."""
    number = read_one(text, into.path or Path()).number
    row = library.db.execute(
        "SELECT block FROM paper WHERE catalog = ? AND number > ? ORDER BY number LIMIT 1",
        (into.name, number),
    ).fetchone()
    if row is None:
        return END
    at = {digest(block.data): place for place, block in enumerate(blocks(into.data))}
    return at.get(row[0], END)


def _must_fit(
    library: Library, into: Target, gone: Iterable[Entry], papers: Sequence[Paper]
) -> None:
    """Raises PapernotesError if a paper's number or a name of it is another's."""
    left = {entry.paper.number for entry in gone}
    for each in papers:
        handles = [*each.ids, *([f"{into.name}/{each.key}"] if each.key else [])]
        marks = ",".join("?" * len(handles))
        for number, name in library.db.execute(
            f"SELECT p.number, h.name FROM handle h JOIN paper p USING (row) WHERE p.catalog = ?"
            f" AND h.name IN ({marks}) UNION ALL"
            " SELECT number, 'number ' || number FROM paper WHERE catalog = ? AND number = ?",
            (into.name, *handles, into.name, each.number),
        ):
            if number not in left:
                raise PapernotesError(
                    f"{name.removeprefix(f'{into.name}/')} is that of another paper,"
                    f" {into.name}/{number}",
                    hint=f"Nothing was changed. See it with: papernotes show {into.name}/{number}",
                    code=BAD_DATA,
                )

"""What becomes of a catalog of one's own when papers go into it or out of it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from papernotes.catalog import bundled
from papernotes.catalog.blocks import Block, blocks
from papernotes.catalog.read import Flaw, named, toml
from papernotes.catalog.schema import paper
from papernotes.curating.splice import END, core, spliced
from papernotes.curating.target import Target
from papernotes.errors import BAD_DATA, USAGE, PapernotesError
from papernotes.index.fresh import digest
from papernotes.library.core import Library
from papernotes.model.paper import Entry, Paper


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


def read_one(text: str, shown: Path, line: int = 1) -> Paper:
    """The one paper of a text that begins at `line` of the file that is shown.

    Raises PapernotesError if it holds none, or several.
    """
    tables = toml(Block(line, text.encode()))
    if isinstance(tables, Flaw):
        raise _wrong(f"line {tables.line} {tables.message}", shown)
    found = tables.pop("paper", None)
    if not isinstance(found, list) or len(found) != 1 or not isinstance(found[0], dict) or tables:
        raise _wrong("a paper's text has to hold one [[paper]], and nothing else", shown)
    try:
        return paper(found[0])
    except ValueError as error:
        raise _wrong(f"{named(found[0])}{error}", shown) from None


def _wrong(what: str, shown: Path) -> PapernotesError:
    return PapernotesError(what, hint=f"{shown} is as it was.", code=BAD_DATA)


def texts(file: Path) -> list[str]:
    """The blocks that were taken out and kept in a file."""
    return [core(block.data)[0].decode() for block in list(blocks(file.read_bytes()))[1:]]


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

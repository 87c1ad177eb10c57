"""The catalog that papers are added to: which one, and what is taken in it."""

import os
import re
from pathlib import Path
from typing import Final, NamedTuple

from papernotes.catalog import bundled
from papernotes.catalog.blocks import Block, blocks
from papernotes.catalog.read import Flaw, toml
from papernotes.catalog.schema import MAX_NUMBER, SCHEMA
from papernotes.curating.block import string
from papernotes.curating.offer import fitting
from papernotes.errors import BAD_DATA, NOT_FOUND, USAGE, PapernotesError
from papernotes.index.scan import Stamp
from papernotes.library.catalogs import Catalog, catalogs
from papernotes.library.core import Library, must_exist, problems
from papernotes.model.names import is_key

MINE: Final = "mine"  # the catalog that is made when the first paper is added
_TITLE = "My papers"

# Numbers and keys in the text itself: those of papers that could not be read count, too.
_NUMBER = rb"""^[ \t]*["']?number["']?[ \t]*=[ \t]*\+?([0-9_]{1,12})"""
_KEY = rb"""^[ \t]*["']?key["']?[ \t]*=[ \t]*["']([a-z0-9-]{1,64})["']"""


class Target(NamedTuple):
    """A catalog of one's own, as its file is now."""

    name: str
    path: Path | None  # None: it is yet to be made
    stamp: Stamp | None
    data: bytes
    numbers: set[int]
    keys: set[str]

    def free_numbers(self, count: int) -> list[int]:
        """After the largest, as long as there are any; then the smallest that are free."""
        largest = max(self.numbers, default=0)
        if largest + count <= MAX_NUMBER:
            return list(range(largest + 1, largest + count + 1))
        free = (number for number in range(1, MAX_NUMBER + 1) if number not in self.numbers)
        return [number for number, _ in zip(free, range(count), strict=False)]


def head(title: str) -> bytes:
    """What a catalog's file begins with."""
    return f"schema = 1\ntitle = {string(title)}\n".encode()


def target(library: Library, title: str = _TITLE, *, make: bool = False) -> Target:
    """The catalog that was asked for; else the current one, if it is one's own; else `mine`.

    `make`: one that was asked for and is not there is to be made, with that `title`. Raises
    PapernotesError if it can't be added to.
    """
    name = library.catalog
    known = {catalog.name: catalog for catalog in catalogs(library)}
    asked = library.settings.sources["catalog"] == "--catalog"
    if name == bundled.NAME and asked:
        raise PapernotesError(
            f"{name} comes with papernotes and can't be added to",
            hint=f"Add to one of your own: --catalog {MINE}. Or copy it:"
            f" papernotes catalog new NAME --from {name}",
            code=USAGE,
        )
    if name == bundled.NAME:
        name = MINE
    if name in known:
        return existing(library, known[name])
    if name == MINE:
        return Target(MINE, None, None, head(title), set(), set())
    if asked and make:
        fitting(name, "papernotes import FILE --catalog {}")
        return Target(name, None, None, head(title), set(), set())
    if asked:
        raise PapernotesError(
            f"no catalog “{name}”",
            hint=f"You have {', '.join(known)}. Begin a new one with: papernotes catalog new {name}"
            if is_key(name)
            else f"You have {', '.join(known)}.",
            code=NOT_FOUND,
        )
    must_exist(library)
    raise AssertionError(name)  # it is among the catalogs, then


def existing(library: Library, catalog: Catalog) -> Target:
    """A catalog that there is. Raises PapernotesError if nothing can be put into it."""
    path = Path(catalog.path)
    flaws = [problem for problem in problems(library) if problem.path == catalog.path]
    if not library.db.execute("SELECT 1 FROM catalog WHERE name = ?", (catalog.name,)).fetchone():
        raise PapernotesError(
            f"{path} {flaws[0].message if flaws else 'could not be read'}",
            hint="Nothing was added. See: papernotes check",
            code=flaws[0].code if flaws else BAD_DATA,
        )
    stamp = Stamp.of(path.stat())
    data = path.read_bytes()
    _must_end_well(path, data, flawed=bool(flaws))
    rows = library.db.execute(
        "SELECT number, key FROM paper WHERE catalog = ?", (catalog.name,)
    ).fetchall()
    # What could not be read is not in the library, and yet it has what it has.
    unread = data if flaws else b""
    written = (int(found) for found in re.findall(_NUMBER, unread, re.MULTILINE) if _is_int(found))
    return Target(
        catalog.name,
        path,
        stamp,
        data,
        {number for number, _ in rows} | {number for number in written if number <= MAX_NUMBER},
        {key for _, key in rows if key}
        | {key.decode() for key in re.findall(_KEY, unread, re.MULTILINE)},
    )


def _must_end_well(path: Path, data: bytes, *, flawed: bool) -> None:
    """A paper can be appended only to what is TOML: who knows what an open string takes in?

    The library has read each block, so the whole is only looked at where it complained.
    """
    head = toml(next(blocks(data)))
    wrong = toml(Block(1, data)) if flawed else None
    if isinstance(wrong, Flaw):
        raise PapernotesError(
            f"{path}:{wrong.line}: {wrong.message}",
            hint="Nothing was added. Mend that first; all of it: papernotes check",
            code=BAD_DATA,
        )
    schema = head.get("schema") if isinstance(head, dict) else None
    if type(schema) is int and SCHEMA < schema <= MAX_NUMBER:  # who knows what it means there?
        raise PapernotesError(
            f"{path} is of schema {schema}, newer than this papernotes",
            hint="Nothing was added. Upgrade papernotes, or add to another catalog with --catalog.",
            code=BAD_DATA,
        )
    if isinstance(head, dict) and "paper" in head:
        raise PapernotesError(
            f"{path} holds its papers in an array, to which nothing can be appended",
            hint="Write each as [[paper]]. Nothing was added.",
            code=BAD_DATA,
        )


def _is_int(text: bytes) -> bool:
    return re.fullmatch(rb"[0-9]+(?:_[0-9]+)*", text) is not None


def unchanged(stamp: Stamp, path: Path) -> bool:
    return Stamp.of(os.stat(path)) == stamp  # noqa: PTH116 (as the index looks at files)

"""A catalog's file from elsewhere: its bytes, and what the catalog will be called."""

import os
import re
import shlex
import stat
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from papernotes.catalog import bundled
from papernotes.curating.fetched import fetched
from papernotes.curating.origin import BUNDLED, Origin, origin
from papernotes.curating.place import FILE
from papernotes.curating.sources import is_address, name_in, without_password
from papernotes.errors import BAD_DATA, USAGE, PapernotesError
from papernotes.index.refresh import MAX_SIZE
from papernotes.index.scan import NOT_REGULAR
from papernotes.model.names import is_key
from papernotes.paths import Places
from papernotes.settings import Given

STDIN: Final = "-"
_LONGEST = 120  # characters of a name that a message repeats


class Offer(NamedTuple):
    """A catalog from elsewhere: its bytes, what they are called in messages, its origin."""

    shown: str
    data: bytes
    origin: Origin | None


def offered(places: Places, given: Given, source: str) -> Offer:
    """What a source holds now: an address, a file, or a folder.

    Raises PapernotesError if it can't be had.
    """
    if source == BUNDLED:
        return Offer(bundled.NAME, data := bundled.path().read_bytes(), Origin(BUNDLED, data))
    if is_address(source):
        source = without_password(source)
        shown, data = fetched(places, given, source, MAX_SIZE["catalog"])
        return Offer(shown, data, Origin(source, data))
    file = file_of(source)
    data = read_file(file)
    folder = Path(os.path.abspath(file)).parent  # noqa: PTH100 (resolve() follows links)
    if places.set_aside in folder.parents:  # it comes back, and remembers where it was from
        return Offer(str(file), data, origin(folder))
    written = folder if file.name == FILE else folder / file.name
    return Offer(str(file), data, Origin(str(written), data))


def file_of(file: str) -> Path:
    """The file that is meant: of a folder its papers.toml."""
    # Unlike Path's, os.path's never raises: not of a name that is too long either.
    return Path(file) / FILE if os.path.isdir(file) else Path(file)  # noqa: PTH112


class Kind(NamedTuple):
    """What a file is read for: what to say of one that is not for that."""

    most: int  # bytes
    smaller: str  # what to do about a larger one
    folder: str  # what a folder lacks
    again: str  # the command that takes it
    name: str  # what to name


CATALOG: Final = Kind(
    MAX_SIZE["catalog"],
    "Split it into several catalogs.",
    f", without a {FILE}",
    "papernotes catalog add",
    "Name a catalog's TOML file, or its folder.",
)
LIST: Final = Kind(
    64_000_000,
    "Take it apart, and import the pieces.",
    "",
    "papernotes import",
    "Name a file that can be read.",
)


def read_file(path: Path, kind: Kind = CATALOG) -> bytes:
    """All of a file. Raises PapernotesError if it can't be read, or is no honest size."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise PapernotesError(
                f"{path} is a folder{kind.folder}",
                hint=f"Name a file: {kind.again} FILE",
                code=BAD_DATA,
            )
        if not stat.S_ISREG(mode):  # a pipe would hang us
            raise PapernotesError(
                f"{path} {NOT_REGULAR}",
                hint=f"Give what it holds on stdin: {kind.again} -"
                + (" --name NAME" if kind == CATALOG else ""),
                code=BAD_DATA,
            )
        with path.open("rb") as stream:
            return read_stream(stream, str(path), kind)
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        what = error.strerror if isinstance(error, OSError) else "no file has such a name"
        raise PapernotesError(f"{path} can't be read: {what}", hint=kind.name) from error


def read_stream(stream: BinaryIO, shown: str, kind: Kind = CATALOG) -> bytes:
    data = stream.read(kind.most + 1)
    if len(data) > kind.most:
        raise PapernotesError(
            f"{shown} is larger than {kind.most // 1_000_000} MB", hint=kind.smaller
        )
    return data


def name_for(file: str, asked: str | None) -> str:
    """The name of a catalog that is made from `file`: `asked`, else the file's or folder's.

    Raises PapernotesError (wrong usage) if that can be no catalog's name.
    """
    if asked is None and file == STDIN:
        raise _unnamed("what comes on stdin has no name", file, None)
    if asked is None:
        if is_address(file):
            return _checked(_fit(name_in(file)), name_in(file), file)
        # As it was typed, made absolute: "." has no name, and a link's own name is meant.
        path = Path(os.path.abspath(file_of(file)))  # noqa: PTH100 (resolve() follows links)
        written = path.parent.name if path.name == FILE else path.stem
        name = _fit(written)
    else:
        written = name = asked
    return _checked(name, written, file)


def fitting(name: str, command: str) -> None:
    """Raises PapernotesError (wrong usage) if `name` can be no catalog's; `command` takes it."""
    if is_key(name) and name != bundled.NAME:
        return
    fit = _fit(name)
    better = fit if is_key(fit) and fit != bundled.NAME else f"my-{bundled.NAME}"
    raise PapernotesError(
        f"{name} is the bundled catalog's name"
        if name == bundled.NAME
        else f"“{name[:_LONGEST]}” can't be a catalog's name: small letters, digits and hyphens,"
        " at least one letter",
        hint=f"Give it another: {command.format(better)}",
        code=USAGE,
    )


def _checked(name: str, written: str, file: str) -> str:
    if not is_key(name):
        fit = _fit(written)
        raise _unnamed(
            f"“{written[:_LONGEST]}” can't be a catalog's name: small letters, digits and hyphens,"
            " at least one letter",
            file,
            fit if is_key(fit) and fit != bundled.NAME else None,
        )
    if name == bundled.NAME:
        raise _unnamed(f"{name} is the bundled catalog's name", file, f"my-{name}")
    return name


def _fit(name: str) -> str:
    return re.sub("[ _]+", "-", name.strip(" ").lower())


def _unnamed(message: str, file: str, name: str | None) -> PapernotesError:
    command = f"papernotes catalog add {shlex.quote(file)} --name {name or 'my-papers'}"
    return PapernotesError(message, hint=f"Give it one: {command}", code=USAGE)

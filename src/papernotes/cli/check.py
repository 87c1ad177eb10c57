"""`papernotes check`."""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papernotes.checking.finding import Finding
from papernotes.cli.options import Asked, AskedOptions
from papernotes.cli.shell import Found, given, here, read, show, today
from papernotes.errors import BAD_DATA, NOT_FOUND, PapernotesError, refusing
from papernotes.library.core import Library, catalog_names, open_library
from papernotes.model.text import scalar
from papernotes.render.findings import Findings

if TYPE_CHECKING:
    from papernotes.checking.library import Examined

_STDIN = "-"
_LONGEST = 120  # characters of a name that a message repeats


def command(
    asked: AskedOptions,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help="A catalog: its file, its folder, “-” for stdin, or the name of one you have."
            " Without it: all that belongs to your library.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Find what is wrong with your library or a catalog, and say what to do.

    Without FILE it looks at your journals, notes, catalogs, settings and the index. With
    FILE it tells the author of a catalog of errors, for which something is left out, and of
    what should be looked at, each with its line. It never changes anything. The exit code is
    4 if there are errors.

    Examples:
        papernotes check
        papernotes check llm
    """
    view, found = _library(asked) if file is None else _file(asked, file)
    shown = show(view, found, asked, pager=True)
    return BAD_DATA if any(each.severity == "error" for each in view.findings) else shown


def _library(asked: Asked) -> tuple[Findings, Found]:
    # Pydantic: help does without it.
    from papernotes.checking.library import examine
    from papernotes.index.store import from_files

    # Made from the files alone: what is to be examined is neither trusted nor mended.
    with open_library(here(), given(asked), from_files, any_catalog=True) as library:
        examined = examine(library, today(), time.time_ns())
        return Findings(examined.findings, _looked_at(examined)), Found(library.settings)


def _looked_at(examined: "Examined") -> str:
    """`3 devices' journals with 120 events, 4 notes, 2 catalogs with 58 papers`."""
    many = examined.devices != 1
    devices = f"{examined.devices} devices' journals" if many else "1 device's journal"
    return (
        f"{devices} with {_count(examined.events, 'event')}, {_count(examined.notes, 'note')},"
        f" {_count(examined.catalogs, 'catalog')} with {_count(examined.papers, 'paper')},"
        f" {examined.state}"
    )


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _file(asked: Asked, file: str) -> tuple[Findings, Found]:
    # Pydantic: help does without it.
    from papernotes.checking.catalog import check_catalog
    from papernotes.checking.library import knows

    def look(library: Library) -> Findings:
        path = None if file == _STDIN else _path(library, file)
        data = _read(path)
        name = str(path or _STDIN)
        if isinstance(data, str):
            hint = "Split it into several catalogs."
            return Findings([Finding(0, "unreadable", data, hint, name)], "0 papers")
        checked = check_catalog(data, today(), knows(library))
        findings = [each._replace(file=name) for each in checked.findings]
        return Findings(findings, _count(checked.papers, "paper"))

    view, found = read(asked, look, any_catalog=True)
    # What is wrong with other files is not what was asked.
    return view, Found(found.settings)


def _path(library: Library, file: str) -> Path:
    """The file that is meant: a path, a folder that holds one, or the name of a catalog."""
    path = Path(file)
    try:
        if path.is_dir() and (path / "papers.toml").exists():
            return path / "papers.toml"
        if path.exists() and not path.is_dir():
            return path
    except (OSError, ValueError):  # no name that a file could have
        pass
    # Of the files, not of what was read of them: a catalog that can't be read, all the more.
    query = "SELECT path FROM source WHERE kind = 'catalog' AND name = ?"
    found = library.db.execute(query, (scalar(file),)).fetchone()
    if found:
        return Path(os.fsdecode(found[0]))
    shown = file if len(file) <= _LONGEST else f"{file[:_LONGEST]}…"
    raise PapernotesError(
        f"no file and no catalog “{shown}”",
        hint=f"You have {', '.join(catalog_names(library)) or 'no catalogs'}. A file of another"
        " one is named by its path: papernotes check ./papers.toml",
        code=NOT_FOUND,
    )


def _read(path: Path | None) -> bytes | str:
    """The bytes of a catalog, or why it is too much."""
    from papernotes.index.refresh import MAX_SIZE

    limit = MAX_SIZE["catalog"]
    with refusing("read it" if path else "read stdin"):
        if path is None:
            data = sys.stdin.buffer.read(limit + 1) if sys.stdin else b""
        else:
            with path.open("rb") as opened:
                data = opened.read(limit + 1)
    return data if len(data) <= limit else f"is larger than {limit // 1_000_000} MB"

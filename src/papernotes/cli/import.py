"""`papernotes import`."""
# ruff: noqa: N999 (commands are modules of their names; nobody imports this one but by its name)

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from papernotes.cli.curate import confirm
from papernotes.cli.options import Asked, AskedOptions, OwnCatalogOption
from papernotes.cli.shell import given, here
from papernotes.curating.offer import LIST, STDIN, read_file, read_stream
from papernotes.curating.sources import is_address, without_password
from papernotes.errors import BAD_DATA, USAGE, PapernotesError, refusing
from papernotes.importing.formats import FORMATS, Found
from papernotes.index.progress import reached
from papernotes.model.clean import clean
from papernotes.model.record import Left, Record
from papernotes.render.imported import Import

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_STEP = 500  # lines, after which a bar is moved


def command(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL", help="A file, a web address, or - for stdin.", show_default=False
        ),
    ],
    asked: AskedOptions,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Only say what it would do.")
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"One of {', '.join(FORMATS)}. Without it: found out.",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="Of a table: which column is which field. Repeat it for each.",
            show_default=False,
        ),
    ] = None,
    catalog: OwnCatalogOption = None,
) -> int:
    """Import papers from a list, a bibliography or another program, into a catalog of your own.

    What you read, when, ratings, tags and notes come along where the format has them; what
    papernotes knows already stays as it is. --catalog can name a new catalog. “undo” takes all
    of it back.

    Examples:
        papernotes import reading-list.md --catalog club --dry-run
        papernotes import library.bib
        papernotes import books.csv --map "My title=title"
    """
    if format_ is not None and format_ not in FORMATS:
        raise PapernotesError(
            f"“{format_}” is no format that comes in",
            hint=f"There are {', '.join(FORMATS)}.",
            code=USAGE,
        )
    mapping = _columns(columns or [])
    if mapping and format_ is None:  # only tables have columns
        format_ = "csv"
    asked = asked._replace(catalog=catalog)
    data, shown, base = _read(source, asked)
    from papernotes.curating.take_in import take_in  # brings Pydantic, which help can do without
    from papernotes.curating.target import target

    found = _understood(data, shown, format_, mapping, base)
    title = found.title or Path(shown).stem or "Papers"
    lines = data.count(b"\n") + 1
    del data  # as large as what is made of it
    imported = take_in(
        here(),
        given(asked),
        lambda library: target(library, title, make=True),
        _said(found, shown, lines),
        found.format,
        dry=dry_run,
    )
    return confirm(
        Import(imported, shown, dry=dry_run), imported.settings, imported.problems, asked
    )


def _read(source: str, asked: Asked) -> tuple[bytes, str, str]:
    """What is to be imported, what to call it, and the address from which its links lead on."""
    if is_address(source):
        from papernotes.curating.fetched import page

        found = page(here(), given(asked), source, LIST.most)
        return found.data, without_password(source), found.url
    if not source or _SCHEME.match(source):
        raise PapernotesError(
            f"“{clean(source)}” is no file, and no address that begins with http:// or https://",
            hint="Name one of the two, or - for stdin: papernotes import FILE",
            code=USAGE,
        )
    if source == STDIN:
        with refusing("read stdin"):
            data = read_stream(sys.stdin.buffer, "stdin", LIST) if sys.stdin else b""
        return data, "stdin", ""
    return read_file(Path(source), LIST), source, ""


def _columns(texts: list[str]) -> Mapping[str, str]:
    """What --map says: COLUMN=FIELD."""
    found: dict[str, str] = {}
    for text in texts:
        column, equals, field = text.rpartition("=")
        if not (equals and column and field):
            raise PapernotesError(
                f"--map: “{text}” is not of the form COLUMN=FIELD",
                hint='Write it like: --map "My title=title"',
                code=USAGE,
            )
        column = column.strip()
        if found.setdefault(column, field.strip()) != field.strip():
            raise PapernotesError(
                f"--map: the column “{column}” is said to be two fields",
                hint="Say it once for each column.",
                code=USAGE,
            )
    return found


def _understood(
    data: bytes, shown: str, format_: str | None, columns: Mapping[str, str], base: str
) -> Found:
    from papernotes.importing.decode import text_of  # what reads formats, only when it is needed
    from papernotes.importing.formats import UnreadableError, read

    try:
        return read(text_of(data), format_, columns, _ending(shown), base)
    except UnreadableError as error:
        raise _unreadable(shown, error) from None


def _ending(shown: str) -> str:
    """Of a file's name; of an address what its path ends with."""
    name = urlsplit(shown).path if is_address(shown) else shown
    return Path(name).suffix


def _said(found: Found, shown: str, lines: int) -> Iterator[Record | Left]:
    """The records; an end that can't be read, in our words."""
    from papernotes.importing.formats import UnreadableError

    what, last = f"Reading {clean(Path(shown).name)}", 0
    try:
        for item in found.items:
            if item.line >= last + _STEP:
                last = item.line
                reached(what, last, lines)
            yield item
    except UnreadableError as error:
        raise _unreadable(shown, error) from None
    finally:
        reached(what, lines, lines)


def _unreadable(shown: str, error: Exception) -> PapernotesError:
    return PapernotesError(
        f"{shown} {error}",
        hint=getattr(error, "hint", "")
        or "Nothing was imported. Another format? Say which: papernotes import FILE --format …",
        code=BAD_DATA,
    )

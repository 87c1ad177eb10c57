"""CSV with a header: ours, Zotero's, Goodreads', and any that names its columns."""

from collections.abc import Iterator, Mapping, Sequence

from papernotes.importing.bib.blocks import begins
from papernotes.importing.dropped import Dropped
from papernotes.importing.formats import UnreadableError
from papernotes.importing.tables import known as dialects
from papernotes.importing.tables.columns import columns as placed
from papernotes.importing.tables.columns import field_of
from papernotes.importing.tables.dates import settle
from papernotes.importing.tables.guess import Guess
from papernotes.importing.tables.rows import SAMPLE, Row, header, rows
from papernotes.importing.texts import beginning
from papernotes.model.record import Left, Record

_KNOWN = 2  # columns that make a text a table


def looks_like(text: str) -> bool:
    if text[:10].lstrip("\ufeff \t\r\n")[:1] in ("{", "<", "@", "%"):
        return False
    found = header(text)
    if found is None or found.below == 1:
        return False
    if found.first:
        return found.known >= _KNOWN
    # A heading stands above. That may be an entry of BibTeX, and the table a part of its note.
    is_table = found.known > _KNOWN and found.below == len(found.header)
    return is_table and not begins(text[:SAMPLE])


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:
    table = header(text, list(columns))
    if table is None:
        top = text.lstrip("\ufeff\r\n").partition("\n")[0]
        raise UnreadableError(f"has no header that names a column of titles: {beginning(top)}")
    below: list[Row] = []
    left: list[Left] = []
    for found in rows(text, table):
        if isinstance(found, Left):
            left.append(found)
        elif any(cell.strip() for cell in found.cells[len(table.header) :]):
            text_of = " ".join(found.cells)
            left.append(Left(found.line, beginning(text_of), "has more cells than the header"))
        else:
            below.append(found)
    dropped = Dropped()
    known = None if columns else dialects.of(table.header, dropped)
    places = {} if known else placed(table.header, columns)
    settle(below, _dated(table.header, places))
    if known:
        made = ((row.line, known(_named(table.header, row), row.line)) for row in below)
    else:
        guess = Guess(table.header, places, below, dropped)
        made = ((row.line, guess.record(row)) for row in below)
    for line, record in made:  # in the order of the lines
        while left and left[0].line < line:
            yield left.pop(0)
        if record is not None:
            yield record
    yield from left
    yield from dropped.lefts()


def _dated(header: Sequence[str], places: Mapping[str, Sequence[int]]) -> list[int]:
    """The columns of dates; people write the day into that for the status, too."""
    fields = ("published", "started", "finished", "status")
    if places:
        return [at for field in fields for at in places.get(field, ())]
    return [at for at, name in enumerate(header) if field_of(name) in fields]


def _named(header: list[str], row: Row) -> dict[str, str]:
    """The cells by the names of their columns, the first of a name."""
    found: dict[str, str] = {}
    for name, cell in zip(header, row.cells, strict=False):
        found.setdefault(name.strip().casefold(), cell)
    return found

"""The rows of a CSV text: what parts its cells, where its header is, on which line a row begins."""

import csv
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from papernotes.importing.formats import UnreadableError
from papernotes.importing.limits import MOST, few_lines, too_many
from papernotes.importing.tables.columns import field_of
from papernotes.importing.texts import beginning
from papernotes.model.record import Left

_DELIMITERS: Final = ",;\t|"
SAMPLE: Final = 60_000  # characters in which the header is looked for
_ROWS: Final = 12  # some tables have a heading above their header
_ENDS: Final = re.compile("\r\n|\r|\n")
_LINES: Final = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_RULE: Final = re.compile(r"[\s|:–—-]+")  # below the header of a table in Markdown
_SEP: Final = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # what Excel puts first
# An apostrophe before what a spreadsheet would take for a formula is no part of the text.
_GUARDED: Final = re.compile(r"\A'(?=[' \t\r\n]*[=+@＝＋－＠-])")
_MOST_LINES: Final = 20 * MOST
_WIDEST: Final = 2_000  # cells of a row that are looked at
_MOST_CELLS: Final = 1_000_000  # of a row, or commas in a note of one line
_AGAIN: Final = 5  # times that the rest is read anew after a quote that nobody closed


class Row(NamedTuple):
    line: int
    cells: list[str]


class Table(NamedTuple):
    """The header of a table, and how the rest of it is to be read."""

    header: list[str]
    delimiter: str
    row: int  # which row it is, counted from 0
    known: int  # how many of its columns we know by their names
    first: bool  # nothing stands above it
    below: int  # cells of the next row that has any


def header(text: str, told: Sequence[str] = ()) -> Table | None:
    """The likeliest header of a text; None if it has none that names a column of titles.

    `told` are names of columns that somebody said it has.
    """
    sample = text[:SAMPLE].lstrip("\ufeff")
    match = _SEP.match(sample)
    best: Table | None = None
    for delimiter in match[1] if match else _DELIMITERS:
        rows = _sampled(sample, delimiter)
        first = True
        for at, cells in enumerate(rows):
            names = [name.strip() for name in cells]
            fields = ["title" if name in told else field_of(name) for name in names if name]
            below = next((row for row in rows[at + 1 :] if any(row)), [])
            if "title" in fields and not (below and _RULE.fullmatch("|".join(below))):
                known = sum(field is not None for field in fields)
                if best is None or (known, len(names)) > (best.known, len(best.header)):
                    best = Table(names, delimiter, at, known, first, len(below))
            first = first and (not fields or (at == 0 and match is not None))
    return best


def rows(text: str, table: Table) -> Iterator[Row | Left]:
    """Those below the header that say something."""
    few_lines(text, _MOST_LINES)  # they are all in memory
    lines = _lines(text.lstrip("\ufeff"))
    begin, skip = 0, table.row + 1
    for _ in range(_AGAIN):
        broken: Row | None = None
        found = _parsed(lines[begin:], table.delimiter, begin, skip + MOST + 1)[skip:]
        if len(found) > MOST:
            raise too_many()
        for row in found:
            if _never_closed(row, lines):
                broken = row
            elif any(cell.strip() for cell in row.cells):
                yield Row(row.line, [_GUARDED.sub("", cell, count=1) for cell in row.cells])
        if broken is None:
            return
        yield Left(broken.line, beginning(lines[broken.line - 1]), "has a quote that is not closed")
        begin, skip = broken.line, 0
    yield Left(begin + 1, beginning("".join(lines[begin : begin + 1])), "follows too much of that")


def _never_closed(row: Row, lines: list[str]) -> bool:
    """Whether it swallowed the rest of the text, for a quote was opened and nothing closes it."""
    spans = sum(len(_ENDS.findall(cell)) for cell in row.cells if not cell.isprintable())
    if not spans or row.line + spans < len(lines):
        return False
    return sum(line.count('"') for line in lines[row.line - 1 :]) % 2 == 1


def _lines(text: str) -> list[str]:
    """The lines with their ends."""
    return _LINES.findall(text)


def _sampled(sample: str, delimiter: str) -> list[list[str]]:
    lines = _lines(sample)
    return [row.cells for row in _parsed(lines, delimiter, 0, _ROWS)]


def _narrow(lines: list[str], delimiter: str) -> Iterator[str]:
    """The lines; raises UnreadableError for one that would fill the memory with its cells."""
    for each in lines:
        if len(each) > _MOST_CELLS and each.count(delimiter) > _MOST_CELLS:
            raise UnreadableError("is no table: a row of it has more cells than any")
        yield each


def _parsed(lines: list[str], delimiter: str, before: int, most: int = sys.maxsize) -> list[Row]:
    """The rows of the CSV, with the line where each begins."""
    found: list[Row] = []
    largest = csv.field_size_limit(sys.maxsize)  # the limit is the program's, so it is put back
    try:
        reader = csv.reader(
            _narrow(lines, delimiter), delimiter=delimiter, skipinitialspace=delimiter != "\t"
        )
        at = 0
        for cells in reader:
            found.append(Row(before + at + 1, cells[:_WIDEST]))
            at = reader.line_num
            if len(found) == most:
                break
    except csv.Error as error:
        raise UnreadableError(f"is no table: {error}") from None
    finally:
        csv.field_size_limit(largest)
    return found

"""Dates of a table as spreadsheets write them: in their order, which a column as a whole tells,
or as the number of a day.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Final

from papernotes.importing.tables.rows import Row

_NUMBERS: Final = re.compile(
    r"(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?=$|[\sT,])", re.ASCII
)
_SERIAL: Final = re.compile(r"(\d{5})(?:[.,]\d{1,15})?", re.ASCII)
_EPOCH: Final = dt.date(1899, 12, 30)  # Excel's, Calc's and Google's day 0
_SERIALS: Final = range(20_000, 60_001)  # 1954 to 2064
_MONTHS: Final = 12
_THIS_CENTURY: Final = 69  # as POSIX has it: 68 is 2068, and 69 is 1969


def settle(rows: Sequence[Row], places: Iterable[int]) -> None:
    """Write the dates in those columns as ISO's, where the columns tell what they are."""
    columns = list(dict.fromkeys(places))
    orders = {at: _orders(rows, at) for at in columns}
    told = {order for found in orders.values() for order in found}
    for at in columns:
        found = orders[at] or told  # of a column that tells nothing, as of the others
        order = next(iter(found)) if len(found) == 1 else None
        for row in rows:
            if at < len(row.cells):
                row.cells[at] = _iso(row.cells[at], order)


def _orders(rows: Sequence[Row], at: int) -> set[str]:
    """The orders that dates of a column are in without doubt."""
    found = set()
    for row in rows:
        match = _NUMBERS.match(row.cells[at].strip()) if at < len(row.cells) else None
        if match and match[2] != ".":
            one, other = int(match[1]), int(match[3])
            if one > _MONTHS >= other:
                found.add("day")
            elif other > _MONTHS >= one:
                found.add("month")
    return found


def _iso(cell: str, order: str | None) -> str:
    text = cell.strip()
    if match := _SERIAL.fullmatch(text):
        number = int(match[1])
        return (_EPOCH + dt.timedelta(number)).isoformat() if number in _SERIALS else cell
    match = _NUMBERS.match(text)
    if match is None or (len(match[4]) < 4 and match[2] == "-"):  # noqa: PLR2004  # "10-12-15"
        return cell
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) < 4:  # noqa: PLR2004
        year += 2000 if year < _THIS_CENTURY else 1900
    if match[2] != ".":
        first_is_day = order == "day" or day > _MONTHS
        if not first_is_day and (order == "month" or month > _MONTHS):
            day, month = month, day
        elif not first_is_day and day != month:
            return f"{match[1]}/{match[3]}/{year}"
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return cell

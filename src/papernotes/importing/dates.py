"""Dates in the orders in which people and programs write them."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from papernotes.importing.texts import line
from papernotes.model.text import fold

_MONTHS: Final = {  # how the names of a month begin, folded: English, German, French, Spanish …
    name: number
    for number, names in enumerate(
        (
            "jan gen ene",
            "feb fev",
            "mar mrz mars",
            "apr avr abr",
            "may mai mag",
            "jun juin giu",
            "jul juil lug",
            "aug aou ago",
            "sep set",
            "oct okt ott out",
            "nov",
            "dec dez dic",
        ),
        1,
    )
    for name in names.split()
}
_SEASONS: Final = ("spring", "summer", "fall", "autumn", "winter")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)", re.ASCII)
_LAST = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)", re.ASCII)
_DAY_FIRST = re.compile(
    r"(?<![\d–-])(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s-]+(?:de\s+)?([a-z]{3,12})\.?,?[\s-]+(?:de\s+)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([a-z]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4}),?[\s-]+([a-z]{3,12})\.?(?:[\s-]+(\d{1,2}))?(?!\w)")
_MONTH = re.compile(r"\b([a-z]{3,12})\.?,?[\s/-]+(?:de\s+)?(\d{4})\b")
_MONTH_OF = re.compile(r"(\d{1,2})[/.](\d{4})", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", re.ASCII)
EITHER: Final = "may be one of two days"
_LONGEST = 100  # characters: more is prose
_MONTHS_OF_A_YEAR = 12


def exact(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """As precise as can be: a month that is none leaves the year, a day that is none the month."""
    if not 1000 <= year <= 9999:  # noqa: PLR2004  # four digits
        return None
    if month is None or not 1 <= month <= _MONTHS_OF_A_YEAR:
        return f"{year}"
    try:
        return dt.date(year, month, day or 0).isoformat()
    except (ValueError, OverflowError):
        return f"{year}-{month:02}"


def published(value: object) -> str | None:
    """A date in whatever order, as precise as it says without doubt."""
    text = fold(line(value)).strip()
    if not text or len(text) > _LONGEST:
        return None
    if match := _ISO.match(text) or _COMPACT.fullmatch(text):
        return exact(*(int(part) for part in match.groups() if part))
    if match := _LAST.match(text):
        return _last(match)
    if match := _MONTH_OF.fullmatch(text):
        return exact(int(match[2]), int(match[1]))
    if found := _named(text):
        return found
    year = _YEAR.search(text)
    return year[0] if year else None


def day(value: object) -> str | None:
    """The day of a calendar that `value` writes, or None if it says less than a day."""
    found = published(value)
    return found if found and len(found) == len("2023-05-23") else None


def no_day(value: object) -> str:
    """Why `value` says less than a day: what follows it in a sentence."""
    text = line(value)
    match = _LAST.match(text)
    if match and match[2] != "." and max(int(match[1]), int(match[3])) <= _MONTHS_OF_A_YEAR:
        return EITHER
    return "names no day" if published(text) else "is no date"


def _last(match: re.Match[str]) -> str | None:
    """A year that comes last. With points the day comes first; else only the numbers can tell."""
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or one > _MONTHS_OF_A_YEAR or one == other:
        return exact(year, other, one)
    if other > _MONTHS_OF_A_YEAR:
        return exact(year, one, other)
    return exact(year)


def _named(text: str) -> str | None:
    """A date with a month's name."""
    found: str | None = None
    if (match := _DAY_FIRST.search(text)) and (month := _month(match[2])):
        found = exact(int(match[3]), month, int(match[1]))
    elif (match := _MONTH_FIRST.search(text)) and (month := _month(match[1])):
        found = exact(int(match[3]), month, int(match[2]))
    elif (match := _YEAR_FIRST.search(text)) and (month := _month(match[2])):
        found = exact(int(match[1]), month, int(match[3]) if match[3] else None)
    elif (match := _MONTH.search(text)) and (month := _month(match[1])):
        found = exact(int(match[2]), month)
    return found


def _month(name: str) -> int | None:
    if name in _SEASONS:
        return None
    return _MONTHS.get(name[:4]) or _MONTHS.get(name[:3])


def most_precise(values: Sequence[object]) -> str | None:
    """The most precise of several dates that are of the year of the first that says one."""
    found = [date for value in values if (date := published(value))]
    same = [date for date in found if date[:4] == found[0][:4]]
    return max(same, key=len, default=None)

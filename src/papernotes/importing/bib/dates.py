"""When and how long: dates and numbers of pages as BibTeX entries write them."""

import re
from collections.abc import Mapping
from datetime import date

from papernotes.importing.latex import plain

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_RANGE = re.compile(r"(?:\d+:)?(\d{1,6})\s*[-–—]+\s*(?:\d+:)?(\d{1,6})")
_MOST_PAGES = 20_000
_LAST_DAY = 31
_LONGEST_MONTH = 40  # characters
_NUMBERED_BY_WHOLE = ("book", "mvbook", "thesis", "phdthesis", "mastersthesis", "report", "manual")


def published(fields: Mapping[str, str]) -> str | None:
    """The date of publication, as precise as the fields have it."""
    # "2023-05/2023-06" is a span; its beginning is the date.
    written = plain(fields.get("date", "")).partition("/")[0].strip()
    if match := _ISO.match(written):
        return _valid(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    text = written or plain(fields.get("year", ""))
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text):
        return _valid(int(match[1]), int(match[2]), int(match[3] or 0))
    year = _YEAR.search(text)
    if year is None:
        return None
    month, day = _month(plain(fields.get("month", "")) or text.replace(year[0], ""))
    if not day and (match := re.fullmatch(r"\d{1,2}", plain(fields.get("day", "")))):
        day = int(match[0])
    return _valid(int(year[1]), month, day)


def _month(text: str) -> tuple[int, int]:
    """Month and day of "jan", "January", "1", "jan 12", "12~jan", "5--9 May", "May/June"."""
    first = re.split("[/–—]|--", text, maxsplit=1)[0]
    words = re.findall(r"[a-z]+|\d+", text.lower()[:_LONGEST_MONTH])
    name = next((word[:3] for word in words if word[:3] in _MONTHS), None)
    numbers = [int(word) for word in re.findall(r"\b\d{1,2}\b", first) if int(word) <= _LAST_DAY]
    if name is None:
        return (numbers[0], 0) if len(numbers) == 1 and len(words) == 1 else (0, 0)
    return _MONTHS.index(name) + 1, numbers[0] if numbers else 0


def _valid(year: int, month: int, day: int) -> str | None:
    """As much of a date as there is in the calendar (BibLaTeX's month 21 is a season)."""
    if year < 1:
        return None
    if not 1 <= month <= len(_MONTHS):
        return f"{year:04}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


def pages(kind_of_entry: str, fields: Mapping[str, str]) -> int | None:
    """How many pages the work has."""
    for field in ("pagetotal", "numpages", "papernotes-pages"):
        if match := re.match(r"\D{0,10}(\d{1,6})\b", plain(fields.get(field, ""))):
            return _count(int(match[1]))
    text = plain(fields.get("pages", ""))[:200]
    ranges = [_length(match[1], match[2]) for match in _RANGE.finditer(text)]
    if ranges:
        return _count(sum(ranges)) if all(ranges) else None
    if kind_of_entry in _NUMBERED_BY_WHOLE and (match := re.search(r"(\d+)\D{0,5}$", text)):
        return _count(int(match[1]))
    return None


def _length(first: str, last: str) -> int:
    if len(last) < len(first):  # "1234--45"
        last = first[: -len(last)] + last
    return max(0, int(last) - int(first) + 1)


def _count(number: int) -> int | None:
    return number if 0 < number <= _MOST_PAGES else None

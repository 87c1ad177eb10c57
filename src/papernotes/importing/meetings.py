"""Dates that a list tells of its meetings, and not of its papers."""

import re
from collections.abc import Sequence
from typing import Final

_PRESENTER: Final = re.compile(
    r"(?:(?:discussion|paper|session) )?(?:presenters?|speakers?|leads?|leaders?|leader s"
    r"|discussants?|hosts?|moderators?|facilitators?|volunteers?|organi[sz]ers?|chairs?)"
    r"|presented by|led by|presenting|who(?: presents?)?|referent(?:in|en)?|vortragender?"
    r"|orateurs?|报告人|主讲人?",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"dates?|days?|times?|when|datum|termine?|fecha", re.IGNORECASE)
# Whoever is named beside them.
_MEETING: Final = re.compile(
    r"(?:(?:meeting|session|talk|presentation|discussion|seminar|club)s?(?: (?:date|day|time))?"
    r"|weeks?(?: of)?|presented(?: on)?|discussed(?: on)?|scheduled?(?: for)?)",
    re.IGNORECASE,
)
_YEARS: Final = 2  # after which what somebody says is hardly when a paper appeared
_MONTHS: Final = 12


def is_presenter(name: str) -> bool:
    """Whether a column so called says who presents a paper."""
    return _PRESENTER.fullmatch(_bare(name)) is not None


def places(header: Sequence[str]) -> set[int]:
    """Which columns of a table are of its meetings, by their names."""
    names = [_bare(name) for name in header]
    days = {at for at, name in enumerate(names) if _DAY.fullmatch(name)}
    sure = {at for at, name in enumerate(names) if _MEETING.fullmatch(name)}
    return sure | days if any(map(_PRESENTER.fullmatch, names)) else sure


def _bare(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name[:80]).split())


def posted(ids: Sequence[str]) -> str | None:
    """The month that an arXiv id tells."""
    for name in ids:
        new = re.fullmatch(r"arxiv:(\d\d)(\d\d)\.\d{4,5}", name, re.ASCII)
        old = re.fullmatch(r"arxiv:[a-z-]+/(\d\d)(\d\d)\d{3}", name, re.ASCII)
        if match := new or old:
            year = f"{'19' if old and match[1] >= '90' else '20'}{match[1]}"
            return f"{year}-{match[2]}" if 1 <= int(match[2]) <= _MONTHS else year
    return None


def is_later(said: str | None, ids: Sequence[str]) -> bool:
    """Whether a date is years after the paper was posted: then it is of something else."""
    since = posted(ids)
    if not said or not since:
        return False
    if len(said) == 4:  # noqa: PLR2004  # a year alone
        return int(said) - int(since[:4]) > _YEARS
    return _month(said) - _month(since) > _YEARS * _MONTHS


def _month(date: str) -> int:
    return int(date[:4]) * _MONTHS + int(date[5:7] or 1)

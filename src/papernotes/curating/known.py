"""Is a paper one that is there already? By its ids, or by its title where ids say nothing. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from papernotes.model.text import fold

_T = TypeVar("_T")
_TELLING = 12  # letters of a title that by itself tells a work; "Introduction" has as many
_YEARS = 2  # between a preprint and its publication
# What the same people write under the same title year after year.
_AGAIN = (
    r"(?:guest)?editorial(?:board)?|(?:introductionto)?(?:the|this)?special(?:issue|section).*"
    r"|(?:letter|message)?(?:to|from)theeditors?|annualreport.*"
)
_MOST = 50  # works of one title that are looked at: more of them, and it tells none
_SINGLE = ("arxiv", "doi")  # a work has one, and two works never the same


class Identity(NamedTuple):
    """What tells a work from others."""

    ids: Sequence[str]
    title: str
    authors: Sequence[str] = ()
    year: int | None = None


class Known(Generic[_T]):
    """Works, and what is kept under each."""

    def __init__(self) -> None:
        self._by_id: dict[str, tuple[Identity, _T]] = {}
        self._by_title: dict[str, list[tuple[Identity, _T]]] = {}

    def add(self, identity: Identity, value: _T) -> None:
        for name in identity.ids:
            self._by_id.setdefault(name, (identity, value))
        alike = self._by_title.setdefault(letters(identity.title), [])
        if len(alike) < _MOST:
            alike.append((identity, value))

    def has(self, name: str) -> _T | None:
        """What is kept under the work that has an id."""
        return self._by_id[name][1] if name in self._by_id else None

    def find(self, identity: Identity) -> _T | None:
        """What is kept under the work, if it is there."""
        for name in identity.ids:
            if name in self._by_id:
                return self._by_id[name][1]
        for other, value in self._by_title.get(letters(identity.title), ()):
            if same(identity, other):
                return value
        return None


def letters(title: str) -> str:
    """What two ways to write a title have in common."""
    return re.sub(r"[\W_]+", "", fold(title))


def same(one: Identity, other: Identity) -> bool:
    """Whether two works of one title are the same, as far as can be told."""
    for scheme in _SINGLE:
        mine, its = (_of(scheme, each.ids) for each in (one, other))
        if mine and its and not mine & its:
            return False
    title = letters(one.title)
    again = len(title) <= _TELLING or re.fullmatch(_AGAIN, title)
    if one.year and other.year and abs(one.year - other.year) > (0 if again else _YEARS):
        return False
    if one.authors and other.authors:
        return bool(_names(one.authors) & _names(other.authors))
    return len(title) > _TELLING or not (one.ids and other.ids)


def _of(scheme: str, names: Iterable[str]) -> set[str]:
    return {name for name in names if name.startswith(f"{scheme}:")}


def _names(authors: Iterable[str]) -> set[str]:
    """The family names, as far as they can be told: the last words."""
    return {letters(author.split()[-1]) for author in authors if author.split()}

"""What a change of files touched, so that only that is worked out again."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from papernotes.index.leads import Shape

_T = TypeVar("_T")
BATCH = 500  # values in one SQL statement; SQLite promised 999 in its oldest versions


class Touched(NamedTuple):
    """Rows of `paper`; handles that came or went or whose events did."""

    rows: set[int]
    names: set[str]  # ids whose events changed
    notes: set[str]  # file names
    handles: set[str]  # names that papers have newly or no longer: needs may hang on them
    gone: "dict[Shape, list[int]]"  # papers that were dropped, and how many each led to

    @classmethod
    def nothing(cls) -> "Touched":
        return cls(set(), set(), set(), set(), {})


def batches(values: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(values)
    while batch := list(islice(rest, BATCH)):
        yield batch


def marks(batch: list[_T]) -> str:
    """`?,?,?` for a batch of values."""
    return ",".join("?" * len(batch))

"""Values that a record can't keep, while the rest of it comes in: said, but not one by one."""

from collections.abc import Iterator

from papernotes.importing.texts import beginning
from papernotes.model.record import Left


class Dropped:
    """The values of one text that were dropped."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], tuple[int, str]] = {}
        self._many: dict[tuple[str, str], int] = {}

    def note(self, line: int, value: str, field: str, why: str) -> None:
        """`value` could not be the `field` of the record in that line; `why`: "is no date"."""
        self._first.setdefault((field, why), (line, beginning(value)))
        self._many[field, why] = self._many.get((field, why), 0) + 1

    def lefts(self) -> Iterator[Left]:
        """The first of each sort, with how many more there are."""
        for (field, why), (line, value) in self._first.items():
            more = self._many[field, why] - 1
            others = f", and {more:,} more like it" if more else ""
            yield Left(line, value, f"in {beginning(field)} {why}{others}")

"""`list`: a calm table, as wide as the window."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_plain, entry_record
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

# Columns of the terminal from which a column of the table is worth its room.
_YEAR_FROM = 56
_TOPICS_FROM = 80
_TAKEAWAY_FROM = 110
_WRAPS_FROM = 96  # columns beside the title, from which two lines hold a whole takeaway
_TITLE_MOST = 64
_TOPICS_MOST = 24


class Listing(NamedTuple):
    entries: Sequence[Entry]
    catalogs: bool = False  # whether they may be of several, so that each is named

    def json(self) -> object:
        return [entry_json(entry) for entry in self.entries]

    def records(self) -> Iterable[tuple[str, ...]]:
        """The columns of the contract; where there may be several catalogs, its name last."""
        for entry in self.entries:
            yield *entry_record(entry), *([entry.catalog] if self.catalogs else [])

    def plain(self) -> Iterable[tuple[str, ...]]:
        return (entry_plain(entry, catalogs=self.catalogs) for entry in self.entries)

    def draw(self, output: Output) -> "RenderableType":
        from rich.table import Table

        from papernotes.render.style import DIM, TOPIC, mark, name, plain

        if not self.entries:
            return plain("No paper matches. See all with: papernotes list", DIM)
        width = output.width
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", style=DIM, no_wrap=True)
        table.add_column(no_wrap=True)
        titles = [name(entry, output) for entry in self.entries]
        takeaways = width >= _TAKEAWAY_FROM and any(
            entry.progress.my_takeaway or entry.paper.takeaway for entry in self.entries
        )
        wraps = takeaways and width - _title_width(width, [_TITLE_MOST]) > _WRAPS_FROM
        table.add_column(
            no_wrap=not wraps,
            overflow="ellipsis",
            ratio=None if takeaways else 1,
            width=_title_width(width, [title.cell_len for title in titles]) if takeaways else None,
        )
        if width >= _YEAR_FROM:
            table.add_column(style=DIM, no_wrap=True, min_width=4)
        if width >= _TOPICS_FROM:
            table.add_column(style=TOPIC, no_wrap=True, overflow="ellipsis", max_width=_TOPICS_MOST)
        if takeaways:
            table.add_column(no_wrap=not wraps, overflow="ellipsis", ratio=1)
        table.expand = True
        for entry, title in zip(self.entries, titles, strict=True):
            number = (
                f"{entry.catalog}/{entry.paper.number}" if self.catalogs else entry.paper.number
            )
            row = [plain(str(number)), mark(entry, output), title]
            if width >= _YEAR_FROM:
                row.append(plain(str(entry.paper.year or "")))
            if width >= _TOPICS_FROM:
                row.append(plain(", ".join(entry.paper.topics)))
            if takeaways:
                row.append(plain(entry.progress.my_takeaway or entry.paper.takeaway or ""))
            table.add_row(*row)
        return table


def _title_width(width: int, lengths: Sequence[int]) -> int:
    return min(max(lengths, default=0), _TITLE_MOST, int(width * 0.36))

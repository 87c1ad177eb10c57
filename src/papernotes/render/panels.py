"""Short tables beside each other where there is room, else one above the other."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from papernotes.model.clean import clean
from papernotes.render.output import Output
from papernotes.render.style import BOLD, DIM, LABEL

_BESIDE_FROM = 76  # columns
_GAP = 3
_NAME_LEAST = 8


class Panel(NamedTuple):
    """Rows of cells, the first one a name. Beyond `limit` rows it says how many more."""

    title: str
    rows: Sequence[Sequence[Text]]
    limit: int

    @property
    def shown(self) -> Sequence[Sequence[Text]]:
        return self.rows if len(self.rows) <= self.limit else self.rows[: self.limit - 1]

    @property
    def width(self) -> int:
        """Columns that it would like to have."""
        cells = [_widest(column) for column in zip(*self.shown, strict=True)]
        return max(cell_len(self.title), sum(cells) + len(cells) - 1)

    def table(self, width: int) -> Table:
        """As wide as is said, or less: it is the name that gives way."""
        table = Table.grid(padding=(0, 1))
        for column in zip(*self.shown, strict=True):
            natural = _widest(column)
            name = not table.columns
            room = max(_NAME_LEAST, natural - max(0, self.width - width)) if name else natural
            table.add_column(no_wrap=True, overflow="ellipsis", width=min(natural, room))
        for row in self.shown:
            table.add_row(*row)
        return table

    def parts(self, width: int) -> list[RenderableType]:
        more = len(self.rows) - len(self.shown)
        rest: list[RenderableType] = [Text().append(f"and {more} more", DIM)] if more else []
        return [Text().append(self.title, LABEL), self.table(width), *rest]


def _widest(column: Sequence[Text]) -> int:
    return max(map(cell_len, (cell.plain for cell in column)))


def panels(found: Sequence[Panel], output: Output) -> list[RenderableType]:
    shown = [panel for panel in found if panel.rows]
    if output.width < _BESIDE_FROM:
        return [part for panel in shown for part in (Text(), *panel.parts(output.width))]
    if not shown:
        return []
    beside = Table.grid(padding=(0, _GAP))
    first, *others = shown
    # The first has names from outside, which may be long; the others are as wide as they are.
    room = output.width - sum(panel.width + _GAP for panel in others)
    widths = [min(first.width, room), *(panel.width for panel in others)]
    for width in widths:
        beside.add_column(no_wrap=True, width=width)
    beside.add_row(
        *(Group(*panel.parts(width)) for panel, width in zip(shown, widths, strict=True))
    )
    return [Text(), beside]


def told(text: str) -> Text:
    """A sentence of ours whose numbers lead the eye."""
    import re

    line = Text()
    for position, part in enumerate(re.split(r"(\d[\d.-]*\d|\d)", clean(text))):
        line.append(part, BOLD if position % 2 else DIM)
    return line

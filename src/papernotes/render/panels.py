"""Short tables beside each other where there is room, else one above the other."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from papernotes.render.clean import clean
from papernotes.render.output import Output
from papernotes.render.style import BOLD, DIM, LABEL

_BESIDE_FROM = 76  # columns
_GAP = 3


class Panel(NamedTuple):
    """Rows of cells, the first cell a name. Beyond `limit` rows it says how many more."""

    title: str
    rows: Sequence[Sequence[Text]]
    limit: int
    name_width: int = 20

    def table(self) -> Table:
        table = Table.grid(padding=(0, 1))
        columns = max(len(row) for row in self.rows)
        table.add_column(no_wrap=True, overflow="ellipsis", max_width=self.name_width)
        for _ in range(columns - 1):
            table.add_column(no_wrap=True, justify="right")
        shown = self.rows if len(self.rows) <= self.limit else self.rows[: self.limit - 1]
        for row in shown:
            table.add_row(*row)
        if more := len(self.rows) - len(shown):
            table.add_row(Text(f"and {more} more", DIM))
        return table


def panels(found: Sequence[Panel], output: Output) -> list[RenderableType]:
    shown = [panel for panel in found if panel.rows]
    if output.width < _BESIDE_FROM:
        parts: list[RenderableType] = []
        for panel in shown:
            parts += [Text(), Text(panel.title, LABEL), panel.table()]
        return parts
    outer = Table.grid(padding=(0, _GAP))
    outer.add_row(*(Text(panel.title, LABEL) for panel in shown))
    outer.add_row(*(panel.table() for panel in shown))
    return [Text(), outer] if shown else []


def told(text: str) -> Text:
    """A sentence of ours whose numbers lead the eye."""
    import re

    line = Text()
    for position, part in enumerate(re.split(r"(\d[\d.-]*\d|\d)", clean(text))):
        line.append(part, BOLD if position % 2 else DIM)
    return line

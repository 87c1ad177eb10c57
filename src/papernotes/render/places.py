"""`paths`: where everything lies."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class PlaceList(NamedTuple):
    places: Sequence[tuple[str, Path, str]]  # name, path, what it is for

    def json(self) -> object:
        return {name: str(path) for name, path, _ in self.places}

    def records(self) -> Iterator[tuple[str, ...]]:
        """Name, path."""
        return ((name, str(path)) for name, path, _ in self.places)

    def plain(self) -> Iterator[tuple[str, ...]]:
        return ((name, str(path), what) for name, path, what in self.places)

    def draw(self, output: Output) -> "RenderableType":
        from rich.table import Table

        from papernotes.render.style import DIM, LABEL, plain

        table: Table = Table.grid(padding=(0, 2))
        table.add_column(style=LABEL, no_wrap=True)
        table.add_column(overflow="fold", ratio=1)
        table.width = min(output.width, 100)
        for name, path, what in self.places:
            # Not broken between words: a path is copied as a whole.
            text = plain(str(path)).append("\n").append_text(plain(what, DIM))
            table.add_row(name, text)
        return table

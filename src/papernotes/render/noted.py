"""`note`: where the note lies, and whether there is one now."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class Noted(NamedTuple):
    entry: Entry
    file: Path
    kept: bool  # whether there is a note
    where: bool  # only its place was asked for

    @property
    def confirms(self) -> bool:
        return not self.where

    def json(self) -> object:
        return {"paper": entry_json(self.entry), "path": str(self.file), "kept": self.kept}

    def records(self) -> Iterable[tuple[str, ...]]:
        return [(str(self.file),)] if self.kept or self.where else []

    def remarks(self) -> Iterable[str]:
        if not self.kept:
            yield f"{self.entry.paper.number} {self.entry.paper.name} has no note."

    def draw(self, output: Output) -> "RenderableType":
        from papernotes.render.style import DIM, labelled, plain

        if self.where:
            return plain(str(self.file))
        line = labelled(self.entry, output, self.entry.catalog)
        return line.append_text(plain(f"  {self.file}" if self.kept else "  no note", DIM))

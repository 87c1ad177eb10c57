"""`edit`: the paper as its catalog has it now."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.curating.outcome import Edited
from papernotes.model.entry import entry_json
from papernotes.render.entry import entry_plain, entry_record
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class Edition(NamedTuple):
    edited: Edited

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        return {"paper": entry_json(self.edited.entry), "changed": self.edited.changed}

    def records(self) -> Iterable[tuple[str, ...]]:
        """The paper, in the columns of `list`."""
        return [entry_record(self.edited.entry)]

    def plain(self) -> Iterable[tuple[str, ...]]:
        return [entry_plain(self.edited.entry)]

    def remarks(self) -> Iterator[str]:
        """What a person wants to hear besides, for stderr."""
        entry = self.edited.entry
        if self.edited.changed:
            yield f"{entry.paper.name} is changed in {entry.catalog}."
            yield "Undo with: papernotes undo"
        else:
            yield f"{entry.paper.name} is as it was: nothing to change."

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group

        from papernotes.render.style import DIM, labelled, plain

        lines = (plain(line, DIM) for line in self.remarks())
        return Group(labelled(self.edited.entry, output, self.edited.entry.catalog), *lines)

"""`remove`: what is in a catalog no more."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.curating.outcome import Taken
from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_plain, entry_record
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

_SHOWN = 5


class Removal(NamedTuple):
    taken: Taken

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        return {"papers": [entry_json(entry) for entry in self.taken.entries]}

    def records(self) -> Iterable[tuple[str, ...]]:
        """The papers as they were, in the columns of `list`."""
        return map(entry_record, self.taken.entries)

    def plain(self) -> Iterable[tuple[str, ...]]:
        return map(entry_plain, self.taken.entries)

    def remarks(self) -> Iterator[str]:
        """What a person wants to hear besides, for stderr."""
        catalog = self.taken.entries[0].catalog
        yield f"Removed from {catalog}: {listed(self.taken.entries)}."
        for entry, other in self.taken.needed:
            yield f"{other.paper.number} {other.paper.name} needs {entry.paper.name}."
        yield "Bring it back with: papernotes undo"

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group

        from papernotes.render.style import DIM, plain

        _ = output
        first, *rest = self.remarks()
        return Group(plain(first), *(plain(line, DIM) for line in rest))


def listed(entries: Sequence[Entry]) -> str:
    """`3 QLoRA, 4 DPO and 2 more`."""
    names = [f"{entry.paper.number} {entry.paper.name}" for entry in entries[:_SHOWN]]
    more = f" and {len(entries) - _SHOWN:,} more" if len(entries) > _SHOWN else ""
    return ", ".join(names) + more

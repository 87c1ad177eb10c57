"""`catalog refresh`: the papers that are known now, and why others still are not."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.curating.outcome import Refreshed
from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_record
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class Refreshment(NamedTuple):
    refreshed: Refreshed

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        return {
            "papers": [entry_json(entry) for entry in self.refreshed.entries],
            "missed": [{"id": entry.paper.uid, "why": why} for entry, why in self.refreshed.missed],
        }

    def records(self) -> Iterable[tuple[str, ...]]:
        """The papers that were looked up, in the columns of `list`."""
        return map(entry_record, self._papers())

    def _papers(self) -> list[Entry]:
        return [*self.refreshed.entries, *(entry for entry, _ in self.refreshed.missed)]

    def remarks(self) -> Iterator[str]:
        """What a person wants to hear besides, for stderr."""
        done, missed = len(self.refreshed.entries), len(self.refreshed.missed)
        catalog = self.refreshed.catalog
        if not done and not missed:
            yield f"{catalog} says of each paper what it is: nothing to look up."
            return
        yield f"{done} of {done + missed} papers of {catalog} completed."
        for entry, why in self.refreshed.missed:
            ref = f"{entry.catalog}/{entry.paper.number}"
            yield f"{ref} {entry.paper.name}: {why}."
        if missed:
            number = self.refreshed.missed[0][0].paper.number
            yield f"Say yourself what a paper is: papernotes edit {catalog}/{number}"
        if done:
            yield "Undo with: papernotes undo"

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group

        from papernotes.render.style import DIM, labelled, plain

        return Group(
            *(labelled(entry, output, entry.catalog) for entry in self._papers()),
            *(plain(line, DIM) for line in self.remarks()),
        )

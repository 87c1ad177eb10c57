"""`add`: the papers that are in a catalog now, and what to do with them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.curating.outcome import Added
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_json, entry_record
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class Addition(NamedTuple):
    added: Added

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        return {
            "papers": [entry_json(entry) for entry in self.added.entries],
            "same": [entry_json(entry) for entry in self.added.same],
        }

    def records(self) -> Iterable[tuple[str, ...]]:
        """The papers that were named, in the columns of `list`."""
        return map(entry_record, [*self.added.entries, *self.added.same])

    def remarks(self) -> Iterator[str]:
        """What a person wants to hear besides, for stderr."""
        for entry in self.added.entries:
            yield f"{entry.paper.name} is in {_place(entry)}."
        for entry in self.added.same:
            yield f"{entry.paper.name} is in {_place(entry)} already: nothing to add."
        yield from self._next()

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.padding import Padding

        from papernotes.render.style import DIM, mark, name, plain

        parts: list[RenderableType] = []
        for entry in [*self.added.entries, *self.added.same]:
            line = mark(entry, output).append(" ")
            line.append_text(plain(f"{entry.paper.number} ", DIM)).append_text(name(entry))
            parts.append(line)
            already = " already: nothing to add" if entry in self.added.same else ""
            parts.append(Padding(plain(f"in {_place(entry)}{already}", DIM), (0, 0, 0, 2)))
        parts += [plain(line, DIM) for line in self._next()]
        return Group(*parts)

    def _next(self) -> Iterator[str]:
        added = self.added
        if added.untitled:
            yield (
                f"No title was given: write it into {', '.join(added.untitled)} with an editor,"
                " or give the next one with --title."
            )
        if added.made:
            name = added.catalog
            yield f"{name} is new. Make it the current catalog: papernotes catalog use {name}"
        for entry in [*added.entries, *added.same][:1]:
            ref = _ref(entry, added.settings.catalog)
            yield f"Begin it with: papernotes start {ref} · See it with: papernotes show {ref}"


def _place(entry: Entry) -> str:
    """`mine as 3, key sam`."""
    key = f", key {entry.paper.key}" if entry.paper.key else ""
    return f"{entry.catalog} as {entry.paper.number}{key}"


def _ref(entry: Entry, current: str) -> str:
    number = str(entry.paper.number)
    return number if entry.catalog == current else f"{entry.catalog}/{number}"

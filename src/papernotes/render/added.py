"""`add`: the papers that are in a catalog now, and what to do with them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.curating.outcome import Added, Missed
from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_record
from papernotes.render.output import Output
from papernotes.settings import Settings

if TYPE_CHECKING:
    from rich.console import RenderableType

_WIDEST = 100
_REASONS = 3


class Addition(NamedTuple):
    added: Added

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        return {
            "papers": [entry_json(entry) for entry in self.added.entries],
            "same": [entry_json(entry) for entry in self.added.same],
            "missed": [missed._asdict() for missed in self.added.missed],
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

    def warnings(self) -> Iterator[str]:
        """That something was not found on the network: in one line, whatever it was."""
        if self.added.missed:
            yield f"papernotes: warning: {said(self.added.missed)}"

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.table import Table

        from papernotes.render.style import DIM, mark, name, plain

        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True)
        table.add_column(justify="right", style=DIM, no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        table.width = min(output.width, _WIDEST)
        for entry in [*self.added.entries, *self.added.same]:
            table.add_row(mark(entry, output), plain(str(entry.paper.number)), name(entry, output))
            already = " already: nothing to add" if entry in self.added.same else ""
            table.add_row("", "", plain(f"in {_place(entry)}{already}", DIM))
        return Group(table, *(plain(line, DIM) for line in self._next()))

    def _next(self) -> Iterator[str]:
        added = self.added
        if added.untitled:
            ref = _ref(added.untitled[0], added.settings)
            yield (
                "No title was given: look it up later with papernotes catalog refresh"
                f" {added.catalog}, write it yourself with papernotes edit {ref}, or give the"
                " next one with --title."
            )
        if added.made:
            name = added.catalog
            yield f"{name} is new. Make it the current catalog: papernotes catalog use {name}"
        for entry in added.entries[:1]:
            ref = _ref(entry, added.settings)
            yield f"Begin it with: papernotes start {ref} · See it with: papernotes show {ref}"
        for entry in added.same[:1] if not added.entries else ():
            from papernotes.curating.completed import is_untitled  # brings Pydantic

            yield f"See it with: papernotes show {_ref(entry, added.settings)}"
            if is_untitled(entry.paper):
                yield f"Look it up with: papernotes catalog refresh {entry.catalog}"


def said(missed: Sequence[Missed]) -> str:
    """Why papers could not be looked up: each reason once, the first ones."""
    reasons = list(dict.fromkeys(each.why for each in missed))
    more = f" (and {len(reasons) - _REASONS:,} more)" if len(reasons) > _REASONS else ""
    papers = "the paper was" if len(missed) == 1 else f"{len(missed)} papers were"
    return f"{'; '.join(reasons[:_REASONS])}{more}. So {papers} not looked up."


def _place(entry: Entry) -> str:
    """`mine as 3, key sam`."""
    key = f", key {entry.paper.key}" if entry.paper.key else ""
    return f"{entry.catalog} as {entry.paper.number}{key}"


def _ref(entry: Entry, settings: Settings) -> str:
    """What can be typed for the paper, without the option that this line had."""
    number = str(entry.paper.number)
    is_current = entry.catalog == settings.catalog and settings.sources["catalog"] != "--catalog"
    return number if is_current else f"{entry.catalog}/{number}"

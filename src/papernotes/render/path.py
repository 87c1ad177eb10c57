"""`path`: the shortest way to some papers."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.model.clean import clean
from papernotes.model.entry import entry_json
from papernotes.render.entry import entry_plain, entry_record, numbered
from papernotes.render.output import Output
from papernotes.suggest.path import Path
from papernotes.suggest.reader import Speed
from papernotes.suggest.texts import counted, duration, names

if TYPE_CHECKING:
    from rich.console import RenderableType

_SPARED = 8  # papers that are named
_CIRCLE = (
    "papernotes: warning: papers on this path need each other in a circle, so that one of them"
    " comes before what it needs. See: papernotes check"
)


class Way(NamedTuple):
    path: Path
    home: str  # the current catalog
    minutes: int | None
    speed: Speed

    def json(self) -> object:
        """In the order to read them."""
        return [{"paper": entry_json(step.entry), "why": step.why} for step in self.path.steps]

    def records(self) -> Iterable[tuple[str, ...]]:
        """The columns of `list`, and why."""
        return ((*entry_record(step.entry), step.why) for step in self.path.steps)

    def plain(self) -> Iterable[tuple[str, ...]]:
        yield from ((*entry_plain(step.entry), step.why) for step in self.path.steps)
        if self.path.steps:
            yield from ((line,) for line in self._summary())

    def warnings(self) -> Iterator[str]:
        if self.path.circle:
            yield _CIRCLE

    def remarks(self) -> Iterator[str]:
        if not self.path.steps:
            yield from self._summary()

    def _summary(self) -> Iterator[str]:
        path = self.path
        if not path.steps:
            read = "They are settled" if len(path.targets) > 1 else "It is settled"
            yield f"{read} already: nothing is left to read on the way."
            return
        yield self._length()
        if not path.needs_known:
            yield "No needs are known in this catalog: it does not say what has to come first."
        if path.spared:
            yield f"You can leave out what you have read or skipped: {names(path.spared, _SPARED)}."

    def _length(self) -> str:
        path = self.path
        said = counted(len(path.steps), "paper")
        if path.in_order > len(path.steps) and path.needs_known:
            said += f", where the catalog has {path.in_order:,} down to there"
        if self.minutes is not None:
            rate = f"{self.speed.minutes_per_page:g} minutes a page"
            whose = rate if self.speed.papers else f"{rate}, which is a guess"
            said += f"; about {duration(self.minutes)} at {whose}"
        return f"{said}."

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group

        from papernotes.render.style import DIM, beside_numbers, mark, name, plain

        table = beside_numbers(output)
        for step in self.path.steps:
            number = numbered(step.entry, self.home)
            table.add_row(plain(number), mark(step.entry, output), name(step.entry, output))
            table.add_row("", "", plain(step.why, DIM))
        said = [plain(clean(line), DIM) for line in self._summary()]
        return Group(table, "", *said) if self.path.steps else Group(*said)

"""`goal`: where you want to get, and how far that is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.library.goals import Goal
from papernotes.model.entry import entry_json
from papernotes.render.entry import entry_plain, entry_record, numbered
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

_NONE = "You have no goals. Set one: papernotes goal REF"
_NEXT = "See: papernotes list is:goal. Set another: papernotes goal REF"


class Goals(NamedTuple):
    goals: Sequence[Goal]
    reached: int
    home: str  # the current catalog

    def json(self) -> object:
        return [
            {"paper": entry_json(goal.entry), "remaining": len(goal.rows)} for goal in self.goals
        ]

    def records(self) -> Iterable[tuple[str, ...]]:
        """The columns of `list`, and how many papers remain."""
        return ((*entry_record(goal.entry), str(len(goal.rows))) for goal in self.goals)

    def plain(self) -> Iterable[tuple[str, ...]]:
        return ((*entry_plain(goal.entry), to_go(goal)) for goal in self.goals)

    def remarks(self) -> Iterator[str]:
        if not self.goals:
            yield self._none()
        if self.goals and self.reached:
            yield self._reached()

    def _none(self) -> str:
        if not self.reached:
            return _NONE
        return f"All your goals are reached or skipped, {self.reached} of them. {_NEXT}"

    def _reached(self) -> str:
        return f"Reached or skipped: {self.reached}. See: papernotes list is:goal"

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group

        from papernotes.render.style import DIM, beside_numbers, mark, name, plain

        if not self.goals:
            return plain(self._none(), DIM)
        table = beside_numbers(output)
        table.add_column(justify="right", style=DIM, no_wrap=True)
        for goal in self.goals:
            table.add_row(
                plain(numbered(goal.entry, self.home)),
                mark(goal.entry, output),
                name(goal.entry, output),
                plain(to_go(goal)),
            )
        said = f"{self._reached()} · " if self.reached else ""
        return Group(table, plain(f"{said}The way there: papernotes path", DIM))


def to_go(goal: Goal) -> str:
    left = len(goal.rows)
    return "ready" if left == 1 else f"{left:,} papers to go"

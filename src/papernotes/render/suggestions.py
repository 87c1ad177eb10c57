"""`next`: what to read, and why."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.render.clean import clean
from papernotes.render.entry import entry_json, entry_plain, entry_record
from papernotes.render.output import Output
from papernotes.suggest.rank import Suggestion

if TYPE_CHECKING:
    from rich.console import RenderableType

_WIDEST = 100


_NOTHING = {
    False: "Nothing is left to suggest here. See all papers with: papernotes list",
    True: "Nothing here is ready: what is unread waits for other papers."
    " “papernotes show REF” says for which.",
}


class Suggestions(NamedTuple):
    suggestions: Sequence[Suggestion]
    waiting: bool = False  # whether there is something unread that is not ready

    def json(self) -> object:
        return [
            {
                "paper": entry_json(suggestion.entry),
                "score": suggestion.score,
                "reasons": [{"kind": r.kind, "text": r.text} for r in suggestion.reasons],
            }
            for suggestion in self.suggestions
        ]

    def records(self) -> Iterable[tuple[str, ...]]:
        """The columns of `list`, then the reasons."""
        for suggestion in self.suggestions:
            yield *entry_record(suggestion.entry), _why(suggestion)

    def plain(self) -> Iterable[tuple[str, ...]]:
        for suggestion in self.suggestions:
            yield *entry_plain(suggestion.entry), _why(suggestion)

    def remarks(self) -> Iterable[str]:
        return [] if self.suggestions else [_NOTHING[self.waiting]]

    def draw(self, output: Output) -> "RenderableType":
        from rich.table import Table

        from papernotes.render.style import DIM, mark, name, plain

        if not self.suggestions:
            return plain(_NOTHING[self.waiting], DIM)
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", style=DIM, no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        table.width = min(output.width, _WIDEST)
        for position, suggestion in enumerate(self.suggestions):
            entry = suggestion.entry
            title = name(entry)
            title.stylize("bold" if position == 0 else "")
            table.add_row(plain(str(entry.paper.number)), mark(entry, output), title)
            if entry.paper.takeaway:
                table.add_row("", "", plain(entry.paper.takeaway))
            table.add_row("", "", plain(_why(suggestion), DIM))
            if position < len(self.suggestions) - 1:
                table.add_row("", "", "")
        return table


def _why(suggestion: Suggestion) -> str:
    return " ".join(clean(reason.text) for reason in suggestion.reasons)

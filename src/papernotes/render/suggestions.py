"""`next`: what to read, and why."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.library.suggestions import Suggested
from papernotes.model.clean import clean
from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_plain, entry_record
from papernotes.render.output import Output
from papernotes.suggest.rank import Suggestion
from papernotes.suggest.texts import duration

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text


_NOTHING = "Nothing is left to suggest here. See all papers with: papernotes list"
_NO_NEEDS = (
    "No needs are known in this catalog: ranked by topics, by words like those of what you rated"
    " high, by date and by order."
)


class Suggestions(NamedTuple):
    found: Suggested
    why: bool = False  # the whole sum
    waiting: Entry | None = None  # where nothing is ready, what waits for the fewest papers
    no_match: bool = False  # whether no paper is as the query says

    @property
    def suggestions(self) -> Sequence[Suggestion]:
        return self.found.suggestions

    def json(self) -> object:
        return [
            {
                "paper": entry_json(suggestion.entry),
                "score": suggestion.score,
                "reasons": [{"kind": r.kind, "text": r.text} for r in suggestion.reasons],
                "terms": [
                    {"kind": t.kind, "points": t.points, "text": t.text} for t in suggestion.terms
                ],
            }
            for suggestion in self.suggestions
        ]

    def records(self) -> Iterable[tuple[str, ...]]:
        """The columns of `list`, the reasons; with `why` the score, and a column for each term."""
        for suggestion in self.suggestions:
            yield (
                *entry_record(suggestion.entry),
                _why(suggestion),
                *([f"{suggestion.score:.2f}"] if self.why else []),
                *self._terms(suggestion),
            )

    def plain(self) -> Iterable[tuple[str, ...]]:
        for suggestion in self.suggestions:
            terms = self._terms(suggestion) or (_why(suggestion),)
            yield *entry_plain(suggestion.entry), *terms

    def _terms(self, suggestion: Suggestion) -> tuple[str, ...]:
        if not self.why:
            return ()
        return tuple(f"{t.kind} {t.points:+.2f} {t.text}" for t in suggestion.terms)

    def remarks(self) -> Iterator[str]:
        if not self.suggestions:
            yield self._nothing()
        elif not self.found.needs_known:
            yield _NO_NEEDS

    def _nothing(self) -> str:
        if self.no_match:
            return "No paper matches. See all with: papernotes list"
        nearest = self.found.shortest
        if nearest is None and self.waiting is not None:
            paper = self.waiting.paper
            return (
                "Nothing here is ready: what is unread waits for other papers. The way to the"
                f" first, {paper.name}: papernotes path {paper.number}. All of them: add --blocked."
            )
        if nearest is None:
            return _NOTHING
        return (
            f"Nothing fits: the shortest is {nearest.entry.paper.number}"
            f" {nearest.entry.paper.name}, about {duration(nearest.minutes or 0)}."
        )

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group

        from papernotes.render.style import DIM, beside_numbers, mark, name, plain

        if not self.suggestions:
            return plain(self._nothing(), DIM)
        table = beside_numbers(output)
        for position, suggestion in enumerate(self.suggestions):
            entry = suggestion.entry
            title = name(entry, output)
            title.stylize("bold" if position == 0 else "")
            if position:
                table.add_row("", "", "")
            table.add_row(plain(str(entry.paper.number)), mark(entry, output), title)
            if entry.paper.takeaway:
                table.add_row("", "", plain(entry.paper.takeaway))
            if self.why:
                table.add_row("", "", _sum(suggestion))
            else:
                table.add_row("", "", plain(_why(suggestion), DIM))
        if self.found.needs_known:
            return table
        return Group(table, "", plain(_NO_NEEDS, DIM))


def _sum(suggestion: Suggestion) -> "RenderableType":
    """The terms below each other, and what they add up to."""
    from rich.table import Table

    from papernotes.render.style import BOLD, DIM, GOOD, plain

    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for term in suggestion.terms:
        number: Text | str = plain(f"{term.points:+.2f}", GOOD if term.points > 0 else "")
        table.add_row(number if term.points else "", plain(term.text, DIM))
    table.add_row(plain(f"{suggestion.score:.2f}", BOLD), plain("in all", DIM))
    return table


def _why(suggestion: Suggestion) -> str:
    return " ".join(clean(reason.text) for reason in suggestion.reasons)

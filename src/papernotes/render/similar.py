"""`similar`: the nearest papers, and the words that make them near."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.library.likeness import Near
from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_plain, entry_record
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class Similar(NamedTuple):
    entry: Entry  # the one that the others are like
    found: Sequence[Near]  # the nearest first
    catalogs: bool = False  # whether they may be of several, so that each is named

    def json(self) -> object:
        return [
            {
                "paper": entry_json(near.entry),
                "score": round(near.score, 4),
                "words": list(near.words),
                "topics": list(near.topics),
            }
            for near in self.found
        ]

    def records(self) -> Iterable[tuple[str, ...]]:
        """The columns of `list`, the likeness, the words; of several catalogs, its name."""
        for near in self.found:
            yield (
                *entry_record(near.entry),
                _likeness(near),
                ",".join(near.words),
                *([near.entry.catalog] * self.catalogs),
            )

    def plain(self) -> Iterable[tuple[str, ...]]:
        for near in self.found:
            yield (
                *entry_plain(near.entry, catalogs=self.catalogs),
                f"likeness {_likeness(near)}",
                _why(near),
            )

    def remarks(self) -> Iterable[str]:
        return [] if self.found else [self._nothing()]

    def draw(self, output: Output) -> "RenderableType":

        from papernotes.render.style import DIM, beside_numbers, mark, name, plain

        if not self.found:
            return plain(self._nothing(), DIM)
        table = beside_numbers(output)
        for position, near in enumerate(self.found):
            entry = near.entry
            number = str(entry.paper.number)
            handle = f"{entry.catalog}/{number}" if self.catalogs else number
            if position:
                table.add_row()
            table.add_row(plain(handle), mark(entry, output), name(entry, output))
            if takeaway := entry.progress.my_takeaway or entry.paper.takeaway:
                table.add_row("", "", plain(takeaway))
            table.add_row("", "", plain(_why(near), DIM))
        return table

    def _nothing(self) -> str:
        where = "in your catalogs" if self.catalogs else "here"
        return (
            f"No other paper {where} has words that tell of “{self.entry.paper.name}”."
            " A takeaway or a note of yours gives it some: papernotes takeaway REF TEXT"
        )


def _likeness(near: Near) -> str:
    return f"{near.score:.2f}"


def _why(near: Near) -> str:
    """`in common: attention, linear; topics architecture, efficiency`"""
    said = []
    if near.words:
        said.append(", ".join(near.words))
    if near.topics:
        noun = "topic" if len(near.topics) == 1 else "topics"
        said.append(f"{noun} {', '.join(near.topics)}")
    return f"in common: {'; '.join(said)}"

"""`takeaway`: a paper in one line, yours beside the catalog's."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class Takeaways(NamedTuple):
    entry: Entry

    def json(self) -> object:
        return entry_json(self.entry)

    def records(self) -> Iterator[tuple[str, ...]]:
        """Whose it is, and the takeaway."""
        return ((whose, text) for whose, text in self._both() if text)

    def remarks(self) -> Iterable[str]:
        if not self.entry.progress.my_takeaway:
            yield _none(self.entry)

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.padding import Padding

        from papernotes.render.style import BOLD, DIM, labelled, pairs, plain

        rows = [
            (label, plain(text, BOLD if label == "Yours" else ""))
            for label, text in zip(("Yours", "Catalog's"), dict(self._both()).values(), strict=True)
            if text
        ]
        parts: list[RenderableType] = [labelled(self.entry, output, self.entry.catalog)]
        parts += [Padding(pairs(rows), (0, 0, 0, 2))] if rows else []
        if not self.entry.progress.my_takeaway:
            parts.append(plain(_none(self.entry), DIM))
        return Group(*parts)

    def _both(self) -> tuple[tuple[str, str | None], ...]:
        return (
            ("yours", self.entry.progress.my_takeaway),
            ("catalog", self.entry.paper.takeaway),
        )


def _none(entry: Entry) -> str:
    return f"Say yours with: papernotes takeaway {entry.paper.number} TEXT"

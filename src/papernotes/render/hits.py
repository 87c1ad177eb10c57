"""`search`: what was found, and the words that matched in their context."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.library.search import Hit, Hits, Match
from papernotes.model.clean import clean
from papernotes.model.entry import entry_json
from papernotes.query.excerpt import Excerpt, spans
from papernotes.render.entry import entry_plain, entry_record
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_WIDEST = 100
_LABELS = {
    "author": "by",
    "topic": "on",
    "takeaway": "takeaway",
    "my_takeaway": "yours",
    "note": "note",
}


class Found(NamedTuple):
    hits: Hits
    catalogs: bool = False  # whether they may be of several, so that each is named

    def json(self) -> object:
        return [
            entry_json(hit.entry) | {"matches": [_json(match) for match in hit.matches]}
            for hit in self.hits.hits
        ]

    def records(self) -> Iterator[tuple[str, ...]]:
        """The columns of `list`, then the contexts; where there may be several, the catalog."""
        for hit in self.hits.hits:
            yield *entry_record(hit.entry), _contexts(hit), *([hit.entry.catalog] * self.catalogs)

    def plain(self) -> Iterator[tuple[str, ...]]:
        for hit in self.hits.hits:
            yield *entry_plain(hit.entry, catalogs=self.catalogs), _contexts(hit)

    def remarks(self) -> Iterable[str]:
        if not self.hits.hits:
            yield "Nothing was found."
        elif (more := self.hits.total - len(self.hits.hits)) > 0:
            yield _more(len(self.hits.hits), more)

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.table import Table

        from papernotes.render.style import DIM, HIT, mark, name, plain

        if not self.hits.hits:
            return plain("Nothing was found. Words match from their beginning.", DIM)
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", style=DIM, no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        table.width = min(output.width, _WIDEST)
        for position, hit in enumerate(self.hits.hits):
            number = str(hit.entry.paper.number)
            handle = f"{hit.entry.catalog}/{number}" if self.catalogs else number
            title = name(hit.entry, output)
            for first, end in spans(title.plain, self.hits.phrases):
                title.stylize(HIT, first, end)
            if position:
                table.add_row()
            table.add_row(plain(handle), mark(hit.entry, output), title)
            for match in hit.matches:
                if label := _LABELS.get(match.field):
                    line = plain(f"{label}: ", DIM).append_text(_context(match.excerpt))
                    table.add_row("", "", line)
        parts: list[RenderableType] = [table]
        if (more := self.hits.total - len(self.hits.hits)) > 0:
            parts += ["", plain(_more(len(self.hits.hits), more), DIM)]
        return Group(*parts)


def _contexts(hit: Hit) -> str:
    """The fields beside the title in which something matched."""
    return " | ".join(
        f"{match.field}: {match.excerpt.text}" for match in hit.matches if match.field in _LABELS
    )


def _context(excerpt: Excerpt) -> "Text":
    from rich.text import Text

    from papernotes.render.style import HIT

    text, place = Text(), 0
    for first, end in excerpt.hits:
        text.append(clean(excerpt.text[place:first]))
        text.append(clean(excerpt.text[first:end]), HIT)
        place = end
    return text.append(clean(excerpt.text[place:]))


def _more(shown: int, more: int) -> str:
    return f"{shown} of {shown + more} papers. All of them: -n {shown + more}"


def _json(match: Match) -> dict[str, object]:
    return {
        "field": match.field,
        "text": match.excerpt.text,
        "hits": [list(hit) for hit in match.excerpt.hits],
    }

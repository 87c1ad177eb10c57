"""`show`: everything about a paper, like a good index card."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.model.clean import clean, clean_lines
from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.notes import beyond_heading
from papernotes.render.entry import numbered
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from papernotes.library.history import Past
    from papernotes.library.relations import Related

_WIDEST = 100  # columns: longer lines are hard to read
_STACK_BELOW = 56  # columns, under which a label stands above its text
_AUTHORS_MOST = 12  # names; beyond that the first eight and how many more
_AUTHORS_SHOWN = 8


class Card(NamedTuple):
    entry: Entry
    needs: "Sequence[Related]"
    helps: "Sequence[Related]"
    opens: Sequence[Entry]
    leads_to: Sequence[Entry]
    note: str | None
    events: "Sequence[Past]"

    def json(self) -> object:
        from papernotes.render.log import event_json  # only JSON shows them

        events = [event_json(past.event, undone=past.undone) for past in self.events]
        return entry_json(self.entry) | {"note": self.note, "events": events}

    def records(self) -> Iterable[tuple[str, ...]]:
        """A field a line: its name, its value, and for a related paper number, status, reason."""
        for name, value in entry_json(self.entry).items():
            if name in ("authors", "topics", "tags"):
                yield from ((name.removesuffix("s"), each) for each in value)  # type: ignore[attr-defined]
            elif name not in ("links", "needs", "helps") and value is not None:
                yield name, str(value).lower() if isinstance(value, bool) else str(value)
        yield from (("link", label, url) for label, url in self.entry.paper.links)
        for kind, found in (("needs", self.needs), ("helps", self.helps)):
            for related in found:
                yield kind, related.name, *self._state(related.entry), related.reason
        for kind, entries in (("opens", self.opens), ("leads_to", self.leads_to)):
            yield from (
                (kind, each.paper.key or each.paper.uid, *self._state(each)) for each in entries
            )
        if self.note:
            yield from (("note", line) for line in self.note.splitlines())

    def _state(self, entry: Entry | None) -> tuple[str, str]:
        if entry is None:
            return "", "unknown"
        return numbered(entry, self.entry.catalog), entry.progress.status

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.padding import Padding

        from papernotes.render.style import name

        width = min(output.width, _WIDEST)
        title = name(self.entry, output)
        title.stylize("bold not dim")
        parts: list[RenderableType] = [title, self._facts(), self._status(output)]
        if texts := list(self._texts()):
            parts += ["", *_rows(texts, width)]
        parts.append("")
        parts += _rows(list(self._graph(output)), width)
        parts += _rows(list(self._yours()), width)
        body = Group(*parts)
        return Padding(body, (0, max(0, output.width - width), 0, 0))

    def _facts(self) -> "Text":
        from papernotes.render.style import DIM, TOPIC, plain

        paper = self.entry.paper
        pages = f"{paper.pages} pages" if paper.pages else None
        kind = paper.kind if paper.kind != "paper" else None
        facts = [paper.venue, paper.published, pages, kind]
        key = f"  {paper.key}" if paper.key else ""
        line = plain(f"{self.entry.catalog}/{paper.number}{key}", DIM)
        for fact in filter(None, facts):
            line.append("  ").append(clean(fact), DIM)
        if paper.topics:
            line.append("  ").append(clean(", ".join(paper.topics)), TOPIC)
        return line

    def _texts(self) -> "Iterator[tuple[str, Text]]":
        from rich.text import Text

        from papernotes.render.style import DIM, linked, plain

        paper, progress = self.entry.paper, self.entry.progress
        if progress.my_takeaway:
            yield "Yours", plain(progress.my_takeaway, "bold")
        if paper.takeaway:
            yield "Takeaway", plain(paper.takeaway)
        if paper.detail:
            yield "Detail", plain(paper.detail)
        if paper.authors:
            yield "Authors", plain(_authors(paper.authors), DIM)
        links = Text()
        shown = [("Paper", paper.url)] if paper.url else []
        for label, url in [*shown, *paper.links]:
            links.append("\n" if links else "").append(clean(label), linked(url))
            links.append("  ").append(clean(url or ""), DIM + linked(url))
        if links:
            yield "Links", links

    def _graph(self, output: Output) -> "Iterator[tuple[str, RenderableType]]":
        from papernotes.render.style import flow

        for label, related in (("Needs", self.needs), ("Helped by", self.helps)):
            for position, each in enumerate(related):
                yield "" if position else label, _related(each, output, self.entry.catalog)
        leads = [entry for entry in self.leads_to if entry not in self.opens]
        for label, entries in (("Opens", self.opens), ("Leads to", leads)):
            if entries:
                yield label, flow(entries, output, self.entry.catalog)

    def _status(self, output: Output) -> "Text":
        from papernotes.render.gauges import stars
        from papernotes.render.style import flag, mark, status_style
        from papernotes.suggest.texts import duration

        progress = self.entry.progress
        status = mark(self.entry, output)
        status.append(f" {progress.status}", status_style(progress.status))
        if progress.status == "unread":
            status.append(", ready" if self.entry.ready else ", not ready yet")
        for what, date in (("started", progress.started), ("finished", progress.finished)):
            status.append(f"  {what} {clean(date)}" if date else "")
        if progress.minutes:
            status.append(f"  in {duration(progress.minutes)}")
        if progress.goal:
            status.append("  ").append_text(flag(output)).append("goal")
        if progress.later:
            status.append(f"  put off until {clean(progress.later)}")
        if progress.rating:
            status.append("  ").append_text(stars(progress.rating, output))
        return status

    def _yours(self) -> "Iterator[tuple[str, Text]]":
        from rich.text import Text

        from papernotes.render.style import plain

        if self.entry.progress.tags:
            yield "Tags", plain(", ".join(self.entry.progress.tags))
        if text := beyond_heading(self.note or "", self.entry.paper.title).strip("\r\n"):
            yield "Note", Text(clean_lines(text))  # without the title, which stands above


def _authors(names: Sequence[str]) -> str:
    if len(names) <= _AUTHORS_MOST:
        return ", ".join(names)
    return f"{', '.join(names[:_AUTHORS_SHOWN])} and {len(names) - _AUTHORS_SHOWN} more"


def _related(related: "Related", output: Output, home: str) -> "Text":
    from papernotes.render.style import DIM, labelled, plain

    line = labelled(related.entry, output, home) if related.entry else plain(f"? {related.name}")
    return line.append(f"  {clean(related.reason)}" if related.reason else "", DIM)


def _rows(rows: "Sequence[tuple[str, RenderableType]]", width: int) -> "list[RenderableType]":
    """Labels in a column before their texts, or above them where there is little room."""
    from rich.padding import Padding
    from rich.table import Table

    from papernotes.render.style import LABEL, plain

    if width >= _STACK_BELOW:
        table: Table = Table.grid(padding=(0, 2))
        table.add_column(style=LABEL, no_wrap=True, min_width=8)
        table.add_column(ratio=1, overflow="fold")
        table.width = width
        for label, text in rows:
            table.add_row(label, text)
        return [table] if rows else []
    stacked: list[RenderableType] = []
    for label, text in rows:
        if label:
            stacked.append(plain(label, LABEL))
        stacked.append(Padding(text, (0, 0, 0, 2)))
    return stacked

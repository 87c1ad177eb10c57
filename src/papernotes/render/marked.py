"""What a marking command did: what changed, what it opened, how to undo it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.marking.outcome import Change, Outcome
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_json, entry_record
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

_NOTHING = {"undo": "Nothing to undo on this device.", "redo": "Nothing to redo on this device."}


class Marked(NamedTuple):
    outcome: Outcome

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        outcome = self.outcome
        return {
            "event": outcome.event.id if outcome.event else None,
            "papers": [entry_json(change.after) for change in outcome.changes],
            "same": [entry_json(entry) for entry in outcome.same],
            "opened": [entry_json(entry) for entry in outcome.opened],
        }

    def records(self) -> Iterable[tuple[str, ...]]:
        """The papers that were named, as they are now, in the columns of `list`."""
        changed = (change.after for change in self.outcome.changes)
        return map(entry_record, [*changed, *self.outcome.same])

    def remarks(self) -> Iterator[str]:
        """What a person wants to hear besides, for stderr."""
        outcome = self.outcome
        if outcome.verb in _NOTHING:
            yield _about(outcome)
        for entry in outcome.same:
            yield f"{_label(entry)} is {entry.progress.status} already: nothing to record."
        if outcome.opened:
            yield f"Opened: {', '.join(_label(entry) for entry in outcome.opened)}"
        if outcome.changes and outcome.verb != "undo":
            yield "Undo with: papernotes undo"
        if outcome.changes and outcome.verb == "undo":
            yield "Bring it back with: papernotes redo"

    def warnings(self) -> Iterator[str]:
        """What is to be heard in every form, on stderr."""
        if self.outcome.aside:
            yield f"papernotes: an unfinished entry was set aside in {self.outcome.aside}"
        if self.outcome.verb == "start" and not self.outcome.changes:
            yield "Finish it with: papernotes done. Or name another paper to start."

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        from papernotes.render.style import DIM, flow, mark, plain

        outcome = self.outcome
        parts: list[RenderableType] = []
        if outcome.verb in _NOTHING:
            parts.append(plain(_about(outcome)))
        for change in outcome.changes:
            parts += _changed(change, output)
        for entry in outcome.same:
            line = mark(entry, output).append(" ").append_text(plain(_label(entry)))
            parts.append(line.append(f"  {entry.progress.status} already: nothing to record", DIM))
        if outcome.opened:
            table = Table.grid(padding=(0, 1))
            table.add_row(Text("Opened", DIM), flow(outcome.opened, output))
            parts.append(table)
        if outcome.changes:
            other = "redo" if outcome.verb == "undo" else "undo"
            parts.append(Text(f"papernotes {other} takes it back", DIM))
        return Group(*parts)


def _changed(change: Change, output: Output) -> "Iterator[RenderableType]":
    from rich.padding import Padding
    from rich.table import Table

    from papernotes.render.style import BOLD, DIM, mark, plain

    before, after = change.before.progress, change.after.progress
    line = mark(change.after, output).append(" ")
    line.append_text(plain(_label(change.after), BOLD)).append(f"  {_says(change)}", DIM)
    yield line
    if after.my_takeaway and after.my_takeaway != before.my_takeaway:
        table = Table.grid(padding=(0, 1))
        table.add_column(style=DIM, no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row("Yours", plain(after.my_takeaway))
        if theirs := change.after.paper.takeaway:
            table.add_row("Catalog's", plain(theirs))
        yield Padding(table, (0, 0, 0, 2))


def _says(change: Change) -> str:
    """`done 2026-11-23, rated 5 (was reading)`."""
    before, after = change.before.progress, change.after.progress
    date = {"done": after.finished, "reading": after.started}.get(after.status)
    said = [f"{after.status} {date}" if date else after.status]
    if after.status == "done" and after.finished is None:
        said[0] += ", date unknown"
    if after.rating != before.rating:
        said.append(f"rated {after.rating}" if after.rating else "rating taken back")
    if before.status != after.status:
        said[-1] += f" (was {before.status})"
    return ", ".join(said)


def _about(outcome: Outcome) -> str:
    """`Undid: done GPT, BERT and 3 more`."""
    if outcome.event is None:
        return _NOTHING[outcome.verb]
    what = {"undo": "Undid", "redo": "Redid"}[outcome.verb]
    return f"{what}: {outcome.event.kind} {_titles(outcome)}"


def _label(entry: Entry) -> str:
    return f"{entry.paper.number} {entry.paper.name}"


def _titles(outcome: Outcome) -> str:
    names = [entry.paper.name for entry in (change.after for change in outcome.changes)]
    titles = names or list(outcome.event.titles if outcome.event else ())
    return ", ".join(titles[:3]) + (f" and {len(titles) - 3} more" if len(titles) > 3 else "")  # noqa: PLR2004

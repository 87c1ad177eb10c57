"""What a marking command did: what changed, what it opened, how to undo it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.marking.outcome import Change, Outcome
from papernotes.model.clean import clean
from papernotes.model.entry import entry_json
from papernotes.model.event import STATUS_OF
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_plain, entry_record, numbered
from papernotes.render.output import Output
from papernotes.suggest.texts import duration

if TYPE_CHECKING:
    from rich.console import RenderableType

_SHOWN = 5  # papers that came or went
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
            "papers": [entry_json(entry) for entry in self._now()],
            "same": [entry_json(entry) for entry in outcome.same],
            "opened": [entry_json(entry) for entry in outcome.opened],
            "gone": [entry_json(entry) for entry in outcome.gone],
        }

    def _now(self) -> list[Entry]:
        """The papers that changed and those that came back, as they are now."""
        return [*(change.after for change in self.outcome.changes), *self.outcome.back]

    def records(self) -> Iterable[tuple[str, ...]]:
        """The papers that were named, as they are now, in the columns of `list`."""
        return map(entry_record, [*self._now(), *self.outcome.same])

    def plain(self) -> Iterable[tuple[str, ...]]:
        return map(entry_plain, [*self._now(), *self.outcome.same])

    def remarks(self) -> Iterator[str]:
        """What a person wants to hear besides, for stderr."""
        outcome = self.outcome
        if outcome.verb in _NOTHING and not outcome.same:
            yield _about(outcome)
        elif outcome.verb not in STATUS_OF:  # what the columns do not say
            yield from (f"{self._label(each.after)}: {_says(each)}" for each in outcome.changes)
        yield from self._came_and_went()
        for entry in outcome.same:
            yield f"{self._label(entry)} {_already(outcome.verb, entry)}: nothing to record."
        if outcome.opened:
            yield f"Opened: {', '.join(self._label(entry) for entry in outcome.opened)}"
        something = outcome.changes or outcome.gone or outcome.back
        if something and outcome.verb != "undo":
            yield "Undo with: papernotes undo"
        if something and outcome.verb == "undo":
            yield "Redo with: papernotes redo"

    def _came_and_went(self) -> Iterator[str]:
        outcome = self.outcome
        for entries, how in ((outcome.gone, "Removed from"), (outcome.back, "Back in")):
            if entries:
                names = [self._label(entry) for entry in entries[:_SHOWN]]
                more = f" and {len(entries) - _SHOWN:,} more" if len(entries) > _SHOWN else ""
                yield f"{how} {entries[0].catalog}: {', '.join(names)}{more}."
        if outcome.gone and outcome.emptied:
            name = outcome.gone[0].catalog
            yield f"{name} has no papers now. Put it away with: papernotes catalog remove {name}"

    def warnings(self) -> Iterator[str]:
        """What is to be heard in every form, on stderr."""
        if self.outcome.aside:
            yield (
                f"papernotes: an unfinished entry was set aside in {self.outcome.aside}:"
                " what you miss of it, mark again"
            )
        if self.outcome.verb == "start" and not self.outcome.changes:
            yield "Finish it with: papernotes done. Or name another paper to start."

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        from papernotes.render.style import DIM, flow, mark, plain

        outcome = self.outcome
        parts: list[RenderableType] = []
        if outcome.verb in _NOTHING and not outcome.same:
            parts.append(plain(_about(outcome)))
        for change in outcome.changes:
            parts += self._changed(change, output)
        for entry in outcome.same:
            line = mark(entry, output).append(" ").append_text(plain(self._label(entry)))
            said = clean(_already(outcome.verb, entry))
            parts.append(line.append(f" {said}: nothing to record", DIM))
        if outcome.opened:
            table = Table.grid(padding=(0, 1))
            table.add_row(
                Text("Opened", DIM), flow(outcome.opened, output, outcome.settings.catalog)
            )
            parts.append(table)
        parts += [plain(line) for line in self._came_and_went()]
        if outcome.changes or outcome.gone or outcome.back:
            other = "redo" if outcome.verb == "undo" else "undo"
            parts.append(Text(f"papernotes {other} takes it back", DIM))
        return Group(*parts)

    def _changed(self, change: Change, output: Output) -> "Iterator[RenderableType]":
        from rich.padding import Padding

        from papernotes.render.style import BOLD, DIM, mark, pairs, plain

        before, after = change.before.progress, change.after.progress
        line = mark(change.after, output).append(" ")
        line.append_text(plain(self._label(change.after), BOLD)).append(
            f"  {clean(_says(change))}", DIM
        )
        yield line
        if after.my_takeaway and after.my_takeaway != before.my_takeaway:
            rows = [("Yours", plain(after.my_takeaway))]
            if theirs := change.after.paper.takeaway:
                rows.append(("Catalog's", plain(theirs)))
            yield Padding(pairs(rows), (0, 0, 0, 2))

    def _label(self, entry: Entry) -> str:
        return f"{numbered(entry, self.outcome.settings.catalog)} {entry.paper.name}"


def _says(change: Change) -> str:
    """`done 2026-11-23, rated 5 (was reading)`; of what did not change nothing."""
    before, after = change.before.progress, change.after.progress
    said = []
    if (before.status, before.started, before.finished) != (
        after.status,
        after.started,
        after.finished,
    ):
        date = {"done": after.finished, "reading": after.started}.get(after.status)
        said.append(f"{after.status} {date}" if date else after.status)
        if after.status == "done" and after.finished is None:
            said[0] += ", date unknown"
    if after.rating != before.rating:
        was = f" (was {before.rating})" if before.rating and after.rating else ""
        said.append(f"rated {after.rating}{was}" if after.rating else "rating taken back")
    for what, tags in (
        ("tagged", set(after.tags) - set(before.tags)),
        ("no longer tagged", set(before.tags) - set(after.tags)),
    ):
        if tags:
            said.append(f"{what} {', '.join(sorted(tags))}")
    if after.goal != before.goal:
        said.append("a goal" if after.goal else "no goal any more")
    if after.later != before.later and (after.later or before.status == after.status):
        said.append(f"put off until {after.later}" if after.later else "not put off any more")
    if after.minutes != before.minutes and after.minutes:
        said.append(f"took {duration(after.minutes)}")
    if before.my_takeaway and not after.my_takeaway:
        said.append("your takeaway taken back")
    if before.status != after.status:
        said[-1] += f" (was {before.status})"
    if change.before.paper != change.after.paper:
        said.append(f"what {change.after.catalog} says of it")
    return ", ".join(said) or ("as it was" if before == after else "your takeaway")


def _already(verb: str, entry: Entry) -> str:
    progress = entry.progress
    if verb == "rate":
        return f"is rated {progress.rating} already" if progress.rating else "has no rating"
    if verb == "tag":
        return f"is tagged {', '.join(progress.tags)} already" if progress.tags else "has no tags"
    if verb == "takeaway":
        return "has that takeaway already" if progress.my_takeaway else "has no takeaway of yours"
    if verb == "goal":
        return "is a goal already" if progress.goal else "is no goal"
    if verb == "later" and not progress.settled:
        return f"is put off until {progress.later} already" if progress.later else "is not put off"
    return "was undone already" if verb == "undo" else f"is {progress.status} already"


def _about(outcome: Outcome) -> str:
    """`Undid: done GPT, BERT and 3 more`."""
    if outcome.event is None:
        return _NOTHING[outcome.verb]
    what = {"undo": "Undid", "redo": "Redid"}[outcome.verb]
    return f"{what}: {outcome.event.kind} {_titles(outcome)}"


def _titles(outcome: Outcome) -> str:
    names = [entry.paper.name for entry in (change.after for change in outcome.changes)]
    names += [entry.paper.name for entry in (*outcome.gone, *outcome.back)]
    titles = names or list(outcome.event.titles if outcome.event else ())
    return ", ".join(titles[:3]) + (f" and {len(titles) - 3} more" if len(titles) > 3 else "")  # noqa: PLR2004

"""Bare `papernotes`: where you are."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.library.goals import Goal
from papernotes.model.clean import clean
from papernotes.model.entry import entry_json
from papernotes.model.paper import STATUSES, Entry
from papernotes.render.entry import entry_plain, entry_record
from papernotes.render.forecast import brief, forecast_json, forecast_records, sentence, when
from papernotes.render.goals import to_go
from papernotes.render.output import Output
from papernotes.stats.forecast import Forecast
from papernotes.suggest.rank import Suggestion

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_WIDEST = 100
_BAR_MOST = 60  # columns
_DATES_FROM = 60
_GOALS = 3  # rows


class Dashboard(NamedTuple):
    title: str
    counts: Mapping[str, int]
    reading: Sequence[Entry]
    next: Sequence[Suggestion]
    lately: Sequence[Entry]
    goals: Sequence[Goal]  # of this catalog
    forecast: Forecast

    def json(self) -> object:
        return {
            "title": self.title,
            "counts": {status: self.counts.get(status, 0) for status in STATUSES},
            "reading": [entry_json(entry) for entry in self.reading],
            "next": [entry_json(suggestion.entry) for suggestion in self.next],
            "lately": [entry_json(entry) for entry in self.lately],
            "goals": [
                {
                    "paper": entry_json(goal.entry),
                    "remaining": len(goal.rows),
                    "finish": day and day.isoformat(),
                }
                for goal, day in self._aims()
            ],
            "forecast": forecast_json(self.forecast, self.goals),
        }

    def records(self) -> Iterable[tuple[str, ...]]:
        """What it is, then a count or the columns of `list`."""
        yield from ((status, str(self.counts.get(status, 0))) for status in STATUSES)
        for what, entries in (
            ("reading", self.reading),
            ("next", [suggestion.entry for suggestion in self.next]),
            ("lately", self.lately),
        ):
            yield from ((what, *entry_record(entry)) for entry in entries)
        for goal, day in self._aims():
            left = str(len(goal.rows))
            yield "goal", *entry_record(goal.entry), left, day.isoformat() if day else ""
        yield from forecast_records(self.forecast, ())

    def _aims(self) -> Iterable[tuple[Goal, dt.date | None]]:
        return ((goal, self.forecast.when(len(goal.rows))) for goal in self.goals)

    def plain(self) -> Iterable[tuple[str, ...]]:
        yield (self.title,)
        yield from ((status, str(self.counts.get(status, 0))) for status in STATUSES)
        for entry in self.reading:
            yield "reading", *entry_plain(entry), f"since {entry.progress.started or 'unknown'}"
        for suggestion in self.next:
            why = " ".join(reason.text for reason in suggestion.reasons)
            yield "next", *entry_plain(suggestion.entry), why
        for entry in self.lately:
            yield "lately", *entry_plain(entry), f"finished {entry.progress.finished or 'unknown'}"
        for goal in self.goals:
            yield "goal", *entry_plain(goal.entry), f"{to_go(goal)}{when(goal, self.forecast)}"
        yield "forecast", sentence(self.forecast)

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        from papernotes.render.gauges import bar
        from papernotes.render.style import BOLD, DIM, LABEL, mark, name, plain

        width = min(output.width, _WIDEST)
        total = sum(self.counts.values())
        done = self.counts.get("done", 0)
        head = plain(self.title, BOLD).append(f"  {done} of {total} read", DIM)
        for status in ("reading", "skipped"):
            if count := self.counts.get(status, 0):
                head.append(f", {count} {status}", DIM)
        table = Table.grid(padding=(0, 1))
        table.add_column(style=LABEL, no_wrap=True)
        table.add_column(justify="right", style=DIM, no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        dates = width >= _DATES_FROM
        if dates:
            table.add_column(style=DIM, no_wrap=True)
        table.width = width

        def add(label: str, entry: Entry, date: str | None) -> None:
            number = plain(str(entry.paper.number))
            row: list[RenderableType] = [label, number, mark(entry, output), name(entry, output)]
            table.add_row(*row, *([plain(date or "")] if dates else []))

        for position, entry in enumerate(self.reading):
            add("" if position else "Reading", entry, entry.progress.started)
        if (more := self.counts.get("reading", 0) - len(self.reading)) > 0:
            table.add_row("", "", "", Text(f"… and {more} more", DIM))
        for position, suggestion in enumerate(self.next):
            add("" if position else "Next", suggestion.entry, None)
            why = " ".join(clean(reason.text) for reason in suggestion.reasons)
            table.add_row("", "", "", Text(why, DIM, no_wrap=False, overflow="fold"))
        # As many rows whatever there are, so that the whole keeps to its window.
        shown = self.goals[: _GOALS if len(self.goals) <= _GOALS else _GOALS - 1]
        for position, goal in enumerate(shown):
            add("" if position else "Goals", goal.entry, brief(goal, self.forecast))
            if not dates:
                told = f"{to_go(goal)}{when(goal, self.forecast)}"
                table.add_row("", "", "", Text(told, DIM, no_wrap=False, overflow="fold"))
        if more := len(self.goals) - len(shown):
            table.add_row("", "", "", Text(f"… and {more} more", DIM))
        for position, entry in enumerate(self.lately):
            add("" if position else "Lately", entry, entry.progress.finished)
        parts: list[RenderableType] = [head, bar(done, total, min(width, _BAR_MOST), output)]
        parts.append(Text(sentence(self.forecast), DIM))
        if self.reading or self.next or self.goals or self.lately:
            parts += [Text(), table]
        parts += [Text(), _hints(self.reading)]
        return Group(*parts)


def _hints(reading: Sequence[Entry]) -> "Text":
    from rich.text import Text

    from papernotes.render.style import DIM

    first = "papernotes done" if reading else "papernotes start"
    if len(reading) > 1:  # then it must be said which
        first += f" {reading[0].paper.number}"
    return Text(f"{first} · papernotes next · papernotes list · papernotes -h", DIM)

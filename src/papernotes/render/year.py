"""`stats 2026`: one year of reading."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.entry import entry_record
from papernotes.render.facts import decimal
from papernotes.render.months import MONTH_NAMES
from papernotes.render.output import Output
from papernotes.render.stats import share_json, share_record
from papernotes.render.year_facts import compared, headline, highlights, label, quiet
from papernotes.stats.year import YearSummary
from papernotes.suggest.texts import counted

if TYPE_CHECKING:
    from rich.console import RenderableType


class YearReview(NamedTuple):
    catalog: str | None  # None: all of them
    title: str
    year: YearSummary
    before: YearSummary
    papers: Sequence[Entry]  # in the order they were finished
    best: Sequence[Entry]
    began: dt.date | None  # when the first paper was finished that has a date
    today: dt.date

    def json(self) -> object:
        return {
            "catalog": self.catalog,
            "title": self.title,
            **_year_json(self.year),
            "topics": [share_json(each, "topic") for each in self.year.topics],
            "papers": [entry_json(entry) for entry in self.papers],
            "best": [entry_json(entry) for entry in self.best],
            "before": _year_json(self.before),
        }

    def records(self) -> Iterator[tuple[str, ...]]:
        """One fact a line: section, name, value; a paper as in `list`, and what you did."""
        for section, each in (("year", self.year), ("before", self.before)):
            for name, value in _year_json(each).items():
                if name == "months":
                    for position, count in enumerate(each.months):
                        yield section, f"{each.year:04d}-{position + 1:02d}", str(count)
                elif value is not None:
                    yield section, name, str(value)
        yield from (("topic", *share_record(each)) for each in self.year.topics)
        for section, entries in (("best", self.best), ("paper", self.papers)):
            for entry in entries:
                progress = entry.progress
                rating = str(progress.rating or "")
                yours = (progress.finished or "", rating, progress.my_takeaway or "")
                yield section, *entry_record(entry), *yours, entry.catalog

    def plain(self) -> Iterator[tuple[str, ...]]:
        """The same in words: a label, and what there is to say."""
        yield self.title, headline(self.year)
        if said := quiet(self.year, self.began, self.today):
            yield str(self.year.year), said
        if said := compared(self.year, self.before, self.today):
            yield str(self.before.year), said
        if not self.year.done:
            return
        yield from highlights(self.year, self.papers)
        for month, count in zip(MONTH_NAMES, self.year.months, strict=True):
            yield f"{month} {self.year.year}", counted(count, "paper")
        for topic in self.year.topics:
            rated = f", rated {decimal(topic.rating)}" if topic.rating is not None else ""
            yield f"Topic {topic.name}", counted(topic.done, "paper") + rated
        for what, entries in (("Best rated", self.best), ("Read", self.papers)):
            for entry in entries:
                progress = entry.progress
                rated = f", rated {progress.rating}" if progress.rating else ""
                number = label(entry, everywhere=self.catalog is None)
                said = f"{number} {entry.paper.title}, {progress.finished}{rated}"
                yield what, said, *([progress.my_takeaway] if progress.my_takeaway else [])

    def remarks(self) -> Iterator[str]:
        if said := quiet(self.year, self.began, self.today):
            yield said

    def draw(self, output: Output) -> "RenderableType":
        from papernotes.render.year_screen import screen

        return screen(self, output)


def _year_json(year: YearSummary) -> dict[str, object]:
    return {
        "year": year.year,
        "done": year.done,
        "pages": year.pages.done,
        "pages_unknown": year.pages.unknown,
        "months": list(year.months),
        "busiest_month": year.busiest,
        "first": year.first and year.first.isoformat(),
        "last": year.last and year.last.isoformat(),
    }

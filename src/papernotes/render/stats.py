"""`stats`: how far you are, how fast you go, when you read, and when you finish."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.library.goals import Goal
from papernotes.model.paper import STATUSES
from papernotes.render.facts import facts, length, progress, seldom, share
from papernotes.render.forecast import (
    forecast_facts,
    forecast_json,
    forecast_records,
    goal_fact,
)
from papernotes.render.output import Output
from papernotes.stats.forecast import Forecast
from papernotes.stats.pace import Pace
from papernotes.stats.summary import Share, Summary
from papernotes.stats.weeks import Calendar
from papernotes.suggest.texts import counted

if TYPE_CHECKING:
    from rich.console import RenderableType


class Stats(NamedTuple):
    catalog: str | None  # None: all of them
    title: str
    summary: Summary
    pace: Pace
    calendar: Calendar
    forecast: Forecast
    goals: Sequence[Goal] = ()

    def json(self) -> object:
        summary = self.summary
        return {
            "catalog": self.catalog,
            "title": self.title,
            "total": summary.total,
            "counts": dict(summary.counts),
            "pages": summary.pages._asdict(),
            "pace": _pace(self.pace),
            "topics": [share_json(each, "topic") for each in summary.topics],
            "tags": [share_json(each, "tag") for each in summary.tags],
            "years": [each._asdict() for each in summary.years],
            "published": [each._asdict() for each in summary.published],
            "ratings": {str(rating): count for rating, count in summary.ratings.items()},
            "calendar": [
                {"date": day.isoformat(), "done": done} for day, done in self.calendar.done.items()
            ],
            "forecast": forecast_json(self.forecast, self.goals),
        }

    def records(self) -> Iterator[tuple[str, ...]]:
        """One fact a line: section, name, value. What is unknown has no line."""
        summary = self.summary
        yield "papers", "total", str(summary.total)
        yield from (("papers", status, str(summary.counts[status])) for status in STATUSES)
        yield from (("pages", name, str(n)) for name, n in summary.pages._asdict().items())
        for name, value in _pace(self.pace).items():
            if isinstance(value, dict):
                yield "pace", name, *map(str, value.values())
            elif value is not None:
                yield "pace", name, str(value)
        for section, shares in (("topic", summary.topics), ("tag", summary.tags)):
            yield from ((section, *share_record(each)) for each in shares)
        for year, done in summary.years:
            yield "year", str(year or "unknown"), str(done)
        for year, done, total in summary.published:
            yield "published", str(year or "unknown"), str(done), str(total)
        yield from (("rating", str(each), str(n)) for each, n in summary.ratings.items())
        for day, done in self.calendar.done.items():
            yield "day", day.isoformat(), str(done)
        yield from forecast_records(self.forecast, self.goals)

    def plain(self) -> Iterator[tuple[str, ...]]:
        """The same in words: a label, and what there is to say."""
        summary = self.summary
        yield self.title, progress(summary)
        if summary.pages.total:
            said = f"{length(summary.pages)} read"
            if summary.pages.unknown:
                said += f"; {counted(summary.pages.unknown, 'paper')} without a number of pages"
            yield "Pages", said
        yield from facts(summary, self.pace)
        yield from forecast_facts(self.forecast)
        for goal in self.goals:
            yield "Goal", goal_fact(goal, self.forecast, self.catalog)
        for section, shares in (("Topic", summary.topics), ("Tag", summary.tags)):
            yield from ((f"{section} {each.name}", share(each)) for each in shares)
        for year, done in summary.years:
            when = f"Finished in {year}" if year else "Finished, date unknown"
            yield when, counted(done, "paper")
        for year, done, total in summary.published:
            when = f"Published in {year}" if year else "Published, date unknown"
            yield when, f"{done} of {total} read"
        if any(summary.ratings.values()):
            for rating, count in reversed(list(summary.ratings.items())):
                yield f"Rated {rating}", counted(count, "paper")
        if said := seldom(self.calendar, self.pace):
            yield "Calendar", said
        for day, done in self.calendar.done.items():
            yield day.isoformat(), counted(done, "paper")

    def draw(self, output: Output) -> "RenderableType":
        from papernotes.render.stats_screen import screen

        return screen(self, output)


def share_json(each: Share, name: str) -> dict[str, object]:
    return {name: each.name, "done": each.done, "total": each.total, "rating": each.rating}


def share_record(each: Share) -> tuple[str, ...]:
    rating = "" if each.rating is None else str(each.rating)
    return each.name, str(each.done), str(each.total), rating


def _pace(pace: Pace) -> dict[str, object]:
    pause = pace.pause
    return {
        "last_7_days": pace.last_7,
        "last_30_days": pace.last_30,
        "last_365_days": pace.last_365,
        "per_week": pace.per_week,
        "per_week_overall": pace.per_week_overall,
        "median_days": pace.median_days,
        "longest_pause": pause
        and {
            "days": pause.days,
            "after": pause.after.isoformat(),
            "until": pause.until.isoformat(),
        },
        "streak_weeks": pace.streak,
        "longest_streak_weeks": pace.longest_streak,
        "first": pace.first and pace.first.isoformat(),
        "last": pace.last and pace.last.isoformat(),
    }

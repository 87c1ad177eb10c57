"""How `stats` looks: one window of 24 lines, if that has 80 columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from papernotes.render.facts import facts, length, progress, seldom
from papernotes.render.forecast import forecast_facts, goal_fact
from papernotes.render.gauges import bar, rod
from papernotes.render.heat import heat_map
from papernotes.render.output import Output
from papernotes.render.panels import Panel, panels, told
from papernotes.render.style import BOLD, DIM, LABEL, TOPIC, plain
from papernotes.stats.summary import Finished, Published, Share

if TYPE_CHECKING:
    from papernotes.render.stats import Stats

_BAR_MOST = 60  # columns, as on the dashboard
_TOPIC_BAR = 8
_ROD = 5
_ROWS = 5  # of a table
_TAGS_SHOWN = 3
_GOALS_SHOWN = 3


def screen(stats: "Stats", output: Output) -> RenderableType:
    summary = stats.summary
    head = plain(stats.title, BOLD).append("  ").append_text(told(progress(summary)))
    if said := length(summary.pages):
        head.append(" · " if output.unicode else ", ", DIM).append_text(told(said))
    parts: list[RenderableType] = [
        head,
        bar(summary.done, summary.total, min(output.width, _BAR_MOST), output),
        _facts(stats),
    ]
    if stats.calendar.total:
        parts += heat_map(stats.calendar, output)
    return Group(*parts, *panels(list(_panels(stats, output)), output))


def _facts(stats: "Stats") -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=LABEL, no_wrap=True)
    table.add_column(overflow="fold")
    for label, said in facts(stats.summary, stats.pace):
        table.add_row(label, told(said))
    if said := seldom(stats.calendar, stats.pace):
        table.add_row("", told(said))
    for label, said in forecast_facts(stats.forecast):
        table.add_row(label, told(said))
    for position, goal in enumerate(stats.goals[:_GOALS_SHOWN]):
        label = "" if position else "Goals"
        table.add_row(label, told(goal_fact(goal, stats.forecast, stats.catalog)))
    if (more := len(stats.goals) - _GOALS_SHOWN) > 0:
        table.add_row("", Text(f"and {more} more", DIM))
    if tags := stats.summary.tags:
        table.add_row("Tags", _tags(tags))
    return table


def _tags(tags: Sequence[Share]) -> Text:
    line = Text()
    for tag in tags[:_TAGS_SHOWN]:
        line.append(", " if line else "", DIM).append_text(plain(tag.name))
        line.append_text(told(f" {tag.done}/{tag.total}"))
    more = len(tags) - _TAGS_SHOWN
    return line.append(f" and {more} more", DIM) if more > 0 else line


def _panels(stats: "Stats", output: Output) -> Iterator[Panel]:
    summary = stats.summary
    yield Panel("Topics", _topics(summary.topics, output), _ROWS)
    years = {_year(each.year): each.done for each in sorted(summary.years, key=_latest_first)}
    yield Panel("Finished in", _rods(years, output), _ROWS)
    published = sorted(summary.published, key=_latest_first)
    fractions = _fractions([(each.done, each.total) for each in published])
    names = [Text().append(_year(each.year), DIM) for each in published]
    yield Panel("Published in", list(zip(names, fractions, strict=True)), _ROWS)
    ratings = {str(each): count for each, count in reversed(list(summary.ratings.items()))}
    yield Panel("Rated", _rods(ratings, output) if any(ratings.values()) else [], _ROWS)


def _latest_first(each: Finished | Published) -> int:
    return -(each.year or 0)  # the unknown last


def _year(year: int | None) -> str:
    return str(year or "unknown")


def _topics(topics: Sequence[Share], output: Output) -> list[list[Text]]:
    fractions = _fractions([(each.done, each.total) for each in topics])
    rows = [
        [plain(each.name, TOPIC), bar(each.done, each.total, _TOPIC_BAR, output), fraction]
        for each, fraction in zip(topics, fractions, strict=True)
    ]
    if any(each.rating is not None for each in topics):
        for row, each in zip(rows, topics, strict=True):
            row.append(Text().append("" if each.rating is None else f"{each.rating:.1f}", DIM))
    return rows


def _rods(numbers: Mapping[str, int], output: Output) -> list[list[Text]]:
    """A line for each number, beside a rod of its size."""
    largest = max(numbers.values(), default=0)
    width = len(str(largest))
    return [
        [
            Text().append(name, DIM),
            rod(number, largest, _ROD, output),
            Text().append(str(number).rjust(width), BOLD if number else DIM),
        ]
        for name, number in numbers.items()
    ]


def _fractions(pairs: Sequence[tuple[int, int]]) -> list[Text]:
    """`8/15`, the strokes one below the other."""
    before = max((len(str(done)) for done, _ in pairs), default=0)
    after = max((len(str(total)) for _, total in pairs), default=0)
    return [
        Text()
        .append(str(done).rjust(before), BOLD if done else DIM)
        .append(f"/{total}".ljust(after + 1), DIM)
        for done, total in pairs
    ]

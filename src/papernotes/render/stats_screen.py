"""How `stats` looks: one window of 24 lines, if that has 76 columns."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from papernotes.render.facts import decimal, facts, length, progress, seldom
from papernotes.render.gauges import bar, rod
from papernotes.render.heat import heat_map
from papernotes.render.output import Output
from papernotes.render.panels import Panel, panels, told
from papernotes.render.style import BOLD, DIM, LABEL, TOPIC, plain
from papernotes.stats.summary import Share

if TYPE_CHECKING:
    from papernotes.render.stats import Stats

_BAR_MOST = 60  # columns, as on the dashboard
_TOPIC_BAR = 8
_ROD = 5
_ROWS = 5  # of a table
_TAGS_SHOWN = 3


def screen(stats: "Stats", output: Output) -> RenderableType:
    summary = stats.summary
    head = plain(stats.title, BOLD).append("  ").append_text(told(progress(summary)))
    if said := length(summary.pages):
        head.append(" · " if output.unicode else ", ", DIM).append_text(told(said))
    parts: list[RenderableType] = [
        head,
        bar(summary.done, summary.total, min(output.width, _BAR_MOST), output),
        Text(),
        _facts(stats),
    ]
    if stats.calendar.total:
        parts += [Text(), *heat_map(stats.calendar, output)]
    return Group(*parts, *panels(list(_panels(stats, output)), output))


def _facts(stats: "Stats") -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=LABEL, no_wrap=True)
    table.add_column(overflow="fold")
    for label, said in facts(stats.summary, stats.pace):
        table.add_row(label, told(said))
    if said := seldom(stats.calendar, stats.pace):
        table.add_row("", told(said))
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
    yield Panel("Topics", [_topic(each, output) for each in summary.topics], _ROWS)
    known = [each for each in summary.years if each.year]
    unknown = [each for each in summary.years if not each.year]
    most = max((each.done for each in summary.years), default=0)
    yield Panel(
        "Finished in",
        [
            [
                Text(str(each.year or "unknown"), DIM),
                rod(each.done, most, _ROD, output),
                Text(str(each.done), BOLD),
            ]
            for each in [*reversed(known), *unknown]
        ],
        _ROWS,
    )
    yield Panel(
        "Published in",
        [
            [Text(str(each.year or "unknown"), DIM), *_of(each.done, each.total)]
            for each in reversed(summary.published)
        ],
        _ROWS,
    )
    rated = max(summary.ratings.values())
    yield Panel(
        "Rated",
        [
            [Text(str(rating), DIM), rod(count, rated, _ROD, output), Text(str(count), BOLD)]
            for rating, count in reversed(list(summary.ratings.items()))
            if rated
        ],
        _ROWS,
    )


def _topic(each: Share, output: Output) -> list[Text]:
    mean = Text(decimal(each.rating) if each.rating is not None else "", DIM)
    return [
        plain(each.name, TOPIC),
        bar(each.done, each.total, _TOPIC_BAR, output),
        *_of(each.done, each.total),
        mean,
    ]


def _of(done: int, total: int) -> tuple[Text, Text]:
    return Text(str(done), BOLD if done else DIM), Text(f"of {total}", DIM)

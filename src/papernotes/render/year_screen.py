"""How `stats 2026` looks: the months beside what stood out, then the papers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from papernotes.model.paper import Entry
from papernotes.render.gauges import rod, stars
from papernotes.render.heat import MONTHS
from papernotes.render.output import Output
from papernotes.render.panels import told
from papernotes.render.style import BOLD, DIM, LABEL, TOPIC, name, plain
from papernotes.render.year_facts import compared, headline, highlights, label, quiet

if TYPE_CHECKING:
    from papernotes.render.year import YearReview

_WIDEST = 100
_BESIDE_FROM = 70  # columns
_WHOLE_DATE_FROM = 60
_ROD = 16
_MONTH = 8  # columns of a month's name and number
_TOPICS_SHOWN = 5
_LABEL = 7  # columns of the longest label


def screen(review: "YearReview", output: Output) -> RenderableType:
    year = review.year
    head = plain(review.title, BOLD).append("  ").append_text(told(headline(year)))
    if year.done and (said := compared(year, review.before, review.today)):
        head.append("; ", DIM).append_text(told(said))
    if said := quiet(year, review.began, review.today):
        parts: list[RenderableType] = [head, told(said)]
        if said := compared(year, review.before, review.today):
            parts.append(told(f"{said[0].upper()}{said[1:]}."))
        return Group(*parts)
    width = min(output.width, _WIDEST)
    return Group(
        head, Text(), *_figures(review, width, output), Text(), _papers(review, width, output)
    )


def _figures(review: "YearReview", width: int, output: Output) -> Iterator[RenderableType]:
    months = Table.grid(padding=(0, 1))
    months.add_column(style=LABEL, no_wrap=True)
    longest = min(_ROD, width - _MONTH)
    months.add_column(no_wrap=True, width=longest)
    months.add_column(no_wrap=True, justify="right")
    largest = max(review.year.months)
    for month, count in zip(MONTHS, review.year.months, strict=True):
        months.add_row(
            month, rod(count, largest, longest, output), told(str(count)) if count else ""
        )
    if width < _BESIDE_FROM:
        yield from (months, Text(), _highlights(review, output))
        return
    beside = Table.grid(padding=(0, 3))
    beside.add_column(no_wrap=True)
    beside.add_column(ratio=1)
    beside.width = width
    beside.add_row(months, _highlights(review, output))
    yield beside


def _highlights(review: "YearReview", output: Output) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=LABEL, no_wrap=True, min_width=_LABEL)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    table.expand = True
    for what, said in highlights(review.year, review.papers):
        table.add_row(what, plain(said))
    for place, entry in enumerate(review.best):
        line = stars(entry.progress.rating or 0, output).append(" ")
        table.add_row("" if place else "Best", line.append_text(plain(entry.paper.name)))
    topics = review.year.topics
    for place, topic in enumerate(topics[:_TOPICS_SHOWN]):
        line = plain(topic.name, TOPIC).append_text(told(f" {topic.done}"))
        table.add_row("" if place else "Topics", line)
    if (more := len(topics) - _TOPICS_SHOWN) > 0:
        table.add_row("", Text(f"and {more} more", DIM))
    return table


def _papers(review: "YearReview", width: int, output: Output) -> Table:
    """In the order they were finished; your takeaway beneath."""
    table = Table.grid(padding=(0, 1))
    table.add_column(style=DIM, no_wrap=True)
    table.add_column(justify="right", style=DIM, no_wrap=True)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True)
    table.width = width
    for entry in review.papers:
        progress = entry.progress
        rating = stars(progress.rating, output) if progress.rating else Text()
        date = progress.finished or ""
        table.add_row(
            plain(date if width >= _WHOLE_DATE_FROM else date[5:]),
            plain(label(entry, everywhere=review.catalog is None)),
            _title(entry, output),
            rating,
        )
        if progress.my_takeaway:
            yours = plain(progress.my_takeaway, DIM)
            yours.no_wrap, yours.overflow = False, "fold"
            table.add_row("", "", yours, "")
    return table


def _title(entry: Entry, output: Output) -> Text:
    """All of them are done, so that none is dimmed as in other lists."""
    title = name(entry, output)
    title.stylize("not dim")
    return title

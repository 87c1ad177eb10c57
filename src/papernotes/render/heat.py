"""The last year as a calendar: a column a week, a line a weekday."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from papernotes.render.gauges import MOST, shade
from papernotes.render.output import Output
from papernotes.render.style import DIM
from papernotes.stats.weeks import WEEKS, Calendar

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LABEL = 5  # columns: the weekday's name and what stands between
_BESIDE = 8  # columns that the legend needs beside the calendar


def heat_map(calendar: Calendar, output: Output) -> Iterator[RenderableType]:
    """All 53 weeks, two columns each where there is room; else as many as fit, the latest."""
    room = output.width - _LABEL
    step = 2 if room >= 2 * WEEKS else 1
    weeks = min(WEEKS, room // step)
    width = _LABEL + weeks * step
    lines = list(_lines(calendar, weeks, step, output))
    if output.width - width < _BESIDE:
        yield from lines
        unit, *shades = _legend(output)
        yield Text(" " * _LABEL) + Text("  ").join([*shades, unit])
        return
    table = Table.grid(padding=(0, 2))
    table.add_row(Text("\n").join(lines), Text("\n").join([Text(), *_legend(output)]))
    yield table


def _lines(calendar: Calendar, weeks: int, step: int, output: Output) -> Iterator[Text]:
    positions = range(WEEKS - weeks, WEEKS)
    yield Text(_month_names(calendar, positions, step), DIM)
    columns = [calendar.week(position) for position in positions]
    for day, name in enumerate(DAYS):
        line = Text().append(name.ljust(_LABEL), DIM)
        # Days that look alike are drawn in one go: a fifth of the escapes.
        for count, run in groupby(column[day] for column in columns):
            if count is not None:
                line.append_text(shade(count, output, times=len(list(run)), step=step))
        yield line


def _month_names(calendar: Calendar, positions: range, step: int) -> str:
    """Each above the week that has the month's first day, as far as they have room."""
    line = " " * _LABEL
    for place, position in enumerate(positions):
        month = calendar.month_begun_in(position)
        column = _LABEL + place * step
        end = _LABEL + len(positions) * step
        if month and column >= len(line.rstrip()) + 1 and column + 3 <= end:
            line = line.ljust(column) + MONTHS[month - 1]
    return line


def _legend(output: Output) -> list[Text]:
    found = [Text("a day", DIM)]
    for number in range(MOST + 1):
        more = "+" if number == MOST else ""
        found.append(shade(number, output).append(f" {number}{more}", DIM))
    return found

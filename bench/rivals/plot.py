"""The time of a list, a search and a mark against the size of a library, as SVG."""

import math
import statistics
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from bench.rivals.speed import Series
from bench.rivals.tool import Tool

_TASKS = ("list all", "search a word", "mark one")
_WIDTH, _HEIGHT = 1000, 400
_TOP, _BOTTOM, _LEFT, _RIGHT = 64, 48, 56, 110
_GAP = 60
_OURS = "#e8590c"
# Legible on white and on black alike, told apart by those who see few colours by their dashes.
_THEIRS = ("#4c8dd6", "#4c8dd6", "#4c8dd6", "#9a6fd0", "#2f9e76", "#b08a1e", "#d0578f")
_DASHES = ("", "5 3", "1.5 3", "", "", "", "")
_INK, _FAINT = "#7d8590", "#7d859040"
_LABEL_HEIGHT = 14


class _Line(NamedTuple):
    name: str
    colour: str
    dash: str
    points: Sequence[tuple[int, float]]  # papers, milliseconds


def plot(tools: Sequence[Tool], series: Sequence[Series]) -> str:
    sizes = sorted({each.size for each in series})
    panels = {task: _lines(tools, series, task) for task in _TASKS}
    times = [ms for lines in panels.values() for line in lines for _, ms in line.points]
    low = _decade(min(times), math.floor)
    high = max(_decade(max(times), math.ceil), low * 10)
    width = (_WIDTH - _LEFT - _RIGHT - _GAP * (len(_TASKS) - 1)) / len(_TASKS)

    def x(panel: int, size: int) -> float:
        span = math.log(sizes[-1] / sizes[0]) or 1
        return _LEFT + panel * (width + _GAP) + width * math.log(size / sizes[0]) / span

    def y(ms: float) -> float:
        share = math.log(ms / low) / math.log(high / low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)

    parts = [_head(sizes)]
    for panel, (task, lines) in enumerate(panels.items()):
        left = x(panel, sizes[0])
        parts.append(_text(left, _TOP - 14, task, weight="bold"))
        tick = low
        while tick <= high:
            parts.append(_rule(left, y(tick), left + width, y(tick)))
            if panel == 0:
                parts.append(_text(left - 8, y(tick) + 4, _time(tick), anchor="end"))
            tick *= 10
        parts += [
            _text(x(panel, size), _HEIGHT - 26, f"{size:,}", anchor="middle") for size in sizes
        ]
        for line in reversed(lines):  # ours is drawn last, on top
            points = [(x(panel, size), y(ms)) for size, ms in line.points]
            parts.append(_curve(line, points))
        if panel == len(_TASKS) - 1:
            ends = [(y(line.points[-1][1]), line) for line in lines]
            parts += [
                _text(left + width + 12, at + 4, line.name, line.colour, weight=_weight(line))
                for at, line in _spread(ends)
            ]
    parts.append(
        _text(_LEFT + (_WIDTH - _LEFT - _RIGHT) / 2, _HEIGHT - 6, "papers", anchor="middle")
    )
    return "\n".join([*parts, "</svg>", ""])


def _lines(tools: Sequence[Tool], series: Sequence[Series], task: str) -> list[_Line]:
    lines, theirs = [], 0
    for tool in tools:
        colour, dash = _OURS, ""
        if tool.slug != "papernotes":
            colour, dash = _THEIRS[theirs], _DASHES[theirs]
            theirs += 1
        points = [
            (each.size, 1000 * statistics.median(run.cpu for run in each.runs))
            for each in series
            if (each.tool, each.task) == (tool.slug, task) and each.runs
        ]
        if points:
            lines.append(_Line(tool.name, colour, dash, sorted(points)))
    return lines


def _spread(ends: Sequence[tuple[float, _Line]]) -> list[tuple[float, _Line]]:
    """Labels beside the ends of their lines, none on another."""
    placed: list[tuple[float, _Line]] = []
    for at, line in sorted(ends, key=lambda end: end[0]):
        above = placed[-1][0] + _LABEL_HEIGHT if placed else -math.inf
        placed.append((max(at, above), line))
    return placed


def _decade(ms: float, rounded: Callable[[float], int]) -> float:
    return 10.0 ** rounded(math.log10(ms))


def _time(ms: float) -> str:
    return f"{ms:,.0f} ms" if ms < 1000 else f"{ms / 1000:,.0f} s"


def _weight(line: _Line) -> str:
    return "bold" if line.colour == _OURS else "normal"


def _head(sizes: Sequence[int]) -> str:
    title = f"CPU time with {sizes[0]:,} to {sizes[-1]:,} papers; both scales are logarithmic"
    font = "font-family='ui-sans-serif, system-ui, Helvetica, Arial, sans-serif' font-size='12'"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {_HEIGHT}' {font}"
        f" role='img' aria-label='{title}'>\n{_text(_LEFT, 20, title)}"
    )


def _text(
    x: float,
    y: float,
    text: str,
    colour: str = _INK,
    *,
    anchor: str = "start",
    weight: str = "normal",
) -> str:
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' fill='{colour}' text-anchor='{anchor}'"
        f" font-weight='{weight}'>{escape(text)}</text>"
    )


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"<path d='M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}' stroke='{_FAINT}'/>"


def _curve(line: _Line, points: Sequence[tuple[float, float]]) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    width = 3 if line.colour == _OURS else 1.8
    dots = "".join(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{width + 0.7}'/>" for x, y in points)
    return (
        f"<g stroke='{line.colour}' fill='{line.colour}'>"
        f"<path d='M{path}' fill='none' stroke-width='{width}' stroke-dasharray='{line.dash}'/>"
        f"<g stroke='none'>{dots}</g></g>"
    )

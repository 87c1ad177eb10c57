"""How much, as a bar; how good, as stars; how busy a day was, as a shade."""

from rich.text import Text

from papernotes.render.output import Output
from papernotes.render.style import BOLD, DIM, GOOD, NOW

_SHADES = "·▂▄▆█", ".-+*#"  # each has more ink than the one before, so that it needs no colour
_SHADE_STYLES = (DIM, GOOD, GOOD, GOOD, GOOD + BOLD)
MOST = len(_SHADE_STYLES) - 1


def bar(part: int, whole: int, width: int, output: Output) -> Text:
    """The part of the whole that is done."""
    full, empty = ("━", "─") if output.unicode else ("#", "-")
    filled = _length(part, whole, width)
    return Text().append(full * filled, GOOD).append(empty * (width - filled), DIM)


def rod(number: int, largest: int, width: int, output: Output) -> Text:
    """A number beside others of its kind, the largest of which has the whole width."""
    char = "━" if output.unicode else "#"
    return Text().append(char * _length(number, largest, width), GOOD)


def _length(part: int, whole: int, width: int) -> int:
    """What there is shows, however little it is."""
    return max(round(width * part / whole), 1) if part and whole else 0


def stars(rating: int, output: Output) -> Text:
    full, empty = ("★", "☆") if output.unicode else ("*", ".")
    return Text().append(full * rating + empty * (5 - rating), NOW)


def shade(number: int, output: Output, *, times: int = 1, step: int = 1) -> Text:
    """A day: the more papers, the more ink. MOST and more look the same.

    `times`: as many such days in a row, each `step` columns wide.
    """
    level = min(number, MOST)
    char = _SHADES[0 if output.unicode else 1][level]
    return Text().append(char.ljust(step) * times, _SHADE_STYLES[level])

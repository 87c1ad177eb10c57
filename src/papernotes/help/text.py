"""Help on a terminal: headings and lists, no wider than the window. Without Rich, to be quick."""

import re
import textwrap
from collections.abc import Iterable, Sequence

from papernotes.help.page import Option, Page

_WIDEST = 100  # columns: longer lines are hard to read
_WIDEST_TERM = 30  # columns; what is longer has its text below it
_ROOM = 24  # columns that a text needs beside its term
_GAP = 2
_ASCII = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "…": "...", "→": "->"})
# The marks of a list, as such a terminal is shown them (render/style.py).
_ASCII |= str.maketrans({"○": "o", "·": ".", "▸": ">", "✓": "x"})
# A word with what is quoted in it, so that a shell reads the same from two lines.
_WORD = r"""(?:"[^"]*"|'[^']*'|[^\s"'])+|\S+"""

Row = tuple[str, str]  # a term, and what it means


def text(page: Page, width: int, *, bold: bool = False, unicode: bool = True) -> str:
    """The page as it is printed."""
    width = min(width, _WIDEST)

    def head(title: str) -> str:
        return f"\x1b[1m{title}\x1b[0m" if bold else title

    short = any(not name.startswith("--") for name in _names(page))
    groups = [(group.head, [_row(each, short) for each in group.options]) for group in page.options]
    arguments = [(each.name, each.help) for each in page.arguments]
    lists = [*([("Arguments", arguments)] if arguments else []), *groups]
    commands = [
        (panel.head, [(each.name, each.sentence) for each in panel.commands])
        for panel in page.panels
    ]
    usage = _wrapped(f"Usage: {page.usage}", width, later="    ")
    blocks = [
        [*_wrapped(page.sentence, width)],
        [usage[0].replace("Usage:", head("Usage:")), *usage[1:]],
        *(_wrapped(paragraph, width) for paragraph in page.paragraphs),
    ]
    for sections in (commands, lists):
        terms = [term for _, rows in sections for term, _ in rows]
        for title, rows in sections:
            blocks.append([head(title), *_list(rows, _column(terms, width), width)])
    if page.examples:
        lines = [line for example in page.examples for line in _typed(example, width)]
        blocks.append([head("Examples"), *lines])
    if page.closing:
        blocks.append([line for each in page.closing for line in _wrapped(each, width, later="  ")])
    printed = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    return printed if unicode else printed.translate(_ASCII)


def _names(page: Page) -> Iterable[str]:
    return (name for group in page.options for each in group.options for name in each.names)


def _row(option: Option, short: bool) -> Row:
    """`-m, --message TEXT`; a long name stands below long names where others have short ones."""
    term = f"{', '.join(option.names)} {option.metavar}".rstrip()
    return (f"    {term}" if short and term.startswith("--") else term), option.help


def _column(terms: Iterable[str], width: int) -> int:
    """How wide the terms are; 0 where a text has no room beside them."""
    widest = max((len(term) for term in terms if len(term) <= _WIDEST_TERM), default=0)
    return widest if width - widest - 2 * _GAP >= _ROOM else 0


def _list(rows: Sequence[Row], column: int, width: int) -> list[str]:
    lines = []
    for term, meaning in rows:
        if column and len(term) <= column:
            first = f"{'':{_GAP}}{term:{column}}{'':{_GAP}}"
            later = " " * len(first)
            lines += _wrapped(meaning, width, first, later) or [first.rstrip()]
        else:
            lines += _wrapped(term if column else term.lstrip(), width, " " * _GAP, " " * 3 * _GAP)
            below = " " * (column + 2 * _GAP if column else 3 * _GAP)
            lines += _wrapped(meaning, width, below, below)
    return lines


def _typed(example: str, width: int) -> list[str]:
    """A command line, over several lines if it must be, such that a shell still takes it."""
    lines, line = [], ""
    for word in re.findall(_WORD, example):
        longer = f"{line} {word}" if line else f"{'':{_GAP}}{word}"
        if line and len(longer) > width - len(" \\"):
            lines.append(f"{line} \\")
            longer = f"{'':{3 * _GAP}}{word}"
        line = longer
    return [*lines, line]


def _wrapped(content: str, width: int, first: str = "", later: str = "") -> list[str]:
    return textwrap.wrap(
        content,
        width,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
    )

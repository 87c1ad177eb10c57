"""The one set of marks and colours. Only the sixteen that every terminal theme has."""

from collections.abc import Sequence

from rich.columns import Columns
from rich.style import Style
from rich.table import Table
from rich.text import Text

from papernotes.model.clean import clean
from papernotes.model.entry import full_title
from papernotes.model.paper import Entry, Status
from papernotes.render.entry import numbered
from papernotes.render.output import Output

WIDEST = 100  # columns: longer lines are hard to read
DIM = Style(dim=True)
BOLD = Style(bold=True)
LABEL = Style(dim=True)
TOPIC = Style(color="cyan")
GOOD = Style(color="green")
NOW = Style(color="yellow", bold=True)
HIT = Style(color="yellow", bold=True)  # what was searched for

_MARKS: dict[str, tuple[str, str, Style]] = {  # in Unicode, in ASCII, colour
    "unread": ("○", "o", Style()),
    "waiting": ("·", ".", DIM),  # unread, and not ready
    "reading": ("▸", ">", NOW),
    "done": ("✓", "x", GOOD),
    "skipped": ("–", "-", DIM),
}


def mark(entry: Entry, out: Output) -> Text:
    """One character that says how things stand with a paper."""
    status: str = entry.progress.status
    if status == "unread" and not entry.ready:
        status = "waiting"
    unicode, ascii_, style = _MARKS[status]
    return Text().append(unicode if out.unicode else ascii_, style)


def status_style(status: Status) -> Style:
    return _MARKS[status][2]


def name(entry: Entry, out: Output) -> Text:
    """The title as the club says it, linked to the paper; a goal with a flag before it."""
    style = {"reading": BOLD, "done": DIM, "skipped": DIM}.get(entry.progress.status, Style())
    # Appended, so that the link ends with the title and not with the column.
    title = Text().append(full_title(entry), style + linked(entry.paper.url))
    return flag(out).append_text(title) if entry.progress.goal else title


def flag(out: Output) -> Text:
    """What marks a goal."""
    return Text().append("⚑ " if out.unicode else "! ", NOW)


def labelled(entry: Entry, out: Output, home: str) -> Text:
    """Its mark, number and short name: `✓ 11 LoRA`; from another catalog `✓ llm/11 LoRA`."""
    line = mark(entry, out).append(" ").append_text(plain(f"{numbered(entry, home)} ", DIM))
    return line.append_text(plain(entry.paper.name))


def beside_numbers(out: Output) -> Table:
    """A number, a mark, and beside them what there is to say of each paper."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style=DIM, no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.width = min(out.width, WIDEST)
    return table


def pairs(rows: Sequence[tuple[str, Text]]) -> Table:
    """Labels, and beside each its text."""
    table = Table.grid(padding=(0, 1))
    table.add_column(style=DIM, no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(label, text)
    return table


def flow(entries: Sequence[Entry], out: Output, home: str) -> Columns:
    """Several papers beside each other, as many as the width allows."""
    return Columns([labelled(entry, out, home) for entry in entries], padding=(0, 2))


def linked(url: str | None) -> Style:
    """A link, if it is one that a terminal may open."""
    if url and url.lower().startswith(("http://", "https://")):
        return Style(link=_url(url))
    return Style()


def plain(text: str, style: Style | str = "") -> Text:
    """Text from outside: never markup, never raw. What is appended to it has its own style."""
    return Text().append(clean(text), style)


def _url(url: str) -> str:
    return "".join(c if "!" <= c <= "~" else "" for c in url)

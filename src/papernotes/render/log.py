"""`log`: what you did, when, on which device."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.library.history import Logged
from papernotes.model.clean import clean
from papernotes.model.event import Event
from papernotes.render.output import Output
from papernotes.suggest.texts import duration

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_WIDE_FROM = 56  # columns, under which what was done stands below when
_NOTHING = "Nothing yet. Begin with: papernotes start"
_SHOWN = 3  # papers of an event
_TAIL = 6  # digits of an id's number that are told; more where they tell no difference


class Log(NamedTuple):
    logged: Sequence[Logged]
    catalog: str  # the current one, which needs not be named

    def json(self) -> object:
        return [_json(each) for each in self.logged]

    def records(self) -> Iterator[tuple[str, ...]]:
        """Id, when, kind, uids, titles, what was said, device, and "undone"."""
        for each in self.logged:
            event = each.event
            yield (
                event.id,
                event.at,
                event.kind,
                ",".join(event.papers),
                "; ".join(event.titles),
                said(event),
                event.device,
                "undone" if each.undone else "",
            )

    def plain(self) -> Iterator[tuple[str, ...]]:
        if not self.logged:
            yield (_NOTHING,)
        for each in self.logged:
            event = each.event
            undone = "undone" if each.undone else ""
            when, what = _when(event, times=True), self._papers(each, most=len(event.papers))
            yield (
                when,
                event.kind,
                "".join(text for text, _ in what),
                said(event),
                undone,
                event.device,
                event.id,
            )

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.padding import Padding
        from rich.table import Table

        from papernotes.render.style import DIM, plain

        if not self.logged:
            return plain(_NOTHING, DIM)
        wide = output.width >= _WIDE_FROM
        table = Table.grid(padding=(0, 1))
        for _ in range(3):
            table.add_column(no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        table.expand = True
        stacked: list[RenderableType] = []
        tails = _tails([each.event.id for each in self.logged])
        for each in self.logged:
            event = each.event
            when = _when(event, times=wide)
            kind = plain(event.kind, DIM if each.undone else "")
            row = [plain(when, DIM), plain(tails[event.id], DIM), kind]
            if wide:
                table.add_row(*row, self._what(each, when))
            else:
                stacked.append(plain(" ").join(row))
                stacked.append(Padding(self._what(each, when), (0, 0, 0, 2)))
        return table if wide else Group(*stacked)

    def _what(self, logged: Logged, when: str) -> "Text":
        """The papers, and aside what was said of them."""
        from rich.text import Text

        from papernotes.render.style import DIM

        text = Text()
        for piece, aside in self._papers(logged, most=_SHOWN):
            text.append(clean(piece), DIM if aside else "")
        several = len({each.event.device for each in self.logged}) > 1
        for more in (
            said(logged.event, when),
            "undone" if logged.undone else "",
            f"on {logged.event.device}" if several else "",
        ):
            text.append(f"  {clean(more)}" if more else "", DIM)
        return text

    def _papers(self, logged: Logged, *, most: int) -> Iterator[tuple[str, bool]]:
        """The papers in words, piece by piece, and whether a piece is only an aside."""
        titles = [*logged.event.titles, *("" for _ in logged.papers)]
        shown = list(zip(logged.papers, titles, logged.event.papers, strict=False))
        for position, (entry, title, name) in enumerate(shown[:most]):
            yield ", " if position else "", False
            if entry is None:
                yield title or name, False
            else:
                elsewhere = entry.catalog != self.catalog
                yield f"{entry.catalog}/" * elsewhere + f"{entry.paper.number} ", True
                yield entry.paper.name, False
        if len(shown) > most:
            yield f" and {len(shown) - most} more", False


def said(event: Event, shown: str = "") -> str:
    """What was said besides the kind: `on 2026-01-02, rated 5, +classic, “four bits”`.

    The day is left out if it is the one that is `shown` beside it.
    """
    parts = []
    if event.on and not shown.startswith(event.on):
        parts.append("date unknown" if event.on == "unknown" else f"on {event.on}")
    if event.rating is not None:
        parts.append(f"rated {event.rating}" if event.rating else "rating taken back")
    parts += [f"+{tag}" for tag in event.add] + [f"without {tag}" for tag in event.remove]
    if event.minutes is not None:
        parts.append(f"took {duration(event.minutes)}" if event.minutes else "time taken back")
    if event.kind == "later":
        parts.append(f"until {event.until}" if event.until else "taken back")
    if event.drop:
        parts.append("dropped")
    if event.takeaway is not None:
        parts.append(f"“{event.takeaway}”" if event.takeaway else "takeaway taken back")
    if event.target is not None:
        parts.append(f"of {event.target.partition('-')[0][-_TAIL:]}")
    return ", ".join(parts)


def _when(event: Event, *, times: bool) -> str:
    """The moment in the reader's time zone; as it is written where it is no moment."""
    try:
        moment = dt.datetime.fromisoformat(event.at).astimezone()
    except (ValueError, OverflowError):
        return event.at[:10]
    return moment.strftime("%Y-%m-%d %H:%M" if times else "%Y-%m-%d")


def _tails(names: Sequence[str]) -> dict[str, str]:
    """As many last digits of each id's number as tell them all apart."""
    numbers = {name: name.partition("-")[0] for name in names}
    most = max(map(len, numbers.values()), default=0)
    length = next(
        (n for n in range(_TAIL, most) if len({v[-n:] for v in numbers.values()}) == len(numbers)),
        most,
    )
    return {name: number[-length:] for name, number in numbers.items()}


def _json(logged: Logged) -> dict[str, object]:
    event = logged.event
    papers = []
    for position, name in enumerate(event.papers):
        entry = logged.papers[position]
        title = event.titles[position] if position < len(event.titles) else None
        papers.append(
            {
                "uid": name,
                "title": entry.paper.title if entry else title,
                "catalog": entry.catalog if entry else None,
                "number": entry.paper.number if entry else None,
            }
        )
    return event_json(event, undone=logged.undone) | {"papers": papers}


def event_json(event: Event, *, undone: bool) -> dict[str, object]:
    """An event by itself: fields are added, never renamed or removed."""
    return {
        "id": event.id,
        "at": event.at,
        "kind": event.kind,
        "on": event.on,
        "rating": event.rating,
        "takeaway": event.takeaway,
        "target": event.target,
        "device": event.device,
        "undone": undone,
        "add": list(event.add),
        "remove": list(event.remove),
        "minutes": event.minutes,
        "until": event.until,
        "drop": event.drop,
    }

"""`open`: the address that was opened, or is only wanted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from papernotes.model.entry import entry_json
from papernotes.model.paper import Entry
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class Opened(NamedTuple):
    entry: Entry
    url: str
    printed: bool  # asked for as an answer; else it was opened, and this only says so

    @property
    def confirms(self) -> bool:
        return not self.printed

    def json(self) -> object:
        return {"paper": entry_json(self.entry), "url": self.url, "opened": not self.printed}

    def records(self) -> Iterable[tuple[str, ...]]:
        return [(self.url,)]

    def draw(self, output: Output) -> "RenderableType":
        from papernotes.render.style import DIM, TOPIC, labelled, linked, plain

        if self.printed:
            return plain(self.url, TOPIC + linked(self.url))
        line = labelled(self.entry, output, self.entry.catalog)
        return line.append("  ").append_text(plain(self.url, DIM + linked(self.url)))

"""`config`: the settings, and where each comes from."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papernotes.render.output import Output
from papernotes.settings import SETTINGS, Settings, Value

if TYPE_CHECKING:
    from rich.console import RenderableType


class Configured(NamedTuple):
    settings: Settings
    file: Path

    def json(self) -> object:
        return [
            {
                "name": setting.name,
                "value": self._value(setting.name),
                "source": self.settings.sources[setting.name],
                "default": setting.default,
                "flag": setting.flag or None,
                "variable": setting.variable,
                "help": setting.help,
            }
            for setting in SETTINGS
        ]

    def records(self) -> Iterator[tuple[str, ...]]:
        """Name, value, where it comes from."""
        for setting in SETTINGS:
            yield setting.name, self._shown(setting.name), self.settings.sources[setting.name]

    def plain(self) -> Iterator[tuple[str, ...]]:
        for record, setting in zip(self.records(), SETTINGS, strict=True):
            yield *record, setting.help
        yield (self._how(),)

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.table import Table

        from papernotes.render.style import BOLD, DIM, plain

        table: Table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold", ratio=1)
        table.width = min(output.width, 100)
        for setting in SETTINGS:
            source = self.settings.sources[setting.name]
            # What was set stands out from what is as it always is.
            value = plain(self._shown(setting.name), "" if source == "default" else BOLD)
            value.append("  ").append_text(plain(source, DIM))
            value.append("\n").append_text(plain(setting.help, DIM))
            table.add_row(setting.name, value)
        return Group(table, plain(self._how(), DIM))

    def _how(self) -> str:
        return f"To set one for good, write it into {self.file}"

    def _value(self, name: str) -> Value:
        return self.settings.value(name)

    def _shown(self, name: str) -> str:
        value = self._value(name)
        if isinstance(value, bool):
            return str(value).lower()
        return f"{value:g}" if isinstance(value, float) else value or "(none)"

"""`import`: what was taken, what was merged, and what was left out and why."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papernotes.curating.outcome import Imported
from papernotes.curating.sources import is_address
from papernotes.model.clean import clean
from papernotes.model.entry import entry_json
from papernotes.model.record import Left
from papernotes.render.entry import entry_record
from papernotes.render.output import Output
from papernotes.suggest.texts import counted

if TYPE_CHECKING:
    from rich.console import RenderableType

_SHOWN = 10  # papers, and things left out, on a screen
_LONG = 40  # characters of a path, beyond which its last part stands for it


class Import(NamedTuple):
    imported: Imported
    source: str
    dry: bool

    @property
    def confirms(self) -> bool:
        return not self.dry

    def json(self) -> object:
        return {
            "papers": [entry_json(entry) for entry in self.imported.entries],
            "merged": self.imported.merged,
            "skipped": [left._asdict() for left in self.imported.left],
        }

    def records(self) -> Iterable[tuple[str, ...]]:
        """The new papers, in the columns of `list`."""
        return map(entry_record, self.imported.entries)

    def remarks(self) -> Iterator[str]:
        """What a person wants to hear besides, for stderr."""
        yield self._sum()
        yield from map(self._left, self.imported.left)
        yield from self._next()

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group

        from papernotes.render.style import DIM, NOW, beside_numbers, mark, name, plain

        entries, left = self.imported.entries, self.imported.left
        table = beside_numbers(output)
        for entry in entries[:_SHOWN]:
            table.add_row(str(entry.paper.number), mark(entry, output), name(entry, output))
        parts: list[RenderableType] = [plain(self._sum()), *([table] if entries else [])]
        if len(entries) > _SHOWN:
            parts.append(plain(f"and {len(entries) - _SHOWN:,} more", DIM))
        parts += [plain(self._left(each), NOW) for each in left[:_SHOWN]]
        if len(left) > _SHOWN:
            parts.append(plain(f"and {len(left) - _SHOWN:,} more left out: see --json", NOW))
        return Group(*parts, *(plain(line, DIM) for line in self._next()))

    def _sum(self) -> str:
        """`list.md (Markdown): 46 papers into club, 2 merged, 1 left out.`"""
        done = self.imported
        new = " (new)" if done.made and self.dry else ""
        said = [f"{counted(len(done.entries), 'paper')} into {done.catalog}{new}"]
        said += [f"{len(done.merged):,} merged"] if done.merged else []
        said += [f"{done.marked:,} marked"] if done.marked else []
        said += [counted(done.noted, "note")] if done.noted else []
        said += [f"{len(done.left):,} left out"] if done.left else []
        would = "would be imported: " if self.dry else ""
        long = len(self.source) > _LONG and not is_address(self.source)
        source = Path(self.source).name if long else self.source
        return f"{source} ({done.format}): {would}{', '.join(said)}."

    def _left(self, left: Left) -> str:
        line = f"line {left.line}: " if left.line else ""
        return f"Left out: {line}“{clean(left.text)}” {left.why}"

    def _next(self) -> Iterator[str]:
        done = self.imported
        if not done.entries and not done.merged:
            yield "No paper was found in it. Is it of another format? Say which with --format."
            return
        if self.dry:
            yield "Nothing was changed. To do it, leave out --dry-run."
            return
        if done.made:
            name = done.catalog
            yield f"{name} is new. Make it the current catalog: papernotes catalog use {name}"
        if done.entries or done.marked:
            yield "Undo with: papernotes undo"

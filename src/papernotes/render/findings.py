"""`check`: what is wrong, by file, and what to do about it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from papernotes.checking.finding import Finding
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

_MOST = 20  # findings of a kind and file that are drawn; the others are counted
_WIDEST = 100


class Findings(NamedTuple):
    findings: Sequence[Finding]
    looked_at: str  # "46 papers"

    @property
    def confirms(self) -> bool:
        """With nothing wrong it only says so."""
        return not self.findings

    def json(self) -> object:
        return [
            {
                "file": each.file,
                "line": each.line,
                "severity": each.severity,
                "kind": each.kind,
                "message": each.message,
                "hint": each.hint,
            }
            for each in self.findings
        ]

    def records(self) -> Iterable[tuple[str, ...]]:
        """File, line, severity, kind, message, what to do. New columns come last."""
        for each in self.findings:
            line = str(each.line)
            yield each.file, line, each.severity, each.kind, each.message, each.hint or ""

    def plain(self) -> Iterable[tuple[str, ...]]:
        yield from self.records()
        if self.findings:
            yield (self._counts(),)

    def remarks(self) -> Iterable[str]:
        return [] if self.findings else [self._counts()]

    def _counts(self) -> str:
        """`2 errors, 1 warning in 46 papers`."""
        if not self.findings:
            return f"{self.looked_at}, nothing to complain about."
        often = Counter(each.severity for each in self.findings)
        counts = [
            f"{often[severity]} {severity}{'s' if often[severity] > 1 else ''}"
            for severity in ("error", "warning", "note")
            if severity in often
        ]
        return f"{', '.join(counts)} in {self.looked_at}."

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.text import Text

        from papernotes.render.style import BOLD, DIM, GOOD, plain

        if not self.findings:
            mark = "✓ " if output.unicode else "x "
            return Text().append(mark, GOOD).append_text(plain(self._counts(), DIM))
        parts: list[RenderableType] = []
        for file, group in groupby(self.findings, key=lambda each: each.file):
            parts += [plain(file, BOLD), _table(list(group), output), Text()]
        return Group(*parts, plain(self._counts(), DIM))


def _table(findings: Sequence[Finding], output: Output) -> "Table":
    from rich.table import Table

    from papernotes.render.style import DIM, NOW, plain

    lines = any(each.line for each in findings)
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style=DIM, no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.width = min(output.width, _WIDEST)
    often: dict[str, int] = {}
    for each in findings:
        often[each.kind] = often.get(each.kind, 0) + 1
        if often[each.kind] > _MOST:
            continue
        line = f"  {each.line}:" if each.line else ("" if lines else " ")
        style = {"error": NOW, "note": DIM}.get(each.severity, "")
        table.add_row(line, plain(each.severity, style), plain(each.message))
        if each.hint:
            table.add_row("", "", plain(each.hint, DIM))
    for kind, count in often.items():
        if count > _MOST:
            more = f"… and {count - _MOST} more of the kind {kind}: see them with --plain"
            table.add_row("", "", plain(more, DIM))
    return table

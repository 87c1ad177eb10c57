"""`catalog update`: what is new, changed, moved and gone; before it is done, and after."""

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from papernotes.curating.merged import Change, Fields, Gone
from papernotes.curating.origin import BUNDLED
from papernotes.curating.outcome import Updated
from papernotes.model.entry import entry_json
from papernotes.model.paper import Paper
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_AS_IT_WAS = "Your copy as it was lies in"
_MOST = 12  # papers of a kind that a drawing shows
_LONGEST = 200  # letters of a field's value there


class UpdatedCatalog(NamedTuple):
    updated: Updated
    given: str | None = None  # the source, if it was named
    asks: bool = False  # the reader is asked next
    dry: bool = False
    asked_before: bool = False  # what changes has been shown already

    @property
    def confirms(self) -> bool:
        return self.updated.applied

    def json(self) -> object:
        updated, merged = self.updated, self.updated.merged
        return {
            "catalog": updated.name,
            "source": updated.source,
            "title": list(merged.title) if merged.title[0] != merged.title[1] else None,
            "new": [entry_json(entry) for entry in updated.new],
            "changed": [_change_json(each) for each in merged.changed],
            "moved": [
                {"uid": each.paper.uid, "from": each.before, "to": each.paper.number}
                for each in merged.moved
            ],
            "gone": [
                {
                    "uid": each.paper.uid,
                    "title": each.paper.title,
                    "kept": each.kept,
                    "into": each.into,
                }
                for each in merged.gone
            ],
            "yours": [_change_json(each) for each in merged.yours],
            "set_aside": updated.set_aside,
            "applied": updated.applied,
        }

    def records(self) -> Iterator[tuple[str, ...]]:
        """What it is, number, uid, title; of a field its name, before, and after."""
        merged = self.updated.merged
        for entry in self.updated.new:
            yield _record("new", entry.paper)
        for each in merged.changed:
            for field, before, after in _said(each.fields):
                yield _record("changed", each.paper, field, before, after)
        for moved in merged.moved:
            paper = moved.paper
            yield _record("moved", paper, "number", str(moved.before), str(paper.number))
        for gone in merged.gone:
            yield _record("kept" if gone.kept else "gone", gone.paper, "", "", gone.into or "")
        for each in merged.yours:
            for field, yours, theirs in _said(each.fields):
                yield _record("yours", each.paper, field, yours, theirs)

    def remarks(self) -> Iterator[str]:
        yield from self._said()
        if self.updated.set_aside:
            yield f"{_AS_IT_WAS} {self.updated.set_aside}"

    def _said(self) -> Iterator[str]:
        merged = self.updated.merged
        before, after = merged.title
        if before != after:
            yield f"The title is “{after}” now; it was “{before}”."
        if merged.head_is_yours:
            yield "What stands before the papers was changed there and by you: yours is kept."
        kept = sum(each.kept for each in merged.gone)
        if kept:
            yield (
                f"{_counted(kept)} that you have marked, noted or changed {_are(kept)} gone there,"
                f" and {'stays' if kept == 1 else 'stay'} at the end of your copy."
            )
        if merged.yours:
            yield (
                f"Of {_counted(len(merged.yours))} the same was changed there and by you: yours is"
                " kept."
            )
        yield self._end()

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group

        from papernotes.render.style import BOLD, DIM, plain

        head = plain(self.updated.name, BOLD).append(f"  {self._counts()}", DIM)
        parts: list[RenderableType] = [head]
        if not self.asked_before:
            for title, table in self._sections(output):
                parts += [plain(""), plain(title, BOLD), table]
            parts.append(plain(""))
        parts += [plain(remark, DIM) for remark in self._said()]
        if self.updated.set_aside:
            parts += [plain(f"{_AS_IT_WAS}:", DIM), plain(self.updated.set_aside)]
        return Group(*parts)

    def _end(self) -> str:
        updated = self.updated
        source = "the bundled catalog" if updated.source == BUNDLED else updated.source
        if updated.is_nothing:
            return f"Nothing to do: {updated.name} has all that {source} has."
        if updated.applied:
            return f"{updated.name} has all that {source} has."
        if self.asks and not self.dry:
            return f"That is what {source} has now."
        given = f" --from {shlex.quote(self.given)}" if self.given else ""
        again = f"papernotes catalog update {updated.name}{given} --yes"
        return f"Nothing was changed. To do it: {again}"

    def _counts(self) -> str:
        merged = self.updated.merged
        kinds = (
            ("new", merged.new),
            ("changed", merged.changed),
            ("moved", merged.moved),
            ("gone", merged.gone),
        )
        said = [f"{len(found)} {kind}" for kind, found in kinds if found]
        return ", ".join(said) or "up to date"

    def _sections(self, output: Output) -> Iterator[tuple[str, "Table"]]:
        merged = self.updated.merged
        if self.updated.new:
            papers = [entry.paper for entry in self.updated.new]
            yield "New", _table([(str(each.number), each, _by(each)) for each in papers], output)
        if merged.changed:
            yield "Changed", _fields(merged.changed, output)
        if merged.moved:
            rows = [(f"{e.before} → {e.paper.number}", e.paper, "") for e in merged.moved]
            arrow = "→" if output.unicode else "->"
            yield "Moved", _table([(n.replace("→", arrow), p, s) for n, p, s in rows], output)
        if merged.gone:
            rows = [(str(e.paper.number), e.paper, _fate(e)) for e in merged.gone]
            yield "Gone", _table(rows, output)
        if merged.yours:
            yield "Changed by both: yours, and theirs", _fields(merged.yours, output)


def _record(kind: str, paper: Paper, *rest: str) -> tuple[str, ...]:
    fields = (kind, str(paper.number), paper.uid, paper.title, *rest)
    return (*fields, *[""] * (7 - len(fields)))


def _change_json(change: Change) -> dict[str, object]:
    paper = change.paper
    return {
        "uid": paper.uid,
        "number": paper.number,
        "title": paper.title,
        "fields": {name: [_plain(value) for value in pair] for name, pair in change.fields.items()},
    }


def _plain(value: Any) -> Any:
    """A value of TOML's as JSON has it: dates are text."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


def _said(fields: Fields) -> Iterator[tuple[str, str, str]]:
    for name, (one, other) in fields.items():
        yield name, _words(one), _words(other)


def _words(value: Any) -> str:
    """A field's value as people read it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(each)}" for name, each in value.items())
    return str(value)


def _table(rows: Sequence[tuple[str, Paper, str]], output: Output) -> "Table":
    """A number, a title, and what there is to say of it, beneath."""
    from papernotes.render.style import DIM, plain

    table = _grid(output)
    for number, paper, said in rows[:_MOST]:
        table.add_row(number, plain(_title(paper)))
        if said:
            table.add_row("", plain(said, DIM))
    _more(table, len(rows))
    return table


def _fields(changes: Sequence[Change], output: Output) -> "Table":
    from papernotes.render.style import DIM, plain

    table = _grid(output)
    for each in changes[:_MOST]:
        table.add_row(str(each.paper.number), plain(_title(each.paper)))
        for field, one, other in _said(each.fields):
            table.add_row("", plain(f"{field}: ", DIM).append_text(_pair(one, other, output)))
    _more(table, len(changes))
    return table


def _pair(one: str, other: str, output: Output) -> "Text":
    from papernotes.render.style import DIM, plain

    arrow = " → " if output.unicode else " -> "
    return (
        plain(_cut(one) or "none", DIM).append(arrow, DIM).append_text(plain(_cut(other) or "none"))
    )


def _grid(output: Output) -> "Table":
    from rich.table import Table

    from papernotes.render.style import DIM, WIDEST

    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style=DIM, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.width = min(output.width, WIDEST)
    return table


def _more(table: "Table", count: int) -> None:
    from papernotes.render.style import DIM, plain

    if count > _MOST:
        table.add_row("", plain(f"and {count - _MOST} more: --json has all of them", DIM))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _title(paper: Paper) -> str:
    title, short = paper.title, paper.short or ""
    return (
        title if not short or title.casefold().startswith(short.casefold()) else f"{short}: {title}"
    )


def _by(paper: Paper) -> str:
    first, *others = [*paper.authors, ""]
    who = f"{first} and others" if len(others) > 1 else first
    return ", ".join(filter(None, (who, str(paper.year or ""))))


def _fate(gone: Gone) -> str:
    if gone.into:
        return f"is one with {gone.into} now"
    return "stays in your copy" if gone.kept else ""


def _counted(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"

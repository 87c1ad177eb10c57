"""`catalog`: which catalogs there are, and what was done to one."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papernotes.curating.outcome import Brought, Removed, Used
from papernotes.library.catalogs import Catalog
from papernotes.model.paper import STATUSES
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

_WIDEST = 100
_REASONS = {  # why a catalog is the current one; else the config file says so
    "--catalog": "--catalog says so",
    "PAPERNOTES_CATALOG": "PAPERNOTES_CATALOG says so",
    "state": "chosen with “papernotes catalog use”",
    "default": "nothing else was chosen",
}


class Catalogs(NamedTuple):
    catalogs: Sequence[Catalog]
    current: str
    source: str  # of the setting

    def json(self) -> object:
        return [catalog_json(catalog) for catalog in self.catalogs]

    def records(self) -> Iterable[tuple[str, ...]]:
        return map(catalog_record, self.catalogs)

    def plain(self) -> Iterator[tuple[str, ...]]:
        """The same, and in words what only the drawing says."""
        for catalog in self.catalogs:
            facts = ", ".join(_facts(catalog))
            yield *catalog_record(catalog), facts, _why(self.source, catalog)

    def remarks(self) -> Iterator[str]:
        if not any(catalog.chosen for catalog in self.catalogs):
            yield self._missing()

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group

        from papernotes.render.style import NOW, plain

        parts = [_drawn(self.catalogs, output)]
        if not any(catalog.chosen for catalog in self.catalogs):
            parts.append(plain(self._missing(), NOW))
        return Group(*parts)

    def _missing(self) -> str:
        why = _reason(self.source)
        return f"The current catalog is “{self.current}” ({why}), and there is none of that name."


class BroughtCatalog(NamedTuple):
    brought: Brought

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        return {"catalog": catalog_json(self.brought.catalog), "added": self.brought.added}

    def records(self) -> Iterable[tuple[str, ...]]:
        yield catalog_record(self.brought.catalog)

    def remarks(self) -> Iterator[str]:
        catalog = self.brought.catalog
        if self.brought.added:
            yield f"Added {_counted(catalog)} as the catalog {catalog.name}."
        else:
            yield f"The catalog {catalog.name} holds just that already: nothing was added."
        if not catalog.chosen:
            yield f"Make it the current one with: papernotes catalog use {catalog.name}"

    def draw(self, output: Output) -> "RenderableType":
        return with_remarks(self.brought.catalog, self.remarks(), output)


class UsedCatalog(NamedTuple):
    used: Used

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        return {"catalog": catalog_json(self.used.catalog), "overridden_by": self._over()}

    def records(self) -> Iterable[tuple[str, ...]]:
        yield catalog_record(self.used.catalog)

    def remarks(self) -> Iterator[str]:
        yield f"{self.used.catalog.name} is the current catalog from now on."
        if over := self._over():
            now = self.used.settings.catalog
            yield f"But {over} decides over it while it is set, and says “{now}”."

    def draw(self, output: Output) -> "RenderableType":  # noqa: ARG002 (as every view)
        from rich.console import Group

        from papernotes.render.style import BOLD, DIM, plain

        head, *others = self.remarks()
        return Group(plain(head, BOLD), *(plain(remark, DIM) for remark in others))

    def _over(self) -> str | None:
        source = self.used.settings.sources["catalog"]
        return None if source == "state" else source


class RemovedCatalog(NamedTuple):
    removed: Removed

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        removed = self.removed
        return {
            "name": removed.catalog.name,
            "set_aside": removed.path,
            "back": self._back(),
            "current": removed.settings.catalog,
        }

    def records(self) -> Iterable[tuple[str, ...]]:
        """Its name, and where its folder now lies."""
        yield self.removed.catalog.name, self.removed.path

    def remarks(self) -> Iterator[str]:
        removed = self.removed
        name, now = removed.catalog.name, removed.settings.catalog
        yield "Your progress and your notes stay as they are."
        if removed.was_chosen:
            yield f"It was the one you had chosen; the current catalog is {now} now."
        elif now == name:
            source = removed.settings.sources["catalog"]
            yield f"{source} still names it as the current one: change that."
        if removed.catalog.flaws:
            yield "It has flaws: mend them before you bring it back."
        yield f"Bring it back with: {self._back()}"

    def draw(self, output: Output) -> "RenderableType":
        from rich.console import Group
        from rich.padding import Padding

        from papernotes.render.style import BOLD, DIM, plain

        head = plain(self.removed.catalog.name, BOLD).append("  set aside in", DIM)
        path = Padding(plain(self.removed.path), (0, max(0, output.width - _WIDEST), 0, 2))
        return Group(head, path, *(plain(remark, DIM) for remark in self.remarks()))

    def _back(self) -> str:
        removed = self.removed
        return f"papernotes catalog add {shlex.quote(removed.path)} --name {removed.catalog.name}"


def catalog_json(catalog: Catalog) -> dict[str, object]:
    """Fields are added, never renamed or removed."""
    return {
        "name": catalog.name,
        "title": catalog.title,
        "papers": catalog.papers,
        "counts": {status: catalog.counts.get(status, 0) for status in STATUSES},
        "current": catalog.chosen is not None,
        "chosen_by": catalog.chosen,
        "bundled": catalog.bundled,
        "flaws": catalog.flaws,
        "path": catalog.path,
    }


def catalog_record(catalog: Catalog) -> tuple[str, ...]:
    """Name, title, papers, done, "current" or "", path. New columns come last."""
    return (
        catalog.name,
        catalog.title or "",
        str(catalog.papers),
        str(catalog.counts.get("done", 0)),
        "current" if catalog.chosen else "",
        catalog.path,
    )


def with_remarks(catalog: Catalog, remarks: Iterable[str], output: Output) -> "RenderableType":
    from rich.console import Group

    from papernotes.render.style import DIM, plain

    return Group(_drawn([catalog], output), *(plain(remark, DIM) for remark in remarks))


def _drawn(catalogs: Sequence[Catalog], output: Output) -> "RenderableType":
    """Two lines for each: what it is, and how far you are."""
    from rich.table import Table

    from papernotes.render.style import BOLD, DIM, GOOD, plain

    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.width = min(output.width, _WIDEST)
    for catalog in catalogs:
        name = plain(catalog.name, BOLD if catalog.chosen else "")
        name.append("  ").append_text(plain(catalog.title or ""))
        table.add_row(plain("*" if catalog.chosen else " ", GOOD), name)
        said = [_counted(catalog), *_facts(catalog)]
        if catalog.chosen:
            said.append(_why(catalog.chosen, catalog))
        table.add_row("", plain(", ".join(said), DIM))
        table.add_row("", plain(catalog.path, DIM))
    return table


def _counted(catalog: Catalog) -> str:
    return "1 paper" if catalog.papers == 1 else f"{catalog.papers} papers"


def _facts(catalog: Catalog) -> Iterator[str]:
    for status in ("done", "reading", "skipped"):
        if count := catalog.counts.get(status, 0):
            yield f"{count} {status}"
    if catalog.bundled:
        yield "bundled"
    if catalog.flaws:
        yield "1 flaw" if catalog.flaws == 1 else f"{catalog.flaws} flaws"


def _why(source: str, catalog: Catalog) -> str:
    return f"current: {_reason(source)}" if catalog.chosen else ""


def _reason(source: str) -> str:
    return _REASONS.get(source, f"{source} says so")

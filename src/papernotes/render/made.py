"""`catalog new` and `catalog rename`: the catalog that there is now, and what to do with it."""

import shlex
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.curating.outcome import Made, Renamed
from papernotes.render.catalogs import catalog_json, catalog_record, with_remarks
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType


class MadeCatalog(NamedTuple):
    made: Made

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        made = self.made
        return {
            "catalog": catalog_json(made.catalog),
            "folder": made.folder,
            "copied": made.copied,
        }

    def records(self) -> Iterable[tuple[str, ...]]:
        yield catalog_record(self.made.catalog)

    def remarks(self) -> Iterator[str]:
        made, name = self.made, self.made.catalog.name
        if made.copied:
            yield f"{name} is a copy of {made.copied} that is yours to change."
        yield f"Add papers with: papernotes add … --catalog {name}"
        if not made.catalog.chosen:
            yield f"Make it the current one with: papernotes catalog use {name}"
        folder = shlex.quote(made.folder)
        yield (
            f"To share it: cd {folder}, git init, git add papers.toml README.md, commit, and push"
            " it to a git host. Others then follow it with: papernotes catalog add ADDRESS"
        )

    def draw(self, output: Output) -> "RenderableType":
        return with_remarks(self.made.catalog, self.remarks(), output)


class RenamedCatalog(NamedTuple):
    renamed: Renamed

    @property
    def confirms(self) -> bool:
        return True

    def json(self) -> object:
        return {"catalog": catalog_json(self.renamed.catalog), "before": self.renamed.before}

    def records(self) -> Iterable[tuple[str, ...]]:
        yield catalog_record(self.renamed.catalog)

    def remarks(self) -> Iterator[str]:
        before, settings = self.renamed.before, self.renamed.settings
        yield f"{before} is {self.renamed.catalog.name} from now on."
        if settings.catalog == before:
            source = settings.sources["catalog"]
            yield f"{source} still names {before} as the current catalog: change that."

    def draw(self, output: Output) -> "RenderableType":
        return with_remarks(self.renamed.catalog, self.remarks(), output)

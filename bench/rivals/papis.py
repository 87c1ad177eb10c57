"""papis: a folder with an `info.yaml` for each paper, and a cache of them all."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.rivals.tool import Command, Tool
from papernotes.model.paper import Paper

# Where the backend is none of its own, it lists nothing without this.
_ALL = "default-query-string = *\n"


class Papis(Tool):
    """With the backend that it comes with: a pickle of all documents."""

    name = "papis, pickle"
    pins = ("papis==0.16.0", "whoosh==2.7.4")
    store = "a YAML file a paper, cached in a pickle"
    limits = False
    backend = "papis"
    settings = ""

    def __init__(self, work: Path) -> None:
        super().__init__(work)
        self.place = work / "environments" / "papis"  # one for all backends
        self.papis = self.binary("papis")

    def environ(self, home: Path) -> dict[str, str]:
        return super().environ(home) | {
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
        }

    def fill(self, home: Path, papers: Sequence[Paper]) -> None:
        config = home / "config" / "papis" / "config"
        config.parent.mkdir(parents=True)
        config.write_text(
            f"[settings]\ndefault-library = papers\ndatabase-backend = {self.backend}\n"
            f"{self.settings}\n"
            f"[papers]\ndir = {home / 'library'}\n"
        )
        for paper in papers:
            folder = home / "library" / self.record_of(paper)
            folder.mkdir(parents=True)
            (folder / "info.yaml").write_text("".join(self._info(paper)), encoding="utf-8")

    def _info(self, paper: Paper) -> list[str]:
        fields = {
            "abstract": paper.takeaway,
            "author": " and ".join(paper.authors),
            "eprint": paper.arxiv,
            "keywords": ", ".join(paper.topics),
            "papis_id": self.record_of(paper),
            "ref": self.key(paper),
            "title": paper.title,
            "type": "article",
            "url": paper.url,
            "year": str(paper.year),
        }
        # A JSON string is a YAML string.
        return [f"{n}: {json.dumps(v, ensure_ascii=False)}\n" for n, v in fields.items() if v]

    def _named(self, paper: Paper) -> str:
        """A query for one paper, by the only name that all backends know."""
        return f"papis_id:{self.record_of(paper)}"

    def _list(self, *query: str) -> Command:
        line = "{doc[ref]}\t{doc[title]}\t{doc[author]}\t{doc[year]}"
        return [self.papis, "list", "--all", "--format", line, *query]

    def list_all(self) -> list[Command]:
        return [self._list()]

    def search(self, word: str) -> list[Command]:
        return [self._list(word)]

    def show(self, paper: Paper) -> list[Command]:
        return [[self.papis, "export", "--format", "yaml", self._named(paper)]]

    def mark(self, paper: Paper) -> list[Command]:
        return [[self.papis, "tag", "--batch", "--append", "done", self._named(paper)]]

    def caches(self, home: Path) -> list[Path]:
        return [home / "cache"]

    def refresh(self) -> list[Command]:
        return [[self.papis, "cache", "update-newer", "--all"]]

    def edited(self, home: Path, paper: Paper, /) -> Path:
        return home / "library" / self.record_of(paper) / "info.yaml"

    def records(self, home: Path) -> Mapping[str, bytes]:
        files = {path.parent.name: path for path in (home / "library").glob("*/info.yaml")}
        texts = {name: path.read_bytes() for name, path in files.items()}
        # Its fields are in alphabetical order: what was cut short lacks the year.
        return {name: text for name, text in texts.items() if b"\nyear: " in text}

    def record_of(self, paper: Paper) -> str:
        return hashlib.md5(self.key(paper).encode(), usedforsecurity=False).hexdigest()

    def is_marked(self, record: bytes) -> bool:
        return b"\n- done\n" in record


class PapisWhoosh(Papis):
    name = "papis, whoosh"
    store = "a YAML file a paper, indexed by Whoosh"
    backend = "whoosh"
    settings = _ALL


class PapisSqlite(Papis):
    name = "papis, sqlite"
    store = "a YAML file a paper, indexed by SQLite"
    backend = "sqlite"
    settings = _ALL

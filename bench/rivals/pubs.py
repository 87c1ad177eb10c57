"""pubs: a BibTeX file and a YAML file for each paper, and a cache of both."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.library import bibtex
from bench.rivals.tool import Command, Tool
from papernotes.model.paper import Paper


class Pubs(Tool):
    name = "pubs"
    # What a fresh install of pubs lacks: bibtexparser 2 is another program, and pyparsing
    # is used but not asked for.
    pins = ("pubs==0.9.0", "bibtexparser==1.4.4", "pyparsing==3.3.3")
    store = "a BibTeX and a YAML file a paper, cached in pickles"
    limits = False

    def fill(self, home: Path, papers: Sequence[Paper]) -> None:
        self.run(home, [[self._pubs, "init", "-p", str(home / "pubs")]]).check_returncode()
        for paper in papers:
            bib, meta = self._files(home, self.key(paper))
            bib.write_text("".join(bibtex([paper])).replace("keywords =", "keyword ="), "utf-8")
            meta.write_text("added: 2026-01-01 00:00:00.000000\ndocfile: null\ntags: !!set {}\n")

    @property
    def _pubs(self) -> str:
        return self.binary("pubs")

    def _files(self, home: Path, key: str) -> tuple[Path, Path]:
        return home / "pubs" / "bib" / f"{key}.bib", home / "pubs" / "meta" / f"{key}.yaml"

    def list_all(self) -> list[Command]:
        return [[self._pubs, "list"]]

    def search(self, word: str) -> list[Command]:
        return [[self._pubs, "list", f"title:{word}"]]

    def show(self, paper: Paper) -> list[Command]:
        return [[self._pubs, "export", self.key(paper)]]

    def mark(self, paper: Paper) -> list[Command]:
        return [[self._pubs, "tag", self.key(paper), "+done"]]

    def caches(self, home: Path) -> list[Path]:
        return [home / "pubs" / ".cache"]

    def edited(self, home: Path, paper: Paper, /) -> Path:
        return self._files(home, self.key(paper))[0]

    def written(self, home: Path, paper: Paper) -> Path:
        return self._files(home, self.key(paper))[1]

    def records(self, home: Path) -> Mapping[str, bytes]:
        found = {}
        for bib in (home / "pubs" / "bib").glob("*.bib"):
            meta = self._files(home, bib.stem)[1]
            both = bib.read_bytes(), meta.read_bytes() if meta.exists() else b""
            if both[0].rstrip().endswith(b"}") and b"tags: " in both[1]:
                found[bib.stem] = b"".join(both)
        return found

    def record_of(self, paper: Paper) -> str:
        return self.key(paper)

    def is_marked(self, record: bytes) -> bool:
        return b"done" in record.rpartition(b"tags: ")[2]

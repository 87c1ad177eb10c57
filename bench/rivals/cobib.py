"""coBib: one YAML file for all papers, and a cache of it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.rivals.tool import Command, Tool
from papernotes.model.paper import Paper


class Cobib(Tool):
    name = "coBib"
    pins = ("cobib==6.0.3",)
    store = "one YAML file, cached in a pickle"

    @property
    def _cobib(self) -> str:
        return self.binary("cobib")

    def _file(self, home: Path) -> Path:
        return home / ".local" / "share" / "cobib" / "literature.yaml"

    def fill(self, home: Path, papers: Sequence[Paper]) -> None:
        config = home / ".config" / "cobib" / "config.py"
        config.parent.mkdir(parents=True)
        config.write_text("")
        self.run(home, [[self._cobib, "init"]]).check_returncode()
        text = "".join(self._entry(paper) for paper in papers)
        self._file(home).write_text(text, encoding="utf-8")

    def _entry(self, paper: Paper) -> str:
        def said(value: str | None) -> str:
            return json.dumps(value or "", ensure_ascii=False)

        lines = ["---", f"{self.key(paper)}:", "  ENTRYTYPE: article"]
        lines.append(f"  abstract: {said(paper.takeaway)}")
        lines.append("  author:")
        for author in paper.authors:
            given, _, family = author.rpartition(" ")
            lines += [f"  - first: {said(given)}", f"    last: {said(family)}"]
        if paper.arxiv:
            lines.append(f"  eprint: {said(paper.arxiv)}")
        lines += [f"  keywords: {said(', '.join(paper.topics))}", f"  title: {said(paper.title)}"]
        lines += ["  url:", f"  - {paper.url}", f"  year: {paper.year}", "...", ""]
        return "\n".join(lines)

    def list_all(self) -> list[Command]:
        return [[self._cobib, "list"]]

    def first_50(self) -> list[Command]:
        return [[self._cobib, "list", "--limit", "50"]]

    def search(self, word: str) -> list[Command]:
        return [[self._cobib, "search", "--ignore-case", word]]

    def show(self, paper: Paper) -> list[Command]:
        return [[self._cobib, "show", self.key(paper)]]

    def mark(self, paper: Paper) -> list[Command]:
        return [[self._cobib, "modify", "--add", "-s", "tags:done", "--", self.key(paper)]]

    def caches(self, home: Path) -> list[Path]:
        return [home / ".cache" / "cobib" / "databases"]

    def edited(self, home: Path, _paper: Paper, /) -> Path:
        return self._file(home)

    def records(self, home: Path) -> Mapping[str, bytes]:
        found = {}
        for piece in self._file(home).read_bytes().split(b"---\n")[1:]:
            if piece.endswith(b"\n...\n"):
                found[piece.partition(b":")[0].decode()] = piece
        return found

    def record_of(self, paper: Paper) -> str:
        return self.key(paper)

    def is_marked(self, record: bytes) -> bool:
        return b"\n  - done\n" in record

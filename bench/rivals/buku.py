"""buku: bookmarks in an SQLite database, which is the data itself and no cache."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from bench.rivals.tool import Command, Tool
from papernotes.model.paper import Paper


class Buku(Tool):
    name = "buku"
    pins = ("buku==5.1",)
    cached = text = False
    store = "an SQLite database"

    def _buku(self, *arguments: str) -> list[Command]:
        return [[self.binary("buku"), "--nostdin", "--nc", *arguments]]

    def _file(self, home: Path) -> Path:
        return home / ".local" / "share" / "buku" / "bookmarks.db"

    def fill(self, home: Path, papers: Sequence[Paper]) -> None:
        self.run(home, self._buku("-p")).check_returncode()  # it makes its database
        rows = [
            (
                paper.number,
                paper.url,
                paper.title,
                f",{','.join(sorted(paper.topics))},",
                f"{', '.join(paper.authors)} ({paper.year}). {paper.takeaway or ''}",
            )
            for paper in papers
        ]
        with closing(sqlite3.connect(self._file(home))) as db, db:
            db.executemany(
                "INSERT INTO bookmarks (id, URL, metadata, tags, desc) VALUES (?, ?, ?, ?, ?)", rows
            )

    def list_all(self) -> list[Command]:
        return self._buku("-p")

    def first_50(self) -> list[Command]:
        return self._buku("-p", "1-50")

    def search(self, word: str) -> list[Command]:
        return self._buku("--np", "-n", "100000", "-s", word)

    def show(self, paper: Paper) -> list[Command]:
        return self._buku("-p", str(paper.number))

    def mark(self, paper: Paper) -> list[Command]:
        return self._buku("-u", str(paper.number), "--tag", "+", "done")

    def edited(self, home: Path, _paper: Paper, /) -> Path:
        return self._file(home)

    def records(self, home: Path) -> Mapping[str, bytes]:
        with closing(sqlite3.connect(self._file(home))) as db:
            rows = db.execute("SELECT id, URL, metadata, tags, desc, flags FROM bookmarks")
            return {str(row[0]): repr(row).encode() for row in rows}

    def record_of(self, paper: Paper) -> str:
        return str(paper.number)

    def is_marked(self, record: bytes) -> bool:
        return b",done," in record

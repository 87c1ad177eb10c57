"""papernotes itself, from a wheel of this tree, installed as anyone would."""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.library import BUNDLED, catalog_text
from bench.rivals.tool import Command, Tool
from papernotes import __version__
from papernotes.catalog.blocks import blocks
from papernotes.journal.chunks import chunks
from papernotes.model.paper import Paper

_TREE = Path(__file__).parent.parent.parent


class Papernotes(Tool):
    name = "papernotes"
    pins = (f"papernotes=={__version__}",)
    store = "append-only TOML, indexed in SQLite"

    def __init__(self, work: Path, *, own: bool = False) -> None:
        """With `own`, the 46 papers that ship with it lie in the reader's folder as well."""
        super().__init__(work)
        self.own = own

    def install(self) -> None:
        """Anew each time: the tree may have changed."""
        wheels = self.place.with_name("wheels")
        shutil.rmtree(wheels, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--wheel-dir"]
        subprocess.run([*pip, str(wheels), str(_TREE)], check=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(self.place)], check=True)
        wheel = next(wheels.glob("papernotes-*.whl"))
        subprocess.run([self.binary("pip"), "install", "-qq", str(wheel)], check=True)

    @property
    def _papernotes(self) -> str:
        return self.binary("papernotes")

    def environ(self, home: Path) -> dict[str, str]:
        return super().environ(home) | {"PAPERNOTES_HOME": str(home)}

    def fill(self, home: Path, papers: Sequence[Paper]) -> None:
        home.mkdir(parents=True, exist_ok=True)
        if len(papers) == BUNDLED and not self.own:
            return
        file = self._own(home)
        file.parent.mkdir(parents=True)
        file.write_text("".join(catalog_text(papers)), encoding="utf-8")
        self.run(home, [[self._papernotes, "catalog", "use", "papers"]]).check_returncode()

    def list_all(self) -> list[Command]:
        return [[self._papernotes, "list"]]

    def first_50(self) -> list[Command]:
        return [[self._papernotes, "list", "--limit", "50"]]

    def search(self, word: str) -> list[Command]:
        return [[self._papernotes, "search", "--limit", "100000", word]]

    def show(self, paper: Paper) -> list[Command]:
        return [[self._papernotes, "show", str(paper.number)]]

    def mark(self, paper: Paper) -> list[Command]:
        return [[self._papernotes, "done", str(paper.number)]]

    def caches(self, home: Path) -> list[Path]:
        return [home / "cache"]

    def edited(self, home: Path, _paper: Paper, /) -> Path:
        return self._own(home)

    def _own(self, home: Path) -> Path:
        return home / "data" / "catalogs" / "papers" / "papers.toml"

    def written(self, home: Path, _paper: Paper) -> Path:
        return max((home / "data" / "journal").glob("*/*.toml"))

    def copied(self, home: Path) -> None:
        # A copied home is another device: its file holds its own inode.
        for file in (home / "state" / "devices").iterdir():
            name, _ = file.read_text().split()
            file.write_text(f"{name} {file.stat().st_ino}\n")

    def records(self, home: Path) -> Mapping[str, bytes]:
        """A paper's record: its block of the catalog, and each event about it."""
        own = self._own(home)
        catalog = own if own.exists() else _TREE / "data" / "papers.toml"
        found = {}
        for block in list(blocks(catalog.read_bytes()))[1:]:
            number = block.data.partition(b"number = ")[2].partition(b"\n")[0]
            found[number.decode()] = block.data
        titles = {
            name: text.partition(b'title = "')[2].partition(b'"\n')[0]
            for name, text in found.items()
        }
        for segment in sorted((home / "data" / "journal").glob("*/*.toml")):
            for chunk in chunks(segment.read_bytes()):
                for name, title in titles.items():
                    if b'"' + title + b'"' in chunk.data:
                        found[name] += chunk.data
        return found

    def record_of(self, paper: Paper) -> str:
        return str(paper.number)

    def is_marked(self, record: bytes) -> bool:
        return b'kind = "done"' in record

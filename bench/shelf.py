"""A reader's real home: marks by the commands, suggestions as the program makes them."""

import io
import os
import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager, redirect_stderr, redirect_stdout
from pathlib import Path

from bench.library import catalog_text
from papernotes.library.core import Library, open_library
from papernotes.library.refs import resolve_all
from papernotes.library.suggestions import suggestions
from papernotes.library.way import path_to
from papernotes.main import main
from papernotes.model.paper import Paper
from papernotes.paths import places
from papernotes.settings import Given

_CATALOG = "mine"


class Shelf:
    """Of one catalog; papers are their positions in it."""

    def __init__(self, home: Path, papers: Sequence[Paper]) -> None:
        shutil.rmtree(home, ignore_errors=True)
        file = home / "data" / "catalogs" / _CATALOG / "papers.toml"
        file.parent.mkdir(parents=True)
        file.write_text("".join(catalog_text(papers)), "utf-8")
        for name in [name for name in os.environ if name.startswith("PAPERNOTES")]:
            del os.environ[name]
        os.environ |= {"PAPERNOTES_HOME": str(home), "PAPERNOTES_CATALOG": _CATALOG}

    def done(self, at: int, rating: int) -> None:
        heard = io.TextIOWrapper(io.BytesIO(), "utf-8")
        with redirect_stdout(heard), redirect_stderr(heard):
            code = main(["done", str(at + 1), "--rating", str(rating)])
        if code:
            heard.seek(0)
            raise SystemExit(heard.read())

    def next(self, today: str) -> int:
        with self._open() as library:
            return suggestions(library, [], today, 1).suggestions[0].entry.paper.number - 1

    def path(self, target: int) -> list[int]:
        with self._open() as library:
            entries = resolve_all(library, [str(target + 1)])
            return [step.entry.paper.number - 1 for step in path_to(library, entries).steps]

    def _open(self) -> AbstractContextManager[Library]:
        return open_library(places(os.environ), Given(os.environ))

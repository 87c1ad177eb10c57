"""A home of its own for every test, and the program run in it as `main(argv)` runs it."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from papernotes.index import seal
from papernotes.library.core import open_library
from papernotes.main import main
from papernotes.paths import places
from papernotes.settings import Given
from tests.web.server import Web, serving


class Result(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.out.splitlines()]


class Run(Protocol):
    """`run("list", "--json")`; keyword arguments are environment variables."""

    def __call__(self, *arguments: str, **environ: str) -> Result: ...


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PAPERNOTES_HOME: empty, and nothing else of the tester's surroundings shows."""
    for name in list(os.environ):
        # Coverage measures the tests' workers; the real processes that they start run as
        # they do for users, which is faster, and the only way to see what they import.
        if name.startswith(("PAPERNOTES", "XDG_", "COVERAGE")):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "PAGER", "LESS"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "home"
    monkeypatch.setenv("PAPERNOTES_HOME", str(path))
    monkeypatch.setenv("PAPERNOTES_OFFLINE", "1")  # tests that want the network say so
    monkeypatch.setenv("HOME", str(tmp_path))
    return path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the bundled catalog alone."""
    home = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAPERNOTES_HOME", str(home))
        with open_library(places(os.environ), Given({})):
            return places(os.environ).index_file


@pytest.fixture
def cold() -> None:
    """What a test of a warm module asks for that wants no home to be there."""


@pytest.fixture
def warm(home: Path, built: Path, request: pytest.FixtureRequest) -> None:
    """A home that has its index already: to build one is most of what a short test takes."""
    if home.exists() or "cold" in request.fixturenames:
        return
    index = places({"PAPERNOTES_HOME": str(home)}).index_file
    index.parent.mkdir(parents=True)
    shutil.copyfile(built, index)
    sealed(index)


def sealed(index: Path) -> None:
    """Seal an index, as whoever writes it does."""
    seal._write(seal.seal_file(index), seal._seal(index, seal._boot()))


@pytest.fixture
def run(
    home: Path,  # noqa: ARG001 (it sets the surroundings)
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    def call(*arguments: str, **environ: str) -> Result:
        capsys.readouterr()
        with monkeypatch.context() as patch:
            for name, value in environ.items():
                patch.setenv(name, value)
            code = main(arguments)
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return call


@pytest.fixture
def catalog(home: Path) -> Callable[..., Path]:
    """Write a catalog of one's own: `catalog("mine", text)`; gives the file."""

    def write(name: str, text: str | bytes) -> Path:
        file = home / "data" / "catalogs" / name / "papers.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    return write


def paper(number: int, *, head: str = "", **fields: object) -> str:
    """The text of a `[[paper]]`; what is not said is made up from the number."""
    given: dict[str, object] = {
        "number": number,
        "key": f"paper-{number}",
        "title": f"Paper number {number}",
        "arxiv": f"2001.{number:05d}",
    } | fields
    lines = [f"{name} = {_toml(value)}" for name, value in given.items() if value is not None]
    return head + "[[paper]]\n" + "\n".join(lines) + "\n\n"


HEAD = 'schema = 1\ntitle = "Mine"\n\n'


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{k}" = {_toml(v)}' for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, int):
        return str(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def web(no_proxy: None) -> Iterator[Web]:  # noqa: ARG001 (sets what is around)
    """A server on the loopback, which stands in for the internet."""
    with serving() as found:
        yield found

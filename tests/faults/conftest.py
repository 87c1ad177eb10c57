"""The shim, compiled once, and processes of papernotes that have it loaded."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.processes import Forks, Home

_HERE = Path(__file__).parent


def compiled(name: str, folder: Path) -> Path | None:
    """A library made from a source beside this file; None where none can be."""
    compiler = shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    library = folder / f"{name}.so"
    flags = ["-O1", "-Wall", "-Werror", "-shared", "-fPIC"]
    subprocess.run([compiler, *flags, _HERE / f"{name}.c", "-o", library, "-ldl"], check=True)
    return library


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """What counts calls of the system, and makes them fail."""
    return compiled("shim", tmp_path_factory.mktemp("shim"))


@pytest.fixture(scope="session")
def forks(shim: Path | None) -> Iterator[Forks]:
    made = Forks(**({"LD_PRELOAD": str(shim)} if shim else {}))
    yield made
    made.close()


@pytest.fixture
def faulted(shim: Path | None) -> None:
    """Where calls of the system can't be made to fail, a test fails in CI, else is skipped."""
    if shim is None:
        message = "no gcc for LD_PRELOAD, so faults of the disk are NOT TESTED: run .ci/shells"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)


@pytest.fixture
def folding(faulted: None, tmp_path: Path) -> Iterator[Home]:  # noqa: ARG001 (it may skip)
    """An empty home where "A" and "a" are one name, and one disk with what is beside it."""
    library = compiled("folding", tmp_path)
    made = Forks(LD_PRELOAD=str(library))
    yield Home(tmp_path / "home", made, FOLDING=str(tmp_path / "home"))
    made.close()


@pytest.fixture
def house(tmp_path: Path, forks: Forks) -> Home:
    """An empty home."""
    return Home(tmp_path / "home", forks)

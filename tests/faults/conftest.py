"""The shim, compiled once, and processes of papernotes that have it loaded."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.processes import Forks, Home

_SOURCE = Path(__file__).with_name("shim.c")


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The compiled shim; None where none can be."""
    compiler = shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    subprocess.run(
        [compiler, "-O1", "-Wall", "-Werror", "-shared", "-fPIC", _SOURCE, "-o", library, "-ldl"],
        check=True,
    )
    return library


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
def house(tmp_path: Path, forks: Forks) -> Home:
    """An empty home."""
    return Home(tmp_path / "home", forks)

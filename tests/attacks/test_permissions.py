"""What we write is for its writer's eyes, whatever the umask; the config is never written."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.test_streams import EXAMPLES


@pytest.fixture
def permissive() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("permissive")
def test_every_file_that_any_command_makes_is_its_writers_alone(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")  # an editor that leaves everything as it is
    run("skip", "46")
    run("add", "--title", "One of mine")
    # A mark before `undo`: the update has given the number of what `remove` took out to another.
    last = ["rate", "undo", "redo", "catalog rename", "catalog remove"]
    for name in [*(each for each in EXAMPLES if each not in last), *last]:
        result = run(*EXAMPLES[name])
        assert result.code == 0, result
        if name == "catalog rename":  # for what comes after it
            run("add", "--title", "Another of mine")
        for path in [home, *home.rglob("*")]:
            mode = path.stat().st_mode & 0o777
            assert mode == (0o700 if path.is_dir() else 0o600), (name, path, oct(mode))
        assert not (home / "config").exists(), name
    made = {path.relative_to(home).parts[0] for path in home.rglob("*") if path.is_file()}
    assert made == {"data", "state", "cache"}
    kinds = {path.name for path in home.rglob("*") if path.is_file()}
    assert {"0001.toml", "index.db", "lock", "papers.toml"} <= kinds


@pytest.mark.usefixtures("permissive")
def test_what_the_reader_has_opened_to_others_stays_open(run: Run, home: Path) -> None:
    run("add", "--title", "One of mine")
    file = home / "data" / "catalogs" / "mine" / "papers.toml"
    file.chmod(0o644)
    run("add", "--title", "Another")
    assert file.stat().st_mode & 0o777 == 0o644

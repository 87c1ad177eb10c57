"""Files of schema 1 are read for ever, and those of a schema to come as far as can be.

tests/data/schema1/home is a home as the first version wrote it, and list.json and log.json
are what it said of it. None of these files is ever changed: a change that would need it is
one that loses somebody's data.
"""

import gzip
import json
import platform
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run, paper

FROZEN = Path(__file__).parents[1] / "data" / "schema1"
LATER = "schema = 2\ntitle = 'From the future'\nmood = { good = true }\n\n"


@pytest.fixture
def old(home: Path) -> Path:
    """The home of schema 1, on a device that is its laptop."""
    shutil.copytree(FROZEN / "home", home)
    file = home / "state" / "devices" / "host"
    name = file.read_text("utf-8").split()[0]
    file = file.rename(file.with_name(platform.node().lower()))
    file.write_text(f"{name} {file.stat().st_ino}\n", "utf-8")
    return home


def frozen(name: str) -> Any:
    return json.loads((FROZEN / name).read_text("utf-8"))


def known(now: list[dict[str, Any]], then: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is said now, without the fields that came since: none may go."""
    assert len(now) == len(then)
    return [{name: each[name] for name in was} for each, was in zip(now, then, strict=True)]


@pytest.mark.parametrize("index", [False, True], ids=["without index", "with the index of then"])
def test_files_of_schema_1_say_what_they_said(run: Run, old: Path, index: bool) -> None:
    if index:
        (old / "cache").mkdir()
        data = gzip.decompress((FROZEN / "index.db.gz").read_bytes())
        (old / "cache" / "index.db").write_bytes(data)
    before = {path: path.read_bytes() for path in old.glob("[!c]*/**/*") if path.is_file()}
    for name, line in (("list.json", ["list", "--json"]), ("log.json", ["log", "--json", "-n99"])):
        said = run(*line)
        assert (said.code, said.err) == (0, "")
        assert known(said.json, frozen(name)) == frozen(name)
    note = run("show", "1", "--json").json["note"]
    assert note == (old / "data" / "notes" / "arxiv-2106.09685.md").read_text("utf-8")
    assert {path: path.read_bytes() for path in before} == before


def test_files_of_schema_1_are_written_on(run: Run, old: Path) -> None:
    journals = {path: path.read_bytes() for path in (old / "data" / "journal").glob("*/*.toml")}
    assert run("tag", "12", "+again").code == 0
    grown = [path for path, held in journals.items() if path.read_bytes() != held]
    assert [path.parent.name for path in grown] == ["laptop5f6a7b8c9d"]
    assert grown[0].read_bytes().startswith(journals[grown[0]])
    assert run("undo").code == 0
    assert known(run("list", "--json").json, frozen("list.json")) == frozen("list.json")
    catalog = old / "data" / "catalogs" / "club" / "papers.toml"
    before = catalog.read_bytes()
    assert run("add", "2401.00001", "--title", "New").code == 0
    assert catalog.read_bytes().startswith(before)
    assert run("note", "1", "-m", "More.").code == 0
    assert "Section 4" in run("show", "1", "--json").json["note"]


def later_catalog(home: Path) -> Path:
    file = home / "data" / "catalogs" / "mine" / "papers.toml"
    file.parent.mkdir(parents=True)
    file.write_text(LATER + paper(1, mood="good") + paper(2, kind="hologram"), "utf-8")
    return file


def test_a_catalog_of_a_later_schema_is_read_and_never_written(run: Run, home: Path) -> None:
    file = later_catalog(home)
    before = file.read_bytes()
    listed = run("list", "--catalog", "mine")
    assert (listed.code, len(listed.rows)) == (4, 2)
    assert "schema 2, newer than this papernotes: upgrade it" in listed.err
    refused = run("add", "2401.00001", "--title", "New", "--catalog", "mine")
    assert (refused.code, refused.out) == (4, "")
    assert "schema 2, newer than this papernotes" in refused.err
    assert "Nothing was added" in refused.err
    assert file.read_bytes() == before
    assert run("done", "mine/1").code == 0  # progress is no part of the catalog
    assert file.read_bytes() == before


def test_a_catalog_of_a_later_schema_is_not_brought_in(run: Run, home: Path) -> None:
    (home.parent / "club.toml").write_text(LATER + paper(1), "utf-8")
    refused = run("catalog", "add", str(home.parent / "club.toml"))
    assert refused.code == 4
    assert "schema 2, newer than this papernotes" in refused.err
    assert not (home / "data").exists()


def test_a_journal_of_a_later_schema_is_read_as_far_as_can_be_and_marks_go_to_a_new_segment(
    run: Run, home: Path
) -> None:
    run("done", "1", "--on", "2026-11-01")
    (segment,) = (home / "data" / "journal").glob("*/*.toml")
    event = segment.read_text("utf-8").partition("[[event]]")[2]
    later = segment.read_text("utf-8").replace("schema = 1", "schema = 2\nmood = { good = true }")
    later += "[[event]]" + event.replace('"done"', '"ponder"').replace('id = "1', 'id = "2')
    segment.write_text(later, "utf-8")
    for number in ("2", "3"):
        marked = run("done", number, "--on", "2026-11-01")
        assert marked.code == 0
    listed = run("list", "--status", "done")
    assert ([row[0] for row in listed.rows], listed.code) == (["1", "2", "3"], 4)
    assert "schema 2, newer than this papernotes: upgrade it" in listed.err
    assert segment.read_text("utf-8") == later
    names = sorted(path.name for path in segment.parent.iterdir())
    assert names == ["0001.toml", "0002.toml"]


def test_an_index_of_a_later_version_is_made_anew(run: Run, home: Path) -> None:
    import sqlite3
    from contextlib import closing

    run("done", "1")
    said = run("list", "--json").out
    with closing(sqlite3.connect(home / "cache" / "index.db")) as db:
        db.execute("UPDATE made_by SET name = 'papernotes 9.0, index 99'")
        db.execute("DROP TABLE event")
        db.commit()
    assert run("list", "--json").out == said

"""`import`: what other programs and people's lists hold becomes a catalog, and nothing is lost."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from papernotes.curating.offer import LIST as LIST_KIND
from papernotes.exporting.formats import FORMATS as OUT
from papernotes.importing.formats import FORMATS as IN
from tests.conftest import HEAD, Run, paper
from tests.test_streams import PAPERNOTES, surroundings
from tests.web.pages import BLOG, MIXTRAL, csl
from tests.web.server import Reply, serving

import_ = import_module("papernotes.cli.import")  # no name that a statement could name
pytestmark = pytest.mark.usefixtures("warm")

LIST = """# Thursday group

## Foundations

1. [x] **[Attention Is All You Need](https://arxiv.org/abs/1706.03762):** attention is enough
2. **[BERT: Pre-training of Deep Bidirectional Transformers](https://arxiv.org/abs/1810.04805)**

## Adapters

7. [LoRA: Low-Rank Adaptation of Large Language Models](https://arxiv.org/abs/2106.09685)
"""
BIB = """@article{ada, title = {Notes on the Engine}, author = {Lovelace, Ada}, year = 1843,
  readstatus = {read}, ranking = {rank5}, keywords = {engines}, comment = {Read twice.}}
@article{broken, title = {Never closed
@book{knuth, title = {The {TeX}book}, author = {Knuth, Donald E.}, year = 1984}
"""
# What comes back by way of each format, besides title, year, ids and order.
STANDING = ("status", "started", "finished", "rating", "tags", "my_takeaway")
SAID: dict[str, tuple[str, ...]] = {
    "json": (*STANDING, "authors", "venue", "topics", "takeaway", "detail", "links", "needs",
             "helps", "number", "key", "short", "pages", "kind", "published"),
    "csv": (*STANDING, "authors", "venue", "topics", "takeaway", "detail", "links", "needs",
            "helps", "number", "key", "short", "pages", "kind", "published"),
    "csl-json": (*STANDING, "authors", "venue", "topics", "takeaway", "links", "number", "key",
                 "short", "pages", "kind", "published"),
    "ris": (*STANDING, "authors", "venue", "topics", "takeaway", "links", "number", "key",
            "short", "pages", "kind", "published"),
    "bibtex": (*STANDING, "authors", "topics", "takeaway", "pages", "published", "key"),
    "markdown": ("status",),
}  # fmt: skip


def marked(run: Run) -> list[dict[str, Any]]:
    """The bundled catalog with marks of every kind; its entries as they are then."""
    run("start", "1", "--on", "2025-01-02")
    run("done", "1", "--on", "2025-02-03", "--rating", "5", "-m", "attention, and no recurrence")
    run("done", "2", "3", "--on", "unknown")
    run("start", "4", "--on", "2025-03-04")
    run("skip", "5")
    run("tag", "1", "4", "+classic", "+to discuss")
    run("rate", "6", "2")
    found: list[dict[str, Any]] = run("list", "--json").json
    return found


@pytest.mark.parametrize("name", SAID)
def test_what_goes_out_comes_in_as_the_same_papers_in_the_same_order_with_what_you_did(
    name: str, run: Run, tmp_path: Path
) -> None:
    before = marked(run)
    file = tmp_path / "out"
    run("export", "--format", name, "--progress", "-o", str(file))
    elsewhere = {"PAPERNOTES_HOME": str(tmp_path / "elsewhere")}
    report = run("import", str(file), "--catalog", "club", "--json", **elsewhere).json
    assert report["merged"] == report["skipped"] == []
    after = run("list", "--catalog", "club", "--json", **elsewhere).json
    assert [each["url"] for each in after] == [each["url"] for each in before]
    assert [each["title"] for each in after] == [each["title"] for each in before]
    assert [each["number"] for each in after] == [each["number"] for each in before]
    if name != "markdown":  # it can say neither a second id nor a date
        assert [each["uid"] for each in after] == [each["uid"] for each in before]
        assert [each["year"] for each in after] == [each["year"] for each in before]
    for field in SAID[name]:
        assert {each["url"]: each[field] for each in after} == {
            each["url"]: each[field] for each in before
        }, field


def test_every_format_that_goes_out_and_can_come_in_is_tried_here() -> None:
    assert SAID.keys() == OUT.keys() - {"anki", "html"}
    assert SAID.keys() <= IN.keys()


def test_a_list_becomes_a_catalog_with_its_numbers_topics_and_ticks(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "README.md"
    file.write_text(LIST)
    report = run("import", str(file), "--catalog", "club", "--json").json
    assert [(each["number"], each["uid"]) for each in report["papers"]] == [
        (1, "arxiv:1706.03762"),
        (2, "arxiv:1810.04805"),
        (7, "arxiv:2106.09685"),
    ]
    first, second, third = run("list", "--catalog", "club", "--json").json
    assert first["takeaway"] == "attention is enough"
    assert (first["status"], first["finished"]) == ("done", None)
    assert second["status"] == "unread"
    assert third["topics"] == ["Adapters"]
    (club,) = [each for each in run("catalog", "--json").json if each["name"] == "club"]
    assert club["title"] == "Thursday group"


def test_what_was_read_how_good_it_was_and_what_was_noted_come_along_as_one_event(
    run: Run, tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "library.bib"
    file.write_text(BIB)
    report = run("import", str(file), "--json").json
    assert [each["title"] for each in report["papers"]] == ["Notes on the Engine", "The TeXbook"]
    ((left),) = report["skipped"]
    assert left["line"] == 3
    assert left["text"].startswith("@article{broken")
    shown = run("show", "mine/1", "--json").json
    assert (shown["status"], shown["finished"], shown["rating"]) == ("done", None, 5)
    assert "Read twice." in shown["note"]
    assert [each["kind"] for each in run("log", "--json").json] == ["import"]
    run("undo")
    assert run("list", "--catalog", "mine").out == ""
    assert len(list((home / "data" / "notes").iterdir())) == 1  # undo never touches a note
    run("redo")
    assert run("show", "mine/1", "--json").json["rating"] == 5


def test_importing_again_changes_nothing(run: Run, tmp_path: Path, home: Path) -> None:
    file = tmp_path / "library.bib"
    file.write_text(BIB)
    run("import", str(file))
    before = {path: path.read_bytes() for path in (home / "data").rglob("*") if path.is_file()}
    again = run("import", str(file), "--json").json
    assert again["papers"] == []
    assert len(again["merged"]) == 2
    assert {p: p.read_bytes() for p in (home / "data").rglob("*") if p.is_file()} == before


def test_a_dry_run_says_what_would_be_and_writes_nothing(
    run: Run, tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "library.bib"
    file.write_text(BIB)
    would = run("import", str(file), "--dry-run", "--json").json
    assert not (home / "data").exists()
    really = run("import", str(file), "--json").json
    for report in (would, really):
        for each in report["papers"]:
            del each["has_note"]
            each["uid"] = each["uid"].partition(":")[0]
    assert would == really


def test_a_paper_that_is_there_gets_what_it_lacks_and_keeps_what_it_says(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    mine = {"title": "Notes on the engine", "arxiv": "1706.03762", "venue": "Taylor's Memoirs"}
    written = HEAD + "# mine\n" + paper(3, **mine)
    file = catalog("mine", written)
    (tmp_path / "x.bib").write_text(
        "@article{a, title={Another title}, author={Lovelace, Ada}, year=1843, eprint={1706.03762},"
        " archivePrefix={arXiv}, doi={10.1000/xyz}, journal={Elsewhere}}"
    )
    report = run("import", str(tmp_path / "x.bib"), "--catalog", "mine", "--json").json
    assert (report["papers"], report["merged"]) == ([], ["arxiv:1706.03762"])
    (entry,) = run("list", "--catalog", "mine", "--json").json
    assert entry["title"] == "Notes on the engine"
    assert (entry["authors"], entry["venue"]) == (["Ada Lovelace"], "Taylor's Memoirs")
    assert run("show", "10.1000/xyz", "--catalog", "mine").code == 0
    assert file.read_text().startswith(written.rstrip("\n"))
    run("undo")
    assert file.read_text() == written


@pytest.mark.parametrize("key", ["engine", None])
def test_numbers_of_a_source_never_take_those_of_a_catalog(
    key: str | None, run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    catalog("mine", HEAD + paper(1, key=key))
    told = [{"number": 1, "title": "Another", "doi": "10.1000/1"}]
    (tmp_path / "x.json").write_text(json.dumps(told))
    result = run("import", str(tmp_path / "x.json"), "--catalog", "mine", "--json")
    assert result.code == 0, result.err
    listed = run("list", "--catalog", "mine")
    assert listed.err == ""
    assert [row[3] for row in listed.rows] == ["Paper number 1", "Another"]


def test_what_you_recorded_here_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    run("done", "1", "--on", "2025-01-02", "--rating", "2")
    told = {"status": "reading", "rating": 5, "tags": ["fine"], "my_takeaway": "theirs"}
    paper_ = {"title": "Attention Is All You Need", "arxiv": "1706.03762", **told}
    (tmp_path / "x.json").write_text(json.dumps([paper_]))
    run("takeaway", "1", "mine")
    run("import", str(tmp_path / "x.json"))
    entry = run("show", "1", "--json").json
    assert (entry["status"], entry["finished"], entry["rating"]) == ("done", "2025-01-02", 2)
    assert (entry["tags"], entry["my_takeaway"]) == (["fine"], "mine")


def test_the_same_paper_twice_in_a_source_is_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text(
        "@article{a, title={On Engines and Machines}, doi={10.1000/A}}\n"
        "@article{b, title={Something else}, doi={10.1000/a}}\n"
        "@article{c, title={On engines and machines}}\n"
    )
    report = run("import", str(tmp_path / "x.bib"), "--json").json
    assert [each["title"] for each in report["papers"]] == ["On Engines and Machines"]
    assert report["merged"] == ["doi:10.1000/a"]


def test_an_id_of_two_papers_stays_that_of_the_first(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    catalog("mine", HEAD + paper(1))
    told = [
        {"title": "On Engines and Machines", "arxiv": "2401.00002", "doi": "10.1000/a"},
        {"title": "Of Something Else", "arxiv": "2001.00001", "doi": "10.1000/a"},
        {"title": "On Other Engines", "arxiv": "2401.00003"},
        {"title": "Whatever It Is", "arxiv": "2401.00003", "doi": "10.1000/a"},
    ]
    (tmp_path / "x.json").write_text(json.dumps(told))
    assert run("import", str(tmp_path / "x.json"), "--catalog", "mine").code == 0
    listed = run("list", "--catalog", "mine")
    assert (listed.code, listed.err, len(listed.rows)) == (0, "", 3)
    assert run("show", "10.1000/a", "--catalog", "mine", "--json").json["number"] == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 \x00\x01", "is a PDF"),
        (b"PK\x03\x04 \x00\x01", "is a ZIP archive"),
        (b'{"title": ' + b"[" * 100_000, ""),
        (b"\x00" * 10_000, ""),
        (
            b'<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
            b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&b;</title></entry></feed>',
            "",
        ),
    ],
)
def test_what_can_not_be_read_is_one_clear_error_and_changes_nothing(
    data: bytes, said: str, run: Run, tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "x"
    file.write_bytes(data)
    result = run("import", str(file))
    assert (result.code, result.out) == (4, "")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert not (home / "data").exists()


def test_what_is_no_file_or_too_large_to_be_a_list_is_not_read(
    run: Run, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(import_, "LIST", LIST_KIND._replace(most=1_000))
    (tmp_path / "large.bib").write_text(BIB * 9)
    for name, code, said in (
        ("pipe", 4, "is no regular file"),
        ("large.bib", 1, "is larger than"),
        (".", 4, "is a folder"),
        ("nothing.bib", 1, "can't be read"),
    ):
        result = run("import", str(tmp_path / name))
        assert (result.code, result.out) == (code, "")
        assert said in result.err
        assert result.err.count("\n") == 1
    assert not (home / "data").exists()


def test_a_table_is_read_as_one_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Was,Wer,Wann\nDie Maschine,Ada Lovelace,1843\n")
    arguments = [word for name in ("Was=title", "Wer=authors", "Wann=published")
                 for word in ("--map", name)]  # fmt: skip
    (entry,) = run("import", str(tmp_path / "x.csv"), *arguments, "--json").json["papers"]
    assert (entry["title"], entry["authors"], entry["year"]) == (
        "Die Maschine",
        ["Ada Lovelace"],
        1843,
    )


def test_more_papers_than_one_event_can_tell_of_are_refused(
    run: Run, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papernotes.curating.take_in._EVENT_MOST", 100)
    (tmp_path / "x.bib").write_text(BIB)
    result = run("import", str(tmp_path / "x.bib"))
    assert (result.code, result.out) == (1, "")
    assert "too many papers" in result.err
    assert not (home / "data").exists()


def test_an_import_that_is_killed_leaves_nothing_half_done(home: Path, tmp_path: Path) -> None:
    papers = [
        {"title": f"A paper with number {n}", "doi": f"10.1000/{n}", "status": "done"}
        for n in range(3_000)
    ]
    file = tmp_path / "many.json"
    file.write_text(json.dumps({"papers": papers}))
    command = [*PAPERNOTES, "import", str(file)]
    for pause in (0.2, 0.5, 1.0):
        process = subprocess.Popen(command, env=surroundings(), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        mine = home / "data" / "catalogs" / "mine" / "papers.toml"
        if mine.exists():
            assert mine.read_text().count("[[paper]]") == len(papers)
    subprocess.run(command, env=surroundings(), check=True, capture_output=True)
    listed = subprocess.run(
        [*PAPERNOTES, "list", "--catalog", "mine", "status:done"],
        env=surroundings(), check=True, capture_output=True,
    )  # fmt: skip
    assert listed.stdout.count(b"\n") == len(papers)


def test_a_list_on_the_web_becomes_a_catalog(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as web:
        web.pages["/list"] = Reply(LIST, "text/plain; charset=utf-8")
        refused = run("import", web.url("/list"), "--catalog", "club")
        assert refused.code == 1
        assert "PAPERNOTES_OFFLINE" in refused.err
        monkeypatch.delenv("PAPERNOTES_OFFLINE")
        assert run("import", web.url("/list"), "--catalog", "club").code == 0
        assert len(run("list", "--catalog", "club").rows) == 3
        web.pages["/a/rel.html"] = Reply(
            '<html><h1>P</h1><ul><li><a href="p/sets.pdf">Deep Sets</a></ul>', "text/html"
        )
        assert run("import", web.url("/a/rel.html"), "--catalog", "rel").code == 0
        (sets,) = run("list", "--catalog", "rel", "--json").json
        assert sets["url"] == web.url("/a/p/sets.pdf")
        missing = run("import", web.url("/nothing"))
        assert missing.code in (1, 3)
        assert "404" in missing.err or "no such" in missing.err


def test_a_club_s_readme_becomes_a_catalog_and_nothing_is_lost_on_the_way(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(LIST)
    assert run("import", str(readme), "--catalog", "club").code == 0
    monkeypatch.setenv("PAPERNOTES_CATALOG", "club")
    with serving() as web:
        monkeypatch.setenv("PAPERNOTES_RESOLVER", web.url())
        monkeypatch.delenv("PAPERNOTES_OFFLINE")
        web.pages["/10.48550/arXiv.2401.04088"] = csl(MIXTRAL)
        web.pages["/post"] = BLOG
        added = run("add", "https://arxiv.org/abs/2401.04088v1", web.url("/post"), "--json").json
        assert len(added["papers"]) == 2
    monkeypatch.setenv("PAPERNOTES_OFFLINE", "1")
    run("done", "2", "--on", "2026-01-02", "--rating", "4")
    run("start", "8", "--on", "2026-01-03")
    before = run("list", "--json").json
    assert [each["number"] for each in before] == [1, 2, 7, 8, 9]
    for name, ending in (("markdown", "md"), ("bibtex", "bib")):
        out = tmp_path / f"club.{ending}"
        assert run("export", "--progress", "-o", str(out)).code == 0
        elsewhere = {"PAPERNOTES_HOME": str(tmp_path / name)}
        run("import", str(out), "--catalog", "club", **elsewhere)
        after = run("list", "--json", **elsewhere).json
        for field in ("uid", "title", "status"):
            assert [each[field] for each in after] == [each[field] for each in before], (
                name,
                field,
            )


@pytest.mark.parametrize("text", ["", "# A talk\n\nNothing but words.\n", "[]", "title,year\n"])
def test_a_file_without_papers_is_said_to_have_none_with_what_may_help(
    run: Run, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "papers"
    file.write_text(text, "utf-8")
    found = run("import", str(file))
    assert found.code == 0
    assert "No paper was found in it" in found.err
    assert "--format" in found.err
    assert "papernotes undo" not in found.err
    assert [row[0] for row in run("catalog", "list").rows] == ["llm"]


def test_a_dry_run_says_that_the_catalog_would_be_a_new_one(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_text("- [LoRA](https://arxiv.org/abs/2106.09685)\n", "utf-8")
    assert "1 paper into club (new)" in run("import", str(file), "--catalog", "club", "-n").err
    run("import", str(file), "--catalog", "club")
    assert "0 papers into club, 1 merged" in run("import", str(file), "--catalog", "club", "-n").err


def test_the_undo_of_all_that_a_catalog_has_says_how_to_put_that_away(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "list.md"
    file.write_text("- [LoRA](https://arxiv.org/abs/2106.09685)\n", "utf-8")
    run("import", str(file), "--catalog", "club")
    assert "papernotes catalog remove club" in run("undo").err
    assert run("redo").code == 0
    run("add", "--title", "Another", "--catalog", "club")
    assert "catalog remove" not in run("undo").err  # one is left
    assert "catalog remove" in run("undo").err
    assert run("catalog", "remove", "club").code == 0
    assert [row[0] for row in run("catalog", "list").rows] == ["llm"]


def test_a_file_with_an_ending_is_told_what_is_wrong_with_it_in_that_format(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "papers.csv"
    file.write_text("Some words\nand others\n")
    refused = run("import", str(file))
    assert refused.code == 4
    assert f"{file} has no header that names a column of titles: Some words" in refused.err

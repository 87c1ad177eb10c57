"""The benchmarks' made-up libraries, and how what was measured is told. Nothing is timed here."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bench import library, subject, suggest
from bench.intake import lived_in
from bench.readers import Desk, World
from bench.rivals.all import tools
from bench.rivals.faults.bed import span, ways
from bench.rivals.papis import Papis
from bench.rivals.plot import plot
from bench.rivals.speed import Run, Series, timed
from bench.rivals.tables import page
from bench.rivals.tool import Command, Tool, titles_in
from bench.rivals.work import retitle

from papernotes.journal.append import SEGMENT_SIZE
from tests.conftest import Run as Runs


def test_a_made_up_library_is_one_that_papernotes_has_no_complaint_about(
    home: Path, run: Runs
) -> None:
    library.write_catalog(home / "data" / "catalogs" / "big" / "papers.toml", 120)
    library.write_journal(home / "data" / "journal" / "laptop1", 60, 120)
    library.write_notes(home / "data" / "notes", 10, 120)
    for path in [home, *home.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert run("check").out == ""
    listed = run("list", "--catalog", "big", "--json")
    assert listed.code == 0, listed.err
    entries = listed.json
    assert len(entries) == 120
    assert sum(entry["has_note"] for entry in entries) == 10
    assert min(len(entry["needs"]) for entry in entries[3:]) == 3
    logged = run("log", "-n", "1000", "--json")
    assert logged.code == 0, logged.err
    assert len(logged.json) == 60
    found = run("search", "--catalog", "big", "attention", "--limit", "120").lines
    assert 5 < len(found) < 60


def test_segments_of_a_made_up_journal_end_where_those_of_a_reader_do(tmp_path: Path) -> None:
    library.write_journal(tmp_path / "laptop1", 300, 50)
    *full, last = sorted((tmp_path / "laptop1").iterdir())
    assert len(full) > 1
    assert all(SEGMENT_SIZE <= path.stat().st_size < SEGMENT_SIZE + 1000 for path in full)
    assert last.stat().st_size < SEGMENT_SIZE + 1000


def test_made_up_papers_are_the_same_at_every_run() -> None:
    first = library.papers(20)
    library.papers.cache_clear()
    assert library.papers(20) == first
    assert library.papers(20, seed=5) != first


def test_bibtex_names_each_paper_once_and_leaves_nothing_to_tex(tmp_path: Path) -> None:
    library.write_bibtex(tmp_path / "x.bib", 200)
    text = (tmp_path / "x.bib").read_text("utf-8")
    keys = [line for line in text.splitlines() if line.startswith("@article{")]
    assert len(set(keys)) == 200
    assert len({library.cite_key(paper) for paper in library.bundled()}) == library.BUNDLED
    assert text.count("{") == text.count("}")


class Cat(Papis):
    """A program of which all is known: it prints what it is told to."""

    def environ(self, home: Path) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "HOME": str(home)}

    def install(self) -> None:
        raise AssertionError("nothing is to be installed")

    def list_all(self) -> list[Command]:
        return [[sys.executable, "-I", "-S", "-c", "x = bytearray(60_000_000); print('listed')"]]


def test_the_stopwatch_tells_time_memory_and_the_exit_code(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    tool = Cat(tmp_path)
    run, code, out = timed(tool, home, tool.list_all())
    assert code == 0
    assert out.read_text() == "listed\n"
    assert run is not None
    assert 60_000_000 < run.peak < 120_000_000
    assert run.cpu > 0
    # Of several commands the first that fails is the last.
    failing: Sequence[Command] = [["sh", "-c", "exit 3"], ["sh", "-c", "echo never"]]
    run, code, out = timed(tool, home, failing)
    assert code == 3
    assert out.read_text() == ""
    assert run is not None
    assert run.peak < 40_000_000


def test_tables_tell_what_took_too_long_and_what_could_not_be_done(tmp_path: Path) -> None:
    series, chosen = _series(tmp_path)
    text = page("On a day.", chosen, series)
    rows = [line for line in text.splitlines() if line.startswith("| coBib | ")]
    assert "> 60 s" in rows[-1]
    assert "| taskwarrior | 100 (90–110) | 100 (90–110) |" in text
    assert "| buku | — | — |" in text


def test_the_plot_is_an_svg_with_a_line_for_each_program(tmp_path: Path) -> None:
    series, chosen = _series(tmp_path)
    root = ElementTree.fromstring(plot(chosen, series))  # noqa: S314 (our own)
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"papernotes", "taskwarrior", "list all", "1,000"} <= set(texts)
    assert "buku" not in texts  # it was not measured
    lines = [each for each in root.iter() if each.get("stroke-width")]
    assert len(lines) == 2 * (len(chosen) - 1)


def _series(work: Path) -> tuple[list[Series], list[Tool]]:
    chosen = tools(work)
    runs = [Run(0.2, seconds, 9_000_000) for seconds in (0.09, 0.1, 0.11)]
    return [
        Series(size, tool.slug, task, [] if (tool.slug, size) == ("cobib", 1000) else runs)
        for tool in chosen
        if tool.slug != "buku"
        for size in (46, 1000)
        for task in ("list all", "mark one")
    ], chosen


def test_records_of_other_programs_are_whole_or_not_counted(tmp_path: Path) -> None:
    tool = Papis(tmp_path)
    papers = library.bundled()
    home = tmp_path / "home"
    tool.fill(home, papers)
    assert len(tool.records(home)) == len(papers)
    file = tool.edited(home, papers[3])
    whole = file.read_bytes()
    for cut in (0, 1, len(whole) // 2, len(whole) - 20):
        file.write_bytes(whole[:cut])
        assert tool.record_of(papers[3]) not in tool.records(home), cut
    file.write_bytes(whole + b"tags:\n- done\n")
    assert tool.is_marked(tool.records(home)[tool.record_of(papers[3])])
    shutil.rmtree(file.parent)
    assert len(tool.records(home)) == len(papers) - 1


def test_titles_are_counted_however_an_output_breaks_its_lines() -> None:
    papers = library.bundled()[:3]
    output = "| Attention Is All | 2017\n|  You Need | Improving Langu…".encode()
    assert titles_in(output, papers) == 2


def test_an_edit_that_changes_nothing_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("title: old, old")
    retitle(file, "old", "new")
    assert file.read_text() == "title: new, old"
    with pytest.raises(ValueError, match="no paper called older"):
        retitle(file, "older", "new")


def test_what_happened_several_times_is_said_once_or_counted() -> None:
    assert ways(["exit 1", "exit 1"]) == "exit 1"
    assert ways(["exit 1", "exit 0", "exit 1"]) == "exit 1 (2), exit 0 (1)"
    assert span([46, 46], 46) == "46 of 46"
    assert span([46, 2], 46) == "2 to 46 of 46"


def test_simulated_readers_are_told_what_the_real_commands_say(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggest, "PAPERS", 4)
    monkeypatch.setattr(suggest, "_TRIED", 1)
    monkeypatch.setattr(suggest, "worlds", lambda: {"bundled": [World(library.bundled())]})
    monkeypatch.setenv("PAPERNOTES_CATALOG", "llm")  # is put back afterwards
    assert suggest.hold_to_the_product(home) == 4
    monkeypatch.setattr(Desk, "next", lambda _: 45)
    with pytest.raises(SystemExit, match="not 46"):
        suggest.hold_to_the_product(home)


def test_a_made_up_subject_is_the_same_at_every_run_and_has_hubs_and_ways() -> None:
    first = subject.papers(120, 1)
    subject.papers.cache_clear()
    assert subject.papers(120, 1) == first != subject.papers(120, 2)
    world = World(first)
    assert max(map(len, world.needed_by)) > 5
    assert max(len(world.way(at)) for at in range(120)) > 10


def test_a_bibliography_of_some_years_comes_in_whole(run: Runs, tmp_path: Path) -> None:
    made = list(library.papers(30))
    file = tmp_path / "lived-in.bib"
    file.write_text("".join(lived_in(made)), "utf-8")
    report = run("import", str(file), "--json").json
    assert [entry["arxiv"] for entry in report["papers"]] == [paper.arxiv for paper in made]
    assert [entry["authors"] for entry in report["papers"]] == [
        list(paper.authors) for paper in made
    ]
    assert 0 < sum(entry["status"] == "done" for entry in report["papers"]) < len(made)
    assert report["merged"] == report["skipped"] == []

"""Promises at the edges: orders, limits, and files that are not what they seem."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import HEAD, Run, paper

pytestmark = pytest.mark.usefixtures("warm")


def test_lately_is_what_was_finished_last_and_of_one_day_what_was_marked_last(run: Run) -> None:
    for number, day in ((5, "2026-01-02"), (1, "2026-01-03"), (4, "2026-01-01")):
        run("done", str(number), "--on", day)
    assert [each["number"] for each in run("--json").json["lately"]] == [1, 5, 4]
    run("done", "3", "--on", "2026-01-03")
    assert [each["number"] for each in run("--json").json["lately"]] == [3, 1, 5]
    run("done", "9", "--on", "unknown")
    assert [each["number"] for each in run("--json").json["lately"]] == [3, 1, 5]


def test_a_paper_is_opened_by_the_last_of_its_needs_alone(
    run: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1) + paper(2) + paper(3, needs=["paper-1", "paper-2"]))
    first = run("done", "1", "--json", PAPERNOTES_CATALOG="mine").json
    assert first["opened"] == []
    second = run("done", "2", "--json", PAPERNOTES_CATALOG="mine").json
    assert [each["number"] for each in second["opened"]] == [3]


def test_show_draws_your_takeaway_beside_the_catalogs(run: Run) -> None:
    run("done", "12", "-m", "four bits are enough")
    drawn = run("show", "12", "--color", "always", COLUMNS="100").out
    assert "four bits are enough" in drawn
    assert "Freeze the base in 4-bit" in drawn


@pytest.mark.parametrize("flags", [[], ["--reverse"]])
def test_equal_papers_keep_the_catalogs_order_whichever_way_they_are_sorted(
    flags: list[str], run: Run
) -> None:
    run("done", "3", "8", "20", "--rating", "4", "--on", "2026-01-01")
    run("done", "30", "--rating", "5", "--on", "2026-01-01")
    found = [row[0] for row in run("list", "--sort", "rating", *flags).rows]
    assert [number for number in found if number in ("3", "8", "20")] == ["3", "8", "20"]
    rest = [int(number) for number in found if number not in ("3", "8", "20", "30")]
    assert rest == sorted(rest)
    assert {int(number) for number in found[-42:]} == set(rest)


# --- the program breaks these today


@pytest.mark.parametrize("line", [["list", "--limit"], ["next", "-n"]])
@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**30])
def test_any_number_is_a_limit(line: list[str], number: int, run: Run) -> None:
    result = run(*line, str(number))
    assert result.code in (0, 2)
    assert "Traceback" not in result.err


def test_a_home_of_nobody_is_an_error_and_no_traceback(run: Run) -> None:
    result = run("list", PAPERNOTES_HOME="~nosuchuser/x")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("papernotes: ")


@pytest.mark.parametrize("name", [b"\xff.md", b"caf\xe9.md"])
def test_a_note_whose_name_is_no_utf_8_may_come_change_and_go(
    name: bytes, run: Run, home: Path
) -> None:
    note = home / "data" / "notes" / os.fsdecode(name)
    note.parent.mkdir(parents=True)
    for change in (lambda: note.write_text("one"), lambda: note.write_text("two"), note.unlink):
        change()
        assert run("list")[::2] == (0, "")
        assert run("done", "1").code == 0


@pytest.mark.parametrize(
    "path", ["notes/a.md", "journal/other/0001.toml", "catalogs/mine/papers.toml"]
)
def test_one_file_that_leads_nowhere_does_not_take_the_rest_along(
    path: str, run: Run, home: Path
) -> None:
    file = home / "data" / path
    file.parent.mkdir(parents=True)
    file.symlink_to(file.name)
    result = run("list")
    assert len(result.rows) == 46
    assert result.code in (1, 4)
    assert f"warning: {file}: " in result.err
    assert run("done", "1").code == 0


@pytest.mark.parametrize("status", ["done ", " done", "done, reading", "\tdone"])
def test_white_space_around_a_status_says_nothing_or_is_wrong_usage(status: str, run: Run) -> None:
    run("done", "1")
    result = run("list", "--status", status)
    assert result.code == 2 or "1" in [row[0] for row in result.rows]

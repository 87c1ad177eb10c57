"""What marking promises: what it records, what it says, and that it can be taken back."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papernotes.library.core import consult
from papernotes.library.find import find
from papernotes.library.refs import resolve_all
from papernotes.marking.commands import mark, redo, undo
from papernotes.marking.plan import Wish
from papernotes.paths import places
from papernotes.settings import Given
from tests.conftest import HEAD, Run, paper

pytestmark = pytest.mark.usefixtures("warm")

TODAY = dt.datetime.now().astimezone().date()


def entry(run: Run, ref: str) -> dict[str, object]:
    found: dict[str, object] = run("show", ref, "--json").json
    return found


def journal(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((home / "data").rglob("*.toml")))


@pytest.mark.parametrize(
    ("on", "finished"),
    [
        ("2026-01-02", "2026-01-02"),
        ("today", TODAY.isoformat()),
        ("Yesterday", (TODAY - dt.timedelta(days=1)).isoformat()),
        ("unknown", None),
    ],
)
def test_done_records_the_day(run: Run, on: str, finished: str | None) -> None:
    assert run("done", "12", "--on", on).code == 0
    assert entry(run, "12")["status"] == "done"
    assert entry(run, "12")["finished"] == finished


def test_done_without_a_day_is_today(run: Run) -> None:
    run("done", "12")
    assert entry(run, "12")["finished"] == TODAY.isoformat()


def test_start_skip_and_reset_set_the_status(run: Run) -> None:
    run("start", "3", "--on", "2026-01-02")
    assert (entry(run, "3")["status"], entry(run, "3")["started"]) == ("reading", "2026-01-02")
    run("skip", "3")
    assert (entry(run, "3")["status"], entry(run, "3")["finished"]) == ("skipped", None)
    run("reset", "3")
    assert (entry(run, "3")["status"], entry(run, "3")["started"]) == ("unread", None)


def test_rating_and_takeaway_come_with_done(run: Run) -> None:
    run("done", "12", "--rating", "4", "-m", "  four bits\nare enough ")
    assert entry(run, "12")["rating"] == 4
    assert entry(run, "12")["my_takeaway"] == "four bits are enough"
    assert entry(run, "12")["takeaway"] != "four bits are enough"


def test_your_takeaway_is_shown_beside_the_catalogs(run: Run) -> None:
    drawn = run("done", "12", "-m", "four bits are enough", "--color", "always").out
    assert drawn.index("Yours") < drawn.index("four bits are enough") < drawn.index("Catalog's")
    assert "one 48 GB card" in drawn
    assert "Catalog's" not in run("done", "11", "--color", "always").out


def test_marking_says_what_it_opened_and_how_to_undo_it(run: Run) -> None:
    said = run("done", "1", "23")
    assert [row[:3] for row in said.rows] == [["1", "attention", "done"], ["23", "ppo", "done"]]
    assert "Opened: 2 GPT, 3 BERT" in said.err
    assert "papernotes undo" in said.err
    assert "Opened" not in run("done", "34").err.replace("Opened: 35 LCM", "")
    drawn = run("done", "2", "--color", "always").out
    assert "Opened" in drawn
    assert "GPT-2" in drawn
    assert "papernotes undo" in drawn


def test_marking_again_what_is_so_is_no_new_event_and_says_so(run: Run, home: Path) -> None:
    run("done", "1", "--on", "2026-01-02")
    run("start", "2")
    run("skip", "34")
    before = journal(home)
    for again in (["done", "1"], ["start", "2"], ["skip", "34"], ["reset", "5"]):
        said = run(*again)
        assert said.code == 0
        assert "already: nothing to record" in said.err
        assert said.rows[0][0] == again[1]
    assert journal(home) == before
    assert run("done", "1", "--json").json["event"] is None
    assert "nothing to record" in run("done", "1", "--color", "always").out


def test_a_new_date_rating_or_takeaway_is_a_new_event(run: Run) -> None:
    run("done", "1", "--on", "2026-01-02")
    for more in (["--on", "2026-01-03"], ["--rating", "3"], ["-m", "mine"]):
        assert run("done", "1", *more, "--json").json["event"] is not None
    assert entry(run, "1")["finished"] == "2026-01-03"  # not today: only rated since
    assert run("done", "1", "--rating", "3", "-m", "mine", "--json").json["event"] is None


def test_what_is_done_with_its_date_unknown_stays_so_when_it_is_rated(run: Run) -> None:
    run("done", "1", "--on", "unknown")
    run("done", "1", "--rating", "5")
    assert entry(run, "1")["finished"] is None


def test_papers_that_are_so_already_do_not_hinder_the_others(run: Run) -> None:
    run("done", "2", "--on", "2026-01-02")
    said = run("done", "1-3", "--json").json
    assert [e["number"] for e in said["papers"]] == [1, 3]
    assert [e["number"] for e in said["same"]] == [2]
    assert entry(run, "2")["finished"] == "2026-01-02"


def test_one_event_never_dates_a_paper_anew_behind_your_back(run: Run, home: Path) -> None:
    run("done", "2", "--on", "2026-01-02")
    before = journal(home)
    said = run("done", "1-3", "--rating", "5")
    assert said.code == 2
    assert "GPT" in said.err
    assert "--on" in said.err
    assert journal(home) == before
    assert run("done", "1-3", "--rating", "5", "--on", "2026-01-05").code == 0


def test_a_bulk_command_is_undone_as_one(run: Run) -> None:
    run("done", "1-5", "11")
    said = run("undo")
    assert {row[2] for row in said.rows} == {"unread"}
    assert len(said.rows) == 6
    assert run("list", "--status", "done").rows == []
    run("redo")
    assert len(run("list", "--status", "done").rows) == 6


def test_undo_says_what_it_undid(run: Run) -> None:
    run("done", "1-5")
    assert "Undid: done Transformer, GPT, BERT and 2 more" in run("undo", "--color", "always").out
    assert "Redid: done Transformer" in run("redo", "--color", "always").out


def test_nothing_to_undo_or_redo_is_said_and_is_no_error(run: Run, home: Path) -> None:
    assert (run("undo").code, run("undo").err) == (0, "Nothing to undo on this device.\n")
    assert (run("redo").code, run("redo").err) == (0, "Nothing to redo on this device.\n")
    assert journal(home) == b""
    assert "Nothing to undo" in run("undo", "--color", "always").out


def test_redo_is_refused_once_something_new_was_marked(run: Run) -> None:
    run("done", "1")
    run("undo")
    run("done", "2")
    assert "Nothing to redo" in run("redo").err
    assert entry(run, "1")["status"] == "unread"


def test_undo_is_for_this_device_alone(run: Run, home: Path) -> None:
    run("done", "1")
    other = home / "data" / "journal" / "other" / "0001.toml"
    other.parent.mkdir()
    other.write_text(
        'schema = 1\ndevice = "other"\n\n[[event]]\nid = "9000000000000000-other"\n'
        'kind = "done"\npapers = ["arxiv:1810.04805"]\non = "2026-01-02"\n\n',
        "utf-8",
    )
    assert entry(run, "3")["status"] == "done"
    assert run("undo").rows[0][0] == "1"
    assert run("undo").err == "Nothing to undo on this device.\n"
    assert entry(run, "3")["status"] == "done"


def test_a_mark_comes_after_what_a_device_with_a_fast_clock_did(run: Run, home: Path) -> None:
    run("list")
    other = home / "data" / "journal" / "other" / "0001.toml"
    other.parent.mkdir(parents=True)
    other.write_text(
        'schema = 1\ndevice = "other"\n\n[[event]]\nid = "2425434683472093-other"\n'
        'kind = "done"\npapers = ["arxiv:1706.03762"]\non = "2026-01-02"\n\n',
        "utf-8",
    )
    run("start", "1")
    assert entry(run, "1")["status"] == "reading"


def test_the_daily_loop_needs_no_ref(run: Run) -> None:
    assert run("start").rows[0][:3] == ["1", "attention", "reading"]
    assert run("show").rows[0] == ["number", "1"]
    again = run("start")
    assert "1 Transformer is reading already" in again.err
    assert run("done").rows[0][:3] == ["1", "attention", "done"]
    assert run("start").rows[0][:3] == ["2", "gpt", "reading"]


def test_undo_after_the_catalog_lost_the_paper_still_undoes(run: Run, catalog: object) -> None:
    assert callable(catalog)
    file = catalog("mine", HEAD + paper(1) + paper(2))
    run("done", "1", PAPERNOTES_CATALOG="mine")
    file.write_text(HEAD + paper(2), "utf-8")
    said = run("undo", "--color", "always", PAPERNOTES_CATALOG="mine")
    assert said.code == 0
    assert "Paper number 1" in said.out
    file.write_text(HEAD + paper(1) + paper(2), "utf-8")
    assert run("list", "--status", "done", PAPERNOTES_CATALOG="mine").out == ""


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["start", "done", "skip", "reset"]), st.sampled_from("123")),
        st.sampled_from([("undo", ""), ("redo", "")]),
    ),
    max_size=14,
)


@given(ACTIONS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_undo_and_redo_are_two_stacks_over_any_sequence(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, str]]
) -> None:
    environ = {"PAPERNOTES_HOME": str(tmp_path_factory.mktemp("stacks"))}
    home, given_ = places(environ), Given(environ)

    def state() -> list[tuple[int, object]]:
        return consult(
            home,
            given_,
            lambda library: [(e.paper.number, e.progress) for e in find(library, [], limit=3)],
        )

    past: list[list[tuple[int, object]]] = []
    future: list[list[tuple[int, object]]] = []
    now = state()
    for kind, ref in actions:
        if kind == "undo":
            undo(home, given_)
            if past:
                future.append(now)
                now = past.pop()
        elif kind == "redo":
            redo(home, given_)
            if future:
                past.append(now)
                now = future.pop()
        else:
            choose = lambda library, ref=ref: resolve_all(library, [ref])  # noqa: E731
            outcome = mark(home, given_, choose, Wish(kind), "2026-01-02")
            if outcome.event is not None:
                past.append(now)
                future.clear()
                now = state()
        assert state() == now

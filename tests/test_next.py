"""What to read next, and why."""

import pytest

from papernotes.model.paper import Entry, Paper, Progress
from papernotes.suggest.rank import Candidate, suggest
from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("warm")


def numbers(run: Run, *arguments: str) -> list[int]:
    return [each["paper"]["number"] for each in run("next", "--json", *arguments).json]


def why(run: Run, number: int) -> dict[str, str]:
    (found,) = [e for e in run("next", "--json", "-n", "46").json if e["paper"]["number"] == number]
    return {reason["kind"]: reason["text"] for reason in found["reasons"]}


def test_a_newcomer_is_offered_what_needs_nothing_in_the_catalogs_order(run: Run) -> None:
    assert numbers(run, "-n", "46") == [1, 21, 23, 28, 31, 32, 34, 41, 46]
    assert numbers(run) == [1, 21, 23]
    assert why(run, 1)["order"] == "The first in the catalog's order that is ready."
    assert why(run, 1)["ready"] == "Needs nothing first."
    assert why(run, 1)["opens"] == "Opens 11 papers: GPT, BERT, T5 and 8 more."
    assert "opens" not in why(run, 46)


def test_what_you_are_reading_comes_first_the_last_begun_before_the_others(run: Run) -> None:
    run("start", "23", "--on", "2026-01-02")
    run("start", "34", "--on", "2026-01-05")
    assert numbers(run, "-n", "3") == [34, 23, 1]
    assert why(run, 34)["reading"] == "You have been reading it since 2026-01-05."


def test_what_you_started_today_is_said_so(run: Run) -> None:
    run("start", "1")
    assert why(run, 1)["reading"] == "You have been reading it since today."
    run("start", "1", "--on", "unknown")
    assert why(run, 1)["reading"] == "You are reading it."


def test_nothing_settled_and_nothing_that_waits_is_suggested(run: Run) -> None:
    run("done", "1")
    run("skip", "23")
    found = numbers(run, "-n", "46")
    entries = {entry["number"]: entry for entry in run("list", "--json").json}
    assert found == [n for n, e in entries.items() if e["ready"]]
    assert 1 not in found
    assert 23 not in found


def test_a_skipped_need_is_settled(run: Run) -> None:
    run("skip", "1")
    assert numbers(run, "-n", "1") == [2]
    assert why(run, 2)["ready"] == "You have read what it needs: Transformer."


def test_reading_ahead_is_said_to_lack_its_needs(run: Run) -> None:
    run("start", "36")
    assert why(run, 36)["blocked"] == "Needs LCM and LoRA, not read yet."


def test_the_way_to_dpo_opens_step_by_step(run: Run) -> None:
    run("done", "1", "2")
    for step in (5, 6, 23):
        assert step in numbers(run, "-n", "46")
        run("done", str(step))
    assert 10 in numbers(run, "-n", "46")
    run("done", "10")
    assert 33 in numbers(run, "-n", "46")
    assert why(run, 33)["ready"] == "You have read what it needs: InstructGPT."
    assert why(run, 33)["opens"] == "Opens 1 paper: Self-Rewarding LMs."


def test_scores_fall_in_the_order_of_the_suggestions(run: Run) -> None:
    run("start", "34")
    scores = [each["score"] for each in run("next", "--json", "-n", "46").json]
    assert scores == sorted(set(scores), reverse=True)


def test_a_query_narrows_the_choice(run: Run) -> None:
    assert numbers(run, "topic:diffusion") == [34]
    assert numbers(run, "topic:nothing") == []


def test_when_all_is_settled_it_says_so_and_that_is_no_error(run: Run) -> None:
    run("done", "1-46")
    said = run("next")
    assert (said.code, said.out) == (0, "")
    assert "papernotes list" in said.err
    assert run("next", "--json").json == []
    assert run("start").code == 2
    assert run().code == 0


def entry(number: int, status: str, *, ready: bool = True, started: str | None = None) -> Entry:
    paper = Paper(number, f"p{number}", [f"arxiv:2001.{number:05d}"], f"Paper {number}")
    return Entry("mine", paper, Progress(status, started), ready, False)  # type: ignore[arg-type]


@pytest.mark.parametrize("today", ["2026-01-01", "2030-01-01"])
def test_it_is_a_function_of_entries_and_the_date_alone(today: str) -> None:
    candidates = [
        Candidate(entry(5, "unread")),
        Candidate(entry(4, "unread", ready=False)),
        Candidate(entry(3, "reading", started="2026-01-01")),
        Candidate(entry(2, "done", ready=False)),
        Candidate(entry(1, "unread"), opens=[entry(5, "unread")]),
    ]
    found = suggest(candidates, today)
    assert [each.entry.paper.number for each in found] == [3, 1, 5]
    assert found == suggest(list(reversed(candidates)), today)
    since = found[0].reasons[0].text
    assert (
        since
        == f"You have been reading it since {'today' if today == '2026-01-01' else '2026-01-01'}."
    )

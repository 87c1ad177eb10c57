"""The way to a paper: `path`, and the goals that it leads to."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import HEAD, Run, paper

pytestmark = pytest.mark.usefixtures("warm")


def numbers(run: Run, *arguments: str) -> list[int]:
    return [each["paper"]["number"] for each in run("path", "--json", *arguments).json]


def whys(run: Run, *arguments: str) -> dict[int, str]:
    found = run("path", "--json", *arguments).json
    return {each["paper"]["number"]: each["why"] for each in found}


def test_who_has_read_1_and_2_and_wants_33_gets_the_five_papers_in_an_order_that_works(
    run: Run,
) -> None:
    run("done", "1", "2")
    assert numbers(run, "33") == [5, 6, 23, 10, 33]
    assert whys(run, "33") == {
        5: "GPT-3 needs it: The same decoder, a hundred times larger, prompted instead of tuned.",
        6: "InstructGPT needs it: The base model that is fine-tuned and compared against.",
        23: "InstructGPT needs it: The reinforcement step optimizes a reward model with PPO.",
        10: "DPO needs it: Solves the same RLHF objective without the RL loop.",
        33: "It is where you want to get.",
    }


def test_each_paper_is_ready_when_its_turn_comes_whatever_the_target(run: Run) -> None:
    for target in ("36", "40", "45", "37"):
        for step in numbers(run, target, "--helps"):
            assert run("show", str(step), "--json").json["ready"], (target, step)
            run("done", str(step))
        assert run("show", target, "--json").json["status"] == "done"
        run("reset", "1-46")


def test_what_is_settled_ends_the_way_whatever_lies_behind_it(run: Run) -> None:
    run("skip", "6")
    assert numbers(run, "33") == [23, 10, 33]
    run("done", "10")
    assert numbers(run, "33") == [33]
    run("done", "33")
    nothing = run("path", "33")
    assert (nothing.code, nothing.out) == (0, "")
    assert "settled already" in nothing.err
    assert run("path", "33", "--json").json == []


def test_several_targets_share_one_path(run: Run) -> None:
    run("done", "1", "2")
    assert numbers(run, "33", "25") == [5, 6, 23, 10, 33, 7, 8, 9, 25]
    assert whys(run, "33", "25")[10].endswith("Llama 2 needs it, too.")
    assert sorted(numbers(run, "25", "33")) == sorted(numbers(run, "33", "25"))


def test_what_helps_comes_on_demand_before_what_it_helps_and_is_told_apart(run: Run) -> None:
    run("done", "1", "2")
    found = numbers(run, "33", "--helps")
    assert set(found) - set(numbers(run, "33")) == {7, 44}
    assert found.index(44) < found.index(33)
    assert found.index(7) < found.index(6)
    assert whys(run, "33", "--helps")[44].startswith("DPO is helped by it: ")


def test_it_says_what_can_be_left_out_and_how_much_shorter_that_is(run: Run) -> None:
    run("done", "1", "2")
    said = run("path", "33", "--plain").out
    assert "5 papers, where the catalog has 31 down to there" in said
    assert "You can leave out what you have read or skipped: Transformer and GPT." in said
    assert "at 5 minutes a page, which is a guess" in said


def test_a_way_through_another_catalog_goes_by_ids(run: Run, catalog: Callable[..., Path]) -> None:
    catalog(
        "mine",
        HEAD
        + paper(1, needs={"arxiv:2305.18290": "Starts from DPO."})
        + paper(2, needs={"paper-1": "First things first."}),
    )
    run("done", "10")
    found = run("path", "mine/2", "--json").json
    assert [(each["paper"]["catalog"], each["paper"]["number"]) for each in found] == [
        ("llm", 33),
        ("mine", 1),
        ("mine", 2),
    ]
    assert found[0]["why"] == "Paper number 1 needs it: Starts from DPO."


def test_a_need_that_no_catalog_has_is_no_step(run: Run, catalog: Callable[..., Path]) -> None:
    catalog("mine", HEAD + paper(1, needs={"nowhere": ""}) + paper(2, needs={"paper-1": ""}))
    found = run("path", "2", "--json", "--catalog", "mine").json
    assert [each["paper"]["number"] for each in found] == [1, 2]
    assert found[0]["why"] == "Paper number 2 needs it."


def test_a_work_of_two_catalogs_is_one_goal(run: Run, catalog: Callable[..., Path]) -> None:
    catalog("mine", HEAD + paper(1, arxiv="2305.18290"))
    run("goal", "33")
    assert [each["paper"]["catalog"] for each in run("goal", "--json").json] == ["llm"]
    run("done", "33")
    assert "All your goals are reached or skipped, 1 of them." in run("goal").err
    assert "all your goals are reached or skipped" in run("path").err


def test_a_catalog_that_knows_no_needs_has_no_way_and_says_so(
    run: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1) + paper(2))
    said = run("path", "2", "--plain", "--catalog", "mine").out
    assert "No needs are known in this catalog" in said
    assert "No needs are known" not in run("path", "21", "--plain").out


def test_goals_are_set_shown_reached_and_dropped(run: Run) -> None:
    run("done", "1", "2")
    marked = run("goal", "33", "10", "--json").json
    assert [each["number"] for each in marked["papers"]] == [33, 10]
    assert all(each["goal"] for each in marked["papers"])
    assert [
        (each["paper"]["number"], each["remaining"]) for each in run("goal", "--json").json
    ] == [
        (10, 4),
        (33, 5),
    ]
    assert [entry["number"] for entry in run("list", "is:goal", "--json").json] == [10, 33]
    assert numbers(run) == [5, 6, 23, 10, 33]
    run("done", "5", "6", "23", "10")
    assert [each["paper"]["number"] for each in run("goal", "--json").json] == [33]
    assert "Reached or skipped: 1." in run("goal").err
    run("goal", "33", "--drop")
    assert "All your goals are reached or skipped, 1 of them." in run("goal").err
    run("undo")
    assert run("show", "33", "--json").json["goal"] is True
    run("redo")
    assert run("show", "33", "--json").json["goal"] is False
    run("goal", "12", "13")
    assert len(run("goal", "--drop", "--json").json["papers"]) == 3  # 10 was reached
    assert run("goal", "--json").json == []


def test_a_goal_is_one_event_in_the_journal_that_says_so(run: Run, home: Path) -> None:
    run("goal", "33", "25")
    run("goal", "25", "--drop")
    run("later", "3", "5")
    run("done", "4", "--took", "1h30")
    (journal,) = (home / "data" / "journal").rglob("*.toml")
    text = journal.read_text("utf-8")
    assert text.count("[[event]]") == 4
    assert 'kind = "goal"' in text
    assert "drop = true" in text
    assert 'kind = "later"' in text
    assert "minutes = 90" in text
    logged = json.loads(run("log", "--json").out)
    assert [each["kind"] for each in logged] == ["done", "later", "goal", "goal"]
    assert (logged[0]["minutes"], logged[2]["drop"]) == (90, True)
    (home / "cache" / "index.db").unlink()
    again = {entry["number"]: entry for entry in run("list", "--json").json}
    assert (again[33]["goal"], again[25]["goal"], again[4]["minutes"]) == (True, False, 90)
    assert again[3]["later"] is not None


def test_the_time_it_took_is_told_and_taken_along(run: Run) -> None:
    assert "took 1 h 30 min" in run("done", "4", "--took", "90m", "--color", "always").out
    assert "in 1 h 30 min" in run("show", "4", "--color", "always").out
    run("done", "4", "--rating", "3")
    assert run("show", "4", "--json").json["minutes"] == 90
    run("reset", "4")
    assert run("show", "4", "--json").json["minutes"] is None


def test_what_helps_may_itself_need_what_it_helps(run: Run, catalog: Callable[..., Path]) -> None:
    catalog(
        "mine",
        HEAD + paper(1, helps={"paper-2": ""}) + paper(2, needs={"paper-1": ""}) + paper(3),
    )
    found = run("path", "1", "--helps", "--json", "--catalog", "mine")
    assert [each["paper"]["number"] for each in found.json] == [1, 2]
    assert found.err == ""

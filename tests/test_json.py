"""The JSON contract: fields are added, never renamed or removed."""

from pathlib import Path
from typing import Any

import pytest

from papernotes.notes import file_name
from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("warm")

ENTRY = {
    "number": int, "key": str, "uid": str, "catalog": str, "title": str, "short": str,
    "authors": list, "year": int, "published": str, "venue": str, "url": str, "arxiv": str,
    "doi": str, "kind": str, "pages": int, "topics": list, "takeaway": str, "detail": str,
    "links": list, "needs": dict, "helps": dict, "status": str, "ready": bool, "started": str,
    "finished": str, "rating": int, "tags": list, "my_takeaway": str, "has_note": bool,
    "goal": bool, "later": str, "minutes": int,
}  # fmt: skip
NEVER_NULL = ("number", "uid", "catalog", "title", "authors", "topics", "links", "needs", "helps",
              "status", "ready", "tags", "has_note", "goal")  # fmt: skip


def assert_entry(entry: dict[str, Any]) -> None:
    assert list(entry)[: len(ENTRY)] == list(ENTRY)
    for name, kind in ENTRY.items():
        if entry[name] is None:
            assert name not in NEVER_NULL
        else:
            assert type(entry[name]) is kind, name


def test_list_is_an_array_of_entries(run: Run) -> None:
    entries = run("list", "--json").json
    assert len(entries) == 46
    for entry in entries:
        assert_entry(entry)
        assert len(entry) == len(ENTRY)
    assert run("list", "--json", "nothing-like-this").json == []


def test_an_entry_says_what_the_catalog_and_the_reader_say(run: Run) -> None:
    run("start", "12", "--on", "2026-01-02")
    run("done", "12", "--on", "2026-01-05", "--rating", "4", "-m", "mine")
    (entry,) = run("list", "qlora", "author:dettmers", "--json").json
    detail, takeaway = entry.pop("detail"), entry.pop("takeaway")
    assert detail.startswith("Quantized weights can't be trained directly")
    assert takeaway.startswith("Freeze the base in 4-bit")
    assert entry == {
        "number": 12,
        "key": "qlora",
        "uid": "arxiv:2305.14314",
        "catalog": "llm",
        "title": "QLoRA: Efficient Finetuning of Quantized LLMs",
        "short": "QLoRA",
        "authors": ["Tim Dettmers", "Artidoro Pagnoni", "Ari Holtzman", "Luke Zettlemoyer"],
        "year": 2023,
        "published": "2023-05-23",
        "venue": "NeurIPS 2023",
        "url": "https://arxiv.org/abs/2305.14314",
        "arxiv": "2305.14314",
        "doi": None,
        "kind": "paper",
        "pages": None,
        "topics": ["finetuning", "efficiency"],
        "links": [{"label": "Code", "url": "https://github.com/artidoro/qlora"}],
        "needs": {"lora": "Trains LoRA adapters through frozen 4-bit weights."},
        "helps": {
            "llama": "Guanaco models are quantized LLaMA fine-tunes.",
            "self-instruct": "One of the instruction data sets it compares.",
        },
        "status": "done",
        "ready": False,
        "started": "2026-01-02",
        "finished": "2026-01-05",
        "rating": 4,
        "tags": [],
        "my_takeaway": "mine",
        "has_note": False,
        "goal": False,
        "later": None,
        "minutes": None,
    }


def test_ready_is_true_for_unread_and_reading_papers_whose_needs_are_settled(run: Run) -> None:
    run("skip", "1")
    run("start", "2")
    run("start", "6")
    ready = {entry["number"]: entry["ready"] for entry in run("list", "--json").json}
    assert [ready[n] for n in (1, 2, 3, 5, 6)] == [False, True, True, False, False]


def test_show_adds_the_note_and_the_events(run: Run, home: Path) -> None:
    run("start", "3", "--on", "2026-01-02")
    run("done", "3", "--rating", "2", "--on", "unknown")
    run("undo")
    note = home / "data" / "notes" / file_name("arxiv:1810.04805")
    note.parent.mkdir()
    note.write_text("# BERT\n\nmasks\n", "utf-8")
    entry = run("show", "bert", "--json").json
    assert_entry(entry)
    assert list(entry)[len(ENTRY) :] == ["note", "events"]
    assert (entry["note"], entry["has_note"]) == ("# BERT\n\nmasks\n", True)
    start, done, undo = entry["events"]
    assert list(start)[:9] == [
        "id", "at", "kind", "on", "rating", "takeaway", "target", "device", "undone",
    ]  # fmt: skip
    assert [e["kind"] for e in (start, done, undo)] == ["start", "done", "undo"]
    assert [e["undone"] for e in (start, done, undo)] == [False, True, False]
    assert (done["on"], done["rating"]) == ("unknown", 2)
    assert undo["target"] == done["id"]
    assert start["id"].endswith(start["device"])
    assert run("show", "1", "--json").json["note"] is None


def test_similar_is_an_array_of_papers_scores_words_and_topics(run: Run) -> None:
    found = run("similar", "12", "--json").json
    assert len(found) == 5
    for each in found:
        assert list(each)[:4] == ["paper", "score", "words", "topics"]
        assert_entry(each["paper"])
        assert 0 < each["score"] <= 1
        assert all(isinstance(text, str) and text for text in each["words"] + each["topics"])
    assert [each["score"] for each in found] == sorted((e["score"] for e in found), reverse=True)
    assert (found[0]["paper"]["key"], found[0]["words"][0]) == ("lora", "LoRA")
    assert found[0]["topics"] == ["finetuning", "efficiency"]


def test_next_is_an_array_of_papers_scores_and_reasons(run: Run) -> None:
    found = run("next", "--json", "-n", "5").json
    assert len(found) == 5
    for each in found:
        assert list(each)[:3] == ["paper", "score", "reasons"]
        assert_entry(each["paper"])
        assert isinstance(each["score"], float | int)
        assert each["reasons"]
        for reason in each["reasons"]:
            assert list(reason)[:2] == ["kind", "text"]
            assert all(isinstance(part, str) and part for part in reason.values())


def test_graph_is_papers_and_what_each_needs_or_is_helped_by(run: Run) -> None:
    said = run("graph", "33", "--json").json
    assert list(said) == ["papers", "unknown", "edges"]
    for entry in said["papers"]:
        assert_entry(entry)
    uids = {entry["uid"] for entry in said["papers"]}
    for edge in said["edges"]:
        assert list(edge)[:4] == ["from", "to", "kind", "reason"]
        assert {edge["from"], edge["to"]} <= uids
        assert edge["kind"] in ("needs", "helps")
    assert said["unknown"] == []
    whole = run("graph", "--json").json
    assert len(whole["papers"]) == 46
    assert len(whole["edges"]) == sum(len(each["needs"]) for each in whole["papers"])


@pytest.mark.parametrize("command", [["done", "1"], ["start", "1"], ["skip", "1"], ["reset", "1"]])
def test_marks_say_what_changed_what_did_not_and_what_opened(run: Run, command: list[str]) -> None:
    run("done", "2", "3")
    run("skip", "21")
    marked = run(*command, "2", "21", "--json")
    said = marked.json
    assert list(said)[:4] == ["event", "papers", "same", "opened"]
    assert said["event"] is not None
    assert {e["number"] for e in said["papers"] + said["same"]} == {1, 2, 21} or said["same"]
    for entry in said["papers"] + said["same"] + said["opened"]:
        assert_entry(entry)
    assert marked.err == ""


def test_undo_and_redo_name_the_event_that_they_are_about(run: Run) -> None:
    event = run("done", "1", "--json").json["event"]
    assert run("undo", "--json").json["event"] == event
    assert run("redo", "--json").json["event"] == event
    assert run("redo", "--json").json == {
        "event": None,
        "papers": [],
        "same": [],
        "opened": [],
        "gone": [],
    }


def test_where_you_are_is_json_too(run: Run) -> None:
    run("done", "1")
    run("start", "2")
    said = run("--json").json
    assert list(said) == [
        "title", "counts", "reading", "next", "lately", "goals", "forecast",
    ]  # fmt: skip
    assert said["counts"] == {"unread": 44, "reading": 1, "done": 1, "skipped": 0}
    assert [[e["number"] for e in said[part]] for part in ("reading", "next", "lately")] == [
        [2], [3], [1],
    ]  # fmt: skip


def test_json_is_the_same_whatever_stdout_is_coloured_like(run: Run) -> None:
    plain = run("list", "--json")
    assert run("list", "--json", "--color", "always").out == plain.out
    assert run("list", "--json", FORCE_COLOR="1", COLUMNS="40").out == plain.out
    assert "\x1b" not in plain.out
    assert "Łukasz" in plain.out  # as it is, not \u0141


def test_an_element_of_an_array_is_a_line(run: Run) -> None:
    lines = run("list", "--json").lines
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 48)

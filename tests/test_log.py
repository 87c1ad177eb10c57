"""The log: what you did, when, on which device; and taking back any of it."""

from pathlib import Path

import pytest

from papernotes.journal.write import encode, header
from papernotes.model.event import Event
from tests.conftest import Run
from tests.test_streams import bare

pytestmark = pytest.mark.usefixtures("warm")


def ids(run: Run, *arguments: str) -> list[str]:
    return [row[0] for row in run("log", *arguments).rows]


def other_device(home: Path, *events: Event) -> None:
    """What a file-sync tool brought from another machine."""
    folder = home / "data" / "journal" / "desk1"
    folder.mkdir(parents=True)
    text = header("desk1") + b"".join(map(encode, events))
    (folder / "0001.toml").write_bytes(text)


def test_the_log_tells_everything_the_newest_first(run: Run) -> None:
    run("start", "12", "--on", "2026-01-02")
    run("done", "12", "--on", "2026-01-05", "--rating", "4", "-m", "four bits")
    run("tag", "12", "3", "+classic")
    rows = run("log").rows
    assert [row[2] for row in rows] == ["tag", "done", "start"]
    assert rows[0][3:6] == [
        "arxiv:2305.14314,arxiv:1810.04805",
        "QLoRA: Efficient Finetuning of Quantized LLMs; BERT: Pre-training of Deep"
        " Bidirectional Transformers for Language Understanding",
        rows[0][5],
    ]
    assert "+classic" in rows[0][5]
    assert rows[1][5] == "on 2026-01-05, rated 4, “four bits”"
    assert rows[2][5] == "on 2026-01-02"
    assert all(row[0].endswith(row[6]) and len(row) == 8 for row in rows)
    assert ids(run, "-n", "1") == [rows[0][0]]


def test_the_log_of_a_paper_is_what_was_done_to_it(run: Run) -> None:
    run("done", "1-3")
    run("rate", "3", "5")
    run("skip", "7")
    assert [row[2] for row in run("log", "bert").rows] == ["rate", "done"]
    assert ids(run, "7") == [ids(run)[0]]
    assert ids(run, "9") == []


def test_what_was_undone_is_still_told_and_marked(run: Run) -> None:
    run("done", "1")
    run("undo")
    assert [(row[2], row[7]) for row in run("log").rows] == [("undo", ""), ("done", "undone")]
    assert "undone" in bare(run("log", "--color", "always").out)
    undo, done = run("log", "--json").json
    assert (undo["undone"], done["undone"]) == (False, True)
    assert undo["target"] == done["id"]
    run("redo")
    assert [(row[2], row[7]) for row in run("log").rows] == [
        ("redo", ""), ("undo", ""), ("done", ""),
    ]  # fmt: skip


def test_json_names_the_papers_as_they_are_now(run: Run, home: Path) -> None:
    run("tag", "12", "+x", "+y")
    other_device(
        home,
        Event("1700000000000000-desk1", "2023-11-14T22:13:20Z", "done", ("doi:10.1/gone",),
              ("A paper that no catalog has",), on="2023-11-14"),
    )  # fmt: skip
    tag, done = run("log", "--json").json
    assert tag["papers"] == [
        {"uid": "arxiv:2305.14314", "title": "QLoRA: Efficient Finetuning of Quantized LLMs",
         "catalog": "llm", "number": 12},
    ]  # fmt: skip
    assert (tag["add"], tag["remove"]) == (["x", "y"], [])
    assert done["papers"] == [
        {"uid": "doi:10.1/gone", "title": "A paper that no catalog has",
         "catalog": None, "number": None},
    ]  # fmt: skip
    assert done["device"] == "desk1"
    drawn = bare(run("log", "--color", "always", COLUMNS="120").out)
    assert "A paper that no catalog has" in drawn
    assert "desk1" in drawn


@pytest.mark.parametrize("how", ["whole id", "last digits"])
def test_any_mark_can_be_undone_by_its_id(how: str, run: Run) -> None:
    run("done", "1")
    run("rate", "1", "5")
    run("skip", "7")
    done = ids(run)[-1]
    name = done if how == "whole id" else done.partition("-")[0][-9:]
    result = run("undo", name)
    assert result.code == 0
    assert "Undid: done Transformer" in result.err
    entry = run("show", "1", "--json").json
    assert (entry["status"], entry["rating"]) == ("unread", 5)
    assert run("list", "status:skipped").rows[0][0] == "7"
    assert "already" in run("undo", name).err
    assert len(ids(run)) == 4
    assert run("redo").code == 0
    assert run("show", "1", "--json").json["status"] == "done"


def test_a_mark_of_another_device_can_be_undone_by_its_id(run: Run, home: Path) -> None:
    name = "1700000000000000-desk1"
    other_device(home, Event(name, "2023-11-14T22:13:20Z", "done", ("arxiv:1706.03762",), ("A",)))
    run("skip", "7")
    assert run("undo", name).code == 0
    assert run("list", "status:done").rows == []
    assert run("list", "status:skipped").rows[0][0] == "7"


def test_digits_that_several_events_end_in_are_refused_with_their_ids(run: Run, home: Path) -> None:
    names = ["1700000000001234-desk1", "1700000001001234-desk1"]
    other_device(home, *(Event(name, "", "done", ("arxiv:1706.03762",), ("A",)) for name in names))
    result = run("undo", "1234")
    assert (result.code, result.out) == (2, "")
    assert all(name in result.err for name in names)
    assert len(ids(run)) == 2


def test_an_undo_is_no_mark_that_could_be_undone(run: Run) -> None:
    run("done", "1")
    run("undo")
    result = run("undo", ids(run)[0])
    assert result.code == 2
    assert "no mark" in result.err


def test_a_papers_number_is_not_taken_for_the_end_of_an_id(run: Run) -> None:
    run("done", "1")
    for digit in range(10):
        assert run("undo", str(digit)).code == 3
    assert len(ids(run)) == 1


def test_an_empty_log_says_how_to_begin(run: Run) -> None:
    assert run("log") == (0, "", "")
    for flags in (["--color", "always"], ["--plain"]):
        assert "papernotes start" in run("log", *flags).out
    assert run("log", "--json").json == []


def test_copies_of_an_event_are_told_once(run: Run, home: Path) -> None:
    run("done", "1")
    (own,) = (home / "data" / "journal").iterdir()
    copy = home / "data" / "journal" / "copy"
    copy.mkdir()
    (copy / "0001.toml").write_bytes((own / "0001.toml").read_bytes())
    assert len(ids(run)) == 1

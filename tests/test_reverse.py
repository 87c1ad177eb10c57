"""Whatever was done to a catalog and its papers is undone, step by step, and done again."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import HEAD, Run, paper

TRIES = int(os.environ.get("PAPERNOTES_TRIES", "12"))
MINE = (
    HEAD
    + "# one\n"
    + paper(1)
    + paper(2, key=None, needs={"paper-1": "why"})
    + paper(3, topics=["rl"])
)

number = st.integers(1, 6)
record = st.fixed_dictionaries(
    {
        "title": number.map(lambda n: f"Paper number {n}"),
        "arxiv": st.one_of(number.map(lambda n: f"2001.0000{n}"), st.just("2401.00009")),
        "doi": st.one_of(st.none(), number.map(lambda n: f"10.1000/{n}")),
        "authors": st.sampled_from([[], ["Ada Lovelace"]]),
        "status": st.sampled_from(["done", "reading", "unread"]),
        "rating": st.sampled_from([None, 3]),
        "tags": st.sampled_from([[], ["theirs"]]),
        "note": st.sampled_from([None, "Theirs."]),
    }
)
edits = st.one_of(
    st.just('s/^title = .*/title = "Another"/'),
    number.map(lambda n: f"s/^arxiv = .*/arxiv = '2402.0000{n}'/"),
    st.integers(1, 12).map(lambda n: f"s/^number = .*/number = {n}/"),
    number.map(lambda n: f"s/^key = .*/key = 'paper-{n}'/"),
)
steps = st.one_of(
    st.tuples(st.just("add"), number),
    st.tuples(st.just("import"), st.lists(record, min_size=1, max_size=3)),
    st.tuples(st.just("edit"), st.tuples(number, edits)),
    st.tuples(st.just("remove"), st.sets(number, min_size=1, max_size=2)),
    st.tuples(st.just("done"), number),
    st.tuples(st.just("rate"), number),
)


def _line(how: str, what: Any, folder: Path) -> list[str]:
    """The command line of a step; what it needs lies in the folder."""
    if how == "add":
        return ["add", f"2401.0000{what}", "--title", f"New {what}"]
    if how == "import":
        (folder / "list.json").write_text(json.dumps(what))
        return ["import", str(folder / "list.json")]
    if how == "edit":
        (folder / "editor").write_text(f"#!/bin/sh\nsed -i \"{what[1]}\" \"$1\"\n")  # fmt: skip
        (folder / "editor").chmod(0o755)
        return ["edit", str(what[0])]
    if how == "remove":
        return ["remove", *map(str, sorted(what)), "--yes"]
    return {"done": ["done", str(what)], "rate": ["rate", str(what), "4"]}[how]


@settings(
    max_examples=TRIES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(steps, min_size=2, max_size=6))
def test_all_that_was_done_is_undone_and_done_again_step_by_step(
    run: Run, tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("reversed")
    (folder / "data" / "catalogs" / "mine").mkdir(parents=True)
    file = folder / "data" / "catalogs" / "mine" / "papers.toml"
    file.write_text(MINE)
    environ = {
        "PAPERNOTES_HOME": str(folder),
        "PAPERNOTES_CATALOG": "mine",
        "EDITOR": str(folder / "editor"),
    }

    def said(*line: str) -> Any:
        result = run(*line, "--json", **environ)
        assert (result.code, result.err) == (0, "")
        return result.json

    def library() -> list[dict[str, Any]]:
        return [{**each, "has_note": None} for each in said("list")]  # which no undo takes away

    states = [library()]
    for how, what in done:
        line = _line(how, what, folder)
        run(*line, **environ)  # what is refused has changed nothing
        if len(said("log")) == len(states):
            states.append(library())
        else:
            assert library() == states[-1], line
        for draft in folder.glob("state/drafts/*"):
            draft.unlink()
    for before in reversed(states[:-1]):
        said("undo")
        assert library() == before
    # An id that it had for a while stays known: something may have been marked under it.
    held = re.sub(r"^aka = .*\n", "", file.read_text(), flags=re.MULTILINE)
    assert sorted(held.split()) == sorted(MINE.split())
    for after in states[1:]:
        said("redo")
        assert library() == after
    assert run("check", **environ).code == 0

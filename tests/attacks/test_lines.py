"""Any command line at all ends with an exit code of the table, and costs nobody a mark."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from papernotes.cli.app import COMMANDS, app_of
from papernotes.errors import EXIT_CODES
from tests.attacks.texts import TYPED, assert_drawn_harmlessly, assert_harmless
from tests.conftest import HEAD, Run, paper

pytestmark = pytest.mark.usefixtures("warm")

_TRIES = int(os.environ.get("PAPERNOTES_TRIES", "60"))


def options(name: str) -> list[str]:
    """All that a command's own signature says it takes."""
    command = typer.main.get_command(app_of(name))
    return [option for each in command.params for option in (*each.opts, *each.secondary_opts)]


OPTIONS = {name: [each for each in options(name) if each.startswith("-")] for name in COMMANDS}
VALUES = [
    *(
        "1",
        "12",
        "46",
        "0",
        "-1",
        "999999",
        "1-3",
        "3-1",
        "qlora",
        "llm/1",
        "mine/1",
        "mine",
        "llm",
    ),
    *("2305.14314", "arxiv:1706.03762", "10.1234/x", "https://a.example/", "local:abcd", "none"),
    *("+classic", "+", "+a,b", "topic:rl", "not:is:ready", "year:2020..", "status:done", "is:red"),
    *("4", "5", "2026-01-02", "today", "unknown", "2999-01-01", "2025", "bash", "always", "never"),
    *(
        "text",
        "",
        " ",
        "-",
        "--",
        "-x",
        "--json",
        "--color=always",
        "-qn",
        "Code=https://a.example",
    ),
    *("/dev/zero", "/dev/null", ".", "..", "/", "papers.toml", "club.toml", "attention", "*", '"'),
]
_values = st.one_of(
    st.sampled_from(VALUES),
    st.sampled_from(list(TYPED.values())),
    st.text(st.characters(exclude_characters="\x00"), max_size=12),
)


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command's name, and behind it values, and now and then options of its own."""
    name = draw(st.one_of(st.sampled_from(sorted(COMMANDS)), _values))
    own = st.sampled_from(OPTIONS[name]) if OPTIONS.get(name) else _values
    rest = draw(
        st.lists(st.one_of(_values, _values, own), max_size=draw(st.sampled_from((1, 2, 6))))
    )
    return [*name.split(" "), *rest] if name in COMMANDS else [name, *rest]


def grown(folder: Path, ending: str) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob(f"*.{ending}")}


@pytest.fixture
def lived(
    run: Run,
    catalog: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """A reader with marks, a note and a list; their programs are there, and do nothing."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path("club.toml").write_text(HEAD + paper(1) + paper(2))
    for variable, program in (("EDITOR", "true"), ("BROWSER", "true"), ("PAGER", "cat")):
        monkeypatch.setenv(f"PAPERNOTES_{variable}", program)
    monkeypatch.setattr("sys.stdin", None)
    catalog("mine", HEAD + paper(1))
    run("done", "1", "--on", "2026-01-02", "--rating", "4", "-m", "kept")
    run("note", "1", "-m", "kept")
    return run


def test_any_command_line_ends_well_and_loses_nothing(lived: Run, home: Path) -> None:
    journal, notes = home / "data" / "journal", home / "data" / "notes"
    first = lived("log", "--json").json[-1]
    codes: set[int] = set()

    @settings(max_examples=_TRIES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(lines())
    @example(["list", "attention"])  # whatever is drawn, some lines are right
    @example(["done", "2", "--on", "unknown"])
    @example(["show", "999999"])
    def holds(line: list[str]) -> None:
        before = grown(journal, "toml"), grown(notes, "md")
        result = lived(*line)
        codes.add(result.code)
        assert result.code in EXIT_CODES, result
        assert "Traceback" not in result.err
        assert "bug in papernotes" not in result.err, result.err
        assert_harmless(result.err)
        if "\x1b" in result.out:  # a drawing: --color=always
            assert_drawn_harmlessly(result.out)
        else:
            assert_harmless(result.out)
        for kept, now in zip(before, (grown(journal, "toml"), grown(notes, "md")), strict=True):
            for path, data in kept.items():
                assert now[path].startswith(data), f"{path} lost something"
        checked = lived("check", "--json").json
        wrong = [each for each in checked if "journal" in str(each)]
        assert not wrong

    holds()
    assert codes >= {0, 2, 3}
    last = lived("log", "--json", "-n", "100000").json[-1]
    assert {**last, "undone": False} == first  # a line may have been an undo
    assert "\nkept\n" in lived("show", "llm/1", "--json").json["note"]

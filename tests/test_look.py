"""How it looks on a terminal, held by pictures in `__snapshots__`; dates are never today's."""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from tests.conftest import HEAD, Result, Run, paper
from tests.test_streams import bare, on_terminal, piped

pytestmark = pytest.mark.usefixtures("warm")

WIDTHS = ["40", "80", "120", "200"]
_TAGS = {
    "0": "/",
    "1": "b",
    "2": "dim",
    "31": "red",
    "32": "green",
    "33": "yellow",
    "36": "cyan",
}

at_every_width = pytest.mark.parametrize("columns", WIDTHS)


def picture(drawn: str) -> str:
    """The drawing with its colours as tags, and links as they lead, without random ids."""
    text = re.sub("\x1b]8;id=[0-9-]+;([^\x1b]*)\x1b\\\\", r"‹\1›", drawn)
    text = text.replace("\x1b]8;;\x1b\\", "‹›")
    text = re.sub("\x1b\\[([0-9;]+)m", lambda m: "".join(map(_tag, m[1].split(";"))), text)
    assert "\x1b" not in text
    return text


def _tag(code: str) -> str:
    return f"<{_TAGS[code]}>"  # KeyError: a colour that our palette does not have


@pytest.fixture
def lived(run: Run) -> Iterator[Run]:
    """A reader who has read three papers, reads one, and has set one aside, a day later."""
    with time_machine.travel(dt.datetime(2026, 1, 6, 12, tzinfo=dt.UTC), tick=False):
        run("done", "1-3", "--on", "2026-01-02")
        run("start", "5", "--on", "2026-01-03")
        run("skip", "7")
        yield run


@at_every_width
@pytest.mark.parametrize(
    "line",
    [
        "list",
        "show 12",
        "show 25",
        "show 5",
        "next",
        "next --why -n 2",
        "path 33 25 --helps",
        "",
        "list no-such-word",
    ],
)
def test_what_is_read_looks_like_this(
    line: str, columns: str, lived: Run, snapshot: SnapshotAssertion
) -> None:
    result = lived(*line.split(), "--color", "always", COLUMNS=columns)
    assert (result.code, result.err) == (0, "")
    assert picture(result.out) == snapshot


@at_every_width
def test_marking_looks_like_this(columns: str, lived: Run, snapshot: SnapshotAssertion) -> None:
    flags = ["--color", "always"]
    takeaway = "Four-bit weights, sixteen-bit adapters: one big card is enough to finetune."
    said = [
        lived(
            "done",
            "11",
            "12",
            "--on",
            "2026-01-04",
            "--rating",
            "5",
            "-m",
            takeaway,
            *flags,
            COLUMNS=columns,
        ),
        lived("done", "11", "--on", "2026-01-04", *flags, COLUMNS=columns),
        lived("undo", *flags, COLUMNS=columns),
        lived("redo", *flags, COLUMNS=columns),
        lived("redo", *flags, COLUMNS=columns),
        lived("start", "8", "--on", "2026-01-05", *flags, COLUMNS=columns),
        lived("skip", "8", *flags, COLUMNS=columns),
        lived("reset", "1-3", *flags, COLUMNS=columns),
        lived("done", "1", "--on", "unknown", *flags, COLUMNS=columns),
    ]
    assert {(each.code, each.err) for each in said} == {(0, "")}
    assert "\n".join(picture(each.out) for each in said) == snapshot


@at_every_width
def test_the_way_to_a_goal_looks_like_this(
    columns: str, lived: Run, snapshot: SnapshotAssertion
) -> None:
    flags = ["--color", "always"]
    said = [
        lived(*line.split(), *flags, COLUMNS=columns)
        for line in (
            "goal 33 40",
            "goal 33",
            "goal",
            "later 4 10",
            "later 5",
            "path",
            "next -n 2",
            "next --blocked -n 1 topic:safety",
            "next --time 10m",
            "show 33",
            "list is:goal",
            "list is:later",
            "path 1",
            "goal --drop",
            "goal",
        )
    ]
    assert {(each.code, each.err) for each in said} == {(0, "")}
    assert "\n".join(picture(each.out) for each in said) == snapshot


@pytest.fixture
def evenings(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The same reader's evenings in January 2026, three minutes between two commands."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    moment = dt.datetime(2026, 1, 5, 19, tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False) as clock:

        def call(*arguments: str, **environ: str) -> Result:
            clock.shift(dt.timedelta(minutes=3, microseconds=271_828))
            return run(*arguments, **environ)

        call("done", "1-3", "--on", "2026-01-02", "--rating", "4")
        call("start", "5")
        call("tag", "1", "5", "+classic", "+to discuss")
        call("undo")
        call("skip", "7")
        call("takeaway", "1", "Attention replaces recurrence.")
        call("note", "5", "-m", "The task is in the prompt. Compare with other language models.")
        yield call
    monkeypatch.undo()
    time.tzset()


@at_every_width
@pytest.mark.parametrize(
    "line",
    [
        "log",
        "log 5",
        "search prompt",
        "search language -n 3",
        "search no-such-word",
        "similar 26 -n 3",
        "similar 31 -a -n 2",
        "takeaway 1",
        "takeaway 5",
        "rate 2 3 5",
        "tag 2 +classic",
        "open 5 --print",
        "add 2401.04088 --title Mixtral --author Jiang --needs llama",
        "check",
        "graph",
        "graph 33",
        "graph 10 --unlocks --no-helps",
        "stats",
        "stats 2026",
    ],
)
def test_the_other_commands_look_like_this(
    line: str, columns: str, evenings: Run, snapshot: SnapshotAssertion
) -> None:
    result = evenings(*line.split(), "--color", "always", COLUMNS=columns)
    assert (result.code, result.err) == (0, "")
    assert picture(result.out) == snapshot
    assert max(map(cell_len, bare(result.out).splitlines())) <= int(columns)


@pytest.mark.parametrize("line", ["config", "paths", "catalog list", "note 5 -m more"])
@at_every_width
def test_paths_break_where_they_must_and_nothing_else_does(
    line: str, columns: str, evenings: Run
) -> None:
    result = evenings(*line.split(), "--color", "always", COLUMNS=columns)
    assert (result.code, result.err) == (0, "")
    picture(result.out)  # its colours are of our palette
    assert max(map(cell_len, bare(result.out).splitlines())) <= int(columns)


def test_the_day_a_paper_was_begun_is_not_said_to_be_the_day_it_was_skipped(run: Run) -> None:
    run("start", "8", "--on", "2026-01-05")
    assert "2026-01-05" not in run("skip", "8", "--color", "always").out


def test_a_new_reader_sees_this(run: Run, snapshot: SnapshotAssertion) -> None:
    assert picture(run("--color", "always").out) == snapshot


@pytest.mark.usefixtures("lived")
def test_without_unicode_the_marks_are_ascii() -> None:
    ascii_ = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "FORCE_COLOR": "1"}
    marks = {
        line.split()[0]: line.split()[1]
        for line in bare(piped("list", COLUMNS="70", **ascii_).out).splitlines()
    }
    assert (marks["1"], marks["5"], marks["7"]) == ("x", ">", "-")
    assert (marks["9"], marks["12"], marks["21"]) == (".", ".", "o")
    assert "#" in bare(piped(**ascii_).out)
    assert not set("━─○·▸✓–★☆") & set(
        bare(
            piped("show", "5", **ascii_).out + piped("done", "12", "--rating", "3", **ascii_).out
        ).replace("“", "")
    )


@at_every_width
@pytest.mark.parametrize("line", ["show 2", "show 3", "show 6", "search 你好", "next", "log", ""])
def test_wide_letters_and_those_that_run_to_the_left_keep_to_the_window(
    line: str, columns: str, evenings: Run, catalog: Callable[..., Path]
) -> None:
    papers = [
        paper(number, title=title, takeaway=title, topics=[title[:9]], published="2021")
        for number, title in TITLES.items()
    ]
    catalog("mine", HEAD + "".join(papers))
    evenings("done", "8", PAPERNOTES_CATALOG="mine")
    evenings("start", "3", PAPERNOTES_CATALOG="mine")
    result = evenings(
        *line.split(), "--color", "always", COLUMNS=columns, PAPERNOTES_CATALOG="mine"
    )
    assert (result.code, result.err) == (0, "")
    lines = bare(result.out).splitlines()
    assert max(map(cell_len, lines)) <= int(columns)
    assert any("你" in each or "שלום" in each or "👩" in each for each in lines)


TITLES = {
    1: "A title in plain letters",
    2: "你好，世界：大型语言模型的预训练与对齐研究综述",
    3: "שלום עולם: מודלי שפה גדולים",
    4: "Ｆｕｌｌ ｗｉｄｔｈ",
    5: "e\u0301 combining, n\u0303 and 한국어 제목",
    6: "👩‍🔬 family 👨‍👩‍👧 and flags 🇩🇪",
    7: "A very long title " * 12,
    8: "你好" * 60,
}


@pytest.mark.parametrize("columns", ["56", "57", "80", "81", "109", "110", "120", "200"])
def test_the_years_stand_in_one_column_whatever_the_titles_letters(
    columns: str, run: Run, catalog: Callable[..., Path]
) -> None:
    papers = [paper(number, title=title, published="2021") for number, title in TITLES.items()]
    catalog("mine", HEAD + "".join(papers))
    out = run("list", "--color", "always", COLUMNS=columns, PAPERNOTES_CATALOG="mine").out
    # A long title may go on in a second line, which has no year.
    lines = [line for line in bare(out).splitlines() if "2021" in line]
    assert len(lines) == len(TITLES)
    assert len({cell_len(line[: line.rindex("2021")]) for line in lines}) == 1
    assert max(map(cell_len, lines)) <= int(columns)
    assert "你好" in lines[1]
    assert "שלום" in lines[2]


@pytest.mark.parametrize("columns", ["20", "30", "40", "55"])
def test_a_narrow_window_still_shows_every_paper_on_a_line(columns: str, run: Run) -> None:
    lines = bare(run("list", "--color", "always", COLUMNS=columns).out).splitlines()
    assert [line.split()[0] for line in lines] == [str(number) for number in range(1, 47)]
    assert all(len(line) > 8 for line in lines)


@pytest.mark.parametrize("columns", ["80", "100", "200"])
def test_the_dashboard_fits_a_window_of_24_lines(columns: str, run: Run) -> None:
    run("done", "1-4", "--on", "2026-01-02")
    run("skip", "40")
    run("start", "9-16", "--on", "2026-01-03")
    drawn = run("--color", "always", COLUMNS=columns).out
    assert drawn.count("\n") < 24  # the next prompt takes one
    assert "8 reading" in drawn


@pytest.mark.usefixtures("lived")
def test_the_terminal_itself_gets_the_same_picture(run: Run, snapshot: SnapshotAssertion) -> None:
    assert picture(on_terminal().out) == snapshot
    assert picture(on_terminal().out) == picture(run("--color", "always", COLUMNS="80").out)

"""When you finish, if you go on as you did. Nothing here depends on what day it is."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from papernotes.render.forecast import forecast_facts, forecast_json, forecast_records, sentence
from papernotes.stats.forecast import HORIZON, Forecast, Left, forecast, left
from papernotes.stats.pace import pace
from papernotes.stats.standing import Standing
from tests.conftest import HEAD, Run, paper
from tests.test_json import assert_entry
from tests.test_streams import bare

pytestmark = pytest.mark.usefixtures("warm")

TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)
REGULAR = range(6, 84, 7)  # a paper a week, the first one 84 days long ago

sizes = st.integers(0, 10**12)
minutes = st.floats(0.1, 10**6)
agos = st.lists(st.integers(-9, 800), max_size=30)


def told(
    ago: Iterable[int], papers: int = 24, today: dt.date = TODAY, pages: int | None = 240
) -> Forecast:
    """With papers finished so many days ago, and so many left."""
    room = [min(number, (today - dt.date.min).days) for number in ago]
    read = [Standing("done", finished=today - number * DAY) for number in room if number >= 0]
    return forecast(pace(read, today), Left(papers, pages, 0), today, 5.0, own_pace=False)


def late(day: dt.date | None) -> dt.date:
    return day or dt.date.max


# What always holds


@given(agos, sizes, sizes)
def test_more_left_is_never_finished_earlier(ago: list[int], fewer: int, more: int) -> None:
    fewer, more = sorted((max(1, fewer), max(1, more)))
    few, many = told(ago, fewer), told(ago, more)
    assert late(few.finish) <= late(many.finish)
    assert late(few.earliest) <= late(many.earliest)
    assert late(few.when(fewer)) <= late(few.when(more))


@given(agos, sizes, st.lists(st.integers(0, 83), min_size=1, max_size=20))
def test_a_faster_pace_never_finishes_later(
    ago: list[int], papers: int, besides: list[int]
) -> None:
    slow = told([*ago, *REGULAR], papers)
    assert late(told([*ago, *REGULAR, *besides], papers).finish) <= late(slow.finish)


@given(agos, sizes, st.one_of(st.none(), sizes), st.dates(), minutes)
def test_any_numbers_and_days_can_be_told(
    ago: list[int], papers: int, pages: int | None, today: dt.date, per_page: float
) -> None:
    found = told(ago, papers, today, pages)
    assert (found.finish is None) == (found.why is not None)
    if found.finish:
        assert today <= found.finish <= today + min(HORIZON, (dt.date.max - today).days) * DAY
        assert found.earliest is not None
        assert found.earliest <= found.finish <= late(found.latest)
    found = found._replace(minutes_per_page=per_page)
    json.dumps(forecast_json(found, ()), allow_nan=False)
    for said in (sentence(found), *(words for _, words in forecast_facts(found))):
        assert said == said.strip()
        assert "None" not in said
    assert all(len(record) >= 3 for record in forecast_records(found, ()))


@given(st.lists(st.tuples(st.sampled_from(["unread", "reading", "done", "skipped"]),
                          st.one_of(st.none(), st.integers(1, 400)))))  # fmt: skip
def test_what_is_left_is_all_that_is_not_settled(found: list[tuple[str, int | None]]) -> None:
    ahead = left(Counter(found))  # type: ignore[arg-type]
    lengths = [pages for status, pages in found if status in ("unread", "reading")]
    known = sorted(pages for _, pages in found if pages is not None)
    assert (ahead.papers, ahead.guessed) == (len(lengths), lengths.count(None))
    if ahead.guessed and not known:
        assert ahead.pages is None
    else:
        usual = known[len(known) // 2] if known else 0
        assert ahead.pages == sum(usual if each is None else each for each in lengths)


# What is told, and what is not


@pytest.mark.parametrize(
    ("ago", "papers", "why"),
    [
        (REGULAR, 0, "finished"),
        ([], 9, "few"),
        ([20, 30], 9, "few"),
        ([20, 20, 20, 30], 9, "at-once"),
        ([13, 8, 2], 9, "early"),
        ([14, 8, 2], 9, None),
        ([84, 90, 100], 9, "pause"),
        ([83, 90, 100], 9, None),
        (REGULAR, 521, None),
        (REGULAR, 522, "far"),
    ],
)
def test_a_date_is_told_only_where_the_past_tells_one(
    ago: Iterable[int], papers: int, why: str | None
) -> None:
    found = told(ago, papers)
    assert found.why == why
    assert (found.finish is None) == (why is not None)
    assert (found.per_week is None) == (why not in (None, "far"))


def test_a_date_beyond_the_calendar_is_not_told() -> None:
    found = told(REGULAR, 9, dt.date.max - DAY)
    assert (found.finish, found.why, found.when(1)) == (None, "far", None)


def test_it_goes_on_as_in_the_last_twelve_weeks_or_since_a_later_first_paper() -> None:
    assert told([*REGULAR, *range(100, 400)], 24).finish == TODAY + 7 * 24 * DAY
    found = told([27, 20, 10, 3], 24)  # four papers in four weeks
    assert (found.per_week, found.finish) == (1, TODAY + 7 * 24 * DAY)


def test_the_range_is_wide_where_the_past_is_short_and_beyond_ten_years_it_is_open() -> None:
    def width(ago: Iterable[int]) -> int:
        found = told(ago, 48)
        assert found.earliest
        assert found.latest
        return (found.latest - found.earliest).days

    assert width([7, 35, 80]) > width(REGULAR) > width([*REGULAR] * 4)
    assert told(REGULAR, 500).latest is None
    # 12 papers in 12 weeks, 12 more: of F with 24 and 24 degrees of freedom, eight in ten
    # lie between 0.59 and 1.70 (the tables); the approximation may be a little off.
    found = told(REGULAR, 12)
    assert found.earliest
    assert found.latest
    assert (found.earliest - TODAY).days / 84 == pytest.approx(0.59, abs=0.02)
    assert (found.latest - TODAY).days / 84 == pytest.approx(1.70, abs=0.03)


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        (4, "around 22 December, "),
        (12, "around February 2027, "),
        (60, "around January 2028, "),
        (200, "around 2030, "),
    ],
)
def test_the_further_off_a_day_is_the_coarser_it_is_told(papers: int, said: str) -> None:
    finish = dict(forecast_facts(told(REGULAR, papers)))["Finish"]
    assert finish.startswith(said)
    assert finish.endswith("in 8 cases of 10")


# The commands


@pytest.fixture
def reader(run: Run) -> Iterator[Run]:
    """On 24 November 2026: six papers in twelve weeks, two goals, one paper being read."""
    with time_machine.travel(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC), tick=False):
        for number, day in {
            1: "2026-08-20", 2: "2026-09-02", 3: "2026-09-20", 5: "2026-10-01", 4: "2026-10-15",
            18: "2026-11-01", 26: "2026-11-20",
        }.items():  # fmt: skip
            run("done", str(number), "--on", day)
        run("skip", "46")
        run("goal", "33", "12")
        run("start", "11", "--on", "2026-11-21")
        yield run


FIELDS = ["left", "per_week", "finish", "hours_left", "minutes_per_page", "own_pace", "why",
          "goals", "earliest", "latest"]  # fmt: skip


def test_json_has_the_forecast(reader: Run) -> None:
    said = reader("stats", "--json").json["forecast"]
    assert list(said) == FIELDS
    assert (said["left"], said["per_week"], said["why"]) == (46 - 8, 0.5, None)
    assert said["finish"] == (TODAY + 38 * 14 * DAY).isoformat()
    assert said["earliest"] < said["finish"] < said["latest"]
    assert (said["minutes_per_page"], said["own_pace"]) == (5, False)
    # 12 needs 11, and 33 needs 6, 23 and 10 besides.
    assert said["goals"] == [
        {"paper": "arxiv:2305.14314", "number": 12, "catalog": "llm", "remaining": 2,
         "finish": (TODAY + 28 * DAY).isoformat()},
        {"paper": "arxiv:2305.18290", "number": 33, "catalog": "llm", "remaining": 4,
         "finish": (TODAY + 56 * DAY).isoformat()},
    ]  # fmt: skip
    assert "forecast" not in reader("stats", "2026", "--json").json


def test_the_hours_are_pages_at_your_own_pace_and_an_unknown_length_is_the_median(
    run: Run, catalog: Callable[..., Path]
) -> None:
    pages = [10, 20, 60, None, None, 12]
    papers = [paper(n, pages=length) if length else paper(n) for n, length in enumerate(pages, 1)]
    catalog("mine", HEAD + "".join(papers))

    def said() -> dict[str, object]:
        environ = {"PAPERNOTES_CATALOG": "mine"}
        found: dict[str, object] = run("stats", "--json", **environ).json["forecast"]
        assert run("--json", **environ).json["forecast"] == found
        return found

    assert said()["hours_left"] == round((10 + 20 + 60 + 20 + 20 + 12) * 5 / 60, 1)
    for number, took in {"1": "20m", "2": "40m", "6": "24m"}.items():
        run("done", f"mine/{number}", "--took", took)
    found = said()
    assert (found["minutes_per_page"], found["own_pace"]) == (2, True)
    assert found["hours_left"] == round((60 + 20 + 20) * 2 / 60, 1)
    assert "2 minutes a page" in run("stats", "--plain", PAPERNOTES_CATALOG="mine").out


def test_where_no_length_is_known_no_hours_are_told(run: Run, catalog: Callable[..., Path]) -> None:
    catalog("mine", HEAD + paper(1) + paper(2))
    assert run("stats", "--json", "--catalog", "mine").json["forecast"]["hours_left"] is None
    assert ["Left", "2 papers"] in run("stats", "--plain", "--catalog", "mine").rows
    shown = run("--plain", PAPERNOTES_CATALOG="mine").rows[-1]
    assert shown == [
        "forecast",
        "2 papers left. 3 finished papers with a date will tell when you finish.",
    ]


def test_records_and_words_have_the_forecast_too(reader: Run) -> None:
    rows = [row for row in reader("stats").rows if row[0] == "forecast"]
    assert ["forecast", "left", "38"] in rows
    assert ["forecast", "own_pace", "false"] in rows
    assert ["forecast", "goal", "arxiv:2305.14314", "12", "llm", "2", "2026-12-22"] in rows
    assert not [row for row in rows if row[1] == "why"]
    plain = reader("stats", "--plain").rows
    assert ["Goal", "12 QLoRA: 2 papers to go, around 22 December"] in plain
    (left,) = [words for label, words in plain if label == "Left"]
    assert left.startswith("38 papers, about ")
    assert left.endswith("if a page takes 5 minutes (a guess)")
    (finish,) = [words for label, words in plain if label == "Finish"]
    assert finish == "around May 2028, between Sep 2027 and Jun 2029 in 8 cases of 10"


def test_the_dashboard_has_the_goals_and_the_pace(reader: Run) -> None:
    said = reader("--json").json
    assert list(said["forecast"]) == FIELDS
    assert said["forecast"] == reader("stats", "--json").json["forecast"]
    for goal in said["goals"]:
        assert list(goal) == ["paper", "remaining", "finish"]
        assert_entry(goal["paper"])
    assert [(goal["remaining"], goal["finish"]) for goal in said["goals"]] == [
        (2, "2026-12-22"), (4, "2027-01-19"),
    ]  # fmt: skip
    goals = [row for row in reader().rows if row[0] == "goal"]
    assert [(row[1], *row[-2:]) for row in goals] == [
        ("12", "2", "2026-12-22"), ("33", "4", "2027-01-19"),
    ]  # fmt: skip
    plain = reader("--plain").rows
    assert plain[-1][0] == "forecast"
    assert plain[-1][1].startswith("0.5 papers a week: the catalog around May 2028, about ")
    assert plain[-2][-1] == "4 papers to go, around 19 January"


def test_goals_of_other_catalogs_are_told_over_all_catalogs(
    reader: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1) + paper(2))
    reader("goal", "mine/2")
    assert [goal["catalog"] for goal in reader("stats", "--json").json["forecast"]["goals"]] == [
        "llm", "llm",
    ]  # fmt: skip
    assert len(reader("--json").json["goals"]) == 2
    goals = reader("stats", "--all-catalogs", "--json").json["forecast"]["goals"]
    assert [goal["catalog"] for goal in goals] == ["llm", "llm", "mine"]


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_the_goals_keep_to_the_window(columns: str, reader: Run) -> None:
    reader("goal", "10", "40", "32", "22", "44")
    reader("start", "6-9", "13-17", "--on", "2026-11-22")
    for arguments in ((), ("stats",)):
        lines = bare(reader(*arguments, "--color", "always", COLUMNS=columns).out).splitlines()
        assert max(map(cell_len, lines)) <= int(columns)
        assert any("to go" in line for line in lines)
        assert arguments or columns == "40" or len(lines) < 24

"""How many, how fast, on what and when. Nothing here depends on what day it is."""

import datetime as dt
import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from papernotes.model.paper import STATUSES, Entry, Paper, Progress
from papernotes.render.draw import drawn
from papernotes.render.output import Output
from papernotes.render.stats import Stats
from papernotes.render.year import YearReview
from papernotes.stats.forecast import forecast, left, lengths
from papernotes.stats.pace import monday, pace
from papernotes.stats.standing import Standing
from papernotes.stats.summary import summarize
from papernotes.stats.weeks import WEEKS, calendar
from papernotes.stats.year import began, best, summarize_year
from tests.attacks.library import assert_all_harmless, hostile  # noqa: F401
from tests.attacks.texts import assert_harmless
from tests.conftest import HEAD, Run, paper
from tests.test_json import assert_entry
from tests.test_look import at_every_width, picture
from tests.test_streams import bare

pytestmark = pytest.mark.usefixtures("warm")

TODAY = dt.date(2026, 11, 24)  # a Tuesday
DAY = dt.timedelta(days=1)

todays = st.dates(dt.date(1980, 1, 1), dt.date(2100, 1, 1))
days = st.one_of(st.none(), st.dates(), st.dates(TODAY - 400 * DAY, TODAY + 9 * DAY))
standings = st.lists(
    st.builds(
        Standing,
        status=st.sampled_from(STATUSES),
        started=days,
        finished=days,
        rating=st.one_of(st.none(), st.integers(1, 5)),
        pages=st.one_of(st.none(), st.integers(1, 100_000)),
        year=st.one_of(st.none(), st.integers(1, 9999)),
        topics=st.sets(st.sampled_from(["rl", "对齐", "a [b]", "scaling"])).map(tuple),
        tags=st.sets(st.sampled_from("xyz")).map(tuple),
    ),
    max_size=40,
)


def finished(*dates: str, started: str | None = None) -> list[Standing]:
    begun = dt.date.fromisoformat(started) if started else None
    return [Standing("done", begun, dt.date.fromisoformat(date)) for date in dates]


def ago(*numbers: int) -> list[Standing]:
    """Papers finished that many days before today."""
    return [Standing("done", finished=TODAY - number * DAY) for number in numbers]


# What always holds


@given(standings)
def test_the_counts_add_up(papers: list[Standing]) -> None:
    summary = summarize(papers)
    done = sum(each.done for each in papers)
    assert summary.total == len(papers)
    assert summary.done == done
    assert sum(each.done for each in summary.years) == done
    assert sum(each.done for each in summary.published) == done
    assert sum(each.total for each in summary.published) == len(papers)
    assert sum(summary.ratings.values()) == sum(each.rating is not None for each in papers)
    assert 0 <= summary.pages.done <= summary.pages.total
    for name, shares in (("topics", summary.topics), ("tags", summary.tags)):
        assert sum(each.total for each in shares) == sum(len(getattr(p, name)) for p in papers)
        for each in shares:
            assert 0 <= each.done <= each.total
            assert each.rating is None or 1 <= each.rating <= 5
    for years in (summary.years, summary.published):
        known = [each.year for each in years if each.year is not None]
        assert known == sorted(set(known))
        assert None not in [each.year for each in years][:-1]


@given(standings, todays)
def test_the_calendar_has_every_paper_of_the_last_53_weeks_and_no_other(
    papers: list[Standing], today: dt.date
) -> None:
    found = calendar(papers, today)
    weeks = [found.week(position) for position in range(WEEKS)]
    assert found.first.weekday() == 0
    assert found.first + (7 * (WEEKS - 1) + today.weekday()) * DAY == today
    cells = [count for week in weeks for count in week if count is not None]
    window = [p.finished for p in papers if p.done and p.finished]
    assert sum(cells) == found.total == sum(found.first <= day <= today for day in window)
    assert len(cells) == (today - found.first).days + 1
    assert weeks[-1][today.weekday()] is not None


@given(standings, todays)
def test_the_pace_of_any_dates_can_be_told_or_is_none(
    papers: list[Standing], today: dt.date
) -> None:
    found = pace(papers, today)
    assert 0 <= found.last_7 <= found.last_30 <= found.last_365 <= found.dated
    assert 0 <= found.streak <= found.longest_streak <= found.dated
    assert (found.per_week_overall is None) == (found.dated < 3)
    assert found.median_days is None or found.median_days >= 0
    if found.pause:
        assert found.pause.days == (found.pause.until - found.pause.after).days > 0
    if found.first and found.last:
        assert found.first <= found.last <= today


@given(standings, st.one_of(st.integers(1, 9999), st.sampled_from([2025, 2026])))
def test_the_months_of_a_year_sum_to_its_papers(papers: list[Standing], year: int) -> None:
    found = summarize_year(papers, year)
    assert len(found.months) == 12
    counted = [each for each in summarize(papers).years if each.year == year]
    assert sum(found.months) == found.done == sum(each.done for each in counted)
    assert (found.first is None) == (found.last is None) == (found.busiest is None)
    assert found.busiest is None or found.months[found.busiest - 1] == max(found.months)


@given(standings, todays, st.sampled_from([20, 40, 76, 80, 120, 200]), st.booleans())
def test_any_reading_can_be_shown_in_any_window(
    papers: list[Standing], today: dt.date, width: int, unicode: bool
) -> None:
    stats = stats_of(papers, today)
    years = summarize_year(papers, today.year), summarize_year(papers, today.year - 1)
    read = sorted((p for p in papers if _in(p, today.year)), key=lambda p: str(p.finished))
    entries = [
        entry(number, str(each.finished), each.rating, "学习率 " * (number % 40) or None)
        for number, each in enumerate(read)
    ]
    review = YearReview("x", "X", *years, entries, best(entries), began(papers), today)
    out = Output(True, False, width, 0, "", unicode)
    for view in (stats, review):
        text = drawn(view.draw(out), out)
        assert max(map(cell_len, text.splitlines())) <= width
        records = [*view.records(), *view.plain(), *getattr(view, "remarks", list)()]
        assert all(len(record) >= 2 for record in records)
        assert unicode or not set("━─·▂▄▆█★☆") & set(text)
        json.dumps(view.json())


def _in(paper: Standing, year: int) -> bool:
    return bool(paper.done and paper.finished and paper.finished.year == year)


# How fast


def test_a_week_has_seven_days_today_among_them() -> None:
    found = pace(ago(0, 6, 7, 29, 30, 364, 365), TODAY)
    assert (found.last_7, found.last_30, found.last_365) == (2, 4, 6)


def test_what_is_still_to_come_does_not_count_yet() -> None:
    found = pace(ago(-1, 0), TODAY)
    assert (found.dated, found.last_7, found.last) == (1, 1, TODAY)


def test_fewer_than_three_dated_papers_tell_no_pace() -> None:
    found = pace([*ago(100, 200), Standing("done"), Standing("reading", TODAY)], TODAY)
    assert (found.per_week, found.per_week_overall, found.median_days) == (None, None, None)
    assert found.pause is None
    assert found.dated == 2


def test_papers_a_week_are_those_of_the_last_twelve_and_of_all_weeks() -> None:
    found = pace(ago(0, 10, 83, 84, 7 * 24 - 1), TODAY)
    assert found.per_week == 0.25
    assert found.per_week_overall == round(5 / 24, 2)


def test_who_began_within_twelve_weeks_has_no_pace_over_twelve_weeks() -> None:
    assert pace(ago(0, 10, 82), TODAY).per_week is None
    assert pace(ago(0, 10, 83), TODAY).per_week == 0.25


def test_the_median_is_over_papers_whose_start_and_finish_are_known_and_in_order() -> None:
    papers = [
        *finished("2026-03-03", started="2026-03-01"),
        *finished("2026-03-06", started="2026-03-01"),
        *finished("2026-03-21", started="2026-03-01"),
        *finished("2026-02-01", started="2026-03-01"),
        *finished("2026-03-01"),
    ]
    assert pace(papers, TODAY).median_days == 5
    assert pace([*papers, *finished("2026-03-09", started="2026-03-01")], TODAY).median_days == 6.5


def test_the_longest_pause_is_between_two_papers() -> None:
    found = pace(finished("2026-01-01", "2026-01-11", "2026-01-11", "2026-03-01"), TODAY)
    assert found.pause is not None
    assert found.pause.days == 49
    assert (found.pause.after.isoformat(), found.pause.until.isoformat()) == (
        "2026-01-11", "2026-03-01",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("weeks", "streaks"),
    [
        ([], (0, 0)),
        ([0], (1, 1)),
        ([1], (1, 1)),  # this week is not over
        ([2], (0, 1)),
        ([0, 1, 2, 4, 5, 6, 7], (3, 4)),
        ([1, 2, 9], (2, 2)),
        ([30, 31, 33], (0, 2)),
    ],
)
def test_a_streak_is_weeks_in_a_row(weeks: list[int], streaks: tuple[int, int]) -> None:
    papers = ago(*(7 * week for week in weeks))
    found = pace(papers, TODAY)
    assert (found.streak, found.longest_streak) == streaks


def test_a_week_begins_on_monday() -> None:
    assert monday(dt.date(2026, 11, 23)) == monday(dt.date(2026, 11, 29)) == dt.date(2026, 11, 23)
    assert monday(dt.date.min) == dt.date.min


# The commands


@pytest.fixture
def read(run: Run) -> Run:
    """Five papers read, two of them rated, one of unknown date; one being read."""
    run("start", "1", "--on", "2019-02-27")
    run("done", "1", "--on", "2019-03-01", "--rating", "5", "-m", "attention replaces recurrence")
    run("done", "2", "--on", "2019-03-01")
    run("done", "3", "--on", "2019-12-31", "--rating", "3")
    run("done", "12", "--on", "2018-06-01", "--rating", "4")
    run("done", "11", "--on", "unknown")
    run("start", "5", "--on", "2020-01-01")
    return run


def test_json_has_all_of_it(read: Run) -> None:
    said = read("stats", "--json").json
    assert list(said) == [
        "catalog", "title", "total", "counts", "pages", "pace", "topics", "tags", "years",
        "published", "ratings", "calendar", "forecast",
    ]  # fmt: skip
    assert (said["catalog"], said["title"], said["total"]) == ("llm", "LLM paper club", 46)
    assert said["counts"] == {"unread": 40, "reading": 1, "done": 5, "skipped": 0}
    assert list(said["pages"]) == ["done", "total", "unknown"]
    assert list(said["pace"]) == [
        "last_7_days", "last_30_days", "last_365_days", "per_week", "per_week_overall",
        "median_days", "longest_pause", "streak_weeks", "longest_streak_weeks", "first", "last",
    ]  # fmt: skip
    assert said["pace"]["longest_pause"] == {
        "days": 305, "after": "2019-03-01", "until": "2019-12-31",
    }  # fmt: skip
    assert (said["pace"]["first"], said["pace"]["last"]) == ("2018-06-01", "2019-12-31")
    assert said["pace"]["median_days"] is None  # of one paper alone
    assert said["years"] == [
        {"year": 2018, "done": 1}, {"year": 2019, "done": 3}, {"year": None, "done": 1},
    ]  # fmt: skip
    assert {"year": 2023, "done": 1, "total": 17} in said["published"]
    assert said["ratings"] == {"1": 0, "2": 0, "3": 1, "4": 1, "5": 1}
    assert said["calendar"] == []
    assert said["tags"] == []
    finetuning = next(each for each in said["topics"] if each["topic"] == "finetuning")
    total = len(read("list", "topic:finetuning").rows)
    read_of_it = read("list", "topic:finetuning", "status:done", "--json").json
    rated = [each["rating"] for each in read_of_it if each["rating"]]
    assert finetuning == {
        "topic": "finetuning", "done": len(read_of_it), "total": total,
        "rating": round(sum(rated) / len(rated), 2),
    }  # fmt: skip


def test_the_calendar_of_json_has_the_days_with_something(run: Run) -> None:
    run("done", "1", "2", "--on", "yesterday")
    (day,) = run("stats", "--json").json["calendar"]
    assert day["done"] == 2
    assert [row for row in run("stats").rows if row[0] == "day"] == [["day", day["date"], "2"]]


def test_records_are_one_fact_a_line(read: Run) -> None:
    rows = read("stats").rows
    assert rows[:5] == [
        ["papers", "total", "46"], ["papers", "unread", "40"], ["papers", "reading", "1"],
        ["papers", "done", "5"], ["papers", "skipped", "0"],
    ]  # fmt: skip
    assert ["year", "2019", "3"] in rows
    assert ["year", "unknown", "1"] in rows
    assert ["published", "2023", "1", "17"] in rows
    assert ["rating", "5", "1"] in rows
    assert ["pace", "longest_pause", "305", "2019-03-01", "2019-12-31"] in rows
    assert not [row for row in rows if row[:2] == ["pace", "median_days"]]  # unknown: no line


def test_a_year_lists_its_papers_in_the_order_they_were_finished(read: Run) -> None:
    said = read("stats", "2019", "--json").json
    assert list(said) == [
        "catalog", "title", "year", "done", "pages", "pages_unknown", "months", "busiest_month",
        "first", "last", "topics", "papers", "best", "before",
    ]  # fmt: skip
    assert (said["year"], said["done"], said["busiest_month"]) == (2019, 3, 3)
    assert said["months"] == [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert (said["first"], said["last"]) == ("2019-03-01", "2019-12-31")
    assert [each["number"] for each in said["papers"]] == [1, 2, 3]
    assert [each["number"] for each in said["best"]] == [1]
    for entry in said["papers"] + said["best"]:
        assert_entry(entry)
    assert (said["before"]["year"], said["before"]["done"]) == (2018, 1)
    assert said["pages"] == sum(each["pages"] or 0 for each in said["papers"])
    rows = read("stats", "2019").rows
    assert ["year", "done", "3"] in rows
    assert ["year", "2019-03", "2"] in rows
    assert ["before", "done", "1"] in rows
    papers = [row for row in rows if row[0] == "paper"]
    assert papers[0][1:] == [
        *read("list", "status:done").rows[0], "2019-03-01", "5", "attention replaces recurrence",
        "llm",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "says"),
    [
        ("1990", "Nothing was finished in 1990. The first paper with a date is of 2018-06-01."),
        ("2017", "Nothing was finished in 2017."),
        ("2020", "Nothing was finished in 2020."),
        ("9999", "9999 is still to come."),
        ("0001", "Nothing was finished in 1."),
    ],
)
def test_a_year_without_papers_is_answered_calmly(year: str, says: str, read: Run) -> None:
    piped = read("stats", year)
    assert piped.code == 0
    assert piped.err.startswith(says)
    assert ["year", "done", "0"] in piped.rows
    screen = read("stats", year, "--color", "always", COLUMNS="120")
    assert says in bare(screen.out)
    assert (screen.code, screen.err) == (0, "")
    assert read("stats", year, "--json").json["done"] == 0
    assert says in read("stats", year, "--plain").out


@pytest.mark.parametrize("word", ["26", "20266", "0000", "２０２６", "2026-01", "-1"])
def test_what_is_no_year_is_wrong_usage(word: str, read: Run) -> None:
    result = read("stats", word)
    assert (result.code, result.out) == (2, "")


def test_a_reader_at_the_beginning_is_told_how_to_go_on(run: Run) -> None:
    out = bare(run("stats", "--color", "always").out)
    assert "Nothing is finished yet. Mark what you have read with: papernotes done REF" in out
    assert "Mon" not in out
    assert [
        "Pace",
        "Nothing is finished yet. Mark what you have read with: papernotes done REF",
    ] in (run("stats", "--plain").rows)


def test_too_little_to_tell_is_said(run: Run) -> None:
    run("done", "1", "--on", "2019-01-01")
    assert (
        "Too little to tell: 1 finished paper has a date, and it takes 3."
        in run("stats", "--plain").out
    )
    run("reset", "1")
    run("done", "1", "--on", "unknown")
    assert "No finished paper has a date" in run("stats", "--plain").out


def test_plain_says_in_words_all_that_the_screen_shows(read: Run) -> None:
    rows = read("stats", "--plain").rows
    assert rows[0] == ["LLM paper club", "5 of 46 read, 1 reading"]
    assert ["Finished in 2019", "3 papers"] in rows
    assert ["Finished, date unknown", "1 paper"] in rows
    assert ["Published in 2023", "1 of 17 read"] in rows
    assert ["Rated 5", "1 paper"] in rows
    assert ["Calendar", "Nothing in the last 53 weeks: the last was 2019-12-31."] in rows
    year = read("stats", "2019", "--plain").rows
    assert ["March 2019", "2 papers"] in year
    assert ["Busiest", "March, 2 papers"] in year
    assert ["2018", "2 more than in 2018"] in year
    assert ["Read", "1 Attention Is All You Need, 2019-03-01, rated 5",
            "attention replaces recurrence"] in year  # fmt: skip


# Topics, tags and catalogs


def test_topics_are_the_same_however_they_are_spelled(
    run: Run, catalog: Callable[..., Path]
) -> None:
    topics = [["RL", "Überblick"], ["rl"], ["uberblick", "rl"]]
    papers = [paper(n + 1, topics=found) for n, found in enumerate(topics)]
    catalog("mine", HEAD + "".join(papers))
    run("done", "3", "--catalog", "mine", "--rating", "4")
    found = run("stats", "--catalog", "mine", "--json").json["topics"]
    assert found == [
        {"topic": "RL", "done": 1, "total": 3, "rating": 4.0},
        {"topic": "Überblick", "done": 1, "total": 2, "rating": 4.0},
    ]


def mark_by_hand(home: Path, *events: dict[str, str]) -> None:
    lines = ["schema = 1", 'device = "byhand"', ""]
    for position, event in enumerate(events):
        lines += ["[[event]]", f'id = "{1_700_000_000_000_000 + position}-byhand"']
        lines += [f"{name} = {value}" for name, value in event.items()] + [""]
    folder = home / "data" / "journal" / "byhand"
    folder.mkdir(parents=True)
    (folder / "0001.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_tags_count_too(run: Run, home: Path) -> None:
    mark_by_hand(
        home,
        {"kind": '"tag"', "papers": '["arxiv:1706.03762"]', "add": '["Club", "later"]'},
        {"kind": '"tag"', "papers": '["arxiv:2305.14314"]', "add": '["club"]'},
    )
    run("done", "12", "--on", "2019-01-01")
    assert run("stats", "--json").json["tags"] == [
        {"tag": "Club", "done": 1, "total": 2, "rating": None},
        {"tag": "later", "done": 0, "total": 1, "rating": None},
    ]
    assert ["tag", "Club", "1", "2", ""] in run("stats").rows
    assert "Club 1/2" in bare(run("stats", "--color", "always").out)


def test_over_all_catalogs_each_work_counts_once(run: Run, catalog: Callable[..., Path]) -> None:
    catalog("mine", HEAD + paper(1, arxiv="1706.03762") + paper(2) + paper(3, arxiv="2001.00009"))
    # The same work as in the two others, under an id of each.
    catalog("yours", HEAD + paper(7, arxiv="2001.00009", aka=["arxiv:2001.00002"]) + paper(8))
    run("done", "yours/8", "--on", "2019-05-05")
    run("done", "1", "--on", "2019-05-06")
    said = run("stats", "--all-catalogs", "--json").json
    assert (said["catalog"], said["title"]) == (None, "All catalogs")
    assert said["total"] == 46 + 2  # 1 is in llm; 2, 3 and 7 are one; 8
    assert said["counts"]["done"] == 2
    assert run("stats", "--json", "--catalog", "yours").json["total"] == 2
    year = run("stats", "2019", "--all-catalogs", "--json").json
    assert [(each["catalog"], each["number"]) for each in year["papers"]] == [
        ("yours", 8), ("llm", 1),
    ]  # fmt: skip
    assert year["done"] == 2
    shown = bare(run("stats", "2019", "--all-catalogs", "--color", "always").out)
    assert "yours/8" in shown
    assert run("stats", "--all-catalogs", PAPERNOTES_CATALOG="nowhere").code == 0


def test_a_work_is_done_though_a_copy_of_it_knows_less(
    run: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1, arxiv="2001.00001", aka=["arxiv:2001.00002"]))
    catalog("yours", HEAD + paper(1, arxiv="2001.00002"))
    run("done", "mine/1", "--on", "2019-05-05")  # recorded under the uid of mine
    assert run("list", "--json", "--catalog", "yours").json[0]["status"] == "unread"
    assert run("stats", "--all-catalogs", "--json").json["counts"]["done"] == 1


@pytest.mark.parametrize("flags", [[], ["--json"], ["--plain"], ["--color", "always"]])
@pytest.mark.parametrize("columns", ["40", "80"])
def test_hostile_text_in_the_summary_of_a_year_reaches_nobody_raw(
    flags: list[str],
    columns: str,
    hostile: Run,  # noqa: F811
) -> None:
    hostile("done", "1", "2", "--on", "2019-01-01", "--rating", "5", "-m", "\x1b[31m\u202e")
    for arguments in (["2019"], ["2019", "--all-catalogs"], []):
        result = hostile("stats", *arguments, *flags, COLUMNS=columns)
        assert result.code == 0
        if flags == ["--color", "always"]:
            assert_all_harmless("stats", "drawn", result)
            lines = bare(result.out).splitlines()
            assert max(map(cell_len, lines)) <= int(columns)
        else:
            assert_harmless(result.out)


# How it looks

TOPICS = ["finetuning", "强化学习与人类反馈对齐", "scaling", "למידה עמוקה", "vision", "data", "rl"]


def a_year_of_reading() -> list[Standing]:
    """Made up by rule: now and then a paper, more in spring, one day of five."""
    papers = [Standing(year=2016 + n % 9, pages=9 + n, topics=(TOPICS[n % 7],)) for n in range(40)]
    for n, (month, day) in enumerate(product(range(1, 13), (1, 4, 9, 16, 25))):
        if (n * 7) % 3:
            done = dt.date(2026 if month < 11 else 2025, month, day)
            topics = (TOPICS[n % 7], TOPICS[(n + 3) % 7])
            tags = ("club",) if n % 4 else ("again", "survey", "to teach")
            fields: dict[str, Any] = {"topics": topics, "tags": tags, "year": 2017 + n % 8}
            papers.append(
                Standing("done", done - (n % 9) * DAY, done, rating=n % 6 or None, **fields)
            )
    papers += [Standing("done", finished=dt.date(2026, 4, 2), pages=30)] * 3
    papers += [Standing("done", finished=dt.date(2026, 4, 3), pages=30)] * 5
    papers += [Standing("done", finished=dt.date(2024, 7, 3), pages=12), Standing("done")]
    return [*papers, Standing("reading", TODAY), Standing("skipped")]


def window(columns: str | int, *, color: bool = True, unicode: bool = True) -> Output:
    return Output(True, color, int(columns), 0, "", unicode)


def stats_of(papers: list[Standing], today: dt.date = TODAY) -> Stats:
    how = pace(papers, today)
    return Stats(
        "llm",
        "LLM paper club",
        summarize(papers),
        how,
        calendar(papers, today),
        forecast(how, left(lengths(papers)), today, 5, own_pace=False),
    )


def entry(number: int, finished: str, rating: int | None, yours: str | None) -> Entry:
    title = f"{TOPICS[number % 7]} and what follows from it in the long run of things"
    told = Paper(number, f"p{number}", ["arxiv:2001.00001"], title, url="https://a.example/")
    progress = Progress("done", None, finished, rating, yours)
    return Entry("llm", told, progress, ready=False, has_note=False)


def review() -> YearReview:
    papers = a_year_of_reading()
    entries = [
        entry(1, "2026-01-04", 4, "It holds for small models, and for the large ones tried so far"),
        entry(2, "2026-01-09", None, None),
        entry(103, "2026-04-02", 5, "学习率"),
        entry(4, "2026-10-25", 2, None),
    ]  # fmt: skip
    years = summarize_year(papers, 2026), summarize_year(papers, 2025)
    return YearReview("llm", "LLM paper club", *years, entries, best(entries), began(papers), TODAY)


@at_every_width
def test_statistics_look_like_this(columns: str, snapshot: SnapshotAssertion) -> None:
    out = window(columns)
    assert picture(drawn(stats_of(a_year_of_reading()).draw(out), out)) == snapshot


@at_every_width
def test_a_year_looks_like_this(columns: str, snapshot: SnapshotAssertion) -> None:
    out = window(columns)
    assert picture(drawn(review().draw(out), out)) == snapshot


def test_with_little_to_tell_statistics_look_like_this(snapshot: SnapshotAssertion) -> None:
    out = window(80)
    unread = a_year_of_reading()[:9]
    cases = [unread, [*unread, Standing("done")], [*unread, *ago(3)], [*unread, *ago(500, 900)], []]
    pictures = [picture(drawn(stats_of(case).draw(out), out)) for case in cases]
    assert "\n".join(pictures) == snapshot


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_statistics_fit_a_window_of_24_lines(columns: int) -> None:
    out = window(columns)
    assert drawn(stats_of(a_year_of_reading()).draw(out), out).count("\n") < 24


@pytest.mark.parametrize(("columns", "weeks", "step"), [(40, 35, 1), (80, 53, 1), (120, 53, 2)])
def test_the_calendar_shows_as_many_weeks_as_the_window_takes(
    columns: int, weeks: int, step: int
) -> None:
    out = window(columns, color=False)
    lines = drawn(stats_of(a_year_of_reading()).draw(out), out).splitlines()
    (tuesday,) = [line for line in lines if line.startswith("Tue")]  # today is the last one
    cells = tuesday[5 : 5 + weeks * step : step]
    assert len(cells) == weeks
    assert set(cells) <= set("·▂▄▆█")
    assert tuesday[5 + weeks * step :].strip() in ("", "· 0")


def test_busy_days_differ_by_shape_in_unicode_and_in_ascii() -> None:
    papers = ago(0, *[1] * 2, *[7] * 3, *[8] * 4, *[9] * 70)
    for unicode, marks in ((True, "·▂▄▆█"), (False, ".-+*#")):
        out = window(80, color=False, unicode=unicode)
        text = drawn(stats_of(papers).draw(out), out)
        lines = {line[:3]: line[5:58] for line in text.splitlines()}
        assert lines["Tue"].endswith(marks[3] + marks[1])
        assert lines["Mon"].endswith(marks[4] + marks[2])
        assert lines["Sun"].rstrip().endswith(marks[4] + marks[0])
        assert lines["Wed"].rstrip() == marks[0] * 52

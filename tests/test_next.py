"""What to read next, and why."""

import datetime as dt
from random import Random

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from papernotes.model.paper import Entry, Paper, Progress
from papernotes.settings import SETTINGS
from papernotes.suggest.candidate import Candidate, Neighbours, Way
from papernotes.suggest.rank import explain, rank
from papernotes.suggest.reader import Reader, Taste, speed, tastes
from papernotes.suggest.score import SHARES
from papernotes.suggest.texts import TEXTS
from tests.conftest import HEAD, Run, paper

pytestmark = pytest.mark.usefixtures("warm")

WEIGHTS = {each.name[5:]: float(each.default) for each in SETTINGS if each.name.startswith("next.")}


def numbers(run: Run, *arguments: str) -> list[int]:
    return [each["paper"]["number"] for each in run("next", "--json", *arguments).json]


def terms(run: Run, number: int, *arguments: str) -> dict[str, str]:
    found = run("next", "--json", "-n", "46", *arguments).json
    (one,) = [each for each in found if each["paper"]["number"] == number]
    return {term["kind"]: term["text"] for term in one["terms"]}


def points(run: Run, number: int, kind: str, *arguments: str) -> float:
    found = run("next", "--json", "-n", "46", *arguments).json
    (one,) = [each for each in found if each["paper"]["number"] == number]
    return float(sum(term["points"] for term in one["terms"] if term["kind"] == kind))


def test_a_newcomer_is_offered_what_opens_most(run: Run) -> None:
    assert sorted(numbers(run, "-n", "46")) == [1, 21, 23, 28, 31, 32, 34, 41, 46]
    assert numbers(run)[0] == 1
    assert terms(run, 1) == {
        "opens": "Opens 11 papers, among them GPT and BERT.",
        "order": "Number 1 of 46 in the catalog's order.",
        "leads": "Leads to 35 papers in all.",
        "ready": "Needs nothing first.",
    }
    assert "opens" not in terms(run, 46)


def test_a_reader_of_1_and_2_who_wants_dpo_is_led_there_step_by_step(run: Run) -> None:
    run("done", "1", "2")
    run("goal", "33")
    for step, left in ((5, 5), (6, 4), (23, 3), (10, 2)):
        assert run("path", "33", "--json").json[0]["paper"]["number"] == step
        assert step in numbers(run, "-n", "2")
        assert terms(run, step)["goal"] == f"On the way to DPO ({left} papers to go)."
        assert run("next", "--json", "-n", "1").json[0]["reasons"][0]["kind"] == "goal"
        run("done", str(step))
    assert numbers(run, "-n", "1") == [33]
    assert terms(run, 33)["goal"] == "It is a goal of yours."
    assert terms(run, 33)["ready"] == "You have read what it needs: InstructGPT."
    assert terms(run, 33)["opens"] == "Opens Self-Rewarding LMs."
    run("done", "33")
    assert "goal" not in terms(run, 3)


def test_what_you_are_reading_comes_first_the_longest_open_before_the_others(run: Run) -> None:
    run("start", "23", "--on", "2026-01-02")
    run("start", "34", "--on", "2026-10-05")
    assert numbers(run, "-n", "3") == [23, 34, 1]
    assert terms(run, 34)["reading"] == "You have been reading it since 2026-10-05."
    assert terms(run, 34)["waiting"].startswith("It has been open for ")


def test_what_you_started_today_is_said_so(run: Run) -> None:
    run("start", "1")
    assert terms(run, 1)["reading"] == "You have been reading it since today."
    run("start", "1", "--on", "unknown")
    assert terms(run, 1)["reading"] == "You are reading it."
    assert "waiting" not in terms(run, 1)


def test_nothing_settled_and_nothing_that_waits_is_suggested(run: Run) -> None:
    run("done", "1")
    run("skip", "23")
    found = numbers(run, "-n", "46")
    entries = {entry["number"]: entry for entry in run("list", "--json").json}
    assert sorted(found) == [n for n, e in entries.items() if e["ready"]]
    assert 1 not in found
    assert 23 not in found


def test_blocked_papers_are_shown_on_demand_and_say_what_they_miss(run: Run) -> None:
    run("done", "1")
    found = run("next", "--blocked", "--json", "-n", "46").json
    assert len(found) == 45
    assert {each["paper"]["number"] for each in found if not each["paper"]["ready"]} >= {33, 36}
    said = terms(run, 36, "--blocked")
    assert said["blocked"] == "Needs LCM and LoRA, not read yet."
    assert "ready" not in said
    one = next(each for each in found if each["paper"]["number"] == 36)
    assert {"kind": "blocked", "text": said["blocked"]} in one["reasons"]


def test_reading_ahead_leads_to_what_is_missing(run: Run) -> None:
    run("done", "1")
    run("start", "36")
    assert 36 not in numbers(run, "-n", "46")
    assert numbers(run, "-n", "2") == [11, 34]
    assert (
        terms(run, 11)["goal"] == "On the way to LCM-LoRA, which you are reading (4 papers to go)."
    )


def test_where_nothing_is_ready_what_waits_is_suggested(run: Run) -> None:
    said = run("next", "topic:retrieval")
    assert (said.code, said.out) == (0, "")
    assert "The way to the first, DPR: papernotes path 13." in said.err
    assert numbers(run, "topic:retrieval", "--blocked", "-n", "1") == [13]


def test_a_circle_of_needs_breaks_nothing(run: Run, catalog) -> None:  # type: ignore[no-untyped-def]
    catalog(
        "mine",
        HEAD + paper(1, needs={"paper-2": "a"}) + paper(2, needs={"paper-1": "b"}),
    )
    at = ("--catalog", "mine")
    found = run("next", "--json", *at).json
    assert [each["paper"]["number"] for each in found] == [1, 2]  # nothing at all is ready
    way = run("path", "2", "--json", *at)
    assert [each["paper"]["number"] for each in way.json] == [1, 2]
    assert "circle" in way.err
    assert way.code == 0
    assert "needs-circle" in run("check", *at, "--json").out or run("check").code == 4


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


def test_what_is_put_off_comes_back_on_its_day_and_is_the_more_urgent(run: Run) -> None:
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False):
        assert run("later", "1", "10").code == 0
        assert 1 not in numbers(run, "-n", "46")
        assert [entry["later"] for entry in run("list", "--json", "is:later").json] == [
            "2026-03-11"
        ]
    with time_machine.travel("2026-03-10T12:00:00Z", tick=False):
        assert 1 not in numbers(run, "-n", "46")
    with time_machine.travel("2026-03-11T12:00:00Z", tick=False):
        assert terms(run, 1)["waiting"] == "You put it off 10 days ago, and its day has come."
        first = points(run, 1, "waiting")
    with time_machine.travel("2026-04-11T12:00:00Z", tick=False):
        assert points(run, 1, "waiting") > first > 0
        run("start", "1")
        assert run("show", "1", "--json").json["later"] is None


def test_where_all_that_is_ready_is_put_off_that_is_suggested(run: Run) -> None:
    run("later", "34")
    found = run("next", "topic:diffusion", "--json").json
    assert [each["paper"]["number"] for each in found] == [34]
    assert found[0]["reasons"][-1]["kind"] == "later"
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=3)):
        assert "waiting" not in terms(run, 34, "topic:diffusion")  # its day has not come


def test_putting_off_is_taken_back_by_0_days_and_by_undo(run: Run) -> None:
    run("later", "1")
    assert "is put off" in run("later", "1").err
    run("later", "1", "0")
    assert 1 in numbers(run, "-n", "46")
    run("later", "1", "3")
    run("undo")
    assert 1 in numbers(run, "-n", "46")
    run("done", "2")
    assert "is done already" in run("later", "2").err
    assert run("later", "1", "soon").code == 2


def test_ratings_shift_what_comes_next(run: Run) -> None:
    run("done", "1")
    before = numbers(run, "-n", "20")
    for number in ("11", "18"):  # efficiency
        run("done", number, "--rating", "5")
    for number in ("29", "30"):  # vision
        run("done", number, "--rating", "1")
    assert points(run, 26, "taste") > 0
    assert terms(run, 26)[
        "taste"
    ] == "You rate efficiency above, and architecture below your average." or (
        "efficiency above your average" in terms(run, 26)["taste"]
    )
    after = numbers(run, "-n", "20")
    assert after.index(26) < before.index(26)


@pytest.mark.parametrize("rating", ["4", "3", "1"])
def test_the_first_ratings_do_not_turn_the_order_over(rating: str, run: Run) -> None:
    run("done", "1", "--rating", "5")
    run("done", "2", "--rating", rating)
    assert set(numbers(run, "-n", "3")) == {3, 5, 7}


def test_what_is_read_ahead_is_no_goal(run: Run) -> None:
    run("start", "36")
    assert "goal" not in terms(run, 36, "--blocked")
    run("goal", "36")
    assert terms(run, 36, "--blocked")["goal"] == "It is a goal of yours."


def test_a_skipped_need_is_not_said_to_be_read(run: Run) -> None:
    run("skip", "1")
    assert terms(run, 2)["ready"] == "You have read or skipped what it needs: Transformer."


def test_a_query_that_no_paper_matches_is_said_so(run: Run) -> None:
    assert "No paper matches." in run("next", "no-such-word").err
    run("done", "34")
    assert "Nothing is left to suggest here." in run("next", "status:done").err


def test_one_rating_is_no_taste_and_more_are_the_more_of_one() -> None:
    assert tastes([(["rl"], 5)]) == {"rl": Taste(0.0, 1)}
    one = [(["rl"], 5), (["code"], 1)]
    assert [found.above for found in tastes(one).values()] == [0.0, 0.0]
    few, many = tastes(one * 2), tastes(one * 10)
    assert 0 < few["rl"].above < many["rl"].above < 2
    assert few["code"].above == -few["rl"].above


def test_a_time_is_fitted_by_pages_and_ones_own_pace(run: Run) -> None:
    assert numbers(run, "--time", "1h", "-n", "46") == [1]  # 11 pages, 5 minutes each
    assert terms(run, 1, "--time", "60m")["time"] == "Takes about 55 minutes."
    said = run("next", "--time", "20m")
    assert (said.code, said.out) == (0, "")
    assert "the shortest is 1 Transformer, about 55 minutes" in said.err
    run("done", "3", "8", "10", "--took", "30m")  # 16, 15 and 15 pages
    assert set(numbers(run, "--time", "26m", "-n", "46")) == {1, 13}  # 2 minutes a page
    for wrong in ("soon", "0m", "-5m", "", "1e9h"):
        assert run("next", f"--time={wrong}").code == 2


def test_ones_own_pace_needs_three_papers_and_a_slip_spoils_it_not() -> None:
    assert speed([(30, 15)] * 2, 5.0) == (5.0, 0)
    assert speed([(30, 15)] * 3, 5.0) == (2.0, 3)
    assert speed([(30, 15)] * 2 + [(100_000, 15)], 5.0) == (2.0, 3)
    assert speed([(0, 3), (3, 0), (1, 1)], 5.0) == (5.0, 0)


def test_the_whole_sum_is_shown_on_demand(run: Run) -> None:
    row = run("next", "--why", "-n", "1").rows[0]
    assert row[7].startswith("Opens 11 papers")
    assert row[9].startswith("opens +0.9")
    shown = [float(cell.split()[1]) for cell in row[9:]]
    assert sum(shown) == pytest.approx(float(row[8]))
    assert "Needs nothing first." in run("next", "--why", "--color", "always").out


def test_weights_are_settings(run: Run, home) -> None:  # type: ignore[no-untyped-def]
    assert numbers(run, "-n", "1") == [1]
    (home / "config").mkdir(exist_ok=True)
    text = "[next]\nopens = 0\nleads = 0\norder = 0\n"
    (home / "config" / "config.toml").write_text(text)
    assert points(run, 1, "opens") == 0
    assert run("next", "--json", PAPERNOTES_NEXT_LEADS="3").json[0]["score"] > 2


def test_a_catalog_without_needs_is_ranked_and_it_is_said(run: Run, catalog) -> None:  # type: ignore[no-untyped-def]
    texts = [
        ("Sparse gating of expert layers", "2017"),
        ("A study of coffee and sleep", "2010"),
        ("Routing tokens to expert layers with sparse gating", "2021"),
    ]
    catalog(
        "mine",
        HEAD + "".join(paper(n, title=t, published=p) for n, (t, p) in enumerate(texts, 1)),
    )
    at = ("--catalog", "mine")
    assert numbers(run, *at)[0] == 1
    assert "No needs are known" in run("next", *at).err
    assert "2010" in terms(run, 2, *at)["date"]
    run("done", "1", "--rating", "5", *at)
    assert terms(run, 3, *at)["likeness"].startswith(
        "Its words are like those of Sparse gating of expert layers, which you rated 5: "
    )
    assert numbers(run, *at)[0] == 3
    assert terms(run, 3, *at)["unknown"] == "What it needs is not known: this catalog does not say."


def test_every_term_has_a_weight_a_share_and_a_sentence() -> None:
    assert SHARES.keys() == TEXTS.keys() == WEIGHTS.keys()


def entry(number: int, status: str, *, ready: bool = True, started: str | None = None) -> Entry:
    paper = Paper(number, f"p{number}", [f"arxiv:2001.{number:05d}"], f"Paper {number}")
    return Entry("mine", paper, Progress(status, started), ready, False)  # type: ignore[arg-type]


dates = st.dates().map(lambda day: day.isoformat())
counts = st.integers(0, 10**6)
shares = st.floats(0, 1)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    found = []
    for number in range(1, draw(st.integers(1, 12))):
        status = draw(st.sampled_from(["unread", "reading"]))
        one = entry(number, status, ready=draw(st.booleans()), started=draw(st.none() | dates))
        others = draw(st.lists(st.integers(100, 110), max_size=3, unique=True))
        found.append(
            Candidate(
                one,
                frozenset(draw(st.sets(st.sampled_from("abcd")))),
                draw(counts),
                draw(counts),
                draw(counts),
                draw(shares),
                draw(st.booleans()),
                draw(shares),
                [Way(entry(each, "unread"), draw(st.integers(1, 10**5))) for each in others],
                None,
                draw(st.none() | counts),
            )
        )
    return found


readers = st.builds(
    Reader,
    dates,
    st.fixed_dictionaries(dict.fromkeys(WEIGHTS, st.floats(0, 100))),
    st.dictionaries(st.sampled_from("abcd"), st.builds(Taste, st.floats(-4, 4), st.integers(1, 9))),
    st.lists(st.frozensets(st.sampled_from("abcd")), max_size=3),
)


@given(candidates(), readers, st.randoms())
def test_terms_add_up_and_order_is_a_function_of_what_is_given(
    given_: list[Candidate], reader: Reader, chance: Random
) -> None:
    ranked = rank(given_, reader)
    other = list(given_)
    chance.shuffle(other)
    assert rank(other, reader) == ranked
    assert [each.score for each in ranked] == sorted((r.score for r in ranked), reverse=True)
    for each in ranked:
        said = explain(each, reader, Neighbours())
        assert sum(term.points for term in said.terms) == pytest.approx(said.score, abs=1e-6)
        assert said.reasons
        assert all(reason.text.endswith(".") for reason in said.reasons)
        assert all(term.points == round(term.points, 2) for term in said.terms)
        assert {term.kind for term in said.terms if term.points} <= TEXTS.keys()


def test_a_query_narrows_a_large_catalog_without_needs_too(run: Run, catalog) -> None:  # type: ignore[no-untyped-def]
    text = "".join(
        paper(
            n,
            title=f"Sparse gating of expert layers, part {n}",
            topics=["odd" if n % 2 else "even"],
        )
        for n in range(1, 400)
    )
    catalog("mine", HEAD + text)
    at = ("--catalog", "mine")
    run("done", "399", "--rating", "5", *at)
    found = run("next", "topic:even", "-n", "300", "--json", *at).json
    assert len(found) == 199
    assert {tuple(each["paper"]["topics"]) for each in found} == {("even",)}

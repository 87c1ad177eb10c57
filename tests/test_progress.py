"""Progress is the ordered fold of the events that are not undone."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.errors import PapernotesError
from papernotes.journal.clock import ID, next_id
from papernotes.journal.write import encode, header
from papernotes.library.core import consult
from papernotes.library.find import find
from papernotes.library.history import events as history
from papernotes.marking import record
from papernotes.model.event import Event, apply, fold, undone, union
from papernotes.model.paper import Progress
from papernotes.paths import places
from papernotes.settings import Given
from tests.conftest import HEAD, Run, paper
from tests.strategies import marks

pytestmark = pytest.mark.usefixtures("warm")


def standing(events: list[Event]) -> Progress:
    gone = undone(events)
    return fold(event for event in events if event.id not in gone)


def naming(kind: str, target: Event, tick: int) -> Event:
    return Event(f"{tick:016d}-another", "", kind, target.papers, target=target.id)


@given(st.lists(marks, max_size=8), st.randoms())
def test_journals_merge_to_the_same_progress_in_any_order_repeated_or_not(
    events: list[Event], rng: random.Random
) -> None:
    undos = [
        naming(rng.choice(["undo", "redo"]), rng.choice(events), rng.randrange(10**16))
        for _ in range(3 if events else 0)
    ]
    merged = [*events, *undos]
    again = [*merged, *rng.choices(merged, k=4)] if merged else []
    rng.shuffle(again)
    assert standing(again) == standing(merged)


@given(st.lists(marks, max_size=6))
def test_copies_of_an_event_that_differ_count_once_and_always_the_same(events: list[Event]) -> None:
    twins = [*events, *(event._replace(rating=3) for event in events)]
    assert union(twins) == union(reversed(twins))
    assert len({event.id for event in union(twins)}) == len(union(twins))


@given(st.lists(marks, min_size=1, max_size=6, unique_by=lambda event: event.id), st.data())
def test_undo_takes_an_event_away_and_redo_is_its_identity(
    events: list[Event], data: st.DataObject
) -> None:
    target = data.draw(st.sampled_from(events))
    without = [event for event in events if event is not target]
    gone = [*events, naming("undo", target, 1)]
    assert standing(gone) == standing(without)
    assert standing([*gone, naming("redo", target, 2)]) == standing(events)
    again = [*gone, naming("redo", target, 2), naming("undo", target, 3)]
    assert standing(again) == standing(without)


def test_the_last_event_that_names_an_event_decides_whatever_the_order_of_reading() -> None:
    mark = Event("0000000000000001-a", "", "done", ("x",), on="2026-01-01")
    undo, redo = naming("undo", mark, 5), naming("redo", mark, 4)
    assert standing([undo, mark, redo]).status == "unread"
    assert standing([redo, mark, undo]).status == "unread"


def test_copies_of_an_undo_that_differ_decide_the_same_in_either_order() -> None:
    mark = Event("0000000000000001-a", "", "done", ("x",), on="2026-01-01")
    undo, redo = naming("undo", mark, 5), naming("redo", mark, 5)
    assert undone([mark, undo, redo]) == undone([redo, undo, mark])


def at(tick: int, kind: str, **fields: Any) -> Event:
    return Event(f"{tick:016d}-a", "", kind, ("x",))._replace(**fields)


def test_the_last_writer_wins_for_status_and_dates() -> None:
    events = [
        at(1, "start", on="2026-01-01"),
        at(2, "done", on="2026-01-05"),
        at(3, "done", on="2026-01-09"),
    ]
    assert fold(events) == Progress("done", "2026-01-01", "2026-01-09")
    assert fold([*events, at(4, "skip")]) == Progress("skipped", "2026-01-01", None)
    reread = [*events, at(4, "start", on="2026-02-02")]
    assert fold(reread) == Progress("reading", "2026-02-02", None)


def test_a_date_may_be_unknown() -> None:
    assert fold([at(1, "done", on="unknown")]) == Progress("done", None, None)


def test_reset_clears_status_and_dates_and_nothing_else() -> None:
    before = [
        at(1, "start", on="2026-01-01"),
        at(2, "done", on="2026-01-05", rating=4, takeaway="mine"),
        at(3, "tag", add=("classic",)),
    ]
    after = fold([*before, at(4, "reset")])
    assert after == Progress("unread", None, None, 4, "mine", ("classic",))


def test_ratings_and_takeaways_can_be_taken_back() -> None:
    given_ = [at(1, "done", on="2026-01-05", rating=4, takeaway="mine")]
    assert fold([*given_, at(2, "rate", rating=0)]).rating is None
    assert fold([*given_, at(2, "takeaway", takeaway="")]).my_takeaway is None


def test_the_last_writer_wins_for_each_tag_by_itself() -> None:
    events = [at(1, "tag", add=("a", "b")), at(2, "tag", remove=("a",)), at(3, "tag", add=("c",))]
    assert fold(events).tags == ("b", "c")


def test_unknown_kinds_change_nothing() -> None:
    odd = at(1, "ponder", on="2026-01-01", rating=5, takeaway="x", add=("y",))
    assert apply(Progress(), odd) == Progress()


@given(st.lists(st.integers(0, 9 * 10**18), max_size=20), st.sampled_from(["a", "zz9"]))
def test_ids_are_unique_and_ordered_however_wrong_the_clocks_are(
    clocks: list[int], device: str
) -> None:
    seen: list[str] = []
    for now in clocks:
        seen.append(next_id(now, max(seen, default=None), device))
        assert ID.fullmatch(seen[-1])
    assert seen == sorted(set(seen))


def test_an_id_comes_after_those_of_a_device_twenty_years_ahead() -> None:
    ahead = "2425434683472093-other"
    assert next_id(1_795_434_683_000_000_000, ahead, "me") == "2425434683472094-me"


def test_a_clock_that_is_used_up_says_which_event_did_it() -> None:
    with pytest.raises(PapernotesError, match="9999999999999999-x"):
        next_id(0, "9999999999999999-x", "me")


# --- Many journals, one library.

ANSWERS = {  # what each paper of the catalog below answers to
    1: {"arxiv:2001.00001", "doi:10.1145/x", "url:https://a.example/b"},
    2: {"arxiv:2001.00002"},
    3: {"arxiv:2001.00003"},
}
CATALOG = HEAD + paper(1, doi="10.1145/x", aka=["https://a.example/b"]) + paper(2) + paper(3)
NAMES = sorted({name for names in ANSWERS.values() for name in names} | {"arxiv:1234.56789"})
ticks = st.integers(1, 12)
said = st.one_of(
    st.tuples(st.sampled_from(["start", "done", "skip", "reset", "ponder"]), st.just({})),
    st.tuples(st.sampled_from(["undo", "redo"]), st.fixed_dictionaries({"target": ticks})),
    st.tuples(st.just("rate"), st.fixed_dictionaries({"rating": st.integers(0, 5)})),
    st.tuples(st.just("tag"), st.just({"add": ("a", "b"), "remove": ("c",)})),
    st.tuples(st.just("tag"), st.just({"add": ("c",), "remove": ("a",)})),
    st.tuples(st.just("takeaway"), st.fixed_dictionaries({"takeaway": st.sampled_from("xy")})),
)
lives = st.dictionaries(
    ticks,
    st.tuples(said, st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)),
    max_size=9,
)


def told(life: dict[int, tuple[tuple[str, dict[str, Any]], list[str]]]) -> list[Event]:
    """The events of a life: device a when the tick is even, else b."""

    def name(tick: int) -> str:
        return f"{tick:016d}-{'ab'[tick % 2]}"

    found = []
    for tick, ((kind, fields), papers) in life.items():
        target = name(fields["target"]) if "target" in fields else None
        event = Event(name(tick), "", kind, tuple(papers), on="2026-01-02", target=target)
        found.append(event._replace(**fields | {"target": target}))
    return found


@given(lives, st.data())
@settings(max_examples=60, deadline=None)
def test_a_library_of_many_journals_is_the_fold_of_their_events_however_they_are_split(
    life: dict[int, tuple[tuple[str, dict[str, Any]], list[str]]], data: st.DataObject
) -> None:
    events = told(life)
    written = data.draw(st.permutations(events))
    if events:
        written = [*written, *data.draw(st.lists(st.sampled_from(events), max_size=2))]
    with TemporaryDirectory() as folder:
        environ = {"PAPERNOTES_HOME": folder, "PAPERNOTES_CATALOG": "mine"}
        home, given_ = places(environ), Given(environ)
        catalog = home.catalogs / "mine" / "papers.toml"
        catalog.parent.mkdir(parents=True)
        catalog.write_text(CATALOG, "utf-8")
        for event in written:
            name = data.draw(st.sampled_from(["a/0001", "a/0002", "b/0001", "b/0001 (copy)"]))
            file = home.journal / f"{name}.toml"
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists():
                file.write_bytes(header("a"))
            with file.open("ab") as journal:
                journal.write(encode(event))
            if data.draw(st.booleans()):
                consult(home, given_, lambda library: find(library, []))
        entries = consult(
            home,
            given_,
            lambda library: [
                (e.paper.number, e.progress, history(library, e)) for e in find(library, [])
            ],
        )
    gone = undone(events)
    for number, progress, past in entries:
        mine = [event for event in events if ANSWERS[number] & set(event.papers)]
        assert progress == fold(event for event in mine if event.id not in gone)
        assert [(p.event.id, p.event.kind, p.undone) for p in past] == [
            (event.id, event.kind, event.id in gone) for event in sorted(mine)
        ]
    assert [number for number, *_ in entries] == [1, 2, 3]


@given(lives)
def test_an_event_is_undone_if_and_only_if_the_last_that_names_it_is_an_undo(
    life: dict[int, tuple[tuple[str, dict[str, Any]], list[str]]],
) -> None:
    events = told(life)
    for event in events:
        naming = [e.kind for e in sorted(events) if e.target == event.id]
        assert (event.id in undone(events)) == (naming[-1:] == ["undo"])


# --- Clocks, as a reader meets them.


def test_what_is_marked_after_the_clock_was_set_back_still_comes_after(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("done", "1", "2").code == 0
    for now in (10**18, 0, -(10**18)):
        monkeypatch.setattr(record, "time", SimpleNamespace(time_ns=lambda now=now: now))
        assert run("reset", "1").code == 0
        assert run("show", "1", "--json").json["status"] == "unread"
        assert run("undo").code == 0
        assert run("show", "1", "--json").json["status"] == "done"
    ids = [event["id"] for event in run("show", "1", "--json").json["events"]]
    assert ids == sorted(set(ids))
    assert len(ids) == 7


def test_a_clock_that_a_journal_used_up_is_a_clear_error_and_reading_goes_on(
    run: Run, home: Path
) -> None:
    run("done", "1")
    last = Event("9999999999999999-other", "", "done", ("arxiv:1810.04805",), on="2026-01-02")
    other = home / "data" / "journal" / "other" / "0001.toml"
    other.parent.mkdir()
    other.write_bytes(header("other") + encode(last))
    before = {path: path.read_bytes() for path in (home / "data").rglob("*.toml")}
    for command in (["done", "2"], ["undo"]):
        failed = run(*command)
        assert (failed.code, failed.out) == (1, "")
        assert "9999999999999999-other has used up the journal's clock" in failed.err
    assert {path: path.read_bytes() for path in (home / "data").rglob("*.toml")} == before
    assert [row[0] for row in run("list", "--status", "done").rows] == ["1", "3"]
    other.unlink()
    assert run("done", "2").code == 0

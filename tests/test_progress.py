"""Progress is the ordered fold of the events that are not undone."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papernotes.errors import PapernotesError
from papernotes.journal.clock import ID, next_id
from papernotes.model.event import Event, apply, fold, undone, union
from papernotes.model.paper import Progress
from tests.strategies import marks


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

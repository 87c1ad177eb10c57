"""The way to a paper, how far a paper leads, and what is ready: on graphs of any form."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from papernotes.graph import reach as counting
from papernotes.graph.reach import reach
from papernotes.graph.way import in_order, is_in_order
from papernotes.index import leads
from papernotes.index.store import Opener, from_files, open_index
from papernotes.library.core import open_library
from papernotes.paths import places
from papernotes.settings import Given
from tests.conftest import HEAD, Run, paper

TRIES = int(os.environ.get("PAPERNOTES_TRIES", "0"))  # by hand: many more than usual
Arcs = Mapping[int, Sequence[int]]
_MOST = 10


@st.composite
def graphs(draw: st.DrawFn, *, circles: bool = False, members: int = _MOST) -> dict[int, list[int]]:
    """What each needs. Without circles: of those before it in an order that numbers don't tell."""
    order = draw(st.permutations(range(draw(st.integers(1, members)))))
    found = {}
    for place, each in enumerate(order):
        others = [other for other in order if other != each] if circles else order[:place]
        if others:
            found[each] = draw(st.lists(st.sampled_from(others), max_size=3, unique=True))
    return found


def members(arcs: Arcs) -> list[int]:
    return sorted({*arcs, *(other for others in arcs.values() for other in others)} or {0})


def closure(starts: Iterable[int], arcs: Arcs, without: Iterable[int] = ()) -> set[int]:
    """All that is met from `starts`, one step after the other until nothing is new."""
    found = set(starts) - {*without}
    while new := {o for each in found for o in arcs.get(each, ())} - found - {*without}:
        found |= new
    return found


def readable(order: Iterable[int], needs: Arcs, settled: Iterable[int] = ()) -> set[int]:
    """What somebody can read who takes up each when it is ready at its turn, and else drops it."""
    read = set(settled)
    for each in order:
        if read.issuperset(needs.get(each, ())):
            read.add(each)
    return read


def has_circle(arcs: Arcs) -> bool:
    return any(each in closure(arcs.get(each, ()), arcs) for each in arcs)


def open_(needs: Arcs, settled: Iterable[int]) -> dict[int, list[int]]:
    return {each: [o for o in others if o not in {*settled}] for each, others in needs.items()}


chosen = st.sets(st.integers(0, _MOST - 1), max_size=4)


@given(graphs(), chosen, chosen)
@settings(max_examples=TRIES or 100, deadline=None)
def test_a_way_is_complete_in_order_and_without_one_paper_too_many(
    needs: dict[int, list[int]], wanted: set[int], settled: set[int]
) -> None:
    targets = [each for each in wanted if each in members(needs) and each not in settled]
    way = in_order(targets, open_(needs, settled))
    assert set(way) == closure(targets, needs, settled)
    assert readable(way, needs, settled) == {*way, *settled}
    for each in way:
        others = [other for other in way if other != each]
        assert not readable(others, needs, settled).issuperset(targets)


@given(graphs(), graphs(circles=True), chosen)
@settings(max_examples=TRIES or 100, deadline=None)
def test_what_helps_comes_before_where_no_need_forbids_it(
    needs: dict[int, list[int]], helps: dict[int, list[int]], wanted: set[int]
) -> None:
    way = in_order(sorted(wanted), needs, helps)
    both = {each: [*needs.get(each, ()), *helps.get(each, ())] for each in {*needs, *helps}}
    assert sorted(way) == sorted(closure(wanted, both))
    assert is_in_order(way, needs)
    if not has_circle(both):
        assert is_in_order(way, both)


@given(graphs(circles=True), chosen, st.booleans())
@settings(max_examples=TRIES or 100, deadline=None)
@example({0: [1], 1: [0]}, {0}, True)
def test_in_a_circle_a_way_ends_names_each_once_and_is_known_to_be_in_no_order(
    needs: dict[int, list[int]],
    wanted: set[int],
    better: bool,
) -> None:
    way = in_order(sorted(wanted), needs, {9: [8], 8: [9]} if better else None)
    met = closure(wanted, needs)
    assert met <= set(way)
    assert len(set(way)) == len(way)
    assert is_in_order(way, needs) == (
        not has_circle({each: needs.get(each, ()) for each in closure(way, needs)})
    )


@given(graphs(circles=True, members=14), st.sampled_from([1, 3, 4_096]))
@settings(max_examples=TRIES or 100, deadline=None)
def test_how_far_a_paper_leads_is_what_a_walk_from_it_meets(
    arcs: dict[int, list[int]], block: int
) -> None:
    count = max(members(arcs)) + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_BLOCK", block)  # as if there were more papers than one has
        found = reach([arcs.get(each, ()) for each in range(count)])
    assert found == [len(closure([each], arcs)) - 1 for each in range(count)]


# --- The same through catalogs, the index and the commands.


def text(needs: Arcs, titles: Mapping[int, str] = {}, ids: str = "2001") -> str:
    return HEAD + "".join(
        paper(
            each + 1,
            title=titles.get(each, f"Paper {each + 1}"),
            arxiv=f"{ids}.{each + 1:05d}",
            needs={f"paper-{other + 1}": "" for other in needs.get(each, ())},
        )
        for each in members(needs)
    )


@given(graphs(circles=True, members=7), st.permutations(range(7)), st.data())
@settings(
    max_examples=TRIES or 8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.usefixtures("warm")
def test_what_is_settled_makes_nothing_unready_and_every_path_is_the_shortest(
    run: Run,
    catalog: Callable[..., Path],
    needs: dict[int, list[int]],
    order: list[int],
    data: st.DataObject,
) -> None:
    catalog("mine", text(needs))
    all_ = members(needs)
    at = {"PAPERNOTES_CATALOG": "mine"}
    run("reset", *(str(each + 1) for each in all_), **at)  # examples share a journal
    settled: set[int] = set()
    ready: set[int] = set()
    for each in [None, *[each for each in order if each in all_][:3]]:
        if each is not None:
            done = run(data.draw(st.sampled_from(["done", "skip"])), str(each + 1), **at)
            assert done.code == 0, done.err
            settled.add(each)
        before = ready - settled
        entries = run("list", "--json", **at).json
        ready = {entry["number"] - 1 for entry in entries if entry["ready"]}
        assert before <= ready
        assert ready == {e for e in set(all_) - settled if settled.issuperset(needs.get(e, ()))}
        asked = run("next", "--json", "-n", "9", **at)
        if ready:
            assert {e["paper"]["number"] - 1 for e in asked.json} == ready
        target = data.draw(st.sampled_from(all_))
        found = run("path", str(target + 1), "--json", **at)
        way = [e["paper"]["number"] - 1 for e in found.json]
        assert sorted(way) == sorted(closure([target], needs, settled))
        on_the_way = open_({e: needs.get(e, []) for e in way}, settled)
        assert ("circle" in found.err) == has_circle(on_the_way)
        if not has_circle(on_the_way):
            assert readable(way, needs, settled) == {*way, *settled}


# --- How far papers lead is kept as catalogs are edited.


class Shelf:
    """Two catalogs, in which the same work may stand under other keys."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.needs: dict[str, dict[int, set[int]]] = {"mine": {0: set()}, "other": {}}
        self.titles: dict[int, str] = {}

    def edit(self, kind: str, name: str, one: int, two: int) -> None:
        papers = self.needs[name]
        match kind:
            case "add":
                papers.setdefault(one, set())
            case "remove":
                papers.pop(one, None)
            case "retitle":
                self.titles[one] = f"Another {two}"
            case "need" if one in papers:
                papers[one] ^= {two}
            case "many":
                papers |= {each: {one} for each in range(20, 24 + two)}

    def write(self) -> None:
        for name, papers in self.needs.items():
            file = self.data / "catalogs" / name / "papers.toml"
            file.parent.mkdir(parents=True, exist_ok=True)
            blocks = [
                paper(
                    number + 1,
                    key=f"{name}-{number}",
                    arxiv=f"2001.{number + 1:05d}",
                    title=self.titles.get(number, f"Paper {number}"),
                    # By its key, or by the id under which the other catalog has it, too.
                    needs={
                        f"{name}-{other}" if other % 2 else f"arxiv:2001.{other + 1:05d}": ""
                        for other in sorted(needs)
                        if other != number
                    },
                )
                for number, needs in sorted(papers.items())
            ]
            file.write_text(HEAD + "".join(blocks), "utf-8")


def kept(home: Path, opener: Opener = open_index) -> list[object]:
    environ = {"PAPERNOTES_HOME": str(home)}
    with open_library(places(environ), Given(environ), opener) as library:
        return library.db.execute(
            "SELECT catalog, number, leads, missing, ready FROM paper ORDER BY 1, 2"
        ).fetchall()


edits = st.tuples(
    st.sampled_from(["add", "add", "remove", "retitle", "need", "need", "need", "many"]),
    st.sampled_from(["mine", "mine", "other"]),
    st.integers(0, 6),
    st.integers(0, 6),
)


@given(st.lists(st.lists(edits, min_size=1, max_size=4), min_size=2, max_size=6))
@settings(max_examples=TRIES or 12, deadline=None)
@example([[("add", "mine", 1, 0), ("add", "mine", 2, 0)], [("need", "mine", 1, 0)],
          [("need", "mine", 2, 1)], [("retitle", "mine", 1, 1)], [("remove", "mine", 0, 0)],
          [("add", "mine", 0, 0)]])  # fmt: skip
@example([[("add", "mine", 1, 0), ("add", "other", 0, 0)], [("need", "mine", 1, 0)],
          [("add", "other", 3, 0), ("need", "other", 3, 0)], [("many", "other", 3, 1)],
          [("need", "mine", 0, 1)]])  # fmt: skip
@example([[("add", "mine", 1, 0)], [("need", "mine", 1, 0)], [("remove", "mine", 1, 0)]])
def test_how_far_papers_lead_is_kept_through_edits_as_if_it_were_counted_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, str, int, int]]]
) -> None:
    home = tmp_path_factory.mktemp("leads")
    shelf = Shelf(home / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leads, "_FEW", 3)  # so that few edits are many
        for step in steps:
            for edit in step:
                shelf.edit(*edit)
            shelf.write()
            assert kept(home) == kept(home, from_files)

"""How good `next` and `path` are, tried with simulated readers.

    python -m bench.suggest [--readers 200] [--write]

Ways are those to every paper of the bundled catalog and of made-up ones (bench/subject.py,
bench/library.py). Readers have tastes by topic that the program learns from their ratings
alone (bench/readers.py). All weights were chosen with readers 0 to 99 and made-up catalogs 0
to 4; told here are readers from 1,000 on, and catalogs from 100 on. `--write` writes
bench/suggest.md.
"""

import argparse
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench import library, readers, subject
from bench.readers import TODAY, Desk, Likes, Strategy, World, follow
from bench.shelf import Shelf
from bench.startup import about, interval

FIRST = 1_000  # those before it have served to choose the weights
PAPERS = 15  # that a reader reads
_CATALOGS = range(100, 105)  # seeds of the made-up ones; readers take turns with them
_TRIED = 2  # readers of each catalog who are followed through the real commands, too
_BEFORE_A_GOAL = 8  # papers
_PATIENCE = 200

STRATEGIES: dict[str, Strategy] = {
    "`next`": readers.by_next,
    "catalog's order": readers.in_catalog_order,
    "at random": readers.at_random,
    "at random, ready": readers.ready_at_random,
    "oracle": readers.by_oracle,
}


@cache
def worlds() -> dict[str, Sequence[World]]:
    return {
        "bundled, 46 papers": [World(library.bundled())],
        "a subject, 120 papers": [World(subject.papers(120, seed)) for seed in _CATALOGS],
        "a subject, 300 papers": [World(subject.papers(300, seed)) for seed in _CATALOGS],
        "needs anywhere, 120 papers": [World(library.papers(120, seed)) for seed in _CATALOGS],
    }


class Ways(NamedTuple):
    """Papers read until a target is, for every target."""

    path: list[int]
    in_order: list[int]  # the catalog, down to the last paper of the way
    early: list[int]  # of the way in the catalog's order: those not ready at their turn


def ways(catalogs: Sequence[World]) -> Ways:
    found = Ways([], [], [])
    for world in catalogs:
        for target in range(len(world.papers)):
            way = world.way(target)
            seen: set[int] = set()
            for at in way:
                if not seen.issuperset(world.needs.get(at, ())):
                    raise SystemExit(f"{at} is not ready on the way to {target}")
                seen.add(at)
            found.path.append(len(way))
            found.in_order.append(max(way) + 1)
            found.early.append(sum(max(world.needs.get(at, [0])) > at for at in way))
    return found


def ways_table() -> Iterator[str]:
    yield (
        "| catalog | targets | `path`: mean (median) | the catalog down to it: mean (median)"
        " | of that, `path` is | what it needs, in the catalog's order | of these, not ready"
        " at their turn | targets with such a one |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, catalogs in worlds().items():
        found = ways(catalogs)
        path, order = map(statistics.fmean, (found.path, found.in_order))
        early = sum(found.early)
        yield (
            f"| {name} | {len(found.path)} | {path:.1f} ({statistics.median(found.path):.0f})"
            f" | {order:.1f} ({statistics.median(found.in_order):.0f}) | {path / order:.0%}"
            f" | {path:.1f} | {early / sum(found.path):.1%}"
            f" | {sum(map(bool, found.early)) / len(found.early):.1%} |"
        )


class Enjoyed(NamedTuple):
    """By strategy, the mean rating of each reader; and how many papers were not ready."""

    means: dict[str, list[float]]
    not_ready: dict[str, int]


def enjoyed(catalogs: Sequence[World], seeds: range) -> Enjoyed:
    found = Enjoyed({name: [] for name in STRATEGIES}, dict.fromkeys(STRATEGIES, 0))
    for seed in seeds:
        world = catalogs[seed % len(catalogs)]
        likes = Likes(world, seed)
        for name, strategy in STRATEGIES.items():
            desk = Desk(world, likes)
            found.not_ready[name] += follow(desk, strategy, seed, PAPERS)
            found.means[name].append(statistics.fmean(likes.ratings[at] for at in desk.read))
    return found


def likes_table(all_found: dict[str, Enjoyed]) -> Iterator[str]:
    yield f"| catalog | {' | '.join(STRATEGIES)} |"
    yield f"| --- |{' ---: |' * len(STRATEGIES)}"
    for name, found in all_found.items():
        means = (f"{statistics.fmean(each):.2f}" for each in found.means.values())
        yield f"| {name} | {' | '.join(means)} |"


def gains_table(all_found: dict[str, Enjoyed]) -> Iterator[str]:
    mine, *others = STRATEGIES
    draw = random.Random(0)  # noqa: S311 (a bootstrap, not a secret)
    heads = " | ".join(f"against {other}" for other in others)
    yield f"| catalog | {heads} | of the oracle's gain |"
    yield f"| --- |{' ---: |' * (len(others) + 1)}"
    for name, found in all_found.items():
        cells = []
        for other in others:
            pairs = zip(found.means[mine], found.means[other], strict=True)
            gains = [own - theirs for own, theirs in pairs]
            low, high = interval(gains, draw, statistics.fmean)
            cells.append(f"{statistics.fmean(gains):+.2f} ({low:+.2f} to {high:+.2f})")
        base, own, best = (
            statistics.fmean(found.means[each]) for each in ("at random, ready", mine, "oracle")
        )
        yield f"| {name} | {' | '.join(cells)} | {(own - base) / (best - base):.0%} |"


def not_ready_table(all_found: dict[str, Enjoyed]) -> Iterator[str]:
    yield f"| catalog | {' | '.join(STRATEGIES)} |"
    yield f"| --- |{' ---: |' * len(STRATEGIES)}"
    for name, found in all_found.items():
        read = PAPERS * len(found.means["`next`"])
        cells = (f"{each} of {read:,}" if each else "0" for each in found.not_ready.values())
        yield f"| {name} | {' | '.join(cells)} |"


def goals_table(seeds: range) -> Iterator[str]:
    yield (
        "| catalog | `path`: mean | `next`, step by step | in the catalog's order"
        " | at random, ready |"
    )
    yield "| --- | ---: | ---: | ---: | ---: |"
    strategies = (readers.by_next, readers.in_catalog_order, readers.ready_at_random)
    for name, catalogs in worlds().items():
        shortest, read = [], [[] for _ in strategies]  # type: ignore[var-annotated]
        for seed in seeds:
            world = catalogs[seed % len(catalogs)]
            way, *counts = _to_a_goal(world, seed, strategies)
            shortest.append(way)
            for found, count in zip(read, counts, strict=True):
                found.append(count)
        cells = (f"{statistics.fmean(each):.1f}" for each in (shortest, *read))
        yield f"| {name} | {' | '.join(cells)} |"


def _to_a_goal(world: World, seed: int, strategies: Sequence[Strategy]) -> Iterator[int]:
    """The shortest way to a goal, set after some reading, and how far it is with each strategy."""
    draw = random.Random(seed)  # noqa: S311
    before = Desk(world, Likes(world, seed))
    follow(before, readers.by_next, seed, _BEFORE_A_GOAL)
    goal = draw.choice(list(before.unread))
    way = world.way(goal, before.read)
    yield len(way)
    for strategy in strategies:
        desk = Desk(world, before.likes, goal)
        for at in before.read:
            desk.done(at)
        while not desk.read_all(way) and len(desk.read) < _PATIENCE + len(before.read):
            desk.done(strategy(desk, draw))
        yield len(desk.read) - len(before.read)


def without_needs(home: Path, seeds: range) -> Enjoyed:
    """The bundled catalog as an import has it; ranked by the real commands, words and all."""
    papers = [each._replace(needs={}, helps={}) for each in library.bundled()]
    world = World(papers)
    found = enjoyed([world], seeds)
    found.means["`next`"][:] = []
    for seed in seeds:
        likes, shelf = Likes(world, seed), Shelf(home, papers)
        rated = []
        for _ in range(PAPERS):
            at = shelf.next(TODAY)
            rated.append(likes.ratings[at])
            shelf.done(at, rated[-1])
        found.means["`next`"].append(statistics.fmean(rated))
    return found


def hold_to_the_product(home: Path) -> int:
    """The papers for which the real commands said what the core in memory said."""
    held = 0
    for name, catalogs in worlds().items():
        for seed in range(FIRST, FIRST + _TRIED):
            world = catalogs[seed % len(catalogs)]
            desk, shelf = Desk(world, Likes(world, seed)), Shelf(home, world.papers)
            for _ in range(PAPERS):
                at, real = desk.next(), shelf.next(TODAY)
                if at != real:
                    raise SystemExit(
                        f"{name}, reader {seed}: {real + 1} is suggested, not {at + 1}"
                    )
                desk.done(at)
                shelf.done(at, desk.likes.ratings[at])
                held += 1
            for target in desk.unread:
                if sorted(shelf.path(target)) != sorted(world.way(target, desk.read)):
                    raise SystemExit(f"{name}, reader {seed}: another path to {target + 1}")
    return held


def text(readers_: int) -> Iterator[str]:
    """The page."""
    seeds = range(FIRST, FIRST + readers_)
    found = {name: enjoyed(catalogs, seeds) for name, catalogs in worlds().items()}
    with tempfile.TemporaryDirectory() as folder:
        held = hold_to_the_product(Path(folder) / "home")
        bare = without_needs(Path(folder) / "home", seeds[: max(1, readers_ // 5)])
    ranked = {**found, f"bundled, needs unknown ({len(bare.means['`next`'])} readers)": bare}
    yield from (
        about(),
        f"{readers_} readers; what is told of `next` in memory was the same in {held} of {held}",
        "suggestions that the real commands made for a sample of them.",
    )
    parts: list[tuple[str, Callable[[], Iterator[str]]]] = [
        ("Papers to read until a target is, for somebody who has read nothing", ways_table),
        (f"Mean rating of the first {PAPERS} papers, from 1 to 5", lambda: likes_table(ranked)),
        (
            "Stars that `next` gains, by reader, with its 95 % interval",
            lambda: gains_table(ranked),
        ),
        ("Papers that were not ready at their turn", lambda: not_ready_table(found)),
        (
            f"Papers to read to a goal that was set after {_BEFORE_A_GOAL}",
            lambda: goals_table(seeds),
        ),
    ]
    for title, table in parts:
        yield from ("", f"## {title}", "", *table())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--write", action="store_true", help="write bench/suggest.md")
    options = parser.parse_args()
    body = "\n".join(text(options.readers)) + "\n"
    print(body)
    if options.write:
        head = "# Suggestions\n\nMade by `python -m bench.suggest --write`.\n\n"
        Path(__file__).with_suffix(".md").write_text(head + body, encoding="utf-8")


if __name__ == "__main__":
    main()

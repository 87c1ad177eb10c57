"""Simulated readers: what they like is hidden, and they read what they are told to.

A reader is asked for next by the program's own core (suggest/), in memory; `bench.suggest`
holds on a sample that the commands of a real library say the same.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from papernotes.graph.reach import reach
from papernotes.graph.way import in_order
from papernotes.library.reader import LAST
from papernotes.model.paper import Entry, Paper, Progress
from papernotes.model.text import fold
from papernotes.settings import SETTINGS
from papernotes.suggest.candidate import Candidate, Way
from papernotes.suggest.rank import rank
from papernotes.suggest.reader import Reader, tastes

TODAY = "2026-01-01"
WEIGHTS: Mapping[str, float] = {
    each.name.removeprefix("next."): float(each.default)
    for each in SETTINGS
    if each.name.startswith("next.")
}
_MEAN, _BETWEEN_TOPICS, _NOISE = 3.2, 1.0, 0.7  # stars


class World:
    """A catalog as numbers: papers are their positions in its order."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = papers
        names = {name: at for at, each in enumerate(papers) for name in (each.key, *each.ids)}
        self.needs = {
            at: [names[name] for name in each.needs] for at, each in enumerate(papers) if each.needs
        }
        self.needed_by: list[list[int]] = [[] for _ in papers]
        for at, needs in self.needs.items():
            for need in needs:
                self.needed_by[need].append(at)
        self.topics = [frozenset(map(fold, each.topics)) for each in papers]

    @cached_property
    def candidates(self) -> Sequence[Candidate]:
        """Each paper as one that is ready, without what depends on the reader."""
        last = len(self.papers) - 1
        return [
            Candidate(
                Entry("mine", paper, Progress(), ready=True, has_note=False),
                self.topics[at],
                leads=leads,
                place=at / last,
            )
            for at, (paper, leads) in enumerate(
                zip(self.papers, reach(self.needed_by), strict=True)
            )
        ]

    def way(self, target: int, read: Iterable[int] = ()) -> list[int]:
        """What `papernotes path` has of it for one who has read that."""
        settled = set(read)
        open_ = {at: [n for n in needs if n not in settled] for at, needs in self.needs.items()}
        return [at for at in in_order([target], open_) if at not in settled]


class Likes:
    """What a reader will think of each paper: the mean of what its topics are to them."""

    def __init__(self, world: World, seed: int) -> None:
        draw = random.Random(seed)  # noqa: S311 (made-up readers, no secret)
        topics = sorted({topic for topics in world.topics for topic in topics})
        means = {topic: draw.gauss(_MEAN, _BETWEEN_TOPICS) for topic in topics}
        self.hidden = [
            sum(means[topic] for topic in sorted(topics)) / len(topics) if topics else _MEAN
            for topics in world.topics
        ]
        self.ratings = [
            min(5, max(1, round(hidden + draw.gauss(0, _NOISE)))) for hidden in self.hidden
        ]


class Desk:
    """What somebody has read, in that order, and how they rated it."""

    def __init__(self, world: World, likes: Likes, goal: int | None = None) -> None:
        self.world, self.likes, self.goal = world, likes, goal
        self.read: list[int] = []
        self.unread: dict[int, None] = dict.fromkeys(range(len(world.papers)))
        self.missing = [len(world.needs.get(at, ())) for at in range(len(world.papers))]

    def done(self, at: int) -> None:
        self.read.append(at)
        del self.unread[at]
        for other in self.world.needed_by[at]:
            self.missing[other] -= 1

    def read_all(self, papers: Iterable[int]) -> bool:
        return self.unread.keys().isdisjoint(papers)

    def ready(self) -> list[int]:
        return [at for at in self.unread if not self.missing[at]]

    def opens(self, at: int) -> int:
        return sum(
            self.missing[other] == 1 and other in self.unread for other in self.world.needed_by[at]
        )

    def next(self, weights: Mapping[str, float] = WEIGHTS) -> int:
        """What the program tells them to read."""
        rated = [(self.world.topics[at], self.likes.ratings[at]) for at in self.read]
        last = [self.world.topics[at] for at in self.read[: -LAST - 1 : -1]]
        ways: Mapping[int, Sequence[Way]] = {}
        if self.goal is not None:
            way = self.world.way(self.goal, self.read)
            to = self.world.candidates[self.goal].entry
            to = to._replace(progress=Progress(goal=True))
            ways = {at: [Way(to, len(way))] for at in way}
        found = [
            self.world.candidates[at]._replace(opens=self.opens(at), ways=ways.get(at, ()))
            for at in self.ready()
        ]
        (best, *_) = rank(found, Reader(TODAY, weights, tastes(rated), last))
        return best.candidate.entry.paper.number - 1


Strategy = Callable[[Desk, random.Random], int]


def by_next(desk: Desk, _: random.Random) -> int:
    return desk.next()


def in_catalog_order(desk: Desk, _: random.Random) -> int:
    return next(iter(desk.unread))


def at_random(desk: Desk, draw: random.Random) -> int:
    return draw.choice(list(desk.unread))


def ready_at_random(desk: Desk, draw: random.Random) -> int:
    return draw.choice(desk.ready())


def by_oracle(desk: Desk, _: random.Random) -> int:
    """Of what is ready the one that this reader will like best, as nobody can know."""
    return max(desk.ready(), key=lambda at: desk.likes.hidden[at])


def follow(desk: Desk, strategy: Strategy, seed: int, papers: int) -> int:
    """Read so many papers; gives how many of them were not ready at their turn."""
    draw = random.Random(seed)  # noqa: S311
    not_ready = 0
    for _ in range(papers):
        at = strategy(desk, draw)
        not_ready += desk.missing[at] > 0
        desk.done(at)
    return not_ready

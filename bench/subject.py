"""Catalogs of a subject that grew, the same at every run: topics, and needs within them.

Every paper takes its topic from an earlier one, or seldom begins a topic (Simon, Biometrika
42, 1955). It needs papers of its topics, rather those that others need already and rather
those of its time (cumulative advantage, Price, JASIS 27, 1976): so there are hubs, long ways
and loose ends. Whoever lists the papers does so about in the order of their dates; some come
before what they need.
"""

import datetime as dt
import math
import random
from collections.abc import Sequence
from functools import cache

from papernotes.model.paper import Paper

_NEW_TOPIC = 0.08
_SECOND_TOPIC = 0.45
_OTHER_TOPIC = 0.1  # of needs: what comes from elsewhere
_NEEDS = (2, 4, 3, 1)  # how often a paper needs none, one, two, three
_AGE = 0.25  # of the catalog: after that the chance to be needed is down to a third
_DISORDER = 0.04  # of the catalog: how far from the order of dates the list is
_FIRST, _DAYS = dt.date(2014, 1, 1), 11 * 365
_PARTS = ("la", "ve", "ro", "ti", "mu", "se", "ka", "do", "ni", "pu", "za", "fe")


@cache
def papers(n: int, seed: int) -> Sequence[Paper]:
    """`n` made-up papers in the order of their catalog, numbered from 1."""
    draw = random.Random(seed)  # noqa: S311 (made-up papers, no secret)
    topics: list[tuple[str, ...]] = []
    needs: list[list[int]] = []
    needed = [0] * n
    for _ in range(n):
        topics.append(_topics(draw, topics))
        needs.append(_needs(draw, topics, needed))
        for other in needs[-1]:
            needed[other] += 1
    place = sorted(range(n), key=lambda each: each + draw.gauss(0, _DISORDER * n))
    return tuple(
        _paper(number, each, n, topics[each], needs[each]) for number, each in enumerate(place, 1)
    )


def _topics(draw: random.Random, earlier: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    known = {topic for topics in earlier for topic in topics}
    if not earlier or draw.random() < _NEW_TOPIC:
        found = ["".join(draw.choices(_PARTS, k=3))]
    else:
        found = [draw.choice(draw.choice(earlier))]
    if known and draw.random() < _SECOND_TOPIC:
        found.append(draw.choice(draw.choice(earlier)))
    return tuple(dict.fromkeys(found))


def _needs(
    draw: random.Random, topics: Sequence[tuple[str, ...]], needed: Sequence[int]
) -> list[int]:
    own = len(topics) - 1
    (count,) = draw.choices(range(len(_NEEDS)), _NEEDS)
    chances = [
        (needed[each] + 1)
        * math.exp(-(own - each) / (_AGE * len(needed)))
        * (1 if set(topics[each]) & set(topics[own]) else _OTHER_TOPIC / len(set(topics)))
        for each in range(own)
    ]
    return sorted(set(draw.choices(range(own), chances, k=count))) if own else []


def _paper(number: int, each: int, n: int, topics: tuple[str, ...], needs: list[int]) -> Paper:
    day = _FIRST + dt.timedelta(days=each * _DAYS // n)
    arxiv = f"{day:%y%m}.{each:05d}"
    return Paper(
        number=number,
        key=f"paper-{each}",
        ids=(f"arxiv:{arxiv}",),
        title=f"Of {' and '.join(topics)}, part {each}",
        published=day.isoformat(),
        arxiv=arxiv,
        url=f"https://arxiv.org/abs/{arxiv}",
        kind="paper",
        pages=10,
        topics=topics,
        needs={f"paper-{other}": "It builds on that." for other in needs},
    )

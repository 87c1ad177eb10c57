"""The way to some members of a graph: what has to be passed, and in which order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

Arcs = Mapping[int, Sequence[int]]  # from a member to those that it needs


def in_order(targets: Iterable[int], needs: Arcs, better: Arcs | None = None) -> list[int]:
    """The targets and all that they need, each after what it needs.

    Depth first, so that a subject is followed to its end before the next begins. `better`
    names what is good to have before, and comes so wherever no need forbids it. In a
    circle of needs one of its members has to come first all the same.
    """
    if not better:
        return _depth_first(targets, needs)
    both = {
        each: [*needs.get(each, ()), *better.get(each, ())] for each in {*needs.keys(), *better}
    }
    return _mended(_depth_first(targets, both), needs)


def _depth_first(targets: Iterable[int], arcs: Arcs) -> list[int]:
    found: list[int] = []
    seen: set[int] = set()
    for target in targets:
        if target in seen:
            continue
        seen.add(target)
        walk = [(target, iter(arcs.get(target, ())))]
        while walk:
            at, ahead = walk[-1]
            other = next((each for each in ahead if each not in seen), None)
            if other is None:
                walk.pop()
                found.append(at)
            else:
                seen.add(other)
                walk.append((other, iter(arcs.get(other, ()))))
    return found


def _mended(order: Sequence[int], needs: Arcs) -> list[int]:
    """The order with as little changed as lets each come after its needs (Kahn, 1962)."""
    place = {each: position for position, each in enumerate(order)}
    waits = {each: set(needs.get(each, ())) & place.keys() for each in order}
    opens: dict[int, list[int]] = {}
    for each, others in waits.items():
        for other in others:
            opens.setdefault(other, []).append(each)
    ready = [place[each] for each in order if not waits[each]]
    heapify(ready)
    found: list[int] = []
    while ready:
        at = order[heappop(ready)]
        found.append(at)
        for each in opens.get(at, ()):
            waits[each].discard(at)
            if not waits[each]:
                heappush(ready, place[each])
    if len(found) < len(order):  # what is left needs itself, in a circle or behind one
        done = set(found)
        found += [each for each in _depth_first(order, needs) if each not in done]
    return found


def is_in_order(order: Sequence[int], needs: Mapping[int, Collection[int]]) -> bool:
    """Whether each comes after all that it needs."""
    seen: set[int] = set()
    for each in order:
        if not seen.issuperset(needs.get(each, ())):
            return False
        seen.add(each)
    return True

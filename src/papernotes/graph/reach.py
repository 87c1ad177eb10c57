"""How many others each member of a graph leads to, directly or further on."""

from collections.abc import Sequence

_BLOCK = 4_096  # members that one pass looks for: 100,000 members then take 50 MB


def reach(leads: Sequence[Sequence[int]]) -> list[int]:
    """For each member the number of others that it leads to; `leads` are the direct ones.

    Sets of members are the bits of whole numbers, a block of members at a time; a circle
    counts as one place from which all of it is reached. O(members x edges / word) in time.
    """
    component = components(leads)
    size = [0] * (max(component, default=-1) + 1)
    for each in component:
        size[each] += 1
    further: list[set[int]] = [set() for _ in size]
    for member, ahead in enumerate(leads):
        mine = component[member]
        further[mine].update(component[target] for target in ahead)
        further[mine].discard(mine)
    counts = [0] * len(size)
    for first in range(0, len(size), _BLOCK):
        last = first + _BLOCK
        found: list[int] = []
        # Components are numbered from the ends on: what one leads to has a smaller number.
        for each, targets in enumerate(further):
            bits = 1 << (each - first) if first <= each < last else 0
            if each >= first:
                for target in targets:
                    if target >= first:
                        bits |= found[target - first]
                found.append(bits)
                counts[each] += bits.bit_count()
    if len(size) != len(component):
        counts = _weighed(further, size)
    return [counts[each] - 1 for each in component]


def _weighed(further: Sequence[set[int]], size: Sequence[int]) -> list[int]:
    """The same where components are of several members: rare, and walked one by one."""
    counts = []
    for each in range(len(further)):
        seen, ahead = {each}, [each]
        while ahead:
            new = further[ahead.pop()] - seen
            seen |= new
            ahead += new
        counts.append(sum(size[one] for one in seen))
    return counts


def components(leads: Sequence[Sequence[int]]) -> list[int]:
    """The number of each member's strongly connected component, those led to first.

    Tarjan's algorithm (SIAM Journal on Computing 1(2), 1972) without recursion.
    """
    found = [-1] * len(leads)
    index, low = [-1] * len(leads), [0] * len(leads)
    stack: list[int] = []
    count = number = 0
    for root in range(len(leads)):
        if index[root] >= 0:
            continue
        index[root] = low[root] = count
        count += 1
        stack.append(root)
        walk = [(root, iter(leads[root]))]
        while walk:
            at, ahead = walk[-1]
            for target in ahead:
                if index[target] < 0:
                    index[target] = low[target] = count
                    count += 1
                    stack.append(target)
                    walk.append((target, iter(leads[target])))
                    break
                if found[target] < 0:
                    low[at] = min(low[at], index[target])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[at])
                if low[at] == index[at]:
                    while True:
                        member = stack.pop()
                        found[member] = number
                        if member == at:
                            break
                    number += 1
    return found

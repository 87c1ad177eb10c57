"""What papers need, and what helps with them: names that lead nowhere, and circles."""

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from papernotes.catalog.read import named
from papernotes.checking.finding import Finding
from papernotes.checking.listed import Listed
from papernotes.model import ids
from papernotes.model.names import is_key
from papernotes.model.text import fold

_GUESSES = 30  # names for which we look for the nearest one
_NEAR = 2_000  # names among which we look
_SHOWN = 12  # papers of a circle that a message names
_LONGEST = 120  # characters of a name that a message repeats


class Edge(NamedTuple):
    """One paper names another one as `needs` or `helps`, under some name."""

    field: str
    written: str
    target: int | None  # the other's position; None: no paper of this file


def relations(papers: Sequence[Listed], is_known: Callable[[str], bool]) -> Iterator[Finding]:
    """All that is wrong with needs and helps. `is_known`: whether some catalog has an id."""
    keys = {each.key: place for place, each in reversed(list(enumerate(papers))) if each.key}
    names = {name: place for place, each in enumerate(papers) for name, _ in each.ids()}
    edges = [list(_edges(each, keys, names)) for each in papers]
    guesses = 0
    for place, each in enumerate(papers):
        for edge in edges[place]:
            if edge.target == place:
                yield _itself(each, edge)
            elif edge.target is not None:
                yield from _later(each, papers[edge.target], edge)
            elif is_key(edge.written) or not is_known(ids.parse(edge.written) or ""):
                guesses += 1
                near = _nearest(edge.written, keys) if guesses <= _GUESSES else None
                yield _unknown(each, edge, near)
    needs = [
        [e.target for e in found if e.field == "needs" and e.target != place]
        for place, found in enumerate(edges)
    ]
    for circle in circles([[t for t in found if t is not None] for found in needs]):
        yield _circle([papers[place] for place in circle], edges, circle)


def circles(needs: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Circles of a graph, each once and from its first member; enough to break them all."""
    done = [False] * len(needs)
    for root in range(len(needs)):
        if done[root]:
            continue
        path, at = [root], {root: 0}  # what we came through, and where in it each one is
        ahead = [iter(needs[root])]
        while path:
            target = next(ahead[-1], None)
            if target is None:
                done[path[-1]] = True
                del at[path.pop()]
                ahead.pop()
            elif target in at:
                circle = path[at[target] :]
                first = circle.index(min(circle))
                yield circle[first:] + circle[:first]
            elif not done[target]:
                at[target] = len(path)
                path.append(target)
                ahead.append(iter(needs[target]))


def _edges(each: Listed, keys: dict[str, int], names: dict[str, int]) -> Iterator[Edge]:
    if each.paper is None:
        return
    for field, table in (("needs", each.paper.needs), ("helps", each.paper.helps)):
        for written in table:
            where = keys if is_key(written) else names
            name = written if is_key(written) else ids.parse(written)
            yield Edge(field, written, where.get(name or ""))


def _itself(each: Listed, edge: Edge) -> Finding:
    kind = "needs-itself" if edge.field == "needs" else "helps-itself"
    message = f"{named(each.table)}{edge.field} names the paper itself"
    return Finding(_line(each, edge), kind, message, "Take it out.")


def _later(each: Listed, other: Listed, edge: Edge) -> Iterator[Finding]:
    own, theirs = (p.paper.published if p.paper else None for p in (each, other))
    if own and theirs:
        known = min(len(own), len(theirs))
        if theirs[:known] > own[:known]:
            message = (
                f"{named(each.table)}{edge.field}: “{_short(edge.written)}” was published later"
                f" ({theirs}, this one {own})"
            )
            hint = "Is one of the dates wrong, or are the two the wrong way round?"
            yield Finding(_line(each, edge), "later-paper", message, hint)


def _unknown(each: Listed, edge: Edge, near: str | None) -> Finding:
    what = "key" if is_key(edge.written) else "key or id"
    message = f"{named(each.table)}{edge.field}: no paper has the {what} “{_short(edge.written)}”"
    hint = f"Did you mean {near}?" if near else "Add that paper, or take the name out."
    return Finding(_line(each, edge), "unknown-paper", message, hint)


def _nearest(written: str, keys: dict[str, int]) -> str | None:
    if len(written) > _LONGEST:
        return None
    folded = fold(written).strip().replace(" ", "-").replace("_", "-")
    near = get_close_matches(folded, list(keys)[:_NEAR], n=1)
    return near[0] if near else None


def _circle(members: Sequence[Listed], edges: Sequence[list[Edge]], circle: list[int]) -> Finding:
    first, following = members[0], circle[1]
    edge = next(e for e in edges[circle[0]] if e.field == "needs" and e.target == following)
    shown = [each.name.removeprefix("paper ") for each in members[:_SHOWN]]
    left = len(members) - len(shown)
    shown += [f"{left} more"] if left else []
    way = " needs ".join([*shown, first.name.removeprefix("paper ")])
    message = f"papers need each other in a circle: {way}"
    hint = "None of them can ever be ready: take one of these needs out, or make it helps."
    return Finding(_line(first, edge), "needs-circle", message, hint)


def _line(each: Listed, edge: Edge) -> int:
    table = each.table.get(edge.field)
    if isinstance(table, list):
        place = next((i for i, n in enumerate(table) if n == edge.written), 0)
        return each.line(edge.field, place)
    # A name is one line when it is read, and may have been written as several.
    name = next((n for n in table or {} if " ".join(n.split()) == edge.written), edge.written)
    return each.line(edge.field, name)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

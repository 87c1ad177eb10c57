"""Papers and what they need as a graph: the whole of a catalog, or what hangs on one paper."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from papernotes.graph.way import in_order, is_in_order
from papernotes.index.touched import batches, marks
from papernotes.library.core import Library, select
from papernotes.model.names import handle
from papernotes.model.paper import Entry

Kind = Literal["needs", "helps"]
KINDS: Final[tuple[Kind, ...]] = ("needs", "helps")
_Key = tuple[str, int]  # a paper's catalog and number


class Node(NamedTuple):
    """A paper, or the name alone of one that no catalog has."""

    entry: Entry | None
    written: str = ""  # as the catalog writes it: a key or an id

    @property
    def name(self) -> str:
        return self.entry.paper.name if self.entry else self.written

    @property
    def id(self) -> str:
        return self.entry.paper.uid if self.entry else self.written


class Arc(NamedTuple):
    """The paper `source` needs `target`, or is helped by it: positions among the nodes."""

    source: int
    target: int
    kind: Kind
    reason: str


class Graph(NamedTuple):
    """Nodes in the order of the catalog, arcs in that in which they are written.

    `roots` are where a tree of it begins, which follows the arcs if `to_needs`, else goes
    against them.
    """

    nodes: Sequence[Node]
    arcs: Sequence[Arc]
    roots: Sequence[int]
    to_needs: bool
    home: str  # the current catalog

    def ahead(self) -> list[list[tuple[int, Arc]]]:
        """For each node those that follow it in a tree, what it needs before what helps."""
        found: list[list[tuple[int, Arc]]] = [[] for _ in self.nodes]
        for kind in KINDS:
            for arc in self.arcs:
                if arc.kind == kind:
                    here, there = arc.source, arc.target
                    if not self.to_needs:
                        here, there = there, here
                    found[here].append((there, arc))
        return found

    def has_circle(self) -> bool:
        """Whether papers need each other in a circle, so that no order gives each its needs."""
        needs: dict[int, list[int]] = {}
        for arc in self.arcs:
            if arc.kind == "needs":
                needs.setdefault(arc.source, []).append(arc.target)
        return not is_in_order(in_order(range(len(self.nodes)), needs), needs)


def whole(library: Library, *, helps: bool) -> Graph:
    """The current catalog, from papers that need nothing to what they lead to."""
    entries = select(library, "catalog = ?", [library.catalog], "ORDER BY number")
    nodes, arcs = _joined(library, entries, KINDS if helps else KINDS[:1])
    return _rooted(Graph(nodes, arcs, [], to_needs=False, home=library.catalog))


def _rooted(graph: Graph) -> Graph:
    """The graph with roots from which everything is reached: what needs nothing, and the first
    of what is in circles."""
    needing = {arc.source for arc in graph.arcs if arc.kind == "needs"}
    free = [place for place in range(len(graph.nodes)) if place not in needing]
    ahead = graph.ahead()
    roots, seen = [], [False] * len(graph.nodes)
    for root in [*free, *range(len(seen))]:
        if seen[root]:
            continue
        roots.append(root)
        seen[root] = True
        queue = [root]
        for place in queue:  # it grows meanwhile
            for there, arc in ahead[place]:
                if arc.kind == "needs" and not seen[there]:
                    seen[there] = True
                    queue.append(there)
    return graph._replace(roots=roots)


def around(library: Library, entry: Entry, *, unlocks: bool, helps: bool) -> Graph:
    """What a paper needs, directly and further on; or, with `unlocks`, what needs it.

    With `helps` also what helps with each of these (or is helped by it), and no further: what
    only helps is no condition, so that nobody must know what it needs itself.
    """
    kinds = KINDS if helps else KINDS[:1]
    entries = _closure(library, entry, unlocks=unlocks)
    if helps and unlocks:
        entries += _helped(library, entries)
    nodes, arcs = _joined(library, entries, kinds)
    at = {_key(node.entry): place for place, node in enumerate(nodes) if node.entry}
    graph = Graph(nodes, arcs, [at[_key(entry)]], to_needs=not unlocks, home=library.catalog)
    return pruned(graph, None)


def pruned(graph: Graph, depth: int | None) -> Graph:
    """What is reached from the roots in at most `depth` steps, of which only the last helps."""
    ahead = graph.ahead()
    far = dict.fromkeys(graph.roots, 0)
    helped: dict[int, None] = {}
    queue = list(graph.roots)
    kept = []
    for place in queue:  # it grows meanwhile
        if depth is not None and far[place] >= depth:
            continue
        for there, arc in ahead[place]:
            kept.append(arc)
            if arc.kind == "helps":
                helped[there] = None
            elif there not in far:
                far[there] = far[place] + 1
                queue.append(there)
    new = {old: place for place, old in enumerate(sorted(far.keys() | helped.keys()))}
    arcs = sorted(kept, key=lambda arc: (new[arc.source], arc.kind != "needs"))
    return graph._replace(
        nodes=[graph.nodes[old] for old in new],
        arcs=[arc._replace(source=new[arc.source], target=new[arc.target]) for arc in arcs],
        roots=[new[root] for root in graph.roots],
    )


def _closure(library: Library, entry: Entry, *, unlocks: bool) -> list[Entry]:
    """The paper and all that follow it along the needs: found by SQLite, which never recurses."""
    step = (
        "handle h ON h.row = found JOIN edge e ON e.name = h.name AND e.kind = 'needs'"
        if unlocks
        else "edge e ON e.row = found AND e.kind = 'needs' JOIN handle h ON h.name = e.name"
    )
    return select(
        library,
        "1",
        [entry.catalog, entry.paper.number],
        "ORDER BY catalog, number",
        # CROSS: from what was found to its papers, never through all papers.
        source="(WITH RECURSIVE further(found) AS ("
        "SELECT row FROM paper WHERE catalog = ? AND number = ? UNION"
        f" SELECT {'e' if unlocks else 'h'}.row FROM further JOIN {step})"
        " SELECT found FROM further) CROSS JOIN paper ON row = found",
    )


def _helped(library: Library, entries: Sequence[Entry]) -> list[Entry]:
    known = {_key(entry) for entry in entries}
    names = {f"{e.catalog}/{e.paper.key}" for e in entries if e.paper.key}
    names.update(name for entry in entries for name in entry.paper.ids)
    found: dict[_Key, Entry] = {}
    for batch in batches(sorted(names)):
        where = f"row IN (SELECT row FROM edge WHERE name IN ({marks(batch)}) AND kind = 'helps')"
        for entry in select(library, where, batch):
            if _key(entry) not in known:
                found[_key(entry)] = entry
    return [found[key] for key in sorted(found)]


def _joined(
    library: Library, entries: Sequence[Entry], kinds: Sequence[Kind]
) -> tuple[list[Node], list[Arc]]:
    """The papers, and what they name: further papers and mere names after them."""
    written = [
        (place, kind, name, handle(entry.catalog, name), reason)
        for place, entry in enumerate(entries)
        for kind in kinds
        for name, reason in getattr(entry.paper, kind).items()
    ]
    keys = _named(library, {row[3] for row in written})
    nodes = [Node(entry) for entry in entries]
    at: dict[_Key | str, int] = {_key(entry): place for place, entry in enumerate(entries)}
    for further in _read(library, {key for key in keys.values() if key not in at}):
        at[_key(further)] = len(nodes)
        nodes.append(Node(further))
    arcs: dict[tuple[int, int], Arc] = {}
    for place, kind, name, full, reason in written:
        target: _Key | str = keys.get(full, full)
        if target not in at:
            at[target] = len(nodes)
            nodes.append(Node(None, name))
        # A paper that names itself waits for nothing but a mended catalog; twice is once.
        if at[target] != place:
            arcs.setdefault((place, at[target]), Arc(place, at[target], kind, reason))
    return nodes, list(arcs.values())


def _named(library: Library, names: Iterable[str]) -> dict[str, _Key]:
    """The paper that answers to each name: that of the current catalog before all others."""
    found: dict[str, _Key] = {}
    for batch in batches(sorted(names)):
        rows = library.db.execute(
            "SELECT h.name, p.catalog, p.number FROM handle h JOIN paper p ON p.row = h.row"
            f" WHERE h.name IN ({marks(batch)})"
            " ORDER BY p.catalog <> ?, p.catalog, p.number",
            [*batch, library.catalog],
        )
        for name, catalog, number in rows:
            found.setdefault(name, (catalog, number))
    return found


def _read(library: Library, keys: Iterable[_Key]) -> Iterator[Entry]:
    for catalog, number in sorted(keys):
        yield from select(library, "catalog = ? AND number = ?", [catalog, number])


def _key(entry: Entry) -> _Key:
    return entry.catalog, entry.paper.number

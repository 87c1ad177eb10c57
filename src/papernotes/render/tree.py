"""`graph` on a terminal: a tree, in which each paper is taken apart once."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from papernotes.library.graph import Graph, Node
from papernotes.model.clean import clean
from papernotes.model.entry import entry_json, full_title
from papernotes.render.entry import entry_plain, entry_record, numbered
from papernotes.render.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_STEP = 3  # columns by which a step is moved to the right
_SHARE = 2  # part of the window's width that these may take
_LEAST = 8  # columns of a reason that are worth having
_NO_RECORD = ("unknown", "", "", "", "")
_CIRCLE = (
    "papernotes: warning: papers here need each other in a circle, so that none of them can"
    " be ready. See: papernotes check"
)


class Line(NamedTuple):
    """A paper in its place. `rails` says for it and those above whether more follow below."""

    node: Node
    depth: int
    relation: str  # "" for a root
    reason: str
    rails: tuple[bool, ...]  # the last of them
    above: bool  # whether it was taken apart already


class Tree(NamedTuple):
    graph: Graph
    depth: int | None = None

    def json(self) -> object:
        nodes = self.graph.nodes
        return {
            "papers": [entry_json(node.entry) for node in nodes if node.entry],
            "unknown": [node.written for node in nodes if node.entry is None],
            "edges": [
                {
                    "from": nodes[arc.source].id,
                    "to": nodes[arc.target].id,
                    "kind": arc.kind,
                    "reason": arc.reason,
                }
                for arc in self.graph.arcs
            ],
        }

    def records(self) -> Iterable[tuple[str, ...]]:
        """Depth, relation, the columns of `list`, the reason, the catalog, and `above`."""
        for line in self.lines():
            entry = line.node.entry
            paper = entry_record(entry) if entry else ("", line.node.written, *_NO_RECORD)
            catalog = entry.catalog if entry else ""
            above = "above" if line.above else ""
            yield str(line.depth), line.relation, *paper, line.reason, catalog, above

    def plain(self) -> Iterable[tuple[str, ...]]:
        for line in self.lines():
            entry, home = line.node.entry, self.graph.home
            said = (
                entry_plain(entry, catalogs=entry.catalog != home)
                if entry
                else (line.node.written, "in no catalog")
            )
            above = "as shown above" if line.above else ""
            relation = line.relation.replace("_", " ")
            yield f"step {line.depth}", relation, line.reason, *said, above

    def warnings(self) -> Iterator[str]:
        if self.graph.has_circle():
            yield _CIRCLE

    def remarks(self) -> Iterator[str]:
        if not self.graph.nodes:
            yield "No paper here. Add one with: papernotes add --title “…”"

    def draw(self, output: Output) -> "RenderableType":
        from papernotes.render.style import DIM, plain

        if not self.graph.nodes:
            return plain(next(self.remarks()), DIM)
        return _Drawn(self, output)

    def lines(self, rails: int = 0) -> Iterator[Line]:
        """The tree from above to below, without recursion: a chain may be as long as it likes."""
        ahead = self.graph.ahead()
        leads = "needs" if self.graph.to_needs else "leads_to"
        opened = [False] * len(self.graph.nodes)
        for root in self.graph.roots:
            yield Line(self.graph.nodes[root], 0, "", "", (), above=False)
            opened[root] = True
            way = [iter(ahead[root])] if self.depth != 0 else []
            left = [len(ahead[root])]  # how many are still to come, at each step of the way
            while way:
                branch = next(way[-1], None)
                if branch is None:
                    way.pop()
                    left.pop()
                    continue
                place, arc = branch
                left[-1] -= 1
                needs, depth = arc.kind == "needs", len(way)
                more = tuple(map(bool, left[-rails:])) if rails else ()
                yield Line(
                    self.graph.nodes[place],
                    depth,
                    leads if needs else "helps",
                    arc.reason,
                    more,
                    above=opened[place],
                )
                if needs and not opened[place] and depth != self.depth:
                    opened[place] = True
                    way.append(iter(ahead[place]))
                    left.append(len(ahead[place]))

    def _line(self, line: Line, output: Output) -> "Text":
        from papernotes.render.style import DIM, linked, mark, plain

        text = plain(_rails(line, output.unicode), DIM)
        text.no_wrap = True
        entry = line.node.entry
        if line.relation == "helps":
            text.append("helps ", DIM)
        if entry is None:
            return text.append("? ").append(clean(line.node.written)).append(_why(line), DIM)
        text.append_text(mark(entry, output)).append(" ")
        text.append(f"{numbered(entry, self.graph.home)} ", DIM)
        text.append(clean(entry.paper.name), linked(entry.paper.url))
        if entry.progress.goal:
            text.append(" ⚑" if output.unicode else " !")
        if line.above:
            text.append(" ↑ above" if output.unicode else " ^ above", DIM)
        elif output.width - text.cell_len > _LEAST:
            text.append(_why(line) or _title(line), DIM)
        text.truncate(output.width, overflow="ellipsis" if output.unicode else "crop")
        return text


class _Drawn(NamedTuple):
    """The tree for Rich, a line after the other: a large catalog's are many."""

    tree: Tree
    output: Output

    def __rich_console__(self, *_: object) -> "Iterator[Text]":
        for line in self.tree.lines(self.output.width // _SHARE // _STEP):
            yield self.tree._line(line, self.output)


def _rails(line: Line, unicode: bool) -> str:
    """What joins a line to the one it hangs on; far from the root only the last of it."""
    if not line.depth:
        return ""
    through, last, branch = ("│  ", "└─ ", "├─ ") if unicode else ("|  ", "`- ", "|- ")
    left_out = line.depth - len(line.rails)
    drawn = f"{line.depth} " if left_out else ""  # how many steps it is away
    drawn += "".join(through if more else "   " for more in line.rails[:-1])
    return drawn + (branch if line.rails[-1:] == (True,) else last)


def _why(line: Line) -> str:
    return f"  {clean(line.reason)}" if line.reason else ""


def _title(line: Line) -> str:
    """The title beside the name, where that does not say it: of the roots, which have no reason."""
    if line.depth or not line.node.entry:
        return ""
    title, name = full_title(line.node.entry), clean(line.node.entry.paper.name)
    return f"  {title.removeprefix(name).lstrip(': ')}" if title != name else ""

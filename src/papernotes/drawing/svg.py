"""A graph as an SVG picture: no script, nothing fetched, light and dark by itself."""

from collections.abc import Iterator, Sequence

from papernotes.drawing.layout import MARGIN, Box, Layout, Point, layout
from papernotes.drawing.looks import OTHER, STATES, State, is_goal, said, state, topic
from papernotes.drawing.looks import legend as topics_of
from papernotes.drawing.texts import fitted, width
from papernotes.exporting.texts import escaped, web
from papernotes.library.graph import Graph, Node
from papernotes.model.entry import full_title
from papernotes.render.entry import numbered

SIZE = 11.5  # of letters, in px
_STRIPE = 5  # of the topic's colour
_PAD = 6
_MARK = 13  # the mark before a label
_MOST = 106  # of a label: seven layers of boxes are about 1,250 px wide
_BEND = 7  # how far from a corner an edge begins to turn
_ROW = 22  # of the legend
_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif"


def svg(graph: Graph, title: str) -> str:
    """The picture, as an element that is also a file of its own."""
    labels = [_label(node, graph.home) for node in graph.nodes]
    # All as wide as the widest, so that a layer is a column.
    placed = layout(graph, max(map(_width, labels), default=0))
    colours = dict(topics_of(graph))
    boxes = (
        _boxed(node, box, label, colours.get(topic(node), OTHER))
        for node, box, label in zip(graph.nodes, placed.boxes, labels, strict=True)
    )
    key, height = _legend(graph, placed)
    size = f'width="{placed.width:g}" height="{height:g}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {placed.width:g} {height:g}"'
        f' {size} role="img" aria-labelledby="pn-title pn-desc" class="papernotes">',
        f'<title id="pn-title">{escaped(title)}</title>',
        f'<desc id="pn-desc">{escaped(described(graph))}</desc>',
        f"<style>{_style()}</style>",
        '<defs><marker id="pn-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
        ' markerHeight="7" orient="auto">'
        '<path class="head" d="M0 0.5L8 4L0 7.5z"/></marker></defs>',
        f'<rect class="ground" {size}/>',
        *_edges(graph, placed),
        *boxes,
        *_alone(placed),
        *key,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def described(graph: Graph) -> str:
    """The picture in a sentence."""
    needs = sum(arc.kind == "needs" for arc in graph.arcs)
    helps = len(graph.arcs) - needs
    more = f", and {helps} dashed ones to papers that they help with" if helps else ""
    return (
        f"{len(graph.nodes)} papers in layers from left to right, with {needs} arrows from papers"
        f" to those that need them{more}."
    )


def _label(node: Node, home: str) -> tuple[str, str]:
    """The number, and as much of the name as there is room for."""
    number = fitted(numbered(node.entry, home), SIZE, _MOST / 2) if node.entry else ""
    flag = width("⚑ ", SIZE) if is_goal(node) else 0
    return number, fitted(node.name, SIZE, _MOST - width(f"{number} ", SIZE) - flag)


def _width(label: tuple[str, str]) -> float:
    return round(_STRIPE + _PAD + _MARK + width(" ".join(label), SIZE) + _PAD, 1)


def _boxed(node: Node, box: Box, label: tuple[str, str], colour: str) -> str:
    how, goal = state(node), is_goal(node)
    left, middle = box.x + _STRIPE + _PAD, box.y + box.height / 2
    number = f'<tspan class="number">{escaped(label[0])}</tspan> ' if label[0] else ""
    group = (
        f'<g class="node {how.word}{" goal" if goal else ""}">'
        f"<title>{escaped(_tooltip(node, how))}</title>{_rect(box, colour)}"
        f'<text dy=".35em" x="{left:g}" y="{middle:g}">{how.mark}</text>'
        f'<text dy=".35em" x="{left + _MARK:g}" y="{middle:g}">{number}'
        f"{'⚑ ' if goal else ''}{escaped(label[1])}</text></g>"
    )
    url = web(node.entry.paper.url) if node.entry else None
    return f'<a href="{escaped(url)}">{group}</a>' if url else group


def _rect(box: Box, colour: str) -> str:
    """A box, and the stripe of its topic's colour at its left."""
    x, y, wide, high = (f"{value:g}" for value in box)
    return (
        f'<rect class="box" x="{x}" y="{y}" width="{wide}" height="{high}" rx="4"/>'
        f'<rect x="{x}" y="{y}" width="{_STRIPE}" height="{high}" rx="2" fill="{colour}"/>'
    )


def _tooltip(node: Node, how: State) -> str:
    if node.entry is None:
        return f"{node.name}: {said(how)}"
    takeaway = node.entry.progress.my_takeaway or node.entry.paper.takeaway
    lines = [f"{full_title(node.entry)} ({said(how)})", takeaway or ""]
    return ". ".join(filter(None, lines))


def _edges(graph: Graph, placed: Layout) -> Iterator[str]:
    for arc, line in zip(graph.arcs, placed.lines, strict=True):
        title = f"{graph.nodes[arc.source].name} {_KIND[arc.kind]} {graph.nodes[arc.target].name}"
        reason = f": {arc.reason}" if arc.reason else ""
        yield (
            f'<path class="edge {arc.kind}" d="{_path(line)}" marker-end="url(#pn-head)">'
            f"<title>{escaped(title + reason)}</title></path>"
        )


_KIND = {"needs": "needs", "helps": "is helped by"}


def _path(points: Sequence[Point]) -> str:
    """A line through the points, its corners rounded."""
    drawn = [f"M{_at(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        drawn.append(
            f"L{_at(_towards(corner, before))}Q{_at(corner)} {_at(_towards(corner, after))}"
        )
    return "".join([*drawn, f"L{_at(points[-1])}"])


def _towards(start: Point, end: Point) -> Point:
    """A little way from one point to another, at most half of it."""
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    share = min(_BEND / length, 0.5) if length else 0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _at(point: Point) -> str:
    return f"{round(point[0], 1):g} {round(point[1], 1):g}"


def _alone(placed: Layout) -> Iterator[str]:
    if placed.alone is not None:
        yield _note(MARGIN, placed.alone + 10, "Need nothing, and nothing needs them:")


def _note(x: float, y: float, text: str) -> str:
    return f'<text dy=".35em" class="note" x="{x:g}" y="{y:g}">{escaped(text)}</text>'


def _legend(graph: Graph, placed: Layout) -> tuple[list[str], float]:
    """What marks, fills and stripes mean, in rows below the picture; and where they end."""
    there = {state(node) for node in graph.nodes}
    states = [
        (
            f'<g class="node {how.word}">{{rect}}'
            f'<text dy=".35em" x="{{x}}" y="{{y}}">{how.mark}</text></g>',
            said(how),
        )
        for how in STATES
        if how in there
    ]
    if any(map(is_goal, graph.nodes)):
        sign = '<g class="node goal unread">{rect}<text dy=".35em" x="{x}" y="{y}">⚑</text></g>'
        states.append((sign, "a goal"))
    drawn, y = (
        [f'<path class="rule" d="M{MARGIN} {placed.height:g}H{placed.width - MARGIN:g}"/>'],
        (placed.height + 12),
    )
    for items in (states, [(colour, fitted(name, SIZE, 180)) for name, colour in topics_of(graph)]):
        x = float(MARGIN)
        for sign, text in items:
            wide = 24 + width(text, SIZE) + 14
            if x > MARGIN and x + wide > placed.width - MARGIN:
                x, y = float(MARGIN), y + _ROW
            if sign.startswith("#"):
                drawn.append(
                    f'<rect x="{x:g}" y="{y:g}" width="16" height="14" rx="2" fill="{sign}"/>'
                )
            else:
                rect = f'<rect class="box" x="{x:g}" y="{y:g}" width="16" height="14" rx="3"/>'
                drawn.append(sign.format(rect=rect, x=f"{x + 4:g}", y=f"{y + 7:g}"))
            drawn.append(_note(round(x + 22, 1), y + 7, text))
            x += wide
        y += _ROW
    return drawn, y + 4


def _style() -> str:
    """Colours for light pages, and for dark ones."""
    dark = "".join(_rules(state, dark=True) for state in STATES)
    return (
        f".papernotes text{{font:{SIZE}px {_FONT}}}"
        ".papernotes .edge{fill:none;stroke-width:1.3}.papernotes .helps{stroke-dasharray:4 3}"
        ".papernotes .box{stroke-width:1}.papernotes .goal .box{stroke-width:2.5}"
        ".papernotes .waiting .box,.papernotes .unknown .box{stroke-dasharray:3 2}"
        ".papernotes .number{opacity:.75}.papernotes a{text-decoration:none}"
        ".papernotes a:hover .box,.papernotes a:focus .box{stroke-width:2.5}"
        ".papernotes .edge:hover{stroke-width:3}"
        + "".join(_rules(state, dark=False) for state in STATES)
        + _ground("#ffffff", "#8c959f", "#57606a")
        + f"@media (prefers-color-scheme:dark){{{dark}{_ground('#0d1117', '#6e7681', '#a9b2bc')}}}"
    )


def _rules(state: State, *, dark: bool) -> str:
    fill, border, text = state.dark if dark else state.light
    return (
        f".papernotes .{state.word} .box{{fill:{fill};stroke:{border}}}"
        f".papernotes .{state.word} text{{fill:{text}}}"
    )


def _ground(ground: str, line: str, note: str) -> str:
    return (
        f".papernotes .ground{{fill:{ground}}}.papernotes .edge,.papernotes .rule{{stroke:{line}}}"
        f".papernotes .head{{fill:{line}}}.papernotes .note{{fill:{note}}}"
    )

"""Where boxes and edges of a graph stand: in layers from left to right, what is alone below."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from papernotes.library.graph import Graph

HEIGHT: Final = 24  # of a box; all in px
MARGIN: Final = 16
_WIDTH = 1000  # that a README shows; more only where layers need it
_LAYER_GAP, _NODE_GAP, _EDGE_GAP = 18, 9, 7
_ALONE_GAP = 8

Point = tuple[float, float]


class Box(NamedTuple):
    """The corner at the left above, and the size."""

    x: float
    y: float
    width: float
    height: float = HEIGHT


class Layout(NamedTuple):
    boxes: Sequence[Box]  # one a node, in their order
    lines: Sequence[Sequence[Point]]  # one an arc, from what is needed to what needs it
    alone: float | None  # where the block of papers without edges begins, from above
    width: float
    height: float


def layout(graph: Graph, wide: float) -> Layout:
    """Lay out a graph whose boxes are as wide as given. Same graph, same layout."""
    tied = sorted({place for arc in graph.arcs for place in (arc.source, arc.target)})
    boxes = dict.fromkeys(range(len(graph.nodes)), Box(0, 0, 0))
    lines: list[list[Point]] = []
    width, height = float(_WIDTH), float(MARGIN)
    if tied:
        lines, right, height = _layered(graph, tied, wide, boxes)
        width = max(width, right + MARGIN)
        height += MARGIN
    alone = [place for place in boxes if place not in set(tied)]
    begins = height if alone else None
    if alone:
        height = _block(alone, wide, boxes, height, width) + MARGIN
    return Layout([boxes[place] for place in range(len(boxes))], lines, begins, width, height)


def _layered(
    graph: Graph, tied: Sequence[int], wide: float, boxes: dict[int, Box]
) -> tuple[list[list[Point]], float, float]:
    import graphlay  # a compiled engine, which only pictures need

    new = {old: place for place, old in enumerate(tied)}
    asked = {
        "nodes": [{"size": {"width": wide, "height": HEIGHT}} for old in tied],
        "edges": [
            {
                "source": new[arc.target],
                "target": new[arc.source],
                "weight": 1.0 if arc.kind == "needs" else 0.3,
            }
            for arc in graph.arcs
        ],
    }
    spacing = {
        "layer_gap": _LAYER_GAP,
        "node_gap": _NODE_GAP,
        "dummy_gap": _EDGE_GAP,
        "port_gap": 3,
        "stub": 6,
    }
    for style in ("diagonal", "orthogonal"):  # the first is calmer, the second never in the way
        options = {"direction": "leftright", "routing": {"style": style}, "spacing": spacing}
        made = graphlay.layout(asked, options=options)
        if not made.metrics()["node_edge_hits"]:
            break
    left = min(node["center"]["x"] - node["size"]["width"] / 2 for node in made.nodes)
    points = [[(p["x"], p["y"]) for p in edge["points"]] for edge in made.edges]
    top = min(
        [node["center"]["y"] - HEIGHT / 2 for node in made.nodes]
        + [y for line in points for _, y in line]
    )
    left = min([left, *(x for line in points for x, _ in line)])
    for old, node in zip(tied, made.nodes, strict=True):
        x = node["center"]["x"] - wide / 2 - left + MARGIN
        y = node["center"]["y"] - HEIGHT / 2 - top + MARGIN
        boxes[old] = Box(round(x, 1), round(y, 1), wide)
    lines = [
        [(round(x - left + MARGIN, 1), round(y - top + MARGIN, 1)) for x, y in line]
        for line in points
    ]
    right = max([boxes[old].x + wide for old in tied] + [x for line in lines for x, _ in line])
    bottom = max([boxes[old].y + HEIGHT for old in tied] + [y for line in lines for _, y in line])
    return lines, right, bottom


def _block(
    alone: Sequence[int], wide: float, boxes: dict[int, Box], top: float, width: float
) -> float:
    """Papers in rows, as words in a paragraph. Gives where they end."""
    x, y = float(MARGIN), top + HEIGHT  # below the line that says what they are
    for place in alone:
        if x > MARGIN and x + wide > width - MARGIN:
            x, y = MARGIN, y + HEIGHT + _ALONE_GAP
        boxes[place] = Box(x, y, wide)
        x += wide + _ALONE_GAP
    return y + HEIGHT

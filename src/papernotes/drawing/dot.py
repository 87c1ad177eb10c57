"""A graph for Graphviz: https://graphviz.org/doc/info/lang.html"""

from collections.abc import Iterator

from papernotes.drawing.looks import OTHER, is_goal, legend, state, topic
from papernotes.exporting.texts import web
from papernotes.library.graph import Graph, Node
from papernotes.model.clean import clean
from papernotes.model.entry import full_title
from papernotes.render.entry import numbered


def dot(graph: Graph, title: str) -> Iterator[str]:
    """Its lines. Arrows lead from a paper to those that need it."""
    colours = dict(legend(graph))
    yield "digraph papernotes {\n"
    yield f"  graph [rankdir=LR, label={_quoted(title)}, fontname=Helvetica];\n"
    yield '  node [shape=box, style="rounded,filled", fontname=Helvetica, fontsize=11];\n'
    for place, node in enumerate(graph.nodes):
        yield f"  p{place} [{_node(node, graph.home, colours.get(topic(node), OTHER))}];\n"
    for arc in graph.arcs:
        style = " style=dashed, constraint=false," if arc.kind == "helps" else ""
        yield f"  p{arc.target} -> p{arc.source} [{style} tooltip={_quoted(arc.reason)}];\n"
    yield "}\n"


def _node(node: Node, home: str, colour: str) -> str:
    how = state(node)
    fill, _, text = how.light
    number = f"{numbered(node.entry, home)} " if node.entry else ""
    attributes = [
        f"label={_quoted(f'{how.mark} {number}{node.name}')}",
        f'fillcolor="{fill}", color="{colour}", fontcolor="{text}"',
        f"penwidth={4 if is_goal(node) else 2}",
        f"tooltip={_quoted(full_title(node.entry) if node.entry else node.name)}",
    ]
    if node.entry and (url := web(node.entry.paper.url)):
        attributes.append(f"URL={_quoted(url)}")
    return ", ".join(attributes)


def _quoted(text: str) -> str:
    r"""A string of the language, in which a backslash begins an escape (\n, \N), and so does
    an ampersand one of HTML's: both stand for themselves here."""
    text = clean(text).replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"')
    return f'"{text}"'

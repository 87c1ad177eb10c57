"""A graph as a page of its own: the picture, and the papers as a list."""

from collections.abc import Iterator

from papernotes.drawing.looks import said, state
from papernotes.drawing.svg import described, svg
from papernotes.exporting.sheet import sheet
from papernotes.exporting.texts import escaped, web
from papernotes.library.graph import Graph, Node
from papernotes.model.entry import full_title
from papernotes.render.entry import numbered

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem auto;padding:0 1rem;max-width:76rem}
.picture{overflow-x:auto}
.picture svg{min-width:60rem;max-width:100%;height:auto}
.picture svg:hover .node,.picture svg:focus-within .node{opacity:.45}
.picture svg .node:hover,.picture svg a:focus .node{opacity:1}
li{margin:.35rem 0}
.how,.more{opacity:.75}
li:target,li:focus-within{outline:2px solid}
"""


def page(graph: Graph, title: str) -> str:
    """The page. Everything in it is escaped; it takes nothing from elsewhere."""
    body = (
        f"<h1>{escaped(title)}</h1>\n<p>{escaped(described(graph))}</p>\n"
        f'<div class="picture">\n{svg(graph, title)}</div>\n<h2>Papers</h2>\n<ul>\n'
        + "".join(_items(graph))
        + "</ul>\n"
    )
    return sheet(title, _STYLE, body)


def _items(graph: Graph) -> Iterator[str]:
    """A paper a line, with what it needs and what helps with it."""
    named: list[list[str]] = [[] for _ in graph.nodes]
    for kind, words in (("needs", "needs"), ("helps", "helped by")):
        for arc in graph.arcs:
            if arc.kind == kind:
                link = f'<a href="#p{arc.target}">{escaped(graph.nodes[arc.target].name)}</a>'
                reason = f": {escaped(arc.reason)}" if arc.reason else ""
                named[arc.source].append(f"<br><span class=more>{words} {link}{reason}</span>")
    for place, node in enumerate(graph.nodes):
        yield f'<li id="p{place}">{_paper(node, graph.home)}{"".join(named[place])}</li>\n'


def _paper(node: Node, home: str) -> str:
    how = f" <span class=how>{said(state(node))}</span>"
    if node.entry is None:
        return f"{escaped(node.name)}{how}"
    paper = node.entry.paper
    title = escaped(f"{numbered(node.entry, home)} {full_title(node.entry)}")
    url = web(paper.url)
    linked = f'<a href="{escaped(url)}">{title}</a>' if url else title
    takeaway = node.entry.progress.my_takeaway or paper.takeaway
    return linked + how + (f"<br>{escaped(takeaway)}" if takeaway else "")

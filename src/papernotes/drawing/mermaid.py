"""A graph as a Mermaid flowchart, which Markdown pages show: https://mermaid.js.org"""

from collections.abc import Iterator

from papernotes.drawing.looks import STATES, is_goal, state
from papernotes.exporting.texts import web
from papernotes.library.graph import Graph
from papernotes.model.clean import clean
from papernotes.render.entry import numbered

_PLAIN = frozenset(" .,:-'()/+!?")  # besides letters and digits


def mermaid(graph: Graph) -> Iterator[str]:
    """Its lines. Arrows lead from a paper to those that need it."""
    yield "flowchart LR\n"
    for place, node in enumerate(graph.nodes):
        how = state(node)
        number = f"{numbered(node.entry, graph.home)} " if node.entry else ""
        goal = "⚑ " if is_goal(node) else ""
        yield f'  p{place}["{_text(f"{how.mark} {number}{goal}{node.name}")}"]:::{how.word}\n'
        if node.entry and (url := web(node.entry.paper.url)):
            yield f'  click p{place} href "{_address(url)}" _blank\n'
    for arc in graph.arcs:
        arrow = "-.->" if arc.kind == "helps" else "-->"
        yield f"  p{arc.target} {arrow} p{arc.source}\n"
    for how in STATES:
        fill, border, text = how.light
        yield f"  classDef {how.word} fill:{fill},stroke:{border},color:{text}\n"


def _text(text: str) -> str:
    """A label: what could be markup, Markdown or an end is a character's number, as in #35;"""
    return "".join(
        char if char.isalnum() or char in _PLAIN or not char.isascii() else f"#{ord(char)};"
        for char in clean(text)
    )


def _address(url: str) -> str:
    """An address in quotes: what has a meaning there is written in percent."""
    return "".join(
        c if (c.isalnum() and c.isascii()) or c in ":/?=&.,~_+%-@!()*" else _percent(c)
        for c in clean(url)
    )


def _percent(char: str) -> str:
    return (
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
        if char != "#"
        else "%23"
    )

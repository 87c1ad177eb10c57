"""What the pictures say by colour, and what by a mark besides: nothing by colour alone."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from papernotes.library.graph import Graph, Node

# Okabe and Ito's colours, which all eyes tell apart, for the most frequent topics.
_PALETTE: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#F0E442")
OTHER: Final = "#999999"
_OTHER = "other topics"


class State(NamedTuple):
    """How things stand with a paper, in one word, one mark, and three colours each way."""

    word: str
    mark: str
    light: tuple[str, str, str]  # fill, border, text
    dark: tuple[str, str, str]


STATES: Final = (
    State("done", "✓", ("#d3f0df", "#2e8b57", "#12301f"), ("#173d2a", "#4fb583", "#dff5e8")),
    State("reading", "▸", ("#ffedb3", "#b07d00", "#3a2a00"), ("#4a3a08", "#e0b23c", "#fff3d0")),
    State("unread", "○", ("#ffffff", "#57606a", "#1f2328"), ("#1c2129", "#9ba5b0", "#e6edf3")),
    State("waiting", "·", ("#eff1f4", "#b3bac2", "#4d5560"), ("#14181e", "#4a525c", "#a9b2bc")),
    State("skipped", "–", ("#f6f0f0", "#c4aeb0", "#6b5557"), ("#231c1d", "#6b5557", "#bda9ab")),
    State("unknown", "?", ("#fdeaea", "#c0392b", "#7a1f16"), ("#3a1613", "#e0695c", "#ffd9d4")),
)
_SAID: Final = {
    "unread": "unread, ready",
    "waiting": "unread, not ready yet",
    "unknown": "in no catalog",
}
_BY_WORD: Final = {state.word: state for state in STATES}


def state(node: Node) -> State:
    if node.entry is None:
        return _BY_WORD["unknown"]
    status: str = node.entry.progress.status
    return _BY_WORD["waiting" if status == "unread" and not node.entry.ready else status]


def said(how: State) -> str:
    return _SAID.get(how.word, how.word)


def is_goal(node: Node) -> bool:
    """Whether the reader wants to reach the paper."""
    return bool(node.entry and node.entry.progress.goal)


def topic(node: Node) -> str:
    """The first of a paper's topics, which is what it is mainly about."""
    topics: Sequence[str] = node.entry.paper.topics if node.entry else ()
    return topics[0] if topics else ""


def legend(graph: Graph) -> list[tuple[str, str]]:
    """The topics that most papers are on, each with its colour, and what is of none of them."""
    counts = Counter(topic(node) for node in graph.nodes)
    ranked = sorted(filter(None, counts), key=lambda each: (-counts[each], each))
    colours = dict(zip(ranked, _PALETTE, strict=False))
    rest = any(topic(node) not in colours for node in graph.nodes)
    return [*colours.items(), *([(_OTHER, OTHER)] if rest else [])]

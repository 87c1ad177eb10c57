"""What Markdown and HTML have in common: a tree of headings, items, rows and paragraphs."""

import re
from typing import Final, NamedTuple
from urllib.parse import urljoin

from papernotes.model.text import HOSTILE


class Run(NamedTuple):
    """Some text of one look. A break of the line is the text "\\n" alone."""

    text: str
    href: str | None = None
    bold: bool = False
    italic: bool = False
    code: bool = False
    image: bool = False  # `text` is what stands for an image


class Node:
    """A block. Items, cells, headings and paragraphs hold runs; all may hold blocks."""

    __slots__ = ("children", "header", "kind", "level", "line", "number", "runs", "shut")

    def __init__(self, kind: str, line: int, number: int | None = None, level: int = 0) -> None:
        self.kind = kind  # root heading list item table row cell paragraph quote code
        self.line = line
        self.number = number
        self.level = level
        self.header = False
        self.shut = False  # an item whose first paragraph has ended
        self.runs: list[Run] = []
        self.children: list[Node] = []

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in self.runs if not run.image).split())


_DEEPEST: Final = 60  # what is nested deeper stays at this depth
_SPACES: Final = re.compile(r"[\s\u00a0]+")
# Zero-width joiners hold emoji together; of the hostile ones a space is left at most.
_HOSTILE: Final = re.compile(f"[{HOSTILE}]")

_FLOW = frozenset({"item", "cell", "heading", "paragraph"})
_STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "code": "code",
    "kbd": "code", "tt": "code",
}  # fmt: skip
_BOXES = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "center",
        "figure",
        "figcaption",
        "address",
        "form",
        "fieldset",
        "details",
        "blockquote",
        "body",
        "html",
        "hgroup",
    ]
)
_SKIPPED = frozenset({"pre", "nav", "footer", "button", "select", "head", "iframe", "object"})
_CELLS = {"td": False, "th": True}


class Builder:
    """Takes tags and texts in their order, and grows the tree. Forgives what is left open."""

    def __init__(self, base: str = "") -> None:
        self.base = base  # the address from which the text came; "" for a file
        self.root = Node("root", 0)
        self.stack = [self.root]
        self.styles = {"bold": 0, "italic": 0, "code": 0}
        self.href: str | None = None
        self.skipping = 0
        self.lost = 0  # blocks that were opened below the deepest

    # What comes in.

    def start(self, name: str, given: dict[str, str], line: int, number: int | None = None) -> None:
        if self.skipping:
            self.skipping += name in _SKIPPED
        elif name in _SKIPPED:
            self.skipping = 1
        elif name in _STYLES:
            self.styles[_STYLES[name]] += 1
        elif name == "a":
            self.href = self.resolved(given.get("href"))
        elif name == "br":
            self._add("\n", line)
        elif name == "img":
            self._add(given.get("alt", ""), line, image=True)
        elif name == "input":
            self._add("[x] " if "checked" in given else "[ ] ", line)
        else:
            self._open_block(name, line, number)

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= name in _SKIPPED
        elif name in _STYLES:
            style = _STYLES[name]
            self.styles[style] = max(0, self.styles[style] - 1)
        elif name == "a":
            self.href = None
        elif name in _BOXES or name == "summary":
            self._end_flow()
        elif name in ("ul", "ol", "dl", "menu"):
            self._close("list", ("table",))
        elif name in ("li", "dd"):
            self._close("item" if name == "li" else "paragraph", ("list", "table"))
        elif name in _CELLS:
            self._close("cell", ("table",))
        elif name == "tr":
            self._close("row", ("table",))
        elif name == "table":
            self._close("table", ())
        elif re.fullmatch("h[1-6]", name):
            self._close("heading", ("list", "table"))

    def text(self, text: str, line: int) -> None:
        if not self.skipping:
            self._add(_SPACES.sub(" ", _HOSTILE.sub(_harmless, text)), line)

    def resolved(self, href: str | None) -> str | None:
        """Where a link leads from the page that it is on."""
        if not self.base or not href or href.lstrip().startswith("#"):
            return href
        try:
            return urljoin(self.base, href.strip())
        except ValueError:  # "http://["
            return href

    # How the tree grows.

    def _open_block(self, name: str, line: int, number: int | None) -> None:
        if name in ("ul", "ol", "dl", "menu"):
            self._end_paragraph()
            self._open(Node("list", line))
        elif name in ("li", "dt"):
            self._close("item", ("list", "table"))
            self._open(Node("item", line, number))
        elif name == "table":
            self._end_paragraph()
            self._open(Node("table", line))
        elif name == "tr":
            self._close("row", ("table",))
            self._open(Node("row", line))
        elif name in _CELLS:
            self._close("cell", ("table",))
            self._open(Node("cell", line))
            self.stack[-1].header = _CELLS[name]
        elif re.fullmatch("h[1-6]", name):
            self._end_paragraph()
            if not self._inside("cell"):
                self._open(Node("heading", line, level=int(name[1])))
        elif name == "summary":
            self._end_paragraph()
            top = self.stack[-1]
            if top.kind == "item" and not top.runs:
                return  # what is folded away below is about it
            self._open(Node("paragraph", line, level=1))
        elif name in _BOXES or name == "dd":
            self._end_flow()
            if name in ("p", "dd"):
                self._paragraph(line)
        elif name == "hr":
            self._end_paragraph()
            self.stack[-1].children.append(Node("rule", line))

    def _paragraph(self, line: int) -> None:
        top = self.stack[-1]
        if top.kind in ("cell", "heading"):
            self._add("\n", line)
        elif top.kind != "item" or top.runs or top.shut or top.children:
            self._open(Node("paragraph", line))

    def _end_flow(self) -> None:
        self._end_paragraph()
        top = self.stack[-1]
        if top.kind == "item" and top.runs:
            top.shut = True
        elif top.kind == "cell" and top.runs:
            self._add("\n", top.line)

    def _end_paragraph(self) -> None:
        while self.stack[-1].kind in ("paragraph", "heading"):
            self.stack.pop()

    def _open(self, node: Node) -> None:
        if len(self.stack) >= _DEEPEST:
            # The innermost of its kind goes on instead: nothing grows deeper, nothing is lost.
            while len(self.stack) > _DEEPEST // 2 and self.stack[-1].kind != "list":
                self.stack.pop()
        parent = self.stack[-1]
        if node.kind in ("list", "table") and parent.kind == "item":
            parent.shut = True
        parent.children.append(node)
        self.stack.append(node)
        if len(self.stack) > _DEEPEST:
            del self.stack[_DEEPEST:]

    def _close(self, kind: str, walls: tuple[str, ...]) -> None:
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].kind == kind:
                del self.stack[place:]
                return
            if self.stack[place].kind in walls:
                return

    def _inside(self, kind: str) -> bool:
        return any(node.kind == kind for node in self.stack)

    def _add(self, text: str, line: int, image: bool = False) -> None:
        if not text and not (image and self.href):
            return
        top = self.stack[-1]
        if top.kind not in _FLOW or (top.kind == "item" and top.shut):
            if not text.strip() and not image:
                return
            self._open(Node("paragraph", line))
            top = self.stack[-1]
            if top.kind not in _FLOW:
                return
        if not top.runs and top.kind in ("item", "paragraph"):
            top.line = top.line or line
        if top.runs and text in " \n" and text.isspace() and top.runs[-1].text == "\n":
            return
        if top.runs and text == " " and top.runs[-1].text.endswith((" ", "\n")):
            return
        top.runs.append(
            Run(
                text,
                self.href,
                self.styles["bold"] > 0,
                self.styles["italic"] > 0,
                self.styles["code"] > 0,
                image,
            )
        )


def _harmless(match: re.Match[str]) -> str:
    return " " if match[0] in "\t\n\r\v\f\x85\u2028\u2029" else ""

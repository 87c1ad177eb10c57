"""Markdown, as the standard CommonMark has it, into the tree; HTML that stands between, too."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papernotes.importing.lists import markup
from papernotes.importing.lists.line import ANNOUNCED
from papernotes.importing.lists.tree import Builder, Node

LONGEST_PARAGRAPH: Final = 50_000  # characters; no entry of a list comes near

# Brackets that belong to no link: of a paragraph, and of a list with many such paragraphs.
MOST_OPEN: Final = 60
MOST_OPEN_IN_ALL: Final = 100_000
FEW_OPEN: Final = 8


class Parsed(NamedTuple):
    """A list as a tree, and what was too long to be looked at."""

    root: Node
    too_long: tuple[tuple[int, str], ...] = ()  # line, how it begins


# Kramdown's: "Readings", and below it ": [Title](…){:target="_blank"}".
_ATTRIBUTES: Final = re.compile(r"(?<=[)\]]){:[^{}\n]{0,200}}")
# "**Week 1**", and on the next line "Read: [Title](…)".
_ANNOUNCED: Final = re.compile(rf"\s*{ANNOUNCED}", re.IGNORECASE)
_DEFINED: Final = re.compile(r"^:[ \t]+(?=\S)", re.MULTILINE)


# "[Deep Sets](./notes/Deep Sets.md)": spaces that people forget to write as %20.
_SPACED: Final = re.compile(
    r"(?<=\]\()(?:\.{0,2}/)?(?!\w+:)[^()\n<>\"']{0,150} [^()\n<>\"']{0,150}"
    r"\.(?:md|pdf|html?|txt)(?=\))"
)


# "[[Paper]] (https://…)": the space is one too many.
_APART: Final = re.compile(
    r"(?<=\w\]) (?=\(https?://[^\s()]{5,300}\))|(?<=\w\]\]) (?=\(https?://[^\s()]{5,300}\))"
)


# Four spaces after an entry with three: Markdown takes such a line for the entry's own text.
_SIBLINGS: Final = re.compile(r"^ {3}[-*+] [^\n]*\n(?: {4}[-*+] [^\n]*\n?)+", re.MULTILINE)


# "<Graph Attention Networks>": a title, and no tag.
_ANGLES: Final = re.compile(r"<[A-Z][\w-]*(?: [\w-]+){1,30}>")


def parse(text: str, base: str = "") -> Parsed:
    """The tree of a Markdown text, its links as they lead on from the address `base`."""
    too_long: list[tuple[int, str]] = []

    def shorten(state: StateCore) -> None:
        spent = 0
        for token in state.tokens:
            if token.type != "inline":
                continue
            spent += (unclosed := _unclosed(token.content))
            too_many = unclosed > MOST_OPEN or (unclosed > FEW_OPEN and spent > MOST_OPEN_IN_ALL)
            if too_many or len(token.content) > LONGEST_PARAGRAPH:
                too_long.append(((token.map or [0])[0] + 1, token.content[:80]))
                token.content = ""

    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": 40})
    reader.enable(["table", "strikethrough"])
    reader.core.ruler.before("inline", "shorten", shorten)
    builder = Builder(base)
    text = _ATTRIBUTES.sub("", _without_front_matter(text))
    text = _APART.sub("", text)
    text = _SIBLINGS.sub(lambda match: match[0].replace("\n    ", "\n   "), text)
    text = _SPACED.sub(lambda match: match[0].replace(" ", "%20"), text)
    _Feeder(builder).feed(reader.parse(_DEFINED.sub("- ", text)))
    return Parsed(builder.root, tuple(too_long))


def parse_html(text: str, base: str = "") -> Parsed:
    """The tree of an HTML text, its links as they lead on from the address `base`."""
    builder = Builder(base)
    _feed_html(builder, text, 1)
    return Parsed(builder.root)


def _unclosed(text: str) -> int:
    # The parser looks for the end of each bracket; those that have none take it long.
    opened = text.count("[")
    links = text.count("](") + text.count("][") + text.count("]:")
    return opened if links * 4 < opened else 0


class _Feeder:
    """Hands the tokens of Markdown to the builder as the tags that they mean."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.line = 0

    def feed(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if token.map:
                self.line = token.map[0] + 1
            if token.type == "inline":
                self._inline(token.children or ())
            elif token.type == "html_block":
                _feed_html(self.builder, token.content, self.line)
            elif token.type in ("fence", "code_block"):
                self._code()
            elif token.nesting > 0:
                number = int(token.info) if token.tag == "li" and token.info else None
                if token.hidden:
                    continue
                self.builder.start(token.tag, {}, self.line, number)
            elif token.nesting < 0:
                if not token.hidden:
                    self.builder.end(token.tag)
            elif token.tag:
                self.builder.start(token.tag, {}, self.line)

    def _inline(self, tokens: Sequence[Token]) -> None:
        builder = self.builder
        for at, token in enumerate(tokens):
            if token.type == "text":
                builder.text(token.content, self.line)
            elif token.type in ("softbreak", "hardbreak"):
                self.line += 1
                after = tokens[at + 1] if at + 1 < len(tokens) else token
                if token.type == "softbreak" and not _ANNOUNCED.match(after.content):
                    builder.text(" ", self.line)
                else:
                    builder.start("br", {}, self.line)
            elif token.type == "code_inline":
                builder.start("code", {}, self.line)
                builder.text(token.content, self.line)
                builder.end("code")
            elif token.type == "image":
                builder.start("img", {"alt": token.content}, self.line)
            elif token.type == "html_inline" and _ANGLES.fullmatch(token.content):
                builder.text(token.content, self.line)
            elif token.type == "html_inline":
                _feed_html(builder, token.content, self.line)
            elif token.nesting > 0:
                builder.start(token.tag, {k: str(v) for k, v in token.attrs.items()}, self.line)
            elif token.nesting < 0:
                builder.end(token.tag)

    def _code(self) -> None:
        self.builder.stack[-1].children.append(Node("code", self.line))


def _feed_html(builder: Builder, html: str, line: int) -> None:
    for token in markup.tokens(html, line):
        if isinstance(token, markup.Text):
            builder.text(token.text, token.line)
        elif token.closes:
            builder.end(token.name)
        else:
            wanted = token.name in ("a", "img", "input")
            given = markup.attributes(token.attributes) if wanted else {}
            if token.name == "input":
                given |= {"checked": ""} if "checked" in token.attributes.lower() else {}
            builder.start(token.name, given, token.line)


def _without_front_matter(text: str) -> str:
    # The lines stay, so that those below keep their numbers.
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---\n", 3, 20_000)
    return text if end < 0 else "\n" * (text.count("\n", 0, end + 5)) + text[end + 5 :]

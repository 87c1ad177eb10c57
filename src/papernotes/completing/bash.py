"""A command line as bash has it: taken apart, and candidates written back into it.

bash hands over words that are still quoted and cut at `:` and `=`. The line itself says
all, and which part of it readline puts a candidate in place of: what follows an open
quote, else what follows the last unquoted of `COMP_WORDBREAKS` (`_rl_find_completion_word`
in readline's complete.c).
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_PIECE = r"""
      '[^']*(?P<single>'?)
    | "(?:[^"\\]|\\.|\\\Z)*(?P<double>"?)
    | \\(?P<escaped>.?)
    | (?P<redirection>[<>])
    | (?P<end>[;|&()])
    | (?P<space>[ \t\n])
    | (?P<plain>.)
"""
_UNSAFE = r"[^\w@%+=:,./-]"


class Line(NamedTuple):
    """The words up to the cursor as the command would get them, the last one unfinished."""

    words: list[str]
    kept: str = ""  # what stands in the last word before the part that is replaced
    quote: str = ""  # the one that is open
    redirects: bool = False  # whether the last word is a file that bash redirects to or from


def take_apart(line: str, breaks: str) -> Line:
    """Read a line up to the cursor. Nothing is expanded: `$x` are two letters."""
    words: list[str] = []
    word: str | None = None
    kept = 0  # letters of the word
    quote = ""
    redirects = False
    for piece in re.finditer(_PIECE, line, re.VERBOSE | re.DOTALL):
        kind = piece.lastgroup
        if kind in ("space", "redirection", "end"):
            words += [word] if word is not None and not redirects else []
            if word is not None or kind != "space":
                redirects = kind == "redirection"
            if kind == "end":
                words = []
            word, kept = None, 0
            continue
        before = word or ""
        word = before + _meant(piece)
        if kind in ("single", "double") and not piece[kind]:
            quote, kept = piece[0][0], len(before)
        elif kind == "plain" and piece[0] in breaks:
            kept = len(word)
    text = word or ""
    return Line([*words, text], text[:kept], quote, redirects)


def _meant(piece: re.Match[str]) -> str:
    """What bash makes of a piece of a word. A backslash takes away the end of a line."""
    if piece.lastgroup == "single":
        return piece[0].strip("'")
    if piece.lastgroup == "double":
        text = piece[0][1:].removesuffix(piece["double"])
        return re.sub(r'\\(\n|[$`"\\]|\Z)', lambda escaped: escaped[1].strip("\n"), text)
    return piece["escaped"].strip("\n") if piece.lastgroup == "escaped" else piece[0]


def put_back(line: Line, values: Iterable[str]) -> list[str]:
    """The values as bash can put them into the line, where one word each is to stand."""
    kept = line.kept.casefold()
    return [
        _quoted(value[len(line.kept) :], line.quote)
        for value in values
        if value[: len(line.kept)].casefold() == kept
    ]


def _quoted(text: str, quote: str) -> str:
    """`text` so that bash reads it back, behind a quote that is open. bash closes that."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote:
        # No backslash keeps a "!" between double quotes from being history.
        return re.sub(r'[\\$`"]', r"\\\g<0>", text).replace("!", "\"'!'\"")
    return re.sub(_UNSAFE, r"\\\g<0>", text)

"""Text from outside, made safe to show. Nothing of it reaches a terminal or a file raw."""

import re

from papernotes.model.text import HOSTILE

# Patterns are compiled when they are needed: most runs need none (re keeps them).
_SPACES = "[\t\n\x0b\x0c\r\x85\u2028\u2029]+"
_CONTROLS = "[\x00-\x1f\x7f-\x9f\ud800-\udfff]"
_ANY = f"[{HOSTILE}]"
_REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """`text` on one line, without what a terminal could obey."""
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_SPACES, " ", text)
    text = re.sub(_CONTROLS, _REPLACEMENT, text)
    return re.sub(_ANY, "", text)


def clean_lines(text: str) -> str:
    """The same for text of several lines, whose line ends and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("    ".join(clean(part) for part in line.split("\t")) for line in lines)


def escape_json(text: str) -> str:
    r"""JSON with every such character written as `\uXXXX`, which means the same."""
    return re.sub(_ANY, _escaped, text) if not text.isascii() or "\x7f" in text else text


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\n":  # between the values; inside strings JSON has escaped it
        return char
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))

"""Text as people type it, made fit to be compared or stored."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base and a mark, as people type them.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


# What a terminal may obey or a reader be misled by: control characters of ASCII and
# Latin-1, marks that turn the direction of text (Trojan Source, CVE-2021-42574),
# invisible "tag" letters, separators that some programs take for line ends, halves of
# surrogate pairs, and the marks that annotate or replace.
HOSTILE = (
    "\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"
)  # for a class of characters in a pattern


def fold(text: str) -> str:
    """`text` without case and diacritics: what `lukasz` and `Łukasz` have in common."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFKD", bare.translate(_LETTERS))


def scalar(text: str) -> str:
    """`text` with what no file can hold (half a surrogate pair) replaced.

    Bytes of the command line that are no UTF-8 reach us as such halves.
    """
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def one_line(text: str) -> str:
    """`text` on one line, each run of white space a single space."""
    return " ".join(scalar(text).split())

"""Text as LaTeX, and titles as BibTeX wants them."""

import re
from typing import Final

from papernotes.exporting.texts import line

# Braces always stand in pairs: BibTeX counts them, also those behind a backslash.
_LATEX: Final = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    "`": r"{\textasciigrave}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
}
_SPECIAL = r"[\\{}~^<>|`&%$#_]|(?<=-)-|(?<=')'"
# Of a word: a capital that is not its first letter ("BERT", "arXiv"), or one beside a digit or
# hyphen ("T5", "Q-learning"). The style of a bibliography would make it small.
_CAPITALS = r"[^\W\d_]\S*[A-Z]|^\W*[A-Z][\d-]|\d\S*[A-Z]"
_LONG = 4  # letters; shorter words are small in a title in capitals, too: "of", "the", "with"


def latex(text: str | None) -> str:
    """A text that LaTeX prints as it is. What is no ASCII stays: UTF-8 is what TeX reads now,
    and a name that is looked for as it is written is found.
    """
    return re.sub(_SPECIAL, _escape, line(text))


def _escape(match: re.Match[str]) -> str:
    # "--" and "''" would be printed as a dash and as a quotation mark.
    return _LATEX.get(match[0]) or f"{{}}{match[0]}"


def title(text: str) -> str:
    """A title whose words keep the capitals that belong to them."""
    words = line(text).split(" ")
    # Where even long words are small, a capital amid them is a name's: "for Chinese".
    names = any(word.islower() and len(word) > _LONG for word in words)
    kept, first = [], True
    for word in words:
        is_name = names and not first and word[:1].isupper() and len(word) > 1
        protect = is_name or re.search(_CAPITALS, word)
        kept.append(f"{{{latex(word)}}}" if protect else latex(word))
        first = word.endswith((":", ".", "?", "!", "–", "—"))
    return " ".join(kept)

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
_ENDS = ":,.;?!"
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
        core = word.rstrip(_ENDS)
        is_name = names and not first and core[:1].isupper() and len(core) > 1
        protect = is_name or _has_own_capitals(core)
        kept.append((f"{{{latex(core)}}}" if protect else latex(core)) + word[len(core) :])
        first = word.endswith((":", ".", "?", "!", "–", "—"))
    return " ".join(kept)


def _has_own_capitals(word: str) -> bool:
    """Whether a capital of it is more than a title's: not the first of its letters ("BERT",
    "arXiv", "3D"), or beside a digit or a hyphen ("T5", "Q-learning").
    """
    parts = word.lstrip("([\"'“‘").split("-")
    return any(any(map(str.isupper, part[1:])) for part in parts) or any(
        part[:1].isupper() and not part[1:2].isalpha() for part in parts if len(word) > 1
    )

"""LaTeX into the text that it prints, as far as titles and names need it."""

import logging
import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

from papernotes.model.text import one_line

# It says on stderr what it can't read.
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())

# What is longer, or nested deeper, is no title; a full reader of LaTeX would take too long for it.
_LONGEST: Final = 4_000
_DEEPEST: Final = 30
_CACHED: Final = 300  # characters

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_ACCENT = re.compile(
    r"""\\(?:(?P<sign>["'`^~=.])\s?|(?P<letter>[uvHcdbrk])(?:\s|(?=\{)))"""
    r"(?:\{(?P<braced>\\?[^\W\d_])\}|(?P<bare>\\[ij](?![a-zA-Z])|[^\W\d_]))"
)
_LETTERS = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "textendash": "–", "textemdash": "—", "ldots": "…",
    "dots": "…", "textellipsis": "…", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "'", "textquotedbl": '"',
    "textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^",
    "textunderscore": "_", "textregistered": "®", "texttrademark": "™", "textcopyright": "©",
    "copyright": "©", "textdegree": "°", "texteuro": "€", "euro": "€", "pounds": "£",
    "textsterling": "£", "S": "§", "dag": "†", "textdagger": "†", "textbullet": "•",
    "textperiodcentered": "·", "textmu": "µ", "texttimes": "×", "LaTeX": "LaTeX", "TeX": "TeX",
    "guillemotleft": "«", "guillemotright": "»", "textbackslash": "\ufdd4",
    "textbraceleft": "\ufdd2", "textbraceright": "\ufdd3", "textasciigrave": "`",
    "textasciitilde": "\ufdd5",
}  # fmt: skip
_LETTER = re.compile(
    rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![a-zA-Z])(?:\{{\}}|\s*)"
)
# Commands that only say how their argument looks; those without an argument; what prints nothing.
_LOOKS = re.compile(
    r"\\(?:emph|text(?:it|bf|tt|sc|rm|sf|up|sl|md|normal)?|mbox|hbox|underline|uline|mkbibemph|bibstring"
    r"|acro|mathrm|operatorname|NoCaseChange|MakeUppercase|foreignlanguage\{\w*\})\s*(?=\{)"
    r"|\\(?:em|it|bf|tt|sc|rm|sf|sl|itshape|bfseries|scshape|ttfamily|relax|protect|newblock)"
    r"(?![a-zA-Z])\s*"
    r"|\\(?:noopsort|singleletter|SortNoop|citep?|label)\s*\{[^{}]*\}"
    r"|\\[-/!]"
)
_SPACES = re.compile(r"\\(?:[ ,;:\n\t\\]|quad(?![a-zA-Z])|newline(?![a-zA-Z]))")
_QUOTED = re.compile(r"\\(?:enquote|mkbibquote)\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
# As in pandoc: "$5 and $10" is money, "$n$-gram" is a formula.
_FORMULA = re.compile(r"(?<!\\)\$(?=[^\s$])([^$]{0,500}?)(?<=[^\s\\])\$(?!\d)")
_RAISED = re.compile(r"\^(?:\{([0-9+\-n]+)\}|([0-9n])(?![0-9]))")
_LOWERED = re.compile(r"_(?:\{([0-9+\-]+)\}|([0-9])(?![0-9]))")
_HIGH = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOW = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_RAISED_TEXT = re.compile(r"\\textsuperscript\s*\{([0-9+\-n]+)\}")
_LOWERED_TEXT = re.compile(r"\\textsubscript\s*\{([0-9+\-]+)\}")

# Braces, a backslash, dollars and a tilde that are to be seen: kept apart from those of LaTeX as
# characters that no text may hold.
_KEPT = str.maketrans({"{": "\ufdd2", "}": "\ufdd3", "$": "\ufdd6", "~": "\ufdd5"})
_SHOWN = str.maketrans(
    {"\ufdd2": "{", "\ufdd3": "}", "\ufdd4": "\\", "\ufdd5": "~", "\ufdd6": "$", "{": "", "}": "",
     "~": " "}
)  # fmt: skip
_MARKS = re.compile(r"[\\{}$~&\ufdd0-\ufdd6]|--|``|''")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_ENTITY = re.compile(r"(?<!\\)&(amp|lt|gt);")
_LESS = re.compile(r"\$<\$|\\textless(?![a-z])(?:\{\}|\s)?|&lt;")
_GREATER = re.compile(r"\$>\$|\\textgreater(?![a-z])(?:\{\}|\s)?|&gt;")
_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")  # of which what follows is printed
_ADDRESS = re.compile(r"\\(?:url|path|nolinkurl|href)\s*\{([^{}]*)\}")


def plain(text: str) -> str:
    """`text` as it is to be read, on one line."""
    if not _MARKS.search(text):
        return one_line(text)
    return _remembered(text) if len(text) <= _CACHED else _plain(text)


def lines(text: str) -> str:
    """`text` as it is to be read, with its lines and their spaces at the beginning: a note."""
    return "\n".join(_line(each) for each in text.split("\n")).strip("\n")


def _line(text: str) -> str:
    bare = text.lstrip(" ")
    return " " * (len(text) - len(bare)) + plain(bare) if bare else ""


def address(text: str) -> str:
    """The web address or identifier that `text` is or holds, without LaTeX's escapes."""
    if match := _ADDRESS.search(text):
        text = match[1]
    text = _LESS.sub("<", _GREATER.sub(">", text))
    text = re.sub(r"\\([%#&_{}$~])|\\(?:textasciitilde|sim)(?:\{\})?", _unescaped, text)
    text = text.replace("$\\sim$", "~").replace("{", "").replace("}", "").replace("\\", "")
    return one_line(text)


def _unescaped(match: re.Match[str]) -> str:
    return match[1] or "~"


@lru_cache(maxsize=8192)  # the same people and journals come again and again
def _remembered(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    if "&" in text:  # Crossref's BibTeX is half HTML
        text = _ENTITY.sub(lambda match: _ENTITIES[match[1]], text)
    if "\\" in text:
        text = _HREF.sub("", text)
        text = _ADDRESS.sub(lambda match: _as_printed(match[1]), text)
    if "\\" in text:
        text = _LETTER.sub(lambda match: _LETTERS[match[1]], _ACCENT.sub(_accented, text))
    bare = _formulas(_simple(text))
    if "\\" in bare:
        bare = _whole(text)
    bare = bare.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return one_line(bare.translate(_SHOWN))


def _accented(match: re.Match[str]) -> str:
    mark = _ACCENTS[match["sign"] or match["letter"]]
    letter = (match["braced"] or match["bare"]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter.replace("ı", "i").replace("ȷ", "j") + mark)


def _as_printed(written: str) -> str:
    return address(written).translate({ord("~"): "\ufdd5", ord("$"): "\ufdd6"})


def _simple(text: str) -> str:
    if "\\" not in text:
        return text
    text = _LOOKS.sub("", _QUOTED.sub(r"“\1”", text))
    text = _RAISED_TEXT.sub(lambda match: match[1].translate(_HIGH), text)
    text = _LOWERED_TEXT.sub(lambda match: match[1].translate(_LOW), text)
    text = _SPACES.sub(" ", text)
    return _ESCAPED.sub(lambda match: match[1].translate(_KEPT), text)


def _formulas(text: str) -> str:
    return _FORMULA.sub(lambda match: _formula(match[1]), text) if "$" in text else text


@lru_cache(maxsize=4096)
def _formula(formula: str) -> str:
    formula = _RAISED.sub(lambda match: (match[1] or match[2]).translate(_HIGH), formula)
    formula = _LOWERED.sub(lambda match: (match[1] or match[2]).translate(_LOW), formula)
    return _read(f"${formula}$") if "\\" in formula else formula


def _whole(text: str) -> str:
    """`text`, of which commands are left that only a full reader of LaTeX knows."""
    # Its formulas are read: a dollar is money. A percent sign begins no comment in a title.
    return _read(re.sub(r"(?<!\\)([%&#$])", r"\\\1", text))


def _read(text: str) -> str:
    """What a full reader of LaTeX makes of `text`; its bare words where that can't be."""
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        return _words(text)
    try:
        found: str = _reader().latex_to_text(text)
    except Exception:  # it raises what comes to hand (IndexError …) on what is no LaTeX
        return _words(text)
    # Braces that it leaves are to be seen.
    return found.translate(_KEPT)


@lru_cache(maxsize=1)
def _reader() -> Any:
    # Few texts need it, and it has no types.
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

    return LatexNodes2Text(math_mode="text", keep_comments=True)


def _depth(text: str) -> int:
    deepest = depth = 0
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _words(text: str) -> str:
    return re.sub(r"\\(?:[a-zA-Z]+\s*|([^a-zA-Z]))|\$", r"\1", text).replace("\\", "")

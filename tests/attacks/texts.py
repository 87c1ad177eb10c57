"""Hostile texts, and what may reach a reader: of our own, a few colours and links."""

import re
import unicodedata

# All that a terminal might obey, a reader be misled by, or a program take for a line's end.
ATTACKS = {
    "colour": "\x1b[5;31;45mred\x1b[m",
    "screen": "\x1b[2J\x1b[H\x1b[?1049h\x1bc",
    "link": "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;aGk=\x07",
    "title": "\x1b]0;owned\x07",
    "c1": "\x9b31m \x9d8;;http://evil.example/\x9c \x90 \x85",
    "bell": "\x07\x08\x7f\x00\x1f",
    "bidi": "\u202eevil\u202c \u2066evil\u2069 \u200f\u200e\u061c",
    "invisible": "in\u200bvisible \u2060\ufeff\U000e0041",
    "space": "tab\there line\nthere return\rback\r\nboth \x0b\x0c \u2028 \u2029 \x1c \x1e",
    "markup": "[red]x[/red] [link=https://evil.example]x[/link] [/] [bold \\[b] :smile: $x",
    # What a terminal answers as if the reader had typed it: DSR, DA, DECRQSS, colours, title.
    "query": '\x1b[6n\x1b[c\x1b[>0q\x1bP$q"p\x1b\\\x1b]4;1;?\x07\x1b]11;?\x1b\\\x1b[21t',
    # What shows or fetches a file: kitty's, iTerm's, sixel; and strings that end elsewhere.
    "image": "\x1b_Gt=f;L2V0Yw==\x1b\\\x1b]1337;File=inline=1:QQ==\x07\x1bPq#0!\x1b\\\x1b^x\x1bXx",
    "mode": "\x1b[?1000h\x1b[?2004h\x1b[20h\x1b#8\x1b(0lqk\x1b]9;hi\x07\x1b]777;notify;a;b\x07",
    "annotation": "\ufff9over\ufffaunder\ufffb",
    "flood": "qqz" + "\u0335\u0489\u20dd" * 20,
    "wide": "漢字" * 8 + " \U0001f469\u200d\U0001f469\u200d\U0001f467 ａ",
    "html": "<script>alert(1)</script> <img src=x onerror=y> &amp;&#27;[2J",
}
HOSTILE = "; ".join(ATTACKS.values())
LITERAL = ["[red]x[/red]", "[link=https://evil.example]x[/link]", "[/]", ":smile:"]
PAGE = "https://honest.example/a\x1b[31m\u202e\tb\n[red]/"

# As a command line may hold it.
TYPED = {
    **{name: text.replace("\x00", "") for name, text in ATTACKS.items()},
    "everything": HOSTILE.replace("\x00", ""),
    "no utf-8": "\udcff\udcfe caf\udce9",
    "half a pair": "\ud83d",
    "endless": "[" * 10_000,
}

OWN_SGR = re.compile("\x1b\\[(?:(?:0|1|2|32|33|36)(?:;|(?=m)))+m")
OWN_LINK = re.compile("\x1b]8;(?:id=[0-9]+)?;((?:https?://(?!evil)[!-~]+)?)\x1b\\\\")
# Of Unicode's own classes, whatever the program's list says: what turns text round, or does
# not show. Joiners stay, since words and emojis need them.
_CONTROL = {"Cc", "Cs", "Zl", "Zp"}
_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS = "\u200b\u200e\u200f\u061c\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb"


def is_raw(char: str) -> bool:
    """Whether a character is one that no reader must meet."""
    return (
        unicodedata.category(char) in _CONTROL
        or unicodedata.bidirectional(char) in _TURNS
        or char in _MARKS
        or 0xE0000 <= ord(char) <= 0xE007F
    )


def assert_harmless(text: str) -> None:
    """Nothing but text, ends of lines, and the tabs between fields."""
    odd = {char for char in set(text) - set("\n\t") if not char.isascii() or char < " "}
    assert [char for char in odd | (set(text) & {"\x7f"}) if is_raw(char)] == []


def assert_drawn_harmlessly(text: str) -> None:
    """Nothing but text, ends of lines, and our own few colours and links."""
    bare = bare_of_ours(text)
    assert_harmless(bare)
    assert "\t" not in bare


def bare_of_ours(text: str) -> str:
    """Drawn text without our own colours and links."""
    return OWN_LINK.sub("", OWN_SGR.sub("", text))


def one_line(text: str) -> str:
    """What a catalog's field of this text holds: it is one line."""
    return " ".join(text.split())

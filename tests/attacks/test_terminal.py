"""Hostile text and a real terminal: every byte that reaches it is text, or ours."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.attacks.library import EXAMPLES, toml
from tests.attacks.ptys import Line, Shown, on_terminals
from tests.attacks.test_hostile import LINES
from tests.attacks.texts import ATTACKS, HOSTILE, TYPED, is_raw
from tests.conftest import HEAD, Run, paper
from tests.test_streams import on_terminal

EVIL = {"PAPERNOTES_CATALOG": "evil", "PAPERNOTES_EDITOR": "true"}
# In the other forms a few: one place writes each of those.
FEW = ["", "list", "show", "next", "search", "log", "done", "tag", "check", "undo"]
LAST = ("remove", "catalog update", "catalog remove")
# The last ones change what the others see.
ORDER = [
    *(name for name in EXAMPLES if name not in ("undo", "redo", *LAST)),
    *("undo", "redo", *LAST),
]
# All that the program may say to a terminal but text: a few colours, and links to the web.
_OURS = re.compile(
    r"\x1b\[(?:0|1|2|32|33|36)(?:;(?:0|1|2|32|33|36))*m"
    r"|\x1b\]8;(?:id=[0-9-]{1,40})?;(?:https?://(?!evil)[!-~]{1,2000})?\x1b\\"
)
_ESCAPE = "\x1b"


def assert_only_ours(shown: bytes, *, apart: str = "") -> None:
    """Read what a terminal was sent, letter by letter, as strictly as can be.

    `apart`: what parts the fields of records, where those are shown.
    """
    text = shown.decode("utf-8")
    place, links = 0, 0
    while place < len(text):
        if text[place] == _ESCAPE:
            ours = _OURS.match(text, place)
            assert ours, f"no escape of ours: {text[place : place + 40]!r}"
            if ours[0].startswith("\x1b]"):
                links = 1 if "http" in ours[0] else 0
            place = ours.end()
        else:
            char = text[place]
            assert char in f"\n{apart}" or not is_raw(char), f"raw: {text[place : place + 40]!r}"
            place += 1
    assert links == 0, "a link was left open"


def assert_all_only_ours(lines: Sequence[Line], codes: set[int]) -> list[Shown]:
    found = on_terminals(lines)
    assert len(found) == len(lines)
    for line, shown in zip(lines, found, strict=True):
        assert shown.code in codes, (line.words, shown)
        assert shown.data or "--quiet" in line.words, line.words
        assert b"Traceback" not in shown.data
        assert_only_ours(shown.data, apart="\t" if "--plain" in line.words else "")
    return found


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.usefixtures("hostile")
def test_of_hostile_files_a_terminal_gets_nothing_but_text_and_our_own_escapes(
    columns: int,
) -> None:
    lines = [Line(EXAMPLES[name], columns, EVIL) for name in ORDER]
    found = assert_all_only_ours(lines, {0})
    assert sum(b"\x1b[" in shown.data for shown in found) >= len(found) - 2  # scripts have none
    assert sum(b"\x1b]8;" in shown.data for shown in found) > 4


@pytest.mark.parametrize("flag", ["--json", "--plain", "--quiet"])
@pytest.mark.usefixtures("hostile")
def test_in_every_other_form_a_terminal_gets_no_more(flag: str) -> None:
    found = assert_all_only_ours([Line([*EXAMPLES[each], flag], 80, EVIL) for each in FEW], {0})
    quiet = [b"\x1b" in shown.data for shown in found]
    assert any(quiet) == (flag == "--quiet")  # which draws what was asked for


@pytest.mark.usefixtures("hostile")
def test_what_is_wrong_with_files_is_told_a_terminal_without_their_escapes(
    home: Path,
) -> None:
    for attack in ("link", "query", "image", "bidi"):
        name = ATTACKS[attack].replace("/", "_")
        (home / "data" / "catalogs" / name).mkdir()
        (home / "data" / "catalogs" / name / "papers.toml").write_text(HEAD)
        (home / "data" / "journal" / name).mkdir()
        (home / "data" / "journal" / name / "0001.toml").write_text("[[event]]\nno toml\n\n")
    (home / "config").mkdir()
    config = f"{toml(ATTACKS['link'])} = 1\ncolor = {toml(HOSTILE)}\neditor = {toml(HOSTILE)}\n"
    (home / "config" / "config.toml").write_text(config)
    lines = [Line(EXAMPLES[name], 40, EVIL) for name in ORDER]
    found = assert_all_only_ours(lines, {0, 4})
    assert sum(shown.code == 4 for shown in found) > 7
    assert sum(b"warning:" in shown.data for shown in found) > 15


def test_of_hostile_lines_a_terminal_hears_harmlessly_what_is_wrong(home: Path) -> None:
    assert not home.exists()
    text = TYPED["everything"]
    lines = [Line([word.replace("{}", text) for word in line], 80) for line in LINES]
    found = assert_all_only_ours(lines, {2, 3})
    assert all(shown.data.startswith(b"papernotes: ") for shown in found)


def test_of_hostile_variables_a_terminal_gets_no_escape(home: Path) -> None:
    value = TYPED["everything"]
    variables = dict.fromkeys(("CATALOG", "COLOR", "PAGER", "EDITOR", "BROWSER", "PLAIN"), value)
    lines = [
        Line(words, 80, {f"PAPERNOTES_{name}": value})
        for name, value in {**variables, "HOME": f"{home}-{value}"}.items()
        for words in (["list", "--limit", "2"], ["config"], ["open", "12"], ["note", "12"])
    ]
    found = assert_all_only_ours(lines, {0, 1, 2, 3})
    assert sum(shown.code > 0 for shown in found) > 9


def test_a_name_of_endless_marks_or_of_wide_letters_neither_hangs_nor_leaves_the_window(
    catalog: Callable[..., Path], run: Run
) -> None:
    from rich.cells import cell_len

    texts = ["z" + "\u0335\u0489\u20dd" * 6_000, "漢" * 19_000, "\U0001f469\u200d" * 9_000]
    papers = [paper(n, title=text, topics=[text]) for n, text in enumerate(texts, 1)]
    catalog("evil", HEAD + "".join(papers))
    lines = [Line(words, 40, EVIL) for words in (["list"], ["show", "1"], ["next"], ["show", "2"])]
    for shown in assert_all_only_ours(lines, {0}):
        bare = _OURS.sub("", shown.data.decode())
        assert max(map(cell_len, bare.split("\n"))) <= 40
    assert run("list", PAPERNOTES_CATALOG="evil").code == 0


@pytest.mark.usefixtures("hostile")
def test_the_command_as_a_shell_starts_it_is_the_same() -> None:
    """The terminals above are shared by processes that were not started anew."""
    (here,) = on_terminals([Line(["show", "1"], 80, EVIL)])
    anew = on_terminal("show", "1", **EVIL)
    same = re.compile(r"id=[0-9-]+")
    assert same.sub("", anew.out) == same.sub("", here.data.decode())
    assert_only_ours(anew.out.encode())


def test_the_strict_reader_lets_no_attack_pass() -> None:
    for attack, text in ATTACKS.items():
        if attack in ("markup", "flood", "wide", "html"):
            assert_only_ours(text.encode())  # text, and nothing else
        else:
            with pytest.raises(AssertionError):
                assert_only_ours(text.encode())
    for text in ("\x1b[31m", "\x1b[1;5m", "\r", "\x1b]8;;file:///etc/passwd\x1b\\", "\x1b"):
        with pytest.raises(AssertionError):
            assert_only_ours(text.encode())
    with pytest.raises(AssertionError, match="left open"):
        assert_only_ours(b"\x1b]8;;https://a.example\x1b\\x")

"""Text from outside is hostile: none of it reaches a terminal, a field or a line raw."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from papernotes.cli.app import COMMANDS
from papernotes.notes import file_name
from tests.conftest import HEAD, Result, Run, paper
from tests.test_exit_codes import ANY_CATALOG
from tests.test_streams import CATALOG, PAPERNOTES, surroundings

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
}
HOSTILE = "; ".join(ATTACKS.values())
LITERAL = ["[red]x[/red]", "[link=https://evil.example]x[/link]", "[/]", ":smile:"]
PAGE = "https://honest.example/a\x1b[31m\u202e\tb\n[red]/"

# For each command, and for none, what it does in the library of `hostile`.
EXAMPLES = {
    "": [],
    "list": ["list"],
    "show": ["show", "1"],
    "next": ["next", "-n", "9"],
    "stats": ["stats"],
    "start": ["start", "2", "1"],
    "done": ["done", "1", "3", "-m", HOSTILE.replace("\x00", "")],
    "skip": ["skip", "2-4"],
    "reset": ["reset", "1-4"],
    "undo": ["undo"],
    "redo": ["redo"],
    "rate": ["rate", "1-3", "4"],
    "tag": ["tag", "1", "+" + "x [red] \x1b[31m\u202e:smile:"],
    "takeaway": ["takeaway", "1", HOSTILE.replace("\x00", "")],
    "note": ["note", "1", "-m", HOSTILE.replace("\x00", "")],
    "search": ["search", "evil"],
    "open": ["open", "1", "--print"],
    "log": ["log"],
    "paths": ["paths"],
    "config": ["config"],
    "add": [
        *("add", "--title", f"new {HOSTILE}".replace("\x00", ""), "--author", ATTACKS["bidi"]),
        *("--link", f"{ATTACKS['colour']}={PAGE}"),
    ],
    "catalog list": ["catalog", "list"],
    "catalog add": ["catalog", "add", str(CATALOG), "--name", "club"],
    "catalog use": ["catalog", "use", "evil"],
    "catalog remove": ["catalog", "remove", "evil"],
    "check": ["check"],
    "completion": ["completion", "bash"],
}
MODES = {
    "piped": [],
    "json": ["--json"],
    "drawn": ["--color", "always"],
}
FIELDS = {
    "": {2, 8},
    "show": {2, 3, 4, 5},
    "next": {8},
    "search": {8},
    "log": {8},
    "note": {1},
    "open": {1},
    "paths": {2},
    "config": {3},
    "check": {6},
    "completion": {1},
    "stats": {3, 4, 5},
    "catalog list": {6},
    "catalog add": {6},
    "catalog use": {6},
    "catalog remove": {2},
}

_OWN_SGR = re.compile("\x1b\\[(?:(?:0|1|2|32|33|36)(?:;|(?=m)))+m")
_OWN_LINK = re.compile("\x1b]8;(?:id=[0-9]+)?;((?:https?://(?!evil)[!-~]+)?)\x1b\\\\")
_RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def assert_harmless(text: str) -> None:
    """Nothing but text, ends of lines, and the tabs between fields."""
    assert _RAW.findall(text) == []


def assert_drawn_harmlessly(text: str) -> None:
    """Nothing but text, ends of lines, and our own few colours and links."""
    bare = _OWN_LINK.sub("", _OWN_SGR.sub("", text))
    assert_harmless(bare)
    assert "\t" not in bare


def one_line(text: str) -> str:
    """What a catalog's field of this text holds: it is one line."""
    return " ".join(text.split())


def assert_all_harmless(name: str, mode: str, result: Result) -> None:
    assert result.out
    assert "Traceback" not in result.err
    assert_harmless(result.err)
    assert "\t" not in result.err
    if mode == "drawn":
        assert_drawn_harmlessly(result.out)
    else:
        assert_harmless(result.out)
    if mode == "json":
        assert "\t" not in result.out
        assert isinstance(result.json, list | dict)
    if mode == "piped":
        fields = FIELDS.get(name, {7})
        assert {len(row) for row in result.rows} <= fields


@pytest.fixture
def hostile(run: Run, catalog: Callable[..., Path], home: Path) -> Run:
    """A library in which every text is hostile, and the program run on it."""
    texts: dict[str, Any] = {
        "title": HOSTILE,
        "short": HOSTILE,
        "authors": [HOSTILE, "Second " + HOSTILE],
        "venue": HOSTILE,
        "kind": HOSTILE,
        "topics": [HOSTILE, "second " + HOSTILE],
        "takeaway": HOSTILE,
        "detail": HOSTILE,
        "links": [{"label": HOSTILE, "url": PAGE}],
        "helps": {toml(HOSTILE)[1:-1]: HOSTILE, "paper-3": HOSTILE},
    }
    head = f"schema = 1\ntitle = {toml(HOSTILE)}\n\n"
    pages = [{"url": f"{PAGE}{number}"} for number in range(1, 5)]
    papers = [paper(1, **texts, **pages[0])]
    papers += [paper(2, **texts, **pages[1], needs={"paper-1": HOSTILE})]
    papers += [paper(3, **texts, **pages[2])]
    papers += [paper(4, **texts, **pages[3], arxiv=None, doi="10.1234/[red]x[/red]")]
    catalog("evil", head + "".join(papers))
    folder = home / "data" / "notes"
    folder.mkdir(parents=True)
    (folder / file_name("arxiv:2001.00001")).write_text(HOSTILE, encoding="utf-8", newline="")
    started = run("start", "1", "3", "--on", "2026-01-02", PAPERNOTES_CATALOG="evil")
    assert started.code == 0, started.err
    run("done", "4", "--on", "2026-01-03", PAPERNOTES_CATALOG="evil")
    (own,) = (home / "data" / "journal").iterdir()
    by_hand(
        home,
        "otherdevice",
        {"kind": "takeaway", "papers": ["arxiv:2001.00001"], "takeaway": HOSTILE},
        {"kind": "tag", "papers": ["arxiv:2001.00001"], "add": [HOSTILE, "plain"]},
        {"kind": HOSTILE, "papers": [HOSTILE, "arxiv:2001.00001"], "target": HOSTILE},
    )
    # The newest of this device, of a paper that no catalog has: undone by its title alone.
    by_hand(home, own.name, {"kind": "done", "papers": ["arxiv:2001.99999"]}, segment="0002")

    def call(*arguments: str, **environ: str) -> Result:
        return run(*arguments, **{"PAPERNOTES_CATALOG": "evil", **environ})

    return call


def toml(value: object) -> str:
    """A string or an array of strings: JSON, but for a letter that TOML does not take raw."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def by_hand(home: Path, device: str, *events: dict[str, Any], segment: str = "0001") -> None:
    """A journal's segment as somebody else's program may have written it."""
    lines = ["schema = 1", f"device = {toml(ATTACKS['colour'])}", ""]
    for position, event in enumerate(events):
        lines.append("[[event]]")
        table = {
            "id": f"{1_900_000_000_000_000 + position}-{device}",
            "at": HOSTILE,
            "titles": [HOSTILE],
            **event,
        }
        lines += [f"{name} = {toml(value)}" for name, value in table.items()]
        lines.append("")
    folder = home / "data" / "journal" / device
    folder.mkdir(exist_ok=True)
    (folder / f"{segment}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_every_command_meets_the_hostile_library() -> None:
    assert EXAMPLES.keys() == {"", *COMMANDS}


@pytest.mark.parametrize(  # only a drawing has a width
    ("mode", "columns"),
    [("piped", "80"), ("json", "80"), ("drawn", "40"), ("drawn", "80"), ("drawn", "200")],
)
@pytest.mark.parametrize("name", EXAMPLES)
def test_hostile_text_in_files_reaches_nobody_raw(
    name: str, mode: str, columns: str, hostile: Run
) -> None:
    if name == "redo":
        hostile("undo")
    result = hostile(*EXAMPLES[name], *MODES[mode], COLUMNS=columns)
    assert result.code == 0, result.err
    if mode == "piped" and name in ("undo", "redo"):
        assert result.out == ""  # the paper is in no catalog
        assert_harmless(result.err)
    else:
        assert_all_harmless(name, mode, result)


def test_json_says_what_the_files_say(hostile: Run) -> None:
    shown = hostile("show", "1", "--json").json
    line = one_line(HOSTILE)
    for name in ("title", "short", "venue", "kind", "takeaway", "detail"):
        assert shown[name] == line
    assert shown["authors"] == [line, f"Second {line}"]
    assert shown["topics"] == [line, f"second {line}"]
    assert shown["helps"] == {line: line, "paper-3": line}
    assert shown["links"] == [{"label": line, "url": PAGE}]
    assert shown["url"] == f"{PAGE}1"
    assert shown["my_takeaway"] == HOSTILE
    assert sorted(shown["tags"]) == sorted([HOSTILE, "plain"])
    assert shown["note"].replace("\r\n", "\n").replace("\r", "\n") == (
        HOSTILE.replace("\r\n", "\n").replace("\r", "\n")
    )
    assert shown["events"][-1]["at"] == HOSTILE
    assert hostile("--json").json["title"] == line
    assert hostile("list", "--json").json[1]["needs"] == {"paper-1": line}


def test_records_say_what_the_files_say_without_the_controls(hostile: Run) -> None:
    row = hostile("list").rows[0]
    assert row[0:3] == ["1", "paper-1", "reading"]
    for text in (row[3], row[5]):
        for literal in LITERAL:
            assert literal in text
    shown = hostile("show", "1").out
    assert shown.count("[red]x[/red]") > 12
    assert "line there return back both" in shown


@pytest.mark.parametrize("name", ["", "list", "show", "next", "start", "done", "undo"])
def test_markup_is_shown_as_it_is_written(name: str, hostile: Run, run: Run) -> None:
    drawn = hostile(*EXAMPLES[name], "--color", "always", COLUMNS="1000").out
    words = _OWN_LINK.sub("", _OWN_SGR.sub("", drawn)).split()
    assert set(LITERAL) <= {word.strip(",;") for word in words}
    assert run("list").code == 0


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_a_drawing_of_hostile_text_keeps_to_the_window(columns: str, hostile: Run) -> None:
    from rich.cells import cell_len

    for name in ("", "list", "show", "next", "stats"):
        drawn = hostile(*EXAMPLES[name], "--color", "always", COLUMNS=columns).out
        lines = _OWN_LINK.sub("", _OWN_SGR.sub("", drawn)).splitlines()
        assert max(map(cell_len, lines)) <= int(columns)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "HTTP://ok.example/"]
)
def test_only_web_addresses_become_links(
    address: str, run: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1, links=[{"label": "Code", "url": address}]))
    result = run("show", "1", "--color", "always", PAPERNOTES_CATALOG="mine")
    assert (f";{address}" in result.out) == address.startswith("HTTP")
    assert result.code == (0 if address.startswith("HTTP") else 3)


# Names of files and folders


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("attack", [a for a in ATTACKS if a != "screen"])
def test_hostile_names_of_folders_are_warned_of_harmlessly(
    attack: str, mode: str, run: Run, home: Path
) -> None:
    name = ATTACKS[attack].replace("/", "_").replace("\x00", "")
    for folder in ("catalogs", "journal"):
        (home / "data" / folder / name).mkdir(parents=True)
    (home / "data" / "catalogs" / name / "papers.toml").write_text(HEAD + paper(1))
    (home / "data" / "journal" / name / "0001.toml").write_text("[[event]]\nno toml\n\n")
    result = run("list", *MODES[mode])
    assert result.code == 4
    assert result.err.count("\n") == 1
    assert_all_harmless("list", mode, result)


@pytest.mark.parametrize("mode", MODES)
def test_complaints_quote_hostile_files_harmlessly(
    mode: str, run: Run, catalog: Callable[..., Path]
) -> None:
    for broken in (
        paper(1, title=None, venue=HOSTILE),
        paper(1, key=HOSTILE),
        paper(1, arxiv=HOSTILE),
        paper(1, url=HOSTILE),
        paper(1, aka=[HOSTILE]),
        paper(1, published=HOSTILE),
        f"[[paper]]\n{toml(ATTACKS['link'])} = \n",
        f"[[paper]]\nnumber = 1\ntitle = {HOSTILE}\n",
        "[[paper]]\nnumber = 1\n\x1b]8;;http://evil.example\x1b\\\n",
    ):
        catalog("mine", HEAD + broken)
        result = run("list", *MODES[mode])
        assert result.code == 4
        assert result.err.count("\n") == 1
        assert_all_harmless("list", mode, result)


def test_a_home_with_a_hostile_name_is_as_good_as_any(run: Run, tmp_path: Path) -> None:
    home = tmp_path / ATTACKS["colour"] / ATTACKS["bidi"]
    (home / "data" / "catalogs" / "mine").mkdir(parents=True)
    (home / "data" / "catalogs" / "mine" / "papers.toml").write_text("no toml")
    result = run("list", PAPERNOTES_HOME=str(home))
    assert result.code == 4
    assert_all_harmless("list", "piped", result)
    (home / "data" / "journal").write_text("no folder")
    failed = run("done", "1", PAPERNOTES_HOME=str(home))
    assert failed.code == 1
    assert_harmless(failed.err)


# Command lines

TYPED = {
    **{name: text.replace("\x00", "") for name, text in ATTACKS.items()},
    "everything": HOSTILE.replace("\x00", ""),
    "no utf-8": "\udcff\udcfe caf\udce9",
    "half a pair": "\ud83d",
    "endless": "[" * 10_000,
}
LINES = [
    ["{}"],
    ["--{}"],
    ["show", "{}"],
    ["show", "{}/12"],
    ["show", "llm/{}"],
    ["show", "https://honest.example/{}"],
    ["show", "10.1234/{}"],
    ["start", "{}"],
    ["done", "{}"],
    ["skip", "1", "{}"],
    ["reset", "{}"],
    ["redo", "{}"],
    ["check", "{}"],
    ["completion", "{}"],
    ["done", "1", "--on", "{}"],
    ["done", "1", "--rating", "{}"],
    ["list", "--status", "{}"],
    ["list", "--sort", "{}"],
    ["list", "--color", "{}"],
    ["list", "year:{}"],
    ["list", "is:{}"],
    ["next", "rating:{}"],
    ["next", "-n", "{}"],
    ["rate", "{}", "4"],
    ["rate", "12", "{}"],
    ["tag", "{}", "+x"],
    ["tag", "12", "{}"],
    ["tag", "12", "+{}," + "x" * 61],
    ["takeaway", "{}", "text"],
    ["note", "{}", "-m", "text"],
    ["search", "year:{}"],
    ["open", "{}"],
    ["open", "12", "--link", "x{}"],
    ["log", "{}"],
    ["undo", "{}"],
    ["paths", "{}"],
    ["config", "{}"],
    ["stats", "{}"],
    ["add", "{}"],
    ["add", "--title", "x", "--published", "{}"],
    ["add", "--title", "x", "--url", "{}"],
    ["add", "--title", "x", "--link", "{}"],
    ["add", "--title", "x", "--link", "x=javascript:{}"],
    ["add", "--title", "x", "--key", "{}"],
    ["add", "--title", "x", "--needs", "{}"],
    ["add", "--title", "x", "--pages", "{}"],
    ["add", "--title", "x", "--catalog", "{}"],
    ["catalog", "{}"],
    ["catalog", "list", "{}"],
    ["catalog", "add", "-", "--name", "{}"],
    ["catalog", "use", "{}"],
    ["catalog", "remove", "{}"],
]


def test_every_command_is_typed_hostile_text() -> None:
    typed = [" ".join(line) for line in LINES]
    assert not [name for name in COMMANDS if not any(line.startswith(name) for line in typed)]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_hostile_command_lines_are_wrong_and_do_no_harm(line: list[str], run: Run) -> None:
    for text in TYPED.values():
        result = run(*(word.replace("{}", text) for word in line))
        assert result.code in (2, 3), result.err
        assert result.out == ""
        assert result.err.startswith("papernotes: ")
        assert result.err.count("\n") == 1
        assert "Traceback" not in result.err
        assert_harmless(result.err)
        assert "\t" not in result.err


@pytest.mark.parametrize("command", ["list", "next"])
@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_hostile_queries_find_nothing_and_do_no_harm(command: str, text: str, run: Run) -> None:
    for query in (text, f"topic:{text}", f"author:{text}", f"tag:{text}", f'"{text}" OR *'):
        result = run(command, query)
        assert result.code == 0, result.err
        assert_harmless(result.out + result.err)
    assert run(command, f"not:{text}").out == run(command).out


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_a_hostile_takeaway_is_kept_on_one_line_and_shown_harmlessly(text: str, run: Run) -> None:
    assert run("done", "12", "-m", text).code == 0
    kept = run("show", "12", "--json").json["my_takeaway"]
    # Of what no file can hold only the place is kept.
    pattern = re.sub("[\ud800-\udfff]", ".", re.escape(one_line(text)))
    assert re.fullmatch(pattern, kept)
    kept.encode("utf-8")
    for mode, flags in MODES.items():
        assert_all_harmless("show", mode, run("show", "12", *flags))
    assert run("undo").code == 0


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - ANY_CATALOG))
def test_a_hostile_name_of_a_catalog_in_the_environment_is_not_found(name: str, run: Run) -> None:
    for text in TYPED.values():
        if text == TYPED["half a pair"]:
            continue  # no environment can hold it
        result = run(*EXAMPLES[name], PAPERNOTES_CATALOG=text)
        assert (result.code, result.out) == (3, ""), result.err
        assert result.err.count("\n") == 1
        assert_harmless(result.err)


BYTES = b"\xff\x1b[31m\xe2\x80\xae caf\xe9"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ([BYTES], 2),
        ([b"--" + BYTES], 2),
        ([b"show", BYTES], 3),
        ([b"done", BYTES], 3),
        ([b"list", BYTES], 0),
        ([b"list", b"topic:" + BYTES], 0),
        ([b"list", b"status:" + BYTES], 2),
        ([b"next", BYTES], 0),
        ([b"done", b"12", b"--on", BYTES], 2),
        ([b"done", b"12", b"-m", BYTES], 0),
    ],
)
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_bytes_that_are_no_utf_8_do_no_harm(
    line: list[bytes],
    code: int,
    locale: str,
    home: Path,  # noqa: ARG001
) -> None:
    environ = surroundings(LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    done = subprocess.run([*PAPERNOTES, *line], env=environ, capture_output=True, check=False)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert_harmless(done.stdout.decode("utf-8") + done.stderr.decode("utf-8"))


# Any text at all

_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@example(text=HOSTILE)
@example(text="[")
@example(text="\\[red]")
@given(text=_texts)
def test_any_text_is_shown_harmlessly(text: str, run: Run, catalog: Callable[..., Path]) -> None:
    fields: dict[str, Any] = {"title": f"a{text}", "takeaway": f"a{text}", "topics": [f"a{text}"]}
    catalog("mine", HEAD + paper(1, **fields) + paper(2))
    for name in ("list", "show", "next", ""):
        for mode, flags in MODES.items():
            arguments = EXAMPLES[name]
            result = run(*arguments, *flags, PAPERNOTES_CATALOG="mine")
            assert result.code == 0, result.err
            assert_all_harmless(name, mode, result)
    assert run("list", "--json", PAPERNOTES_CATALOG="mine").json[0]["title"] == one_line(f"a{text}")

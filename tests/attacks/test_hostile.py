"""Text from outside is hostile: none of it reaches a terminal, a field or a line raw."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from papernotes.cli.app import COMMANDS
from tests.attacks.library import (
    EXAMPLES,
    MODES,
    assert_all_harmless,
    by_hand,
    toml,
)
from tests.attacks.texts import (
    ATTACKS,
    HOSTILE,
    LITERAL,
    PAGE,
    TYPED,
    assert_harmless,
    bare_of_ours,
    one_line,
)
from tests.conftest import HEAD, Run, paper
from tests.test_exit_codes import ANY_CATALOG
from tests.test_streams import PAPERNOTES, surroundings

pytestmark = pytest.mark.usefixtures("warm")


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
    if mode == "piped" and name in ("undo", "redo", "catalog refresh"):
        assert result.out == ""  # the paper is in no catalog; every paper says what it is
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
    words = bare_of_ours(drawn).split()
    assert set(LITERAL) <= {word.strip(",;") for word in words}
    assert run("list").code == 0


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_a_drawing_of_hostile_text_keeps_to_the_window(columns: str, hostile: Run) -> None:
    from rich.cells import cell_len

    for name in ("", "list", "show", "next", "stats"):
        drawn = hostile(*EXAMPLES[name], "--color", "always", COLUMNS=columns).out
        lines = bare_of_ours(drawn).splitlines()
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
    ["similar", "{}"],
    ["path", "{}"],
    ["goal", "{}"],
    ["later", "{}"],
    ["later", "2", "{}"],
    ["next", "--time", "{}"],
    ["done", "2", "--took", "{}"],
    ["open", "{}"],
    ["open", "12", "--link", "x{}"],
    ["log", "{}"],
    ["undo", "{}"],
    ["paths", "{}"],
    ["config", "{}"],
    ["graph", "{}"],
    ["graph", "--output", "{}"],
    ["stats", "{}"],
    ["export", "year:{}"],
    ["export", "--format", "{}"],
    ["export", "--status", "{}"],
    ["add", "{}"],
    ["add", "--title", "x", "--published", "{}"],
    ["add", "--title", "x", "--url", "{}"],
    ["add", "--title", "x", "--link", "{}"],
    ["add", "--title", "x", "--link", "x=javascript:{}"],
    ["add", "--title", "x", "--key", "{}"],
    ["add", "--title", "x", "--needs", "{}"],
    ["add", "--title", "x", "--pages", "{}"],
    ["add", "--title", "x", "--catalog", "{}"],
    ["import", "-", "--format", "{}"],
    ["edit", "{}"],
    ["remove", "{}"],
    ["catalog", "{}"],
    ["catalog", "list", "{}"],
    ["catalog", "add", "-", "--name", "{}"],
    ["catalog", "new", "{}"],
    ["catalog", "new", "group", "--from", "{}"],
    ["catalog", "update", "{}"],
    ["catalog", "update", "llm", "--from", "{}"],
    ["catalog", "rename", "{}", "ours"],
    ["catalog", "rename", "mine", "{}"],
    ["catalog", "use", "{}"],
    ["catalog", "refresh", "{}"],
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


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a not in ("markup", "wide", "html")])
def test_a_tag_that_can_not_be_seen_is_refused_and_can_be_taken_off(
    attack: str, run: Run, home: Path
) -> None:
    tag = one_line(TYPED[attack])[:50].strip()
    if attack not in ("space", "flood"):  # of those nothing, or only what is seen, is left
        result = run("tag", "1", f"+{tag}")
        assert (result.code, result.out) == (2, "")
        assert "characters that can't be seen" in result.err
        assert_harmless(result.err)
        assert not home.exists() or not list(home.glob("data/journal/*/*.toml"))
    run("skip", "2")
    by_hand(home, "other", {"kind": "tag", "papers": ["arxiv:1706.03762"], "add": [tag]})
    assert run("show", "1", "--json").json["tags"] == [tag]
    assert run("tag", "1", "--remove", tag).code == 0
    assert run("show", "1", "--json").json["tags"] == []

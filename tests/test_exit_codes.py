"""What can go wrong: what is said of it, with which exit code, and that it changes nothing."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from papernotes.cli.app import COMMANDS
from tests.conftest import HEAD, Run, paper
from tests.test_streams import EXAMPLES

LATER = "2999-12-31"

USAGE = 2
NOT_FOUND = 3
BAD_DATA = 4

# Arguments, exit code, and what the message says (in this order).
WRONG = [
    # the command line itself
    ("lst", 2, ["lst", "list"]),
    ("donne 3", 2, ["donne", "done"]),
    ("xyzzy", 2, ["xyzzy", "papernotes --help"]),
    ("--frobnicate", 2, ["--frobnicate", "papernotes --help"]),
    ("--json list", 2, ["after its name", "papernotes list --json"]),
    ("--color always list", 2, ["after its name", "papernotes list --color always"]),
    ("skip", 2, ["REF", "papernotes skip --help"]),
    ("reset", 2, ["REF", "papernotes reset --help"]),
    ("show 1 2", 2, ["2", "papernotes show --help"]),
    ("completion", 2, ["SHELL", "papernotes completion --help"]),
    ("completion tcsh", 2, ["tcsh", "bash", "zsh", "fish"]),
    ("undo 3", 2, ["3", "papernotes undo --help"]),
    ("redo 3", 2, ["3", "papernotes redo --help"]),
    ("start 5 --rating 3", 2, ["--rating", "papernotes start --help"]),
    ("done 1 --on", 2, ["--on", "papernotes done --help"]),
    ("done 1 --on 2026-13-01", 2, ["2026-13-01", "2026-11-23", "today", "yesterday", "unknown"]),
    ("done 1 --on soon", 2, ["soon", "yesterday"]),
    (f"done 1 --on {LATER}", 2, [LATER, "to come"]),
    (f"start 1 --on {LATER}", 2, [LATER, "to come"]),
    ("done 1 --rating 6", 2, ["--rating", "6", "1", "5"]),
    ("done 1 --rating 0", 2, ["--rating", "0", "1", "5"]),
    ("done 1 --rating good", 2, ["--rating", "good"]),
    ("list --sort colour", 2, ["--sort", "colour", "number", "title"]),
    ("list --status read", 2, ["status", "read", "unread", "reading", "done", "skipped"]),
    ("list --limit many", 2, ["--limit", "many"]),
    ("list --limit -1", 2, ["--limit", "-1"]),
    ("next -n 0", 2, ["-n", "0"]),
    *((f"{name} --nope", 2, ["--nope", f"papernotes {name} --help"]) for name in COMMANDS),
    *((f"{name} --color pink", 2, ["pink", "auto", "always", "never"]) for name in COMMANDS),
    # queries
    ("list colour:red", 2, ["colour:", "topic:", "status:", "author:", "year:"]),
    ("next colour:red", 2, ["colour:", "topic:"]),
    ("list not:colour:red", 2, ["colour:", "topic:"]),
    ("list year:20x", 2, ["year:20x", "year:2023", "year:2020..2022"]),
    ("list year:..", 2, ["year:..", "year:2023"]),
    ("list rating:good", 2, ["rating:good", "rating:4", r"rating:4\.\.(?!\.)"]),
    ("list status:read", 2, ["status:read", "unread", "skipped"]),
    ("list is:red", 2, ["is:red", "ready"]),
    ("list has:nothing", 2, ["has:nothing", "note"]),
    # REFs
    ("done 7-3", 2, ["7-3", "backwards", "3-7"]),
    ("show llm/7-3", 2, ["7-3", "backwards", "3-7"]),
    ("show 3-7", 2, ["3-7", "5 papers", "llm/3", "llm/7"]),
    ("show 99", 3, ["99", "llm", "1 to 46"]),
    ("show 0", 3, ["1 to 46"]),
    ("done 1 99", 3, ["99", "1 to 46"]),
    ("skip 47-50", 3, ["47-50", "1 to 46"]),
    ("show qlra", 3, ["qlra", "llm", r"qlora \(12\)"]),
    ("reset QLRA", 3, ["QLRA", r"qlora \(12\)"]),
    ("show llm/qlra", 3, ["llm/qlra", r"qlora \(12\)"]),
    ("start nothing-like-it-at-all", 3, ["nothing-like-it-at-all", "papernotes list"]),
    ("show 1706.03726", 3, ["1706.03726", "any catalog", r"arxiv:1706\.03762 \(1, Transformer\)"]),
    ("show https://arxiv.org/pdf/1706.03726v5", 3, ["1706.03726", r"1706\.03762"]),
    ("show 10.1145/3580305", 3, ["10.1145/3580305", "any catalog"]),
    ("show https://example.org/nothing", 3, ["https://example.org/nothing", "any catalog"]),
    ("show lm/12", 3, ["lm", "You have", "llm"]),
    ("done lm/qlora", 3, ["lm", "You have", "llm"]),
    ("done", 2, ["no paper", "papernotes start"]),
    ("show", 2, ["no paper", "papernotes start"]),
]


def snapshot_of(home: Path) -> dict[str, bytes]:
    files = (path for path in sorted((home / "data").rglob("*")) if path.is_file())
    return {str(path): path.read_bytes() for path in files}


def assert_says(err: str, fragments: list[str]) -> None:
    """One line of ours that holds the fragments in their order."""
    assert err.startswith("papernotes: "), err
    assert err.count("\n") == 1, err
    assert err.endswith("\n"), err
    pattern = ".*".join(f if "\\" in f else re.escape(f) for f in fragments)
    assert re.search(pattern, err), (pattern, err)


@pytest.mark.parametrize(("line", "code", "says"), WRONG, ids=[line for line, _, _ in WRONG])
def test_what_goes_wrong_is_one_line_with_its_exit_code_and_changes_nothing(
    line: str, code: int, says: list[str], run: Run, home: Path
) -> None:
    run("skip", "46")  # something is there to be changed
    before = snapshot_of(home)
    assert before
    result = run(*line.split())
    assert_says(result.err, says)
    assert (result.code, result.out) == (code, "")
    assert snapshot_of(home) == before
    assert "Traceback" not in result.err


def test_every_command_has_something_to_go_wrong_here() -> None:
    assert {line.split()[0] for line, _, _ in WRONG} >= COMMANDS.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_catalog_that_is_not_there_is_named_with_those_that_are(
    name: str, run: Run, catalog: Callable[..., Path], home: Path
) -> None:
    catalog("mine", HEAD + paper(1))
    run("skip", "46")
    before = snapshot_of(home)
    result = run(*EXAMPLES[name], PAPERNOTES_CATALOG="yours")
    assert_says(result.err, ["yours", "You have", "llm, mine", "PAPERNOTES_CATALOG"])
    assert (result.code, result.out) == (NOT_FOUND, "")
    assert snapshot_of(home) == before


def test_an_id_that_two_other_catalogs_have_wants_one_of_them_named(
    run: Run, catalog: Callable[..., Path], home: Path
) -> None:
    for name, number in (("mine", 3), ("yours", 8)):
        catalog(name, HEAD + paper(number, arxiv="2001.00001"))
    before = snapshot_of(home)
    for command in ("show", "done", "skip"):
        result = run(command, "2001.00001")
        assert_says(result.err, ["2001.00001", "2 catalogs", "mine/3, yours/8"])
        assert (result.code, result.out) == (USAGE, "")
    assert snapshot_of(home) == before
    assert run("show", "mine/3").code == 0
    assert run("show", "2001.00001", PAPERNOTES_CATALOG="yours").rows[0] == ["number", "8"]


@pytest.mark.parametrize("command", ["done", "show"])
def test_without_a_ref_those_who_read_several_are_told_which(
    command: str, run: Run, home: Path
) -> None:
    run("start", "5", "12", "--on", "2026-01-02")
    before = snapshot_of(home)
    result = run(command)
    assert_says(result.err, ["2 papers", "5 (GPT-2)", "12 (QLoRA)"])
    assert (result.code, result.out) == (USAGE, "")
    assert snapshot_of(home) == before


def test_when_nothing_is_left_to_start_it_says_how_to_read_one_again(run: Run, home: Path) -> None:
    run("done", "1-46")
    before = snapshot_of(home)
    result = run("start")
    assert_says(result.err, ["nothing is left to start", "papernotes start 1"])
    assert (result.code, result.out) == (USAGE, "")
    assert snapshot_of(home) == before


def test_next_with_nothing_left_is_an_empty_list_and_a_word_on_stderr(run: Run) -> None:
    run("done", "1-46")
    result = run("next")
    assert (result.code, result.out) == (0, "")
    assert "Nothing is left" in result.err
    assert run("next", "--json").json == []


def test_an_empty_list_is_fine(run: Run) -> None:
    assert run("list", "no such words") == (0, "", "")
    assert run("list", "status:done") == (0, "", "")
    assert run("list", "--limit", "0") == (0, "", "")
    assert run("list", "no such words", "--json").json == []


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_nothing_to_undo_or_redo_is_said_and_fine(command: str, run: Run, home: Path) -> None:
    result = run(command)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"Nothing to {command} on this device.\n"
    assert not snapshot_of(home)


# Damaged files


def assert_warns(err: str, file: Path, line: int, fragments: list[str]) -> None:
    place = f"{file}:{line}: " if line else f"{file}: "
    assert err.startswith(f"papernotes: warning: {place}"), err
    assert err.count("\n") == 1, err
    assert re.search(".*".join(map(re.escape, fragments)), err), err


@pytest.mark.parametrize(
    ("broken", "line", "says"),
    [
        ("[[paper]]\nnumber = \n\n", 11, ["no TOML"]),
        (paper(2, title=None), 10, ["paper 2", "title", "missing"]),
        (paper(2, published="May 2023"), 10, ["paper 2", "published", "2023-05"]),
        (paper(2, key="No Key"), 10, ["paper 2", "key"]),
        (paper(2, arxiv=None), 10, ["paper 2", "arxiv, doi, url or uid"]),
        (paper(2, url="javascript:alert(1)"), 10, ["paper 2", "url", "http"]),
        (paper(1, key="other", arxiv="2001.99999"), 10, ["paper 1", "number 1", "line 4"]),
        (paper(2, arxiv="2001.00001"), 10, ["paper 2", "arxiv:2001.00001", "line 4"]),
        (paper(2, key="paper-1"), 10, ["paper 2", "paper-1", "line 4"]),
        ('[[paper]]\ntitle = "\udcff"\n\n', 11, ["no UTF-8"]),
    ],
)
def test_of_a_damaged_catalog_the_rest_is_read_and_the_place_is_named(
    broken: str, line: int, says: list[str], run: Run, catalog: Callable[..., Path]
) -> None:
    text = HEAD + paper(1) + broken + paper(3)
    file = catalog("mine", text.encode("utf-8", "surrogateescape"))
    for _ in range(2):  # from the file, and from the index
        result = run("list", PAPERNOTES_CATALOG="mine")
        assert [row[0] for row in result.rows] == ["1", "3"]
        assert result.code == BAD_DATA
        assert_warns(result.err, file, line, says)
    for command in EXAMPLES:
        if command in ("", "list", "show", "next"):
            other = run(*EXAMPLES[command])
            assert other.code == BAD_DATA
            assert other.out
            assert_warns(other.err, file, line, says)
    assert run("list", "--json").code == BAD_DATA
    assert run("show", "nope").code == NOT_FOUND
    file.write_text(HEAD + paper(1) + paper(3))
    assert run("list", PAPERNOTES_CATALOG="mine")[::2] == (0, "")


@pytest.mark.parametrize("name", ["", "list", "show", "next"])
def test_of_a_damaged_journal_the_rest_is_read_and_the_place_is_named(
    name: str, run: Run, home: Path
) -> None:
    run("start", "25", "--on", "2026-01-02")
    run("done", "8", "--on", "2026-01-03")
    (file,) = (home / "data" / "journal").glob("*/*.toml")
    text = file.read_text()
    line = text.count("\n") + 2
    file.write_text(text + "[[event]]\nkind = done\n\n")
    before = snapshot_of(home)
    for flags in ([], ["--json"]):
        result = run(*EXAMPLES[name], *flags)
        assert result.code == BAD_DATA

        assert_warns(result.err, file, line - 1, ["no TOML"])
    rows = {row[0]: row[2] for row in run("list").rows}
    assert (rows["25"], rows["8"], rows["1"]) == ("reading", "done", "unread")
    assert snapshot_of(home) == before


def test_marking_goes_on_beside_a_damaged_journal_which_is_let_be(run: Run, home: Path) -> None:
    run("done", "8", "--on", "2026-01-03")
    (file,) = (home / "data" / "journal").glob("*/*.toml")
    damaged = file.read_bytes() + b"[[event]]\nkind = done\n\n"
    file.write_bytes(damaged)
    assert run("done", "9").code == 0
    assert file.read_bytes() == damaged
    assert [row[0] for row in run("list", "--status", "done").rows] == ["8", "9"]


def test_several_damaged_files_are_one_line_that_counts_them(
    run: Run, catalog: Callable[..., Path]
) -> None:
    first = catalog("a", HEAD + "[[paper]]\nnumber = 1\n\n[[paper]]\nnumber = 2\n")
    catalog("b", "nothing")
    result = run("list")
    assert result.code == BAD_DATA
    assert len(result.rows) == 46
    assert_warns(result.err, first, 4, ["title", "missing", "(and 2 more)"])


@pytest.mark.parametrize("kind", ["pipe", "link to nowhere", "device"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_no_regular_file_is_never_waited_for(
    name: str, kind: str, run: Run, home: Path
) -> None:
    folder = home / "data" / "journal" / "otherdevice"
    folder.mkdir(parents=True)
    file = folder / "0001.toml"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero" if kind == "device" else "nowhere")
    result = run(*EXAMPLES[name])
    assert "Traceback" not in result.err
    if name in ("", "list", "show", "next") and kind != "link to nowhere":
        assert result.code == BAD_DATA
        assert result.out
        assert_warns(result.err, file, 0, ["no regular file"])
    else:
        assert result.code == 0, result.err


def test_a_folder_where_a_file_should_be_is_no_journal_and_no_note(run: Run, home: Path) -> None:
    (home / "data" / "journal" / "otherdevice" / "0001.toml").mkdir(parents=True)
    (home / "data" / "notes" / "arxiv-1706.03762.md").mkdir(parents=True)
    (home / "data" / "catalogs" / "mine").mkdir(parents=True)
    assert run("list")[::2] == (0, "")
    assert run("show", "1")[::2] == (0, "")


def test_a_folder_where_a_catalog_should_be_is_named(run: Run, home: Path) -> None:
    file = home / "data" / "catalogs" / "mine" / "papers.toml"
    file.mkdir(parents=True)
    result = run("list")
    assert len(result.rows) == 46
    assert result.code == BAD_DATA
    assert_warns(result.err, file, 0, ["no regular file"])


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("folder", ["data", "data/journal", "data/catalogs", "data/notes"])
def test_a_file_where_a_folder_should_be_never_gives_a_traceback(
    name: str, folder: str, run: Run, home: Path
) -> None:
    (home / folder).parent.mkdir(parents=True, exist_ok=True)
    (home / folder).write_text("I am no folder.\n")
    result = run(*EXAMPLES[name])
    assert "Traceback" not in result.err
    writes = name in ("start", "done", "skip") and folder in ("data", "data/journal")
    if writes:
        assert_says(result.err, [str(home / folder)])
        assert (result.code, result.out) == (1, "")
    else:
        assert result.code == 0, result.err
    assert (home / folder).read_text() == "I am no folder.\n"


@pytest.mark.parametrize("folder", ["cache", "cache/index.db", "state"])
@pytest.mark.parametrize("name", ["", "list", "show", "next"])
def test_reading_needs_neither_cache_nor_state(
    name: str, folder: str, run: Run, home: Path
) -> None:
    expected = run(*EXAMPLES[name])
    path = home / folder
    for file in sorted(home.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    path.parent.mkdir(exist_ok=True)
    if folder == "cache/index.db":
        path.mkdir()
    else:
        path.write_text("I am no folder.\n")
    assert run(*EXAMPLES[name]) == expected


# Tracebacks


@pytest.mark.parametrize("line", ["show 99", "lst", "list colour:red", "list --sort colour"])
def test_only_debugging_shows_a_traceback(line: str, run: Run) -> None:
    debugged = run(*line.split(), PAPERNOTES_DEBUG="1")
    plain = run(*line.split())
    assert "Traceback (most recent call last):" in debugged.err
    assert debugged.err.endswith(plain.err)
    assert "Traceback" not in plain.err
    assert debugged.code == plain.code

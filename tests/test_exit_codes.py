"""What can go wrong: what is said of it, with which exit code, and that it changes nothing."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from papernotes.cli.app import COMMANDS
from tests.conftest import HEAD, Run, paper
from tests.test_streams import EXAMPLES, MARKS, READS

pytestmark = pytest.mark.usefixtures("warm")

LATER = "2999-12-31"

USAGE = 2
NOT_FOUND = 3
BAD_DATA = 4

JABREF = Path(__file__).parent / "data" / "bib" / "jabref.bib"

# These do not care which catalog is the current one.
ANY_CATALOG = {
    "paths",
    "config",
    "check",
    "completion",
    *(name for name in COMMANDS if name.startswith("catalog")),
}

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
    ("undo 3", 3, ["no event", "3", "papernotes log"]),
    ("undo 1900000000000000-nobody", 3, ["no event", "1900000000000000-nobody", "papernotes log"]),
    ("undo 3 4", 2, ["4", "papernotes undo --help"]),
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
    ("next --time soon", 2, ["soon", "90m"]),
    ("path", 2, ["path to where", "papernotes goal REF"]),
    ("path 99", 3, ["99", "1 to 46"]),
    ("goal 99", 3, ["99", "1 to 46"]),
    ("goal --drop", 2, ["no goals", "papernotes goal REF"]),
    ("later", 2, ["REF", "papernotes later --help"]),
    ("later 1 soon", 2, ["soon", "no number of days"]),
    ("done 1 --took forever", 2, ["forever", "90m"]),
    ("graph 99", 3, ["99", "1 to 46"]),
    ("graph 3-7", 2, ["3-7", "5 papers"]),
    ("graph --unlocks", 2, ["one paper", "papernotes graph REF --unlocks"]),
    ("graph --format png", 2, ["png", "dot", "mermaid", "svg", "html"]),
    ("graph --depth -1", 2, ["--depth", "-1"]),
    ("graph -o papers.pdf", 2, ["papers.pdf", "--format", ".svg"]),
    ("graph --json --format svg", 2, ["--json", "papernotes graph --json"]),
    ("export --format pdf", 2, ["pdf", "markdown", "bibtex", "anki"]),
    ("export -o papers.pdf", 2, ["papers.pdf", "--format", ".bib"]),
    ("export --json --format ris", 2, ["--json", "--format ris"]),
    ("export -a --catalog llm", 2, ["--catalog", "--all-catalogs"]),
    ("export --status read", 2, ["status", "read", "done"]),
    ("export -o no/such/folder.bib", 1, ["could not write the file", "No such file"]),
    ("graph -o no/such/folder.svg", 1, ["could not write the file", "No such file"]),
    ("stats soon", 2, ["soon", "no year", "papernotes stats 2026"]),
    ("stats 26", 2, ["26", "no year", "papernotes stats 2026"]),
    ("stats 2026 2025", 2, ["2025", "papernotes stats --help"]),
    ("stats --all-catalogs --catalog llm", 2, ["--catalog", "--all-catalogs", "Leave out one"]),
    *((f"{name} --nope", 2, ["--nope", f"papernotes {name} --help"]) for name in COMMANDS),
    *((f"{name} --color pink", 2, ["pink", "auto", "always", "never"]) for name in COMMANDS),
    # catalogs
    ("catalog frob", 2, ["frob", "papernotes catalog --help"]),
    ("catalog list 3", 2, ["3", "papernotes catalog list --help"]),
    ("catalog add", 2, ["FILE|URL", "papernotes catalog add --help"]),
    ("catalog add -", 2, ["stdin", "catalog add - --name my-papers"]),
    ("catalog add no-such.toml", 1, ["no-such.toml", "No such file", "TOML file"]),
    ("catalog add x.toml --name ../x", 2, ["../x", "small letters", "--name my-papers"]),
    ("catalog add x.toml --name Big_List", 2, ["Big_List", "--name big-list"]),
    ("catalog add x.toml --name 12", 2, ["12", "at least one letter"]),
    ("catalog add x.toml --name llm", 2, ["llm", "bundled", "--name my-llm"]),
    ("catalog add ftp://a.example/x.toml", 1, ["ftp:", "can't be read", "TOML file"]),
    ("catalog new", 2, ["NAME", "papernotes catalog new --help"]),
    ("catalog new Big_List", 2, ["Big_List", "small letters", "papernotes catalog new big-list"]),
    ("catalog new llm", 2, ["llm", "bundled", "papernotes catalog new my-llm"]),
    ("catalog new ours --from mine", 3, ["mine", "You have llm"]),
    ("catalog update", 2, ["llm", "comes with papernotes", "papernotes catalog update NAME"]),
    ("catalog update llm", 2, ["llm", "comes with papernotes", "papernotes catalog new NAME"]),
    ("catalog update mine", 3, ["mine", "You have llm"]),
    ("catalog rename mine", 2, ["NAME", "papernotes catalog rename --help"]),
    ("catalog rename mine ours", 3, ["mine", "You have llm"]),
    ("catalog rename mine ../x", 2, ["../x", "papernotes catalog rename mine my-llm"]),
    ("catalog rename llm ours", 2, ["llm", "comes with papernotes", "papernotes catalog new NAME"]),
    ("catalog use", 2, ["CATALOG", "papernotes catalog use --help"]),
    ("catalog use lmm", 3, ["lmm", "You have llm", "Did you mean llm?"]),
    ("catalog use ../llm", 3, ["../llm", "You have llm"]),
    ("catalog refresh nope", 3, ["nope", "You have llm"]),
    ("catalog refresh llm", 2, ["llm", "comes with papernotes", "papernotes catalog new"]),
    ("catalog refresh a b", 2, ["b", "papernotes catalog refresh --help"]),
    ("add @article{x", 2, ["@article", "Quote the whole entry", "papernotes add"]),
    ("catalog remove", 2, ["CATALOG", "papernotes catalog remove --help"]),
    ("catalog remove mine", 3, ["mine", "You have llm"]),
    ("catalog remove llm", 2, ["llm", "can't be removed", "papernotes catalog use"]),
    # papers of one's own
    ("add", 2, ["nothing to know", "arXiv id", "papernotes add --title"]),
    ("add qlora", 2, ["qlora", "no arXiv id", "papernotes add --title qlora"]),
    ("add 2401.04088 2401.04089 --title x", 2, ["several papers", "one at a time"]),
    ("add https://example.org/a --url https://example.org/b", 2, ["two addresses", "--url"]),
    ("add --title x --catalog llm", 2, ["llm", "can't be added to", "--catalog mine"]),
    ("add --title x --catalog yours", 3, ["yours", "You have llm", "papernotes catalog new yours"]),
    ("add --title x --published soon", 2, ["--published: is no date", "papernotes add --help"]),
    ("add --title x --pages 0", 2, ["--pages", "papernotes add --help"]),
    ("add --title x --pages many", 2, ["--pages", "many"]),
    ("add --title x --key 12", 2, ["--key: is no key"]),
    ("add --title x --url ftp://example.org/x", 2, ["--url: is no http or https address"]),
    ("add --title x --link Code", 2, ["--link", "Code", "LABEL=URL"]),
    ("add --title x --link Code=javascript:alert(1)", 2, ["--link: is no http or https address"]),
    ("add --title x --needs nope", 3, ["nope", "papernotes list"]),
    ("import", 2, ["FILE", "papernotes import --help"]),
    ("import no-such.md", 1, ["no-such.md", "No such file"]),
    ("import - --format word", 2, ["word", "bibtex", "markdown"]),
    ("import - --map title", 2, ["--map", "COLUMN=FIELD"]),
    (f"import {JABREF} --catalog llm", 2, ["llm", "can't be added to", "--catalog mine"]),
    ("edit", 2, ["REF", "papernotes edit --help"]),
    ("edit 12", 2, ["llm", "comes with papernotes", "papernotes catalog new NAME --from llm"]),
    ("remove", 2, ["REF", "papernotes remove --help"]),
    ("remove 12", 2, ["llm", "comes with papernotes", "papernotes catalog new NAME --from llm"]),
    ("remove mine/1", 3, ["mine", "You have llm"]),
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
    ("show transformer", 3, ["transformer", r"attention \(1\)"]),
    ("show gpt-3", 3, ["gpt-3", r"gpt3 \(6\)"]),
    ("show llm/qlra", 3, ["llm/qlra", r"qlora \(12\)"]),
    ("start nothing-like-it-at-all", 3, ["nothing-like-it-at-all", "papernotes list"]),
    ("show 1706.03726", 3, ["1706.03726", "any catalog", r"arxiv:1706\.03762 \(1, Transformer\)"]),
    ("show https://arxiv.org/pdf/1706.03726v5", 3, ["1706.03726", r"1706\.03762"]),
    ("show 10.1145/3580305", 3, ["10.1145/3580305", "any catalog"]),
    ("show https://example.org/nothing", 3, ["https://example.org/nothing", "any catalog"]),
    ("show lm/12", 3, ["lm", "You have", "llm"]),
    ("done lm/qlora", 3, ["lm", "You have", "llm"]),
    ("search", 2, ["QUERY", "papernotes search --help"]),
    ("search colour:red", 2, ["colour:", "topic:"]),
    ("search x -n 0", 2, ["-n", "0"]),
    ("similar qlra", 3, ["qlra", r"qlora \(12\)"]),
    ("similar 3-7", 2, ["3-7", "5 papers", "llm/3", "llm/7"]),
    ("similar", 2, ["no paper", "papernotes start"]),
    ("similar 1 2", 2, ["2", "papernotes similar --help"]),
    ("similar 1 -n 0", 2, ["-n", "0"]),
    ("similar 1 -n 101", 2, ["-n", "101"]),
    ("similar 1 -a --catalog llm", 2, ["--all-catalogs", "Leave out one"]),
    ("log qlra", 3, ["qlra", r"qlora \(12\)"]),
    ("log 3-7", 2, ["3-7", "5 papers"]),
    ("rate", 2, ["REF", "papernotes rate --help"]),
    ("rate 12", 2, ["12", "a paper and a rating", "papernotes rate REF 4"]),
    ("rate 12 6", 2, ["6", "1 to 5", "none"]),
    ("rate 12 qlora", 2, ["qlora", "1 to 5"]),
    ("rate 99 3", 3, ["99", "1 to 46"]),
    ("tag", 2, ["REF", "papernotes tag --help"]),
    ("tag 12", 2, ["no tag", "papernotes tag 12 +classic", "--remove"]),
    ("tag +classic", 2, ["no paper", "papernotes tag REF +classic"]),
    ("tag 12 +", 2, ["can't be a tag", "+to-discuss"]),
    ("tag 12 +a,b", 2, ["a,b", "no comma"]),
    ("tag 12 +a --remove a", 2, ["“a”", "one of the two"]),
    ("tag 99 +a", 3, ["99", "1 to 46"]),
    ("takeaway", 2, ["REF", "papernotes takeaway --help"]),
    ("takeaway 99", 3, ["99", "1 to 46"]),
    ("takeaway 12 x --clear", 2, ["--clear", "one of the two"]),
    ("note", 2, ["no paper", "papernotes start"]),
    ("note 12 13 -m x", 2, ["one paper", "papernotes note REF -m TEXT"]),
    ("note 12 -m x --path", 2, ["--path", "one of the two"]),
    ("note qlra -m x", 3, ["qlra", r"qlora \(12\)"]),
    ("open", 2, ["no paper", "papernotes start"]),
    ("open 12 --pdf --code", 2, ["one choice"]),
    ("open 12 --link nothing", 3, ["QLoRA", "nothing", "Code", "papernotes show 12"]),
    ("open 42 --code", 3, ["no link to code", "papernotes show 42"]),
    ("paths 1", 2, ["1", "papernotes paths --help"]),
    ("config 1", 2, ["1", "papernotes config --help"]),
    ("check 1 2", 2, ["2", "papernotes check --help"]),
    ("check nothing.toml", 3, ["no file", "nothing.toml", "llm", "papernotes check ./papers.toml"]),
    ("list --catalog lm", 3, ["lm", "You have llm"]),
    ("done 1 --catalog lm", 3, ["lm", "You have llm"]),
    ("list -a --catalog llm", 2, ["--all-catalogs", "Leave out one"]),
    ("search x -a --catalog llm", 2, ["--all-catalogs", "Leave out one"]),
    ("--catalog llm list", 2, ["after its name", "papernotes list --catalog llm"]),
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


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("lst", "no such command “lst”. Did you mean “list”? See: papernotes --help"),
        ("list --frob", "no such option: --frob. See: papernotes list --help"),
        ("list --stat", "no such option: --stat. Did you mean --sort, --status?"),
        ("list --limit x", "invalid value for “--limit” / “-n”: “x” is no whole number."),
        ("list --json=x", "option “--json” does not take a value."),
        ("skip", "missing argument “REF”. See: papernotes skip --help"),
        ("show 1 2 3", "more arguments than it takes: 2 3. See: papernotes show --help"),
        ("done 1 --on", "option “--on” needs a value. See: papernotes done --help"),
        ("done --rating 6", "invalid value for “--rating”: 6 is not between 1 and 5."),
        ("list --color x", "invalid value for “--color”: “x” is not one of “auto”, “always”,"),
    ],
)
def test_a_wrong_command_line_is_told_in_the_tone_of_all_other_messages(
    line: str, message: str, run: Run
) -> None:
    assert run(*line.split()).err.startswith(f"papernotes: {message}")


def test_every_command_has_something_to_go_wrong_here() -> None:
    lines = [line for line, _, _ in WRONG]
    assert not [name for name in COMMANDS if not any(line.startswith(name) for line in lines)]


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - ANY_CATALOG))
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
        if command in READS:
            other = run(*EXAMPLES[command])
            assert other.code == BAD_DATA
            assert other.out or command == "log"  # nothing has been done yet
            assert_warns(other.err, file, line, says)
    assert run("list", "--json").code == BAD_DATA
    assert run("show", "nope").code == NOT_FOUND
    file.write_text(HEAD + paper(1) + paper(3))
    assert run("list", PAPERNOTES_CATALOG="mine")[::2] == (0, "")


@pytest.mark.parametrize("name", READS)
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
    name: str, kind: str, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    run("add", "--title", "One of mine")
    folder = home / "data" / "journal" / "otherdevice"
    folder.mkdir(parents=True)
    file = folder / "0001.toml"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero" if kind == "device" else "nowhere")
    result = run(*EXAMPLES[name])
    assert "Traceback" not in result.err
    if name in READS and kind != "link to nowhere":
        assert result.code == BAD_DATA
        assert result.out or name == "log"  # nothing has been done yet
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
    journal = {*MARKS} - {"reset", "undo", "redo"}  # those have nothing to do here
    writes = name in journal and folder in ("data", "data/journal")
    writes |= name == "note" and folder in ("data", "data/notes")
    catalogs = {"add", "import", "catalog add", "catalog new"}
    writes |= name in catalogs and folder in ("data", "data/catalogs")
    # What changes a catalog's papers is recorded as an event; and an imported note is a note.
    writes |= name in ("add", "import") and folder == "data/journal"
    writes |= name == "import" and folder == "data/notes"
    missing = {"remove", "rename", "refresh", "update"}
    if name in {"edit", "remove", *(f"catalog {each}" for each in missing)}:
        assert_says(result.err, ["mine", "You have llm"])
        assert (result.code, result.out) == (NOT_FOUND, "")
    elif writes:
        assert_says(result.err, [str(home / folder)])
        assert (result.code, result.out) == (1, "")
    else:
        assert result.code == 0, result.err
    assert (home / folder).read_text() == "I am no folder.\n"


@pytest.mark.parametrize("folder", ["cache", "cache/index.db", "state"])
@pytest.mark.parametrize("name", READS)
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

"""What a half-typed line can go on with, as the shells' scripts hear it from us."""

import os
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from papernotes.cli import app
from papernotes.cli.sentences import sentence
from papernotes.completing import bash
from papernotes.completing.scripts import FILES
from papernotes.model.text import fold, scalar
from tests.attacks.library import by_hand, toml
from tests.attacks.texts import HOSTILE, assert_harmless
from tests.conftest import HEAD, Run, paper
from tests.test_exit_codes import snapshot_of
from tests.test_streams import Size, on_terminal, piped

pytestmark = pytest.mark.usefixtures("warm")

BREAKS = " \t\n\"'@><=;|&(:"  # bash's own COMP_WORDBREAKS


class Complete:
    """`complete("show", "q")`: the values, and what is said of each."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def __call__(self, *words: str, **environ: str) -> dict[str, str]:
        result = self.run("__complete", *words, **environ)
        assert (result.code, result.err) == (0, "")
        rows = [line.split("\t") for line in result.out.split("\n")[:-1]]
        assert all(len(row) == 2 for row in rows)
        assert len({value for value, _ in rows}) == len(rows)
        return dict(rows)

    def bash(self, line: str, **environ: str) -> list[str]:
        result = self.run("__complete_bash", BREAKS, line, **environ)
        assert (result.code, result.err) == (0, "")
        return result.out.split("\n")[:-1]


@pytest.fixture
def complete(run: Run) -> Complete:
    return Complete(run)


@pytest.fixture
def tagged(run: Run, catalog: Callable[..., Path], home: Path) -> None:
    """Tags and topics of all kinds, on two papers of the catalog `mine`, and a link."""
    link = {"label": "Code and data", "url": "https://code.example/x"}
    papers = [
        paper(1, key="first", topics=["RL", "Old & new"], links=[link], published="2019-02"),
        paper(2, key="second", topics=["rl", "data"], authors=["Łukasz Kaiser"], published="2021"),
    ]
    catalog("mine", HEAD + "".join(papers))
    run("start", "first", PAPERNOTES_CATALOG="mine")
    by_hand(
        home,
        "otherdevice",
        {"kind": "tag", "papers": ["arxiv:2001.00001"], "add": ["classic", "To discuss", "Ünï"]},
    )


# Commands and options


def test_the_first_word_is_a_command_with_the_sentence_of_its_help(complete: Complete) -> None:
    found = complete("")
    assert list(found) == list(dict.fromkeys(name.split()[0] for name in app.COMMANDS))
    assert found["list"] == "List papers, in the order of the catalog."
    assert complete("re").keys() == {name for name in app.COMMANDS if name.startswith("re")}
    assert complete("xyzzy") == complete("xyzzy", "a") == {}
    assert complete() == found


def test_every_command_has_its_sentence(run: Run) -> None:
    for name in app.COMMANDS:
        assert sentence(name).endswith(".")
        assert run(*name.split(), "--help", COLUMNS="200").out.startswith(f"{sentence(name)}\n")
    assert sentence("no-such-command") == ""


def test_a_group_is_one_word_and_then_its_commands(complete: Complete) -> None:
    assert complete("cat")["catalog"].startswith("See, add, choose")
    found = complete("catalog", "")
    assert found.keys() == {name[8:] for name in app.COMMANDS if name.startswith("catalog ")}
    assert found["use"] == sentence("catalog use")
    assert complete("catalog", "us").keys() == {"use"}
    assert complete("catalog", "use", "").keys() == {"llm"}
    assert complete("catalog", "--js").keys() == {"--json"}  # of what it does by itself
    assert complete("catalog", "nope", "") == {}
    assert complete("help", "cat") == complete("cat")
    assert complete("help", "catalog", "u") == complete("catalog", "u")
    assert complete("help", "catalog", "use", "") == complete("help", "list", "") == {}


def test_options_are_those_of_the_command_with_their_help(complete: Complete) -> None:
    found = complete("list", "--")
    assert found["--reverse"] == "The other way round."
    assert "--help" in found
    assert "-r" not in found
    assert complete("list", "-r").keys() == {"-r"}
    assert complete("done", "12", "--ra").keys() == {"--rating"}
    assert "--rating" not in complete("show", "--")
    assert {"--version", "--json"} <= complete("--").keys()
    assert complete("--vers").keys() == {"--version"}


def test_an_option_is_offered_once_unless_it_may_be_repeated(complete: Complete) -> None:
    found = complete("list", "--reverse", "-n", "3", "--status=unread", "--").keys()
    assert not {"--reverse", "--limit"} & found
    assert {"--status", "--topic"} <= found


def test_there_are_no_options_after_two_hyphens(complete: Complete) -> None:
    assert complete("list", "--", "--") == {}
    assert complete("show", "--", "ql").keys() == {"qlora"}
    assert complete("undo", "--", "") == {}


def test_where_nothing_else_can_follow_options_are_offered(complete: Complete) -> None:
    assert {"--json", "--help"} <= complete("redo", "").keys()
    assert "--json" in complete("show", "12", "")


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["list", "--color", ""], ["auto", "always", "never"]),
        (["list", "--color=a"], ["--color=auto", "--color=always"]),
        (["list", "--sort", "f"], ["finished"]),
        (["list", "--status", "s"], ["skipped"]),
        (["list", "-s", "re"], ["reading"]),
        (["list", "-sre"], ["-sreading"]),
        (["list", "-rs", "re"], ["reading"]),
        (["list", "--status", "unread,"], ["unread,reading", "unread,done", "unread,skipped"]),
        (["list", "--topic", "r"], ["retrieval", "rl"]),
        (["list", "--limit", ""], []),
        (["list", "--nonsense", ""], None),
        (["list", "--nonsense="], []),
        (["done", "--on", ""], ["today", "yesterday", "unknown"]),
        (["done", "--rating", ""], ["1", "2", "3", "4", "5"]),
        (["done", "-m", "q"], []),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["show", "--catalog", ""], ["llm"]),
        (["show", "--catalog=l"], ["--catalog=llm"]),
    ],
)
def test_values_are_what_the_option_takes(
    words: list[str], values: list[str] | None, complete: Complete
) -> None:
    found = list(complete(*words))
    assert found == values if values is not None else found


# REFs


def test_a_ref_is_a_number_or_a_key_with_the_title_beside_it(complete: Complete) -> None:
    title = "QLoRA: Efficient Finetuning of Quantized LLMs"
    assert complete("show", "12") == {"12": title}
    assert complete("show", "ql") == complete("show", "QL") == {"qlora": title}
    assert list(complete("show", "4")) == ["4", *(str(number) for number in range(40, 47))]
    assert {"1", "46", "attention", "qlora"} <= complete("show", "").keys()
    assert complete("show", "0") == complete("show", "99") == complete("show", "nothing") == {}


def test_a_ref_may_name_its_catalog(complete: Complete, catalog: Callable[..., Path]) -> None:
    catalog("mine", HEAD + paper(7, key="seven", title="Seven"))
    assert complete("show", "mi")["mine/"] == "Mine"
    assert complete("show", "mine/") == {"mine/7": "Seven", "mine/seven": "Seven"}
    assert complete("show", "mine/s") == complete("show", "MINE/S") == {"mine/seven": "Seven"}
    assert complete("show", "--catalog", "mine", "s") == {"seven": "Seven"}
    assert complete("show", "s", PAPERNOTES_CATALOG="mine") == {"seven": "Seven"}
    assert complete("show", "yours/s") == {}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("2305.143", "2305.14314"),
        ("arxiv:2305.143", "arxiv:2305.14314"),
        ("arXiv:2305.143", "arXiv:2305.14314"),
        ("https://arxiv.org/abs/2305.143", "https://arxiv.org/abs/2305.14314"),
        ("10.1234/a", "10.1234/abc"),
        ("doi:10.1234/A", "doi:10.1234/abc"),
        ("https://doi.org/10.1234/a", "https://doi.org/10.1234/abc"),
        ("https://pages.exam", "https://pages.example/x"),
        ("url:https://pages.exam", "url:https://pages.example/x"),
    ],
)
def test_an_id_is_completed_once_it_is_known_for_one(
    word: str, value: str, complete: Complete, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1, doi="10.1234/abc") + paper(2, url="https://pages.example/x"))
    found = complete("show", word)
    assert list(found) == [value]
    assert complete.run("show", value).code == 0


def test_a_paper_that_is_named_is_not_offered_again(complete: Complete) -> None:
    assert "12" not in complete("skip", "12", "1")
    assert "11" in complete("skip", "12", "1")


def test_of_more_papers_than_anybody_reads_the_common_beginning_is_still_right(
    complete: Complete, catalog: Callable[..., Path]
) -> None:
    """A shell puts in at once what all candidates share: it must be what all papers share."""
    papers = [paper(number, key=f"a-{number:04}") for number in range(1, 1200)]
    papers += [paper(120_000, key="ab", arxiv="2002.00001")]
    papers += [paper(130_000, key=None, arxiv="2002.00002")]
    catalog("mine", HEAD + "".join(papers))
    for word, share in (("a", "a"), ("a-", "a-"), ("1", "1"), ("11", "11"), ("", "")):
        found = complete("show", word, PAPERNOTES_CATALOG="mine")
        assert 50 < len(found) < 1000
        assert shared(found) == share
    assert "130000" in complete("show", "1", PAPERNOTES_CATALOG="mine")
    assert complete("show", "a-0", PAPERNOTES_CATALOG="mine").keys() > {"a-0001", "a-0999"}


# Queries, and the names in the library


def test_a_query_term_is_completed_in_two_steps(complete: Complete) -> None:
    assert complete("list", "to") == {"topic:": "as in topic:rl"}
    assert complete("list", "").keys() >= {"topic:", "tag:", "status:", "is:", "has:", "not:"}
    assert complete("list", "not:to").keys() == {"not:topic:"}
    assert "not:not:" not in complete("list", "not:")
    assert complete("list", "topic:r").keys() == {"topic:retrieval", "topic:rl"}
    assert complete("next", "topic:R").keys() == {"topic:retrieval", "topic:rl"}
    assert complete("list", "not:topic:r").keys() == {"not:topic:retrieval", "not:topic:rl"}
    assert complete("list", "topic:rl,re").keys() == {"topic:rl,retrieval"}
    assert "topic:rl,rl" not in complete("list", "topic:rl,")
    assert list(complete("list", "status:")) == [
        f"status:{status}" for status in ("unread", "reading", "done", "skipped")
    ]
    assert complete("list", "is:rea").keys() == {"is:reading", "is:ready"}
    assert complete("list", "has:n").keys() == {"has:note"}
    assert list(complete("list", "rating:")) == [f"rating:{number}" for number in range(1, 6)]
    assert complete("list", "colour:r") == complete("list", "attention") == {}


def test_years_are_those_of_the_papers(complete: Complete) -> None:
    assert complete("list", "year:2017") == {"year:2017": "3 papers"}
    assert complete("list", "year:2016..201").keys() == {
        f"year:2016..{year}" for year in (2016, 2017, 2018, 2019)
    }


@pytest.mark.usefixtures("tagged")
def test_authors_are_found_by_any_of_their_names_without_accents(complete: Complete) -> None:
    assert complete("list", "author:vasw") == {"author:vaswani": "Ashish Vaswani"}
    mine = {"PAPERNOTES_CATALOG": "mine"}
    for word in ("luk", "Łuk", "LUK"):
        assert complete("list", f"author:{word}", **mine) == {"author:lukasz": "Łukasz Kaiser"}
    assert complete("list", "author:", **mine) == {"author:kaiser": "Łukasz Kaiser"}
    assert complete("list", 'author:"') == {}
    found = complete.run("list", "author:lukasz", **mine)
    assert [row[1] for row in found.rows] == ["second"]


@pytest.mark.usefixtures("tagged")
def test_topics_tags_and_links_are_those_of_the_library(complete: Complete) -> None:
    mine = {"PAPERNOTES_CATALOG": "mine"}
    assert list(complete("list", "topic:", **mine)) == [
        "topic:data", "topic:old & new", "topic:rl"
    ]  # fmt: skip
    assert complete("list", "--topic", "old", **mine).keys() == {"old & new"}
    assert complete("list", "tag:").keys() == {"tag:classic", "tag:To discuss", "tag:Ünï"}
    assert complete("list", "tag:un").keys() == {"tag:Ünï"}
    assert complete("tag", "first", "--remove", "to").keys() == {"To discuss"}
    assert complete("tag", "first", "+").keys() == {"+classic", "+To discuss", "+Ünï"}
    assert complete("tag", "f", **mine).keys() == {"first"}
    assert complete("tag", "first", "", **mine).keys() > {"+classic", "second"}
    assert complete("open", "first", "--link", "", **mine) == {
        "Code and data": "https://code.example/x"
    }
    assert complete("open", "-lcode", **mine).keys() == {"-lCode and data"}
    assert complete("open", "second", "-l", "", **mine) == {}
    assert complete("open", "nope", "-l", "", **mine) == {}
    for tag in ("classic", "to discuss", "Ünï"):
        assert len(complete.run("list", f"tag:{tag}", **mine).rows) == 1


def test_events_and_years_are_those_that_count(complete: Complete, run: Run) -> None:
    first = run("done", "1", "--on", "2024-01-02", "--json").json["event"]
    second = run("done", "2", "--on", "2026-01-02", "--json").json["event"]
    assert list(complete("undo", "")) == [second, first]
    assert complete("undo", second)[second].startswith("done Improving Language")
    assert list(complete("stats", "")) == ["2026", "2024"]
    assert next(iter(complete("rate", "1", "4"))) == "4"
    run("undo")
    assert list(complete("undo", "")) == [first]
    assert list(complete("stats", "20")) == ["2024"]
    assert complete("takeaway", "12", "a") == {}


@pytest.mark.parametrize("word", ["", "papers", "~/", "$HOME/x"])
def test_a_file_is_left_to_the_shell(word: str, run: Run) -> None:
    assert run("__complete", "check", word).out == "\tfiles\n"
    assert run("__complete_bash", BREAKS, f"papernotes check {word}").out == "\tfiles\n"


def test_many_topics_are_looked_up_one_by_one(
    complete: Complete, catalog: Callable[..., Path]
) -> None:
    """A big catalog's topics, without looking at every paper."""
    papers = [paper(number, topics=["rl", f"t{number % 3}"]) for number in range(1, 2102)]
    catalog("big", HEAD + "".join(papers))
    big = {"PAPERNOTES_CATALOG": "big"}
    assert complete("list", "topic:t", **big).keys() >= {"topic:t0", "topic:t1", "topic:t2"}
    assert complete("list", "year:", **big) == {}
    assert complete("list", "author:", **big) == {}


def shared(words: Iterable[str]) -> str:
    """The beginning that all of them have."""
    letters = zip(*words, strict=False)
    return "".join(each[0] for each in takewhile(lambda each: len(set(each)) == 1, letters))


# Whatever the state of things


def assert_quiet(run: Run, *words: str, **environ: str) -> None:
    result = run("__complete", *words, **environ)
    assert (result.code, result.err) == (0, "")
    bashed = run("__complete_bash", BREAKS, f"papernotes {shlex.join(words)}", **environ)
    assert (bashed.code, bashed.err) == (0, "")


def test_without_a_library_there_is_less_to_choose_from(
    complete: Complete, run: Run, home: Path, catalog: Callable[..., Path]
) -> None:
    assert complete("show", "ql", PAPERNOTES_CATALOG="nope") == {}
    assert complete("show", "--catalog", "", PAPERNOTES_CATALOG="nope").keys() == {"llm"}
    assert complete("show", "ql", PAPERNOTES_COLOR="pink") == {}
    assert complete("show", "ql", PAPERNOTES_HOME="~nobody-of-that-name") == {}
    assert "list" in complete("", PAPERNOTES_HOME="~nobody-of-that-name")
    assert complete("show", "ql", PAPERNOTES_HOME="/dev/null").keys() == {"qlora"}
    catalog("mine", HEAD + paper(1) + "[[paper]]\nno toml\n")
    assert complete("show", "mine/pa").keys() == {"mine/paper-1"}
    (home / "data" / "catalogs" / "mine" / "papers.toml").unlink()
    (home / "data" / "catalogs" / "mine" / "papers.toml").mkdir()
    assert_quiet(run, "show", "mine/")
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("catalog = [")
    assert complete("show", "ql").keys() == {"qlora"}


@pytest.mark.parametrize("damage", [b"", b"no index at all" * 99, b"SQLite format 3\0" * 99])
def test_a_broken_index_is_healed_or_done_without(
    damage: bytes, complete: Complete, home: Path
) -> None:
    complete("show", "ql")
    (home / "cache" / "index.db").write_bytes(damage)
    assert complete("show", "ql").keys() == {"qlora"}


def test_an_index_without_its_tables_is_healed(complete: Complete, home: Path) -> None:
    complete("show", "ql")
    with closing(sqlite3.connect(home / "cache" / "index.db")) as db:
        db.executescript("DROP TABLE handle; DROP TABLE label")
    assert complete("show", "ql").keys() == {"qlora"}
    assert complete("list", "topic:rl").keys() == {"topic:rl"}


def test_nobody_waits_for_a_locked_index(complete: Complete, home: Path, run: Run) -> None:
    run("list")
    with closing(sqlite3.connect(home / "cache" / "index.db", isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        assert complete("show", "ql").keys() == {"qlora"}
        db.execute("ROLLBACK")
        # A refresh by another: what is on disk can be read, and nothing can be written.
        db.execute("BEGIN IMMEDIATE")
        (home / "config").mkdir()
        (home / "config" / "config.toml").write_text('catalog = "llm"\n')
        assert complete("show", "ql").keys() == {"qlora"}
        db.execute("ROLLBACK")


def test_an_index_that_takes_too_long_is_taken_as_it_stands(
    complete: Complete, run: Run, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog("mine", HEAD + paper(1))
    run("list")
    monkeypatch.setattr("papernotes.cli.complete._PATIENCE", 0.05)
    papers = [paper(number, key=f"qlo-{number}") for number in range(1, 3000)]
    catalog("mine", HEAD + "".join(papers))
    assert complete("show", "qlo").keys() == {"qlora"}
    assert "mine/qlo-2" not in complete("show", "mine/")
    monkeypatch.undo()


@pytest.mark.usefixtures("cold")
def test_without_any_index_nothing_is_waited_for_long(
    complete: Complete, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papernotes.cli.complete._PATIENCE", 0.001)
    catalog("mine", HEAD + "".join(paper(number) for number in range(1, 3000)))
    assert complete("show", "qlo") == {}


def test_a_pipe_in_place_of_a_file_hangs_nobody(complete: Complete, home: Path) -> None:
    for place in (
        "data/catalogs/mine/papers.toml",
        "data/journal/x/0001.toml",
        "config/config.toml",
    ):
        (home / place).parent.mkdir(parents=True)
        os.mkfifo(home / place)
    assert complete("show", "ql").keys() == {"qlora"}


@pytest.mark.usefixtures("tagged")
def test_completing_leaves_the_readers_files_alone(complete: Complete, home: Path) -> None:
    before = snapshot_of(home / "data")
    for words in (["show", ""], ["list", "tag:"], ["done", "--on", ""], [""]):
        complete(*words)
    assert snapshot_of(home / "data") == before


def test_a_failure_of_ours_is_nobodys_trouble(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("papernotes.cli.complete.slot", fails)
    assert run("__complete", "show", "q") == (0, "", "")
    assert run("__complete", "show", "q", PAPERNOTES_DEBUG="1").code == 1


def test_it_is_no_command(run: Run) -> None:
    assert "__complete" not in app.COMMANDS
    assert "__complete" not in run("--help").out
    assert run("list", "__complete").code == 0


# Hostile text


@pytest.fixture
def hostile(complete: Complete, catalog: Callable[..., Path], home: Path) -> Complete:
    texts: dict[str, Any] = {
        "title": HOSTILE,
        "topics": [HOSTILE, "rl"],
        "authors": [HOSTILE, "A Plain"],
    }
    head = f"schema = 1\ntitle = {toml(HOSTILE)}\n\n"
    catalog("evil", head + paper(1, key="evil", **texts))
    complete.run("start", "1", PAPERNOTES_CATALOG="evil")
    by_hand(
        home,
        "otherdevice",
        {"kind": "tag", "papers": ["arxiv:2001.00001"], "add": [HOSTILE, "a\tb", "plain"]},
    )
    return complete


def test_hostile_text_is_cleaned_or_not_offered(hostile: Complete) -> None:
    evil = {"PAPERNOTES_CATALOG": "evil"}
    lines = (
        ["show", ""], ["show", "ev"], ["show", "2001.0"], ["list", "topic:"], ["list", "tag:"],
        ["list", "author:"], ["tag", "+"], ["catalog", "use", ""], ["undo", ""],
    )  # fmt: skip
    for words in lines:
        result = hostile.run("__complete", *words, **evil)
        assert (result.code, result.err) == (0, "")
        assert result.out
        assert_harmless(result.out.replace("\t", ""))
        hostile(*words, **evil)
    assert hostile("list", "tag:", **evil).keys() == {"tag:plain"}
    assert hostile("list", "topic:", **evil).keys() == {"topic:rl"}


WORDS = [
    "list", "show", "done", "completion", "catalog", "--status", "-s", "--topic", "--catalog",
    "--color=", "--on", "--", "-", "--json", "-qn", "-trl", "llm/", "llm/q", "1", "12", "q",
    "2305.", "arxiv:", "https://", "doi:10.", "topic:", "topic:rl,", "not:", "not:tag:",
    "year:2020..",
    "author:", "author:ł", "rating:", "+", "+x", "ß", "İ", "ﬁ", "'", '"', "$(x)", "`x`", "\\", "*",
]  # fmt: skip
any_word = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=8),
    st.tuples(st.sampled_from(WORDS), st.text(max_size=4)).map("".join),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(any_word, min_size=1, max_size=4))
@example(words=["show", "\ud800"])
@example(words=["list", "author:\x00a"])
@example(words=["list", 'author:"a'])
@pytest.mark.usefixtures("tagged")
def test_whatever_is_typed_what_is_offered_goes_on_with_it(
    words: list[str], complete: Complete
) -> None:
    for word, text in complete(*words).items():
        assert fold(word).startswith(fold(scalar(words[-1])))
        assert_harmless(word)
        assert_harmless(text)
    assert_quiet(complete.run, *words)


# What bash is told


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("show ql", ["qlora"]),
        ("list topic:r", ["retrieval", "rl"]),
        ("list to", ["topic:"]),
        ('list "topic:r', ["topic:retrieval", "topic:rl"]),
        ("list 'topic:r", ["topic:retrieval", "topic:rl"]),
        ('list "topic":r', ["retrieval", "rl"]),
        ("list topic\\:r", ["topic:retrieval", "topic:rl"]),
        ("list not:topic:r", ["retrieval", "rl"]),
        ("show arxiv:2305.143", ["2305.14314"]),
        ("show ARXIV:2305.143", ["2305.14314"]),
        ("list --color=al", ["always"]),
        ("list --status 'unr", ["unread"]),
        ("show   \t ql", ["qlora"]),
        ("show 12 > x", ["\tfiles"]),
        ("show 12 2>x", ["\tfiles"]),
        ("show < x", ["\tfiles"]),
        ("show >x ql", ["qlora"]),
        ("show $(q", []),
        ("list; show ql", []),
        ("show 'a b\" ql", []),
    ],
)
def test_bash_gets_what_it_puts_into_its_line(
    line: str, words: list[str], complete: Complete
) -> None:
    assert complete.bash(f"papernotes {line}") == words


@given(
    value=st.text(st.characters(exclude_categories=["Cc", "Cs"])),
    quote=st.sampled_from(["", "'", '"']),
)
@example(value="$(touch x)`y`;!z'\"\\", quote="")
@example(value="!a!", quote='"')
def test_what_bash_puts_in_it_reads_back_as_the_value(value: str, quote: str) -> None:
    typed = bash.take_apart(f"papernotes show {quote}", BREAKS)
    assert (typed.words[-1], typed.quote) == ("", quote)
    (word,) = bash.put_back(typed, [value])
    line = f"papernotes show {quote}{word}{quote}"
    # Between double quotes Python's shlex lets a backslash stand before these two.
    if value and not (quote == '"' and set(value) & set("$`")):
        assert shlex.split(line) == ["papernotes", "show", value]
    assert bash.take_apart(line, BREAKS).words[-1] == value
    if quote == '"':
        assert "!" not in line.replace("'!'", "")  # bash would put its history there


@given(line=st.text(st.sampled_from("ab '\"\\:$=\n<>|")))
def test_any_line_can_be_taken_apart(line: str) -> None:
    typed = bash.take_apart(line, BREAKS)
    assert typed.words[-1].startswith(typed.kept)


# The command


def test_a_script_is_printed_as_it_is_wherever_it_goes(run: Run) -> None:
    for shell, file in FILES.items():
        text = (Path(bash.__file__).parent / "scripts" / file).read_text("utf-8")
        assert run("completion", shell) == (0, text, "")
        assert run("completion", shell, "--color", "always").out == text
        assert run("completion", shell, "--plain", COLUMNS="20").out == text
        assert run("completion", shell, FORCE_COLOR="1", COLUMNS="20").out == text
        assert on_terminal("completion", shell, Size(40, 8)).out == text
        assert run("completion", shell, "--json").json == {"shell": shell, "script": text}
        assert "eval $" not in text


def test_a_wrong_shell_is_told_the_three(run: Run) -> None:
    for words in (["completion", "tcsh"], ["completion"], ["completion", "Bash"]):
        result = run(*words)
        assert (result.code, result.out) == (2, "")
    assert all(shell in run("completion", "tcsh").err for shell in FILES)


@pytest.mark.usefixtures("cold")
def test_a_script_needs_no_library(run: Run, home: Path) -> None:
    assert run("completion", "bash", PAPERNOTES_HOME="~nobody-of-that-name").code == 0
    assert not home.exists()


def test_a_completion_imports_its_command_alone_and_neither_rich_nor_pydantic(run: Run) -> None:
    run("list")
    code = (
        "import sys\nfrom papernotes.main import main\n"
        "assert main(sys.argv[1:]) == 0\nprint('\\n'.join(sys.modules), file=sys.stderr)\n"
    )

    def imported(*words: str) -> set[str]:
        command = [sys.executable, "-c", code, "__complete", *words]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        assert done.stdout
        return set(done.stderr.split())

    for words, name in ((["show", "q"], "show"), (["list", "topic:"], "list"), ([""], "")):
        modules = imported(*words)
        assert not {"pydantic", "tomllib", "rich", "dataclasses"} & modules
        commands = {each for each in app.COMMANDS if f"papernotes.cli.{each}" in modules}
        assert commands == ({name} if name else set())


def test_a_process_of_its_own_answers_in_utf_8_whatever_the_locale(run: Run) -> None:
    run("list")
    assert piped("__complete", "show", "ql", LC_ALL="C", PYTHONIOENCODING="ascii").code == 0
    assert "“always”" in piped("__complete", "list", "--col", LC_ALL="C").out
    assert piped("__complete", "show", b"\xff").out == ""

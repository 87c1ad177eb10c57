"""`check FILE`: what a catalog's author is told, on which line, and what to do about it."""

import io
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papernotes.catalog.schema import PaperIn
from papernotes.checking.catalog import check_catalog
from papernotes.checking.finding import KINDS
from papernotes.checking.positions import positions
from papernotes.checking.titles import alike
from papernotes.index import refresh
from papernotes.library.core import open_library, problems
from papernotes.paths import places
from papernotes.settings import Given
from tests.conftest import HEAD, Run, paper
from tests.strategies import dates, texts
from tests.test_streams import bare

TODAY = "2026-11-23"
GRAPH = {"needs-itself", "needs-circle"}  # errors of which the library makes the best

# Fields that leave nothing to be said of a paper.
FULL: dict[str, Any] = {
    "authors": ["Ada Lovelace"],
    "takeaway": "One line.",
    "published": "2020-01-02",
}

# The kind, the text beneath the head (whose three lines come first), the line of each such
# finding, and what one of them says and advises, in this order.
CASES: list[tuple[str, str, list[int], list[str]]] = [
    ("no-toml", "[[paper]]\nnumber =\n\n", [5], ["is no TOML", "Mend the line"]),
    ("no-toml", "[[paper]]\nx = " + "[" * 9999, [4], ["nested too deep"]),
    ("no-toml", "[[paper]]\nx = 2001-02-31\n", [5], ["is no TOML"]),
    ("no-utf8", '[[paper]]\ntitle = "\udcff"\n', [5], ["is no UTF-8 text", "as UTF-8"]),
    ("no-table", "[paper]\nnumber = 1\n", [4], ["one table", "[[paper]]"]),
    ("no-table", "[paper]\n", [4], ["write [[paper]]"]),
    ("missing-field", "[[paper]]\nnumber = 3\n", [4], ["paper 3: title: is missing", "title = …"]),
    ("bad-field", paper(1, key="No Key", pages=0), [6, 9], ["paper 1: key: is no key", "left out"]),
    ("bad-field", paper(1, links=[{"label": "a", "url": "b"}]), [9], ["links.0.url", "address"]),
    ("bad-field", paper(1, authors=["x", ""]), [9], ["authors.1: is empty"]),
    ("no-id", paper(1, arxiv=None), [4], ["nothing to know it by", "local:some-name"]),
    ("no-id", paper(1, arxiv=None, key="No Key"), [4], ["nothing to know it by"]),
    (
        "duplicate-number",
        paper(1) + paper(1, key="other", arxiv="2001.00002"),
        [11],
        ["the number 1", "line 5", "a number of its own"],
    ),
    (
        "duplicate-key",
        paper(1) + paper(2, key="paper-1"),
        [12],
        ["paper 2: the key paper-1", "paper 1 at line 6", "a key of its own"],
    ),
    (
        "duplicate-id",
        paper(1) + paper(2, arxiv="2001.00001v3"),
        [14],
        ["paper 2: arxiv: arxiv:2001.00001", "paper 1 at line 8", "drop one of them"],
    ),
    (
        "duplicate-id",
        paper(1) + paper(2, doi="10.48550/arXiv.2001.00001"),
        [15],
        ["paper 2: doi: arxiv:2001.00001", "paper 1 at line 8"],
    ),
    (
        "duplicate-id",
        paper(1, aka=["10.1234/x", "https://a.example/b"])
        + paper(2, url="http://www.a.example/b/"),
        [16],
        ["paper 2: url: url:https://a.example/b", "paper 1 at line 9"],
    ),
    ("needs-itself", paper(1, needs={"paper-1": ""}), [9], ["names the paper itself", "Take it"]),
    ("needs-itself", paper(1, needs=["2001.00001"]), [9], ["names the paper itself"]),
    ("helps-itself", paper(1, helps={"paper-1": ""}), [9], ["helps names the paper itself"]),
    (
        "needs-circle",
        paper(1, needs=["paper-3"]) + paper(2, needs=["paper-1"]) + paper(3, needs=["paper-2"]),
        [9],
        ["in a circle: 1 needs 3 needs 2 needs 1", "take one of these needs out"],
    ),
    (
        "near-equal-titles",
        paper(1, title="Attention Is All You Need") + paper(2, title="Attention is all you need!"),
        [13],
        ["paper 2: its title", "paper 1 at line 7: Attention Is All You Need", "aka"],
    ),
    ("unknown-paper", paper(1, needs={"bert": ""}), [9], ["needs: no paper has the key “bert”"]),
    ("unknown-paper", paper(1, helps=["2001.99999"]), [9], ["no paper has the key or id “2001"]),
    ("unknown-paper", paper(1, key="bert") + paper(2, helps=["Bret"]), [15], ["mean bert?"]),
    (
        "later-paper",
        paper(1, published="2020-05") + paper(2, published="2019", needs=["paper-1"]),
        [17],
        ["needs: “paper-1” was published later (2020-05, this one 2019)", "the wrong way round"],
    ),
    ("future-date", paper(1, published="2026-12"), [9], ["2026-12 is still to come", "slip"]),
    ("future-date", paper(1, published="2027"), [9], ["2027 is still to come"]),
    ("early-date", paper(1, published="1066-10-14"), [9], ["1066-10-14", "before all journals"]),
    ("no-takeaway", paper(1), [4], ["paper 1 has no takeaway", "Say in a line"]),
    ("no-takeaway", "".join(map(paper, range(1, 9))), [4], ["no paper has a takeaway"]),
    ("no-authors", paper(1), [4], ["paper 1 has no authors", "Name them"]),
    ("no-key", paper(1, key=None), [4], ["paper 1 has no key", "key ="]),
    ("long-takeaway", paper(1, takeaway="x" * 161), [9], ["161 characters, more than 160"]),
    ("long-detail", paper(1, detail="x" * 1201), [9], ["1201 characters", "shorten"]),
    ("long-title", paper(1, title="x" * 251), [7], ["251 characters", "more in it than"]),
    (
        "duplicate-label",
        paper(1, links=[{"label": n, "url": f"https://{n}.example"} for n in ("Code", "code")]),
        [9],
        ["two links are called “code”", "--link"],
    ),
    (
        "duplicate-link",
        paper(1, links=[{"label": n, "url": "https://a.example"} for n in "ab"]),
        [9],
        ["two links lead to https://a.example", "Drop one"],
    ),
    (
        "link-to-itself",
        paper(1, links=[{"label": "a", "url": "http://arxiv.org/pdf/2001.00001v2"}]),
        [9],
        ["the link “a” is the paper's own address", "Drop it"],
    ),
    (
        "topic-spelling",
        paper(1, topics=["agents"]) + paper(2, topics=["x", "agents"]) + paper(3, topics=["Agent"]),
        [23],
        ["paper 3: the topic “Agent” is “agents” elsewhere", "Write the same"],
    ),
    ("unknown-field", paper(1, topcis=["x"]), [9], ["“topcis” is no field", "mean topics?"]),
    (
        "unknown-field",
        paper(1, links=[{"label": "a", "url": "https://a.example", "name": "b"}]),
        [9],
        ["“name” is no field of a link", "kept and ignored"],
    ),
    ("unknown-field", "[extra]\nx = 1\n" + paper(1), [4], ["“extra” is no field of a catalog"]),
    (
        "unknown-field",
        "".join(paper(n, colour="red") for n in range(1, 9)),
        [9],
        ["“colour” is no field of a paper, and 7 times more"],
    ),
    ("number-order", paper(2) + paper(1), [11], ["paper 1 comes after paper 2", "order"]),
    (
        "control-characters",
        paper(1, authors=["x"], title="a\u202eb"),
        [7],
        ["paper 1: title holds a control character", "U+202E"],
    ),
    ("control-characters", paper(1, needs={"a\u200b": ""}), [9], ["needs.a", "U+200B"]),
    ("unusual-id", paper(1, arxiv="arXiv:2001.00001v2"), [8], ["arXiv:2001.00001v2", "2001.00001"]),
    ("unusual-id", paper(1, doi="doi:10.1234/AbC"), [9], ["doi:10.1234/AbC", "Write: 10.1234/AbC"]),
    ("unusual-id", paper(1, doi="10.48550/arXiv.2001.00001"), [9], ['Write: arxiv = "2001.00001"']),
    ("unusual-id", paper(1, aka=["2001.00002v1"]), [9], ["2001.00002v1", "arxiv:2001.00002"]),
    ("no-papers", "", [0], ["has no papers", "[[paper]]"]),
]

# The same for the whole of a file.
WHOLE: list[tuple[str, str, list[int], list[str]]] = [
    ("empty", "", [1], ["the file is empty", "schema = 1"]),
    ("empty", "\ufeff \n\n", [1], ["the file is empty"]),
    ("no-schema", 'title = "x"\n' + paper(1), [1], ["has no schema", "Begin the file with"]),
    ("no-schema", 'title = "x"\nschema = "1"\n', [2], ["its schema is no number"]),
    ("newer-schema", '\nschema = 2\ntitle = "x"\n' + paper(1), [2], ["newer", "Upgrade"]),
    ("no-title", "schema = 1\n" + paper(1), [1], ["no title", "title ="]),
    ("no-table", "schema = 1\npaper = [\n1,\n]\n", [3], ["what is no table"]),
    ("no-toml", "schema = 1\n" + "a." * 100_000 + "b = 1", [1], ["keys without end"]),
]


@pytest.fixture
def check(run: Run, tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Check a file that holds the text; gives what was found, as JSON."""

    def call(text: str, code: int | None = None) -> list[dict[str, Any]]:
        file = tmp_path / "papers.toml"
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        result = run("check", str(file), "--json")
        found: list[dict[str, Any]] = result.json
        assert all(each["file"] == str(file) for each in found)
        wrong = any(each["severity"] == "error" for each in found)
        assert result.code == (4 if wrong else 0)
        assert result.err == ""
        assert code is None or result.code == code
        return found

    return call


@pytest.mark.parametrize(
    ("kind", "text", "lines", "says"),
    [*((kind, HEAD + text, lines, says) for kind, text, lines, says in CASES), *WHOLE],
    ids=[case[0] for case in (*CASES, *WHOLE)],
)
def test_each_kind_of_finding_has_its_line_and_its_advice(
    kind: str, text: str, lines: list[int], says: list[str], check: Callable[..., Any]
) -> None:
    found = [each for each in check(text) if each["kind"] == kind]
    assert [each["line"] for each in found] == lines
    assert {each["severity"] for each in found} == {KINDS[kind]}
    said = f"{found[0]['message']} {found[0]['hint']}"
    places = [said.find(part) for part in says]
    assert -1 not in places, said
    assert places == sorted(places), said


def test_a_catalog_that_leaves_nothing_to_be_said_is_one_calm_line(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "papers.toml"
    text = [paper(1, **FULL), paper(9, **FULL, needs={"paper-1": "x"}), paper(12, **FULL)]
    file.write_text(HEAD + "".join(text))  # gaps between numbers are fine
    assert run("check", str(file)) == (0, "", "3 papers, nothing to complain about.\n")
    assert run("check", str(file), "--json").json == []
    assert run("check", str(file), "-q") == (0, "", "")
    drawn = run("check", str(file), "--color", "always", COLUMNS="90")
    assert "3 papers, nothing to complain about." in bare(drawn.out)


def test_the_bundled_catalog_leaves_nothing_to_be_said(run: Run) -> None:
    assert run("check", "llm") == (0, "", "46 papers, nothing to complain about.\n")


def test_all_complaints_about_a_paper_are_made_at_once_each_on_its_line(
    check: Callable[..., Any],
) -> None:
    text = (
        HEAD
        + """[[paper]]
number = 0
key = "X"
arxiv = "nothing"
pages = "many"
authors = [
    "fine",
    3,
]

[[paper.links]]
label = "Code"
url = "ftp://x"
"""
    )
    errors = [each for each in check(text, 4) if each["severity"] == "error"]
    assert [(each["line"], each["kind"]) for each in errors] == [
        (4, "missing-field"),
        (5, "bad-field"),
        (6, "bad-field"),
        (7, "bad-field"),
        (8, "bad-field"),
        (11, "bad-field"),
        (16, "bad-field"),
    ]


def test_what_is_wrong_in_one_block_keeps_nobody_from_looking_at_the_others(
    check: Callable[..., Any],
) -> None:
    text = HEAD + paper(1, **FULL) + "[[paper]]\n= 1\n\n" + paper(2, **FULL, key="paper-1")
    assert [(each["line"], each["kind"]) for each in check(text)] == [
        (14, "no-toml"),
        (18, "duplicate-key"),
    ]


def test_an_id_of_another_catalog_that_one_has_is_known(
    check: Callable[..., Any], catalog: Callable[..., Path]
) -> None:
    text = HEAD + paper(1, **FULL, needs={"arxiv:2305.14314": "x", "2001.77777": "y"})
    assert [each["kind"] for each in check(text)] == ["unknown-paper"]
    catalog("other", HEAD + paper(1, arxiv="2001.77777"))
    assert check(text) == []


def test_a_need_of_a_paper_that_is_itself_wrong_is_not_unknown(check: Callable[..., Any]) -> None:
    text = HEAD + paper(1, **FULL, pages=0) + paper(2, **FULL, needs=["paper-1", "2001.00001"])
    assert {each["kind"] for each in check(text)} == {"bad-field"}


def test_every_circle_is_named_once_as_a_whole(check: Callable[..., Any]) -> None:
    needs = {1: [2], 2: [1], 3: [4], 4: [5], 5: [3, 1], 6: [3]}
    text = "".join(paper(n, **FULL, needs=[f"paper-{m}" for m in to]) for n, to in needs.items())
    messages = [each["message"] for each in check(HEAD + text)]
    assert messages == [
        "papers need each other in a circle: 1 needs 2 needs 1",
        "papers need each other in a circle: 3 needs 4 needs 5 needs 3",
    ]


def test_papers_in_strings_of_several_lines_are_read_as_the_library_reads_them(
    check: Callable[..., Any],
) -> None:
    text = HEAD + paper(1, **FULL) + '[[paper]]\nnumber = 2\ndetail = """\n[[paper]]\n"""\n'
    found = [each for each in check(text) if each["severity"] == "error"]
    assert {(each["line"], each["kind"]) for each in found} == {
        (13, "missing-field"),
        (13, "no-id"),
    }


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Language Models are Few-Shot Learners", "Language models are few shot leaners", True),
        ("Pre-training of deep nets", "Pretraining of Deep Nets", True),
        ("Les réseaux profonds", "Les reseaux profonds", True),
        ("The Illustrated Transformer", "Illustrated transformers", True),
        ("GPT-3 technical report", "GPT-4 technical report", False),
        ("Llama", "Llama 2", False),
        ("On the theory of games, part I", "On the theory of games, part II", False),
        ("Supervised learning of words", "Unsupervised learning of words", False),
        ("Scaling laws for images", "Scaling laws for language", False),
        ("Paper number 1", "Paper number 2", False),
        ("深度学习", "深度学习入门", False),
    ],
)
def test_titles_are_near_where_a_slip_of_the_pen_parts_them(
    one: str, other: str, near: bool
) -> None:
    text = HEAD + paper(1, **FULL, title=one) + paper(2, **FULL, title=other)
    kinds = [each.kind for each in check_catalog(text.encode(), TODAY).findings]
    assert kinds == (["near-equal-titles"] if near else [])


def test_titles_that_are_near_are_so_both_ways() -> None:
    words = ["deep", "learning", "of", "things"]
    assert alike(words, ["deep", "learnings", "of", "things"])
    assert alike(["deep", "learnings", "of", "things"], words)


# Which file is meant


def test_a_catalog_is_named_by_its_file_its_folder_its_name_or_comes_by_stdin(
    run: Run, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = catalog("mine", HEAD + paper(1))
    by_file = run("check", str(file))
    assert by_file.code == 0
    assert len(by_file.rows) == 2
    assert run("check", str(file.parent)) == by_file
    assert run("check", "mine") == by_file
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(file.read_bytes())))
    by_stdin = run("check", "-")
    assert by_stdin.code == 0
    assert [row[1:] for row in by_stdin.rows] == [row[1:] for row in by_file.rows]
    assert {row[0] for row in by_stdin.rows} == {"-"}


def test_a_file_that_can_not_be_read_is_a_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("check", str(tmp_path / "empty"))
    assert (result.code, result.out) == (3, "")
    assert "no file and no catalog" in result.err


def test_a_file_beyond_the_limit_is_one_finding(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(refresh.MAX_SIZE, "catalog", 1_000_000)
    (tmp_path / "x.toml").write_bytes(b"#" * 1_000_001)
    (found,) = run("check", str(tmp_path / "x.toml"), "--json").json
    assert (found["kind"], found["line"]) == ("unreadable", 0)
    assert "larger than 1 MB" in found["message"]
    assert "Split it" in found["hint"]
    assert run("check", str(tmp_path / "x.toml")).code == 4


def test_a_catalog_can_be_checked_though_others_are_damaged_or_none_is_current(
    run: Run, catalog: Callable[..., Path], tmp_path: Path
) -> None:
    catalog("broken", "nothing")
    (tmp_path / "x.toml").write_text(HEAD + paper(1, **FULL))
    result = run("check", str(tmp_path / "x.toml"), PAPERNOTES_CATALOG="yours")
    assert result == (0, "", "1 paper, nothing to complain about.\n")


def test_drawn_it_is_grouped_by_file_with_lines_and_counts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(HEAD + paper(1, **FULL, pages=0) + paper(2))
    drawn = run("check", str(tmp_path / "x.toml"), "--color", "always", COLUMNS="90")
    lines = [line.rstrip() for line in bare(drawn.out).splitlines()]
    assert "".join(lines[: lines.index("")]).startswith(str(tmp_path)[:80])
    assert "  12: error   paper 1: pages: is less than 1" in lines
    assert "              Until then the paper is left out." in lines
    assert lines[-1] == "1 error, 2 warnings in 1 paper."
    assert drawn.code == 4


def test_of_hundreds_of_a_kind_twenty_are_drawn_and_all_are_records(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.toml").write_text(HEAD + paper(1) * 100)
    drawn = run("check", str(tmp_path / "x.toml"), "--color", "always", COLUMNS="90")
    assert "… and 79 more of the kind duplicate-number" in bare(drawn.out)
    assert bare(drawn.out).count("the number 1 is") == 20
    plain = run("check", str(tmp_path / "x.toml"), "--plain").out
    assert plain.count("the number 1 is") == 99
    assert plain.splitlines()[-1].startswith("297 errors, ")


# Any file at all

_ANY_TOML = st.recursive(
    st.one_of(texts, st.integers(), st.booleans(), st.dates(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)
_NAMES = st.sampled_from(
    [*PaperIn.model_fields, "other", "needs", "needs", "arxiv", "key", "title", "number"]
)


def _values(name: str) -> st.SearchStrategy[Any]:
    """What a field may hold, most of it right, so that the papers are often papers."""
    right: dict[str, st.SearchStrategy[Any]] = {
        "number": st.integers(1, 9),
        "key": st.sampled_from(["a", "b", "c-1"]),
        "title": st.sampled_from(["One Title", "One title!", "Another"]),
        "arxiv": st.sampled_from(["2001.00001", "2001.00002v3", "2001.00003"]),
        "doi": st.sampled_from(["10.48550/arXiv.2001.00001", "10.1234/X"]),
        "url": st.sampled_from(["https://a.example", "https://arxiv.org/abs/2001.00002"]),
        "aka": st.lists(st.sampled_from(["2001.00003", "10.1234/x"]), max_size=2),
        "needs": st.lists(st.sampled_from(["a", "b", "c-1", "2001.00001"]), max_size=3),
        "published": st.sampled_from(["2020", "2999-01-01", "1500"]),
    }
    return st.one_of(right.get(name, texts), right.get(name, texts), _ANY_TOML)


@st.composite
def _tables(draw: st.DrawFn) -> dict[str, Any]:
    names = {*draw(st.lists(_NAMES, max_size=6)), *draw(st.sampled_from([(), ("number", "title")]))}
    return {name: draw(_values(name)) for name in sorted(names)}


def _written(tables: list[dict[str, Any]]) -> bytes:
    import tomli_w

    return HEAD.encode() + b"".join(
        b"[[paper]]\n" + tomli_w.dumps(table).replace("\n[", "\n[paper.").encode() + b"\n"
        for table in tables
    )


_PIECES = [
    HEAD, "[[paper]]\n", "[paper]\n", "number = 1\n", 'title = "x"\n', "arxiv = '2001.00001'\n",
    '"""', "'''", "[", "]\n", "=", "\n", "\ufeff", "x.y.z = {}\n", paper(3), paper(4),
]  # fmt: skip
_FILES = st.one_of(
    st.lists(_tables(), max_size=5).map(_written),
    st.binary(max_size=200),
    st.lists(st.sampled_from(_PIECES), max_size=12).map(lambda parts: "".join(parts).encode()),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=_FILES)
def test_there_are_errors_exactly_where_the_library_has_a_problem(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("agree")
    file = home / "data" / "catalogs" / "mine" / "papers.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    environ: Mapping[str, str] = {"PAPERNOTES_HOME": str(home)}
    with open_library(places(environ), Given(environ)) as library:
        complained = bool(problems(library))
    errors = [
        each
        for each in check_catalog(data, TODAY).findings
        if each.severity == "error" and each.kind not in GRAPH
    ]
    assert bool(errors) == complained
    assert all(0 <= each.line <= data.count(b"\n") + 1 for each in errors)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"published": dates},
            optional={
                "topics": st.lists(
                    st.text(st.characters(categories=["Ll"]), min_size=1), max_size=3
                ),
                "pages": st.integers(1, 1000),
                "detail": texts,
            },
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_valid_catalog_has_no_errors(papers: list[dict[str, Any]]) -> None:
    text = HEAD + "".join(
        paper(number, **fields, needs=[f"paper-{m}" for m in range(1, number)])
        for number, fields in enumerate(papers, 1)
    )
    found = check_catalog(text.encode(), TODAY).findings
    assert not [each for each in found if each.severity == "error"]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(texts, _ANY_TOML, max_size=5))
def test_every_field_of_any_toml_has_a_line_that_names_it(table: dict[str, Any]) -> None:
    import tomli_w

    text = tomli_w.dumps(table)
    tomllib.loads(text)
    lines = positions(text)
    for path in _paths(table, ()):
        assert path in lines, (path, text)
        assert 1 <= lines[path] <= text.count("\n") + 1
        if isinstance(path[-1], str) and path[-1].isidentifier() and path[-1].isascii():
            assert path[-1] in text.split("\n")[lines[path] - 1]


def _paths(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    inside: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for key, item in inside:
        yield (*path, key)
        yield from _paths(item, (*path, key))

"""Catalogs of one's own: good ones, wrong ones, edited ones, and what their papers need."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.catalog.blocks import Block, blocks
from papernotes.catalog.read import Flaw, Read, head, papers, toml
from papernotes.journal.write import encode, header
from papernotes.library.core import Library, consult, problems
from papernotes.library.find import find
from papernotes.library.relations import leads_to, opens
from papernotes.model.event import Event
from papernotes.notes import file_name
from papernotes.paths import places
from papernotes.settings import Given
from tests.conftest import HEAD, Result, Run, paper

pytestmark = pytest.mark.usefixtures("warm")

Write = Callable[..., Path]
_T = TypeVar("_T")
KINDS = {"reading": "start", "done": "done", "skipped": "skip", "unread": "reset"}


class Home(NamedTuple):
    """A home for examples of hypothesis, without fixtures. The current catalog is `mine`."""

    path: Path

    def catalog(self, data: str | bytes, name: str = "mine") -> None:
        file = self.path / "data" / "catalogs" / name / "papers.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)

    def journal(self, *events: Event) -> None:
        file = self.path / "data" / "journal" / "laptop1" / "0001.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(header("laptop1") + b"".join(map(encode, events)))

    def ask(self, work: Callable[[Library], _T], catalog: str = "mine") -> _T:
        return consult(
            places({"PAPERNOTES_HOME": str(self.path)}),
            Given({"PAPERNOTES_CATALOG": catalog}),
            work,
        )


@contextmanager
def a_home() -> Iterator[Home]:
    with TemporaryDirectory() as folder:
        yield Home(Path(folder))


def event(tick: int, kind: str, uid: str, **fields: object) -> Event:
    made = Event(f"{tick:016d}-laptop1", "2026-11-23T00:00:00Z", kind, (uid,), on="2026-11-23")
    return made._replace(**fields)  # type: ignore[arg-type]  # a test's own fields


def mine(run: Run, *arguments: str) -> Result:
    return run(*arguments, PAPERNOTES_CATALOG="mine")


def numbers(result: Result) -> list[int]:
    return [int(row[0]) for row in result.rows]


def statuses(result: Result) -> dict[str, str]:
    return {row[0]: row[2] for row in result.rows}


def one_warning(result: Result) -> str:
    """What is said of the files' flaws: exit code 4, and one line of stderr."""
    assert result.code == 4
    assert result.err.startswith("papernotes: warning: ")
    assert result.err.count("\n") == 1
    return result.err


# What any bytes do


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_blocks_joined_are_the_file(data: bytes) -> None:
    data = data.replace(b"0", b"\n[[paper]]\n").replace(b"1", b"\r\n\t[[ paper ]] #")
    found = list(blocks(data))
    assert b"".join(block.data for block in found) == data
    line = 1
    for block in found:
        assert block.line == line
        line += block.data.count(b"\n")
    assert len(found) == 1 + sum(
        line.lstrip(b" \t").replace(b" ", b"").startswith(b"[[paper]]")
        for line in data.split(b"\n")
    )


words = st.one_of(
    st.sampled_from(
        [
            "number",
            "title",
            "arxiv",
            "needs",
            "links",
            "published",
            "schema",
            "paper",
            "=",
            "[",
            "]",
        ]
    ),
    st.sampled_from(
        ["[[", "]]", "{", "}", '"', "'", '"""', "\n", ",", ".", "#", "1", "2001.00001", "x", "nan"]
    ),
    st.sampled_from(
        ["2023-02-31", "2023-05-23", "0x" + "f" * 40, "1e999", "true", "\\u0000", "\\ud800", "\x00"]
    ),
)
junk = st.one_of(st.binary(max_size=60), st.lists(words, max_size=12).map(" ".join).map(str.encode))


@given(junk)
@settings(max_examples=300)
def test_any_bytes_at_all_are_tables_or_a_flaw_of_one_line(data: bytes) -> None:
    found = toml(Block(7, data))
    if isinstance(found, Flaw):
        assert 7 <= found.line <= 7 + data.count(b"\n")
        assert found.message
    else:
        head(found)
        for item in papers(found, 7):
            assert isinstance(item, Read | Flaw)


def test_any_bytes_inside_a_catalog_cost_at_most_the_papers_that_they_touch() -> None:
    with a_home() as home:

        @given(junk)
        @settings(max_examples=60, deadline=None)
        def holds(data: bytes) -> None:
            text = HEAD.encode() + paper(1).encode() + b"[[paper]]\n" + data + b"\n" * 2
            home.catalog(text + paper(3).encode())
            found = home.ask(lambda library: [e.paper.number for e in find(library, [])])
            wrong = home.ask(problems)
            if b'"""' not in data and b"'''" not in data:
                assert {1, 3} <= set(found)
            assert len(found) == 3 or wrong
            assert all(problem.code == 4 for problem in wrong)
            assert len(home.ask(lambda library: find(library, []), "llm")) == 46

        holds()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"schema",
        b"[[paper]]",
        b"[" * 5000,
        b"schema = 1\nx = " + b"[" * 5000,
        b"schema = 1\n" + b"a." * 5000 + b"b = 1",
        b"schema = 1\n[paper]\nnumber = 1",
        b"schema = 1\npaper = 3",
        b"schema = 1\npaper = [3, {}]",
        b"schema = 1\nd = 2023-02-31",
        b"schema = 1\nd = 25:00:00",
        b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20,
    ],
)
def test_a_file_that_is_no_catalog_is_a_warning_and_the_other_catalogs_work(
    data: bytes, run: Run, catalog: Write
) -> None:
    file = catalog("mine", data)
    result = run("list")
    if data == b"schema = 1\n" + b"a." * 5000 + b"b = 1":
        assert result.code == 0  # a field that we do not know
    else:
        assert str(file) in one_warning(result)
    assert len(result.rows) == 46
    assert mine(run, "list").rows == []
    assert run("show", "12").code == result.code
    assert run("done", "12").code == 0


HUGE = "0x" + "f" * 5000


@pytest.mark.parametrize("field", [f"number = {HUGE}", f"pages = {HUGE}", f"published = {HUGE}"])
def test_a_number_too_long_to_be_written_out_is_an_error_like_others(
    field: str, run: Run, catalog: Write
) -> None:
    catalog("mine", HEAD + paper(1) + "[[paper]]\n" + field + "\n\n" + paper(3))
    result = mine(run, "list")
    assert numbers(result) == [1, 3]
    one_warning(result)


def test_a_schema_too_long_to_be_written_out_is_an_error_like_others(
    run: Run, catalog: Write
) -> None:
    catalog("mine", f"schema = {HUGE}\n\n" + paper(1))
    result = mine(run, "list")
    assert numbers(result) == [1]
    one_warning(result)


def test_a_folder_in_the_place_of_the_file_is_a_warning(run: Run, home: Path) -> None:
    (home / "data/catalogs/mine/papers.toml").mkdir(parents=True)
    result = run("list")
    assert "is no regular file" in one_warning(result)
    assert len(result.rows) == 46


def test_a_folder_without_a_catalog_and_hidden_folders_are_none(run: Run, home: Path) -> None:
    (home / "data/catalogs/mine").mkdir(parents=True)
    (home / "data/catalogs/.git").mkdir()
    (home / "data/catalogs/.git/papers.toml").write_text("nonsense", "utf-8")
    assert (run("list").code, run("list").err) == (0, "")
    assert mine(run, "list").code == 3


# What a wrong paper says

BAD = [
    ("number = 0", "number: is less than 1"),
    ("number = -5", "number: is less than 1"),
    ("number = 1000000", "number: is more than 999999"),
    ('number = "2"', "number: is no whole number"),
    ("number = 2.0", "number: is no whole number"),
    ("number = true", "number: is no whole number"),
    ("", "number: is missing"),
    ('key = "QLoRA"', "key: is no key"),
    ('key = "12"', "key: is no key"),
    ('key = "../x"', "key: is no key"),
    ('key = ""', "key: is no key"),
    ("key = 3", "key: is no text"),
    ("title = 5", "title: is no text"),
    ('title = ""', "title: "),
    ('title = " \\n "', "title: "),
    (f'title = "{"x" * 20_001}"', "title: has more than 20000 characters"),
    (f"topics = {[f't{n}' for n in range(201)]}", "topics: has more than 200 of them"),
    (f"authors = {['A'] * 10_001}", "authors: has more than 10000 of them"),
    ('authors = "Ada Lovelace"', "authors: is no list"),
    ("authors = [1]", "authors.0: is no text"),
    ('published = "May 2023"', "published: is no date"),
    ('published = "2023-13"', "published: is no date"),
    ('published = "2023-02-30"', "published: is no date"),
    ("published = 23", "published: is no date"),
    ("published = true", "published: is no date"),
    ("published = 12:00:00", "published: is no date"),
    ('arxiv = "1706"', "arxiv: is no arXiv id"),
    ('doi = "10.x"', "doi: is no DOI"),
    ('url = "ftp://a.example/b"', "url: is no http or https address"),
    ('url = "javascript:alert(1)"', "url: is no http or https address"),
    ('url = "https://"', "url: is no http or https address"),
    ('uid = "arxiv:1706.03762"', "uid: is no id of the form"),
    ('uid = "local:../../x"', "uid: is no id of the form"),
    ('aka = ["qlora"]', "aka.0: is no id"),
    ("pages = 0", "pages: is less than 1"),
    ("pages = 99999999999999999999", "pages: "),
    ('topics = "rl"', "topics: is no list"),
    ("takeaway = []", "takeaway: is no text"),
    ('needs = "lora"', "needs: "),
    ("needs = { lora = 3 }", "needs.lora: is no text"),
    ("helps = 3", "helps: "),
    ('links = [{ label = "Code" }]', "links.0.url: is missing"),
    (
        'links = [{ label = "Code", url = "file:///etc" }]',
        "links.0.url: is no http or https address",
    ),
    ('links = [{ url = "https://a.example" }]', "links.0.label: is missing"),
]


def wrong(field: str) -> str:
    """Paper number 2 with one field wrong; without a number, if no field is given."""
    lines = {
        "number": "number = 2",
        "title": 'title = "Wrong"',
        "arxiv": 'arxiv = "2001.00002"',
    }
    lines[field.partition(" = ")[0] or "number"] = field
    return "[[paper]]\n" + "\n".join(lines.values()) + "\n\n"


@pytest.mark.parametrize(("field", "complaint"), BAD)
def test_a_wrong_paper_is_left_out_and_the_complaint_says_where_and_why(
    field: str, complaint: str, run: Run, catalog: Write
) -> None:
    start = HEAD + paper(1)
    file = catalog("mine", start + wrong(field) + paper(3))
    result = mine(run, "list")
    assert numbers(result) == [1, 3]
    said = one_warning(result)
    assert f"{file}:{start.count(chr(10)) + 1}: " in said
    assert complaint in said
    if not field.startswith("number") and field:
        assert "paper 2: " in said


def test_a_paper_without_any_id_is_left_out(run: Run, catalog: Write) -> None:
    catalog("mine", HEAD + paper(1) + paper(2, arxiv=None) + paper(3))
    result = mine(run, "list")
    assert numbers(result) == [1, 3]
    assert "has no arxiv, doi, url or uid" in one_warning(result)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("title = ", "is no TOML"),
        ('title = "open', "is no TOML"),
        ("title = 'a' 'b'", "is no TOML"),
        ('title = "\\ud800"', "is no TOML"),
        ('title = "\\q"', "is no TOML"),
        ("= 3", "is no TOML"),
    ],
)
def test_what_is_no_toml_is_named_by_its_own_line_and_costs_its_paper_alone(
    line: str, message: str, run: Run, catalog: Write
) -> None:
    start = HEAD + paper(1) + "[[paper]]\nnumber = 2\n"
    file = catalog("mine", start + line + "\n\n" + paper(3))
    result = mine(run, "list")
    assert numbers(result) == [1, 3]
    assert f"{file}:{start.count(chr(10)) + 1}: {message}" in one_warning(result)


def test_what_is_no_utf_8_is_named_by_its_own_line(run: Run, catalog: Write) -> None:
    start = (HEAD + paper(1) + "[[paper]]\nnumber = 2\n").encode()
    file = catalog("mine", start + b'title = "\xff"\n\n' + paper(3).encode())
    result = mine(run, "list")
    assert numbers(result) == [1, 3]
    assert f"{file}:{start.count(10) + 1}: is no UTF-8 text" in one_warning(result)


def test_several_flaws_are_one_line_that_counts_the_others(run: Run, catalog: Write) -> None:
    catalog("mine", HEAD + wrong("pages = 0") + wrong("title = 5") + wrong("key = 3") + paper(4))
    assert "(and 2 more)" in one_warning(mine(run, "list"))


SECOND_ONE = paper(1, key="other", arxiv="2001.00009", title="The other")


@pytest.mark.parametrize(
    ("fields", "shared"),
    [
        ({"key": "paper-1"}, "mine/paper-1"),
        ({"arxiv": "2001.00001v3"}, "arxiv:2001.00001"),
        ({"url": "https://arxiv.org/abs/2001.00001"}, "arxiv:2001.00001"),
        ({"doi": "10.48550/arXiv.2001.00001"}, "arxiv:2001.00001"),
        ({"aka": ["arxiv:2001.00001"]}, "arxiv:2001.00001"),
    ],
)
def test_a_key_or_an_id_of_two_papers_names_the_lines_of_both(
    fields: dict[str, Any], shared: str, run: Run, catalog: Write
) -> None:
    start = HEAD + paper(1) + paper(2)
    file = catalog("mine", start + paper(3, **fields) + paper(4))
    result = mine(run, "list")
    assert numbers(result) == [1, 2, 4]
    said = one_warning(result)
    assert f"{file}:{start.count(chr(10)) + 1}: " in said
    assert f"{shared} belongs to the paper at line {HEAD.count(chr(10)) + 1}" in said


def test_a_number_of_two_papers_names_the_lines_of_both(run: Run, catalog: Write) -> None:
    start = HEAD + paper(1) + paper(2)
    file = catalog("mine", start + SECOND_ONE + paper(4))
    result = mine(run, "list")
    assert numbers(result) == [1, 2, 4]
    said = one_warning(result)
    assert f"{file}:{start.count(chr(10)) + 1}: " in said
    assert f"number 1 belongs to the paper at line {HEAD.count(chr(10)) + 1}" in said


def test_a_flaw_is_gone_when_it_is_mended(run: Run, catalog: Write) -> None:
    catalog("mine", HEAD + paper(1) + SECOND_ONE + paper(3))
    assert numbers(mine(run, "list")) == [1, 3]
    catalog("mine", HEAD + paper(1) + paper(2) + paper(3))
    result = mine(run, "list")
    assert (result.code, numbers(result), result.err) == (0, [1, 2, 3], "")


@pytest.mark.parametrize(
    "fields", [{"number": 2}, {"number": 9, "key": "paper-2"}, {"number": 9, "aka": ["2001.00002"]}]
)
def test_a_paper_that_was_there_is_left_out_when_its_name_is_given_to_one_before_it(
    fields: dict[str, Any], run: Run, catalog: Write
) -> None:
    catalog("mine", HEAD + paper(1) + paper(2) + paper(3, needs={"paper-2": "x"}))
    assert numbers(mine(run, "list")) == [1, 2, 3]
    made: dict[str, Any] = {"number": 9, "key": "new", "arxiv": "2001.00009", "title": "New"}
    new = paper(**made | fields)
    text = HEAD + paper(1) + new + paper(2) + paper(3, needs={"paper-2": "x"})
    catalog("mine", text)
    result = mine(run, "list")
    assert sorted(row[3] for row in result.rows) == ["New", "Paper number 1", "Paper number 3"]
    assert "paper 2 is left out" in one_warning(result)
    catalog("mine", HEAD + paper(1) + paper(2) + paper(3, needs={"paper-2": "x"}))
    assert (mine(run, "list").code, numbers(mine(run, "list"))) == (0, [1, 2, 3])


def test_a_paper_left_out_comes_in_when_the_one_before_it_goes(run: Run, catalog: Write) -> None:
    catalog("mine", HEAD + paper(1) + SECOND_ONE)
    assert [row[3] for row in mine(run, "list").rows] == ["Paper number 1"]
    catalog("mine", HEAD + SECOND_ONE)
    assert [row[3] for row in mine(run, "list").rows] == ["The other"]
    assert mine(run, "list").code == 0


# What is fine


def test_fields_that_we_do_not_know_are_fine(run: Run, catalog: Write) -> None:
    text = HEAD + 'new = "field"\n' + paper(1, new={"a": [1, 2]}, citations=3) + "[new]\nx = 1\n"
    catalog("mine", text)
    result = mine(run, "list")
    assert (result.code, numbers(result), result.err) == (0, [1], "")


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        ("", "has no schema"),
        ('title = "Mine"\n\n', "has no schema"),
        ("schema = 2\n\n", "is of schema 2, newer than this papernotes"),
        ('schema = "1"\n\n', "its schema is no "),
        ("schema = 0\n\n", "its schema is no "),
        ("schema = true\n\n", "its schema is no "),
    ],
)
def test_a_schema_that_we_do_not_know_is_a_warning_and_what_can_be_is_read(
    head: str, complaint: str, run: Run, catalog: Write
) -> None:
    catalog("mine", head + paper(1) + paper(2))
    result = mine(run, "list")
    assert numbers(result) == [1, 2]
    assert complaint in one_warning(result)


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_a_line_inside_a_string_of_several_lines_begins_no_paper(
    quotes: str, run: Run, catalog: Write
) -> None:
    detail = f"detail = {quotes}one\n[[paper]]\nnumber = 7\n{quotes}\n\n"
    text = HEAD + paper(1).rstrip() + "\n" + detail + paper(2)
    catalog("mine", text)
    result = mine(run, "list")
    assert (result.code, numbers(result), result.err) == (0, [1, 2], "")
    assert mine(run, "show", "1", "--json").json["detail"] == "one [[paper]] number = 7"
    catalog("mine", text + paper(3))
    assert numbers(mine(run, "list")) == [1, 2, 3]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("[[paper]]", "  [[paper]]"),
        lambda text: text.replace("[[paper]]", "\t[[ paper ]]  # a paper"),
        lambda text: text.replace("[[paper]]", '[["paper"]]'),
        lambda text: text.replace("[[paper]]", "# [[paper]]\n[[paper]]\n# number = 9"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: text + "# [[paper]]\n# number = 9",
    ],
    ids=["indented", "spaced", "quoted", "comments", "CRLF", "BOM", "no end of line", "the end"],
)
def test_the_layout_of_a_catalog_is_its_authors(
    change: Callable[[str], str], run: Run, catalog: Write
) -> None:
    text = HEAD + paper(1, topics=["rl"]) + paper(2, authors=["Ada"]) + paper(3)
    catalog("mine", text)
    before = mine(run, "list", "--json").json
    catalog("mine", change(text))
    result = mine(run, "list", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json == before


def test_fields_are_shown_as_the_contract_says(run: Run, catalog: Write) -> None:
    link = {"label": "Code", "url": "https://a.example/b"}
    fields: dict[str, Any] = {
        "arxiv": "arXiv:2001.00009v2",
        "doi": "10.1145/x",
        "title": "  Two\nlines ",
        "short": "T",
        "authors": ["Ada", "Bob"],
        "published": "2023-05",
        "venue": "V",
        "kind": "post",
        "pages": 3,
        "topics": ["rl", "rl", "b"],
        "takeaway": "One\nline",
        "detail": "D",
        "links": [link],
        "needs": {"other": "because"},
        "helps": {"more": "useful"},
    }
    catalog("mine", HEAD + paper(9, **fields))
    assert mine(run, "list", "--json").json[0] == {
        "number": 9,
        "key": "paper-9",
        "uid": "arxiv:2001.00009",
        "catalog": "mine",
        "title": "Two lines",
        "short": "T",
        "authors": ["Ada", "Bob"],
        "year": 2023,
        "published": "2023-05",
        "venue": "V",
        "url": "https://arxiv.org/abs/2001.00009",
        "arxiv": "2001.00009",
        "doi": "10.1145/x",
        "kind": "post",
        "pages": 3,
        "topics": ["rl", "b"],
        "takeaway": "One line",
        "detail": "D",
        "links": [link],
        "needs": {"other": "because"},
        "helps": {"more": "useful"},
        "status": "unread",
        "ready": True,
        "started": None,
        "finished": None,
        "rating": None,
        "tags": [],
        "my_takeaway": None,
        "has_note": False,
        "goal": False,
        "later": None,
        "minutes": None,
    }


@pytest.mark.parametrize("written", ["10.1145/x", "doi:10.1145/x", "DOI:10.1145/x", " 10.1145/x "])
def test_a_doi_is_shown_without_what_people_write_around_it(
    written: str, run: Run, catalog: Write
) -> None:
    catalog("mine", HEAD + paper(1, doi=written))
    assert mine(run, "list", "--json").json[0]["doi"] == "10.1145/x"


@pytest.mark.parametrize(
    ("written", "published", "year"),
    [
        ("2023-05-23", "2023-05-23", 2023),
        ("2023-05-23T10:00:00Z", "2023-05-23", 2023),
        ('"2023-05"', "2023-05", 2023),
        ('"2023"', "2023", 2023),
        ("2023", "2023", 2023),
    ],
)
def test_a_date_is_as_precise_as_known(
    written: str, published: str, year: int, run: Run, catalog: Write
) -> None:
    catalog("mine", HEAD + wrong(f"published = {written}"))
    (shown,) = mine(run, "list", "--json").json
    assert (shown["published"], shown["year"]) == (published, year)


@pytest.mark.parametrize(
    ("fields", "uid", "url"),
    [
        ({}, "arxiv:2001.00001", "https://arxiv.org/abs/2001.00001"),
        ({"doi": "10.1145/x"}, "arxiv:2001.00001", "https://arxiv.org/abs/2001.00001"),
        ({"arxiv": None, "doi": "10.1145/x"}, "doi:10.1145/x", "https://doi.org/10.1145/x"),
        (
            {"arxiv": None, "doi": "10.1145/x", "aka": ["2001.00001"]},
            "arxiv:2001.00001",
            "https://arxiv.org/abs/2001.00001",
        ),
        (
            {"arxiv": None, "url": "http://A.example/b/"},
            "url:https://a.example/b",
            "http://A.example/b/",
        ),
        ({"arxiv": None, "uid": "local:abcd"}, "local:abcd", None),
    ],
)
def test_the_uid_is_the_first_of_arxiv_doi_url_and_local(
    fields: dict[str, Any], uid: str, url: str | None, run: Run, catalog: Write
) -> None:
    catalog("mine", HEAD + paper(1, **fields))
    (shown,) = mine(run, "list", "--json").json
    assert (shown["uid"], shown["url"]) == (uid, url)
    assert mine(run, "show", uid, "--json").json["number"] == 1
    assert mine(run, "done", "1").code == 0
    assert statuses(mine(run, "list")) == {"1": "done"}


# Names of catalogs, and the current one


@pytest.mark.parametrize("name", ["Mine", "12", "my list", "my_list", "-x", "a" * 65, "ł", "a.b"])
def test_a_folder_whose_name_can_be_no_catalogs_is_a_warning(
    name: str, run: Run, catalog: Write
) -> None:
    file = catalog(name, HEAD + paper(1))
    assert f"{file}: its folder's name can't be a catalog's" in one_warning(run("list"))
    assert run("list", PAPERNOTES_CATALOG=name).code == 3


def test_a_folder_with_a_name_of_any_bytes_is_a_warning(run: Run, catalog: Write) -> None:
    try:
        catalog("\udcff", HEAD + paper(1))
    except OSError:  # macOS has no such names
        catalog("ÿ", HEAD + paper(1))
    result = run("list")
    assert "its folder's name can't be a catalog's" in one_warning(result)
    assert len(result.rows) == 46


def test_a_home_in_a_folder_of_any_bytes_is_one_like_others(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "\udcff"
    try:
        home.mkdir()
    except OSError:  # macOS has no such names
        home = tmp_path / "ÿ"
    result = run("done", "12", PAPERNOTES_HOME=str(home))
    assert (result.code, [row[0] for row in result.rows]) == (0, ["12"])
    assert len(run("list", "is:done", PAPERNOTES_HOME=str(home)).rows) == 1


def test_a_catalog_of_yours_that_is_called_llm_does_not_replace_the_bundled_one(
    run: Run, catalog: Write
) -> None:
    catalog("llm", HEAD + paper(1))
    result = run("list")
    assert "llm is the bundled catalog's name" in one_warning(result)
    assert len(result.rows) == 46


def test_the_current_catalog_is_the_bundled_one_or_that_of_papernotes_catalog(
    run: Run, catalog: Write
) -> None:
    catalog("mine", HEAD + paper(1, title="Of mine"))
    catalog("yours", HEAD + paper(1, title="Of yours"))
    assert len(run("list").rows) == 46
    assert len(run("list", PAPERNOTES_CATALOG="").rows) == 46
    for name in ("mine", "yours"):
        assert [row[3] for row in run("list", PAPERNOTES_CATALOG=name).rows] == [f"Of {name}"]
        assert run("show", "1", "--json", PAPERNOTES_CATALOG=name).json["catalog"] == name
    said = run("list", PAPERNOTES_CATALOG="nowhere")
    assert (said.code, said.out) == (3, "")
    assert "You have llm, mine, yours." in said.err


# Progress belongs to the paper, whatever its catalog calls it


def test_progress_is_found_under_an_id_that_became_another(run: Run, catalog: Write) -> None:
    catalog("mine", HEAD + paper(1, arxiv=None, doi="10.1145/x"))
    mine(run, "done", "1", "-m", "mine", "--rating", "3")
    catalog("mine", HEAD + paper(1, arxiv="2001.00001", aka=["doi:10.1145/X"]))
    shown = mine(run, "show", "1", "--json").json
    assert shown["uid"] == "arxiv:2001.00001"
    assert (shown["status"], shown["my_takeaway"], shown["rating"]) == ("done", "mine", 3)
    assert [event["kind"] for event in shown["events"]] == ["done"]
    mine(run, "reset", "1")
    assert statuses(mine(run, "list")) == {"1": "unread"}
    mine(run, "undo")
    assert statuses(mine(run, "list")) == {"1": "done"}


def test_a_catalog_that_was_numbered_and_keyed_anew_keeps_everyones_progress(
    run: Run, catalog: Write
) -> None:
    catalog("mine", HEAD + paper(1) + paper(2) + paper(3))
    mine(run, "done", "1")
    mine(run, "start", "paper-2")
    moved = (paper(new, arxiv=f"2001.0000{4 - new}") for new in (1, 2, 3))
    catalog("mine", HEAD + "".join(moved))
    assert statuses(mine(run, "list")) == {"1": "unread", "2": "reading", "3": "done"}
    assert mine(run, "show", "paper-3", "--json").json["status"] == "done"


def test_a_paper_that_was_deleted_and_came_back_is_as_it_was(run: Run, catalog: Write) -> None:
    catalog("mine", HEAD + paper(1) + paper(2, needs={"paper-1": "x"}))
    mine(run, "done", "1", "-m", "mine")
    before = mine(run, "list", "--json").json
    catalog("mine", HEAD + paper(2, needs={"paper-1": "x"}))
    assert numbers(mine(run, "list")) == [2]
    assert mine(run, "show", "paper-1").code == 3
    catalog("mine", HEAD + paper(1) + paper(2, needs={"paper-1": "x"}))
    assert mine(run, "list", "--json").json == before


def test_a_catalog_that_was_deleted_and_came_back_is_as_it_was(run: Run, catalog: Write) -> None:
    file = catalog("mine", HEAD + paper(1))
    mine(run, "done", "1")
    file.rename(file.with_name("kept"))
    assert mine(run, "list").code == 3
    file.with_name("kept").rename(file)
    assert statuses(mine(run, "list")) == {"1": "done"}


def test_a_paper_of_two_catalogs_has_one_progress(run: Run, catalog: Write) -> None:
    catalog("mine", HEAD + paper(5, arxiv="2305.14314"))
    run("done", "12")
    assert statuses(mine(run, "list")) == {"5": "done"}
    mine(run, "reset", "5")
    assert run("show", "12", "--json").json["status"] == "unread"


NAMES = {
    "arxiv": "arxiv:hep-th/9901001",
    "doi": "doi:10.1145/x",
    "url": "url:https://a.example/B?c=d",
    "uid": "local:abcd",
    "aka": "arxiv:1706.03762",
}


@pytest.mark.parametrize("name", NAMES.values())
def test_a_note_is_found_under_every_id_of_a_paper(
    name: str, run: Run, home: Path, catalog: Write
) -> None:
    fields: dict[str, Any] = {
        field: value.removeprefix("url:") for field, value in NAMES.items() if field != "aka"
    }
    catalog("mine", HEAD + paper(1, **fields, aka=[NAMES["aka"]]) + paper(2))
    assert not mine(run, "list", "has:note").rows
    (home / "data/notes").mkdir()
    note = home / "data/notes" / file_name(name)
    note.write_text("My thoughts on zebras.\n", "utf-8")
    shown = mine(run, "show", "1", "--json").json
    assert (shown["has_note"], shown["note"]) == (True, "My thoughts on zebras.\n")
    assert numbers(mine(run, "list", "zebras")) == [1]
    note.unlink()
    assert mine(run, "show", "1", "--json").json["note"] is None
    assert not mine(run, "list", "zebras").rows


# Needs


def ready(run: Run) -> list[int]:
    return numbers(mine(run, "list", "is:ready"))


@pytest.mark.parametrize(
    "needs",
    [
        {"paper-1": "x"},
        {"arxiv:2001.00001": "x"},
        {"2001.00001v2": "x"},
        {"https://arxiv.org/abs/2001.00001": "x"},
        {"10.1145/first": "x"},
        ["paper-1"],
        ["paper-1", "paper-1"],
        ["paper-1", "doi:10.1145/first", "nowhere"],
    ],
)
def test_a_need_by_key_or_by_any_id_blocks_until_it_is_settled(
    needs: object, run: Run, catalog: Write
) -> None:
    catalog("mine", HEAD + paper(1, doi="10.1145/first") + paper(2, needs=needs))
    assert ready(run) == [1]
    said = mine(run, "done", "1")
    assert "Opened: 2 Paper number 2" in said.err
    assert ready(run) == [2]
    mine(run, "undo")
    assert ready(run) == [1]
    mine(run, "start", "1")
    assert ready(run) == [1]
    mine(run, "skip", "1")
    assert ready(run) == [2]


def test_a_need_by_id_holds_across_catalogs_and_one_by_key_does_not(
    run: Run, catalog: Write
) -> None:
    by_id, by_key = {"arxiv:1706.03762": "x"}, {"attention": "x"}
    catalog("mine", HEAD + paper(1, needs=by_id) + paper(2, needs=by_key))
    assert ready(run) == [2]
    run("done", "attention")
    assert ready(run) == [1, 2]


def test_a_need_that_no_catalog_has_does_not_block_until_one_does(run: Run, catalog: Write) -> None:
    needing = paper(1, needs={"paper-2": "x", "arxiv:2001.00003": "x"})
    catalog("mine", HEAD + needing)
    assert ready(run) == [1]
    catalog("mine", HEAD + needing + paper(2))
    assert ready(run) == [2]
    mine(run, "done", "2")
    assert ready(run) == [1]
    catalog("other", HEAD + paper(3))
    assert ready(run) == []
    run("done", "other/3")
    assert ready(run) == [1]


def test_a_need_that_leaves_every_catalog_no_longer_blocks(run: Run, catalog: Write) -> None:
    needing = paper(1, needs={"paper-2": "x"}) + paper(3, needs={"doi:10.1145/x": "x"})
    needed = paper(2, aka=["10.1145/x"])
    catalog("mine", HEAD + needing + needed)
    assert ready(run) == [2]
    catalog("mine", HEAD + needing + paper(2, key="other"))
    assert ready(run) == [1, 2, 3]
    catalog("mine", HEAD + needing + needed)
    assert ready(run) == [2]
    catalog("mine", HEAD + needing)
    assert ready(run) == [1, 3]


def test_a_paper_that_leads_on_by_many_ways_leads_to_each_paper_once() -> None:
    # A ladder: each rung needs both papers of the rung below, so there are 2^12 ways up.
    rungs = [(1,), *((2 * rung, 2 * rung + 1) for rung in range(1, 13))]
    text = paper(1) + "".join(
        paper(number, needs=[by_key(need) for need in below])
        for below, rung in pairwise(rungs)
        for number in rung
    )
    with a_home() as home:
        home.catalog(HEAD + text)
        found = home.ask(relations)
    assert found[1] == (True, [2, 3], list(range(2, 26)))
    assert found[24] == (False, [], [])


def test_a_paper_does_not_wait_for_itself(run: Run, catalog: Write) -> None:
    fields: dict[str, Any] = {"needs": ["paper-1", "arxiv:2001.00001", "doi:10.1145/x"]}
    catalog("mine", HEAD + paper(1, aka=["10.1145/x"], **fields))
    assert ready(run) == [1]
    assert mine(run, "show", "1").code == 0


def test_papers_that_need_each_other_block_themselves_and_hang_nothing(
    run: Run, catalog: Write
) -> None:
    ring = {1: "paper-2", 2: "paper-3", 3: "paper-1"}
    text = "".join(paper(number, needs={need: "x"}) for number, need in ring.items())
    catalog("mine", HEAD + text + paper(4) + paper(5, needs=["paper-4"]))
    assert ready(run) == [4]
    for ref in ("1", "4"):
        for form in ("--json", "--color=always"):
            assert mine(run, "show", ref, form).code == 0
    assert mine(run, "next").rows[0][0] == "4"
    mine(run, "done", "2")
    assert ready(run) == [1, 4]


class Graph(NamedTuple):
    """Which paper needs which, and the status of each; papers are numbered from 1."""

    needs: Mapping[int, frozenset[int]]
    status: Mapping[int, str]

    def blocking(self, number: int) -> set[int]:
        others = self.needs[number] - {number}
        return {n for n in others & self.needs.keys() if not self.settled(n)}

    def settled(self, number: int) -> bool:
        return self.status[number] in ("done", "skipped")

    def ready(self) -> set[int]:
        return {n for n in self.needs if not self.settled(n) and not self.blocking(n)}

    def opens(self, number: int) -> list[int]:
        return [n for n in self.needs if not self.settled(n) and self.blocking(n) == {number}]

    def leads_to(self, number: int) -> list[int]:
        found: set[int] = set()
        wave = {number}
        while wave:
            wave = {n for n in self.needs if (self.needs[n] - {n}) & wave} - found
            found |= wave
        return sorted(found - {number})

    def text(self, written: Callable[[int], str]) -> str:
        return HEAD + "".join(
            paper(number, needs={written(need): "x" for need in sorted(needs)})
            for number, needs in self.needs.items()
        )

    def events(self) -> list[Event]:
        return [
            event(number, KINDS[status], f"arxiv:2001.{number:05d}")
            for number, status in self.status.items()
        ]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    papers_ = draw(st.sets(st.integers(1, 7), min_size=1))
    numbers_ = sorted(papers_)
    needs = st.frozensets(st.integers(1, 8), max_size=4)  # some are not there
    return Graph(
        {number: draw(needs) for number in numbers_},
        {number: draw(st.sampled_from(sorted(KINDS))) for number in numbers_},
    )


def by_key(number: int) -> str:
    return f"paper-{number}"


def by_id(number: int) -> str:
    return f"2001.{number:05d}"


def relations(library: Library) -> dict[int, tuple[bool, list[int], list[int]]]:
    return {
        entry.paper.number: (
            entry.ready,
            [other.paper.number for other in opens(library, entry)],
            [other.paper.number for other in leads_to(library, entry)],
        )
        for entry in find(library, [])
    }


def test_ready_opens_and_leads_to_are_what_brute_force_finds_after_every_edit() -> None:
    with a_home() as home:

        @given(graphs(), st.sampled_from([by_key, by_id]), st.booleans())
        @settings(max_examples=100, deadline=None)
        def holds(graph: Graph, written: Callable[[int], str], marked_first: bool) -> None:
            if marked_first:
                home.journal(*graph.events())
            home.catalog(graph.text(written))
            if not marked_first:
                home.ask(relations)
                home.journal(*graph.events())
            assert home.ask(relations) == {
                number: (number in graph.ready(), graph.opens(number), graph.leads_to(number))
                for number in graph.needs
            }

        holds()

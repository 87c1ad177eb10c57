"""REFs: every way to name a paper, and what is said where none or several are meant."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.errors import NOT_FOUND, USAGE, PapernotesError
from papernotes.library.refs import resolve_all
from tests.conftest import HEAD, Run, paper
from tests.test_catalogs import a_home

pytestmark = pytest.mark.usefixtures("warm")

Write = Callable[..., Path]

QLORA = [
    "12",
    "012",
    "000012",
    " 12 ",
    "12-12",
    "qlora",
    "QLoRA",
    "QLORA",
    "llm/12",
    "llm/012",
    "llm/qlora",
    "llm/QLoRA",
    "2305.14314",
    "2305.14314v2",
    "arxiv:2305.14314",
    "arXiv:2305.14314v1",
    "https://arxiv.org/abs/2305.14314",
    "http://www.arxiv.org/abs/2305.14314v1?context=cs#comments",
    "https://arxiv.org/pdf/2305.14314",
    "https://arxiv.org/pdf/2305.14314v1.pdf",
    "https://export.arxiv.org/abs/2305.14314",
    "10.48550/arXiv.2305.14314",
    "doi:10.48550/ARXIV.2305.14314",
    "https://doi.org/10.48550/arXiv.2305.14314",
]
BERT = [
    "3",
    "bert",
    "1810.04805",
    "10.18653/v1/N19-1423",
    "10.18653/V1/n19-1423",
    "doi:10.18653/v1/N19-1423",
    "DOI: 10.18653/v1/N19-1423",
    "https://doi.org/10.18653/v1/N19-1423",
    "http://dx.doi.org/10.18653/v1/n19-1423#top",
]
FINETUNING = [
    "32",
    "ood-finetuning",
    "https://eugeneyan.com/writing/finetuning/",
    "https://eugeneyan.com/writing/finetuning",
    "http://www.EugeneYan.com/writing/finetuning/#why",
    "https://eugeneyan.com/writing/./finetuning/?utm_source=x&fbclid=y",
    "url:https://eugeneyan.com/writing/finetuning",
]
ONE = [(ref, number) for number, refs in ((12, QLORA), (3, BERT), (32, FINETUNING)) for ref in refs]


@pytest.mark.parametrize(("ref", "number"), ONE)
def test_a_ref_names_the_paper(ref: str, number: int, run: Run) -> None:
    result = run("show", ref, "--json")
    assert (result.code, result.err) == (0, "")
    assert (result.json["number"], result.json["catalog"]) == (number, "llm")


def test_every_paper_is_named_by_its_number_its_key_and_each_of_its_ids(run: Run) -> None:
    for entry in run("list", "--json").json:
        names = [str(entry["number"]), entry["key"], entry["uid"], entry["url"]]
        names += [entry[field] for field in ("arxiv", "doi") if entry[field]]
        for name in names:
            assert run("show", name, "--json").json["uid"] == entry["uid"], name


@pytest.mark.parametrize(
    ("refs", "numbers"),
    [
        (["3-5"], [3, 4, 5]),
        (["03-5"], [3, 4, 5]),
        (["llm/3-5"], [3, 4, 5]),
        (["45-999999"], [45, 46]),
        (["0-2"], [1, 2]),
        (["5", "3"], [5, 3]),
        (["qlora", "3-4", "1810.04805", "1"], [12, 3, 4, 1]),
        (QLORA, [12]),
        (["4-5", "3-6", "5"], [4, 5, 3, 6]),
    ],
)
def test_several_refs_name_each_paper_once_in_the_order_they_were_named(
    refs: list[str], numbers: list[int], run: Run
) -> None:
    result = run("skip", *refs)
    assert result.code == 0
    assert [int(row[0]) for row in result.rows] == numbers
    assert {int(row[0]) for row in run("list", "--status", "skipped").rows} == set(numbers)


def test_a_range_leaps_over_gaps(run: Run, catalog: Write) -> None:
    catalog("mine", HEAD + paper(2) + paper(5) + paper(9))
    assert [row[0] for row in run("skip", "mine/1-8").rows] == ["2", "5"]
    assert run("show", "mine/3-4").code == 3


def test_where_one_paper_is_wanted_a_range_of_several_is_wrong_usage(run: Run) -> None:
    result = run("show", "3-5")
    assert (result.code, result.out) == (2, "")
    assert "llm/3, llm/4, llm/5" in result.err


@pytest.mark.parametrize(("ref", "right"), [("5-3", "3-5"), ("llm/46-1", "1-46")])
def test_a_range_that_runs_backwards_is_wrong_usage(ref: str, right: str, run: Run) -> None:
    result = run("skip", ref)
    assert (result.code, result.out) == (2, "")
    assert f"Write {right}." in result.err


# Catalogs


@pytest.fixture
def catalogs(catalog: Write) -> None:
    """`mine` and `other`: both have a paper that is not in `llm`, and `mine` has QLoRA too."""
    shared: dict[str, Any] = {"arxiv": "hep-th/9901001"}
    catalog("mine", HEAD + paper(1) + paper(2, **shared) + paper(3, key=None, arxiv="2305.14314"))
    catalog("other", HEAD + paper(7, **shared) + paper(8, key="alone", arxiv="2009.00008"))


@pytest.mark.usefixtures("catalogs")
@pytest.mark.parametrize(
    ("current", "ref", "found"),
    [
        # numbers and keys are those of the current catalog, or of the one that is named
        ("llm", "1", "llm/1"),
        ("mine", "1", "mine/1"),
        ("mine", "paper-1", "mine/1"),
        ("llm", "mine/1", "mine/1"),
        ("llm", "mine/PAPER-1", "mine/1"),
        ("mine", "llm/1", "llm/1"),
        ("mine", "llm/qlora", "llm/12"),
        # ids are looked up in all, the current one first
        ("llm", "2009.00008", "other/8"),
        ("mine", "arxiv:2009.00008", "other/8"),
        ("llm", "2305.14314", "llm/12"),
        ("mine", "2305.14314", "mine/3"),
        ("mine", "hep-th/9901001", "mine/2"),
        ("other", "hep-th/9901001v2", "other/7"),
        ("mine", "10.18653/v1/N19-1423", "llm/3"),
    ],
)
def test_a_ref_is_looked_up_where_it_should_be(
    current: str, ref: str, found: str, run: Run
) -> None:
    shown = run("show", ref, "--json", PAPERNOTES_CATALOG=current).json
    assert f"{shown['catalog']}/{shown['number']}" == found


@pytest.mark.usefixtures("catalogs")
@pytest.mark.parametrize(
    ("current", "ref", "said"),
    [
        ("mine", "12", "Its numbers run from 1 to 3."),
        ("mine", "qlora", "Did you mean llm/qlora?"),
        ("llm", "alone", "Did you mean other/alone?"),
        ("mine", "other/paper-1", "Did you mean paper-7 (7)"),
        ("mine", "nowhere/1", "You have llm, mine, other."),
        ("mine", "nowhere/qlora", "no catalog “nowhere”"),
    ],
)
def test_what_the_catalog_does_not_have_is_not_found(
    current: str, ref: str, said: str, run: Run
) -> None:
    result = run("show", ref, PAPERNOTES_CATALOG=current)
    assert (result.code, result.out) == (3, "")
    assert said in result.err


@pytest.mark.usefixtures("catalogs")
def test_an_id_of_several_other_catalogs_is_wrong_usage_and_lists_them(run: Run) -> None:
    result = run("show", "hep-th/9901001")
    assert (result.code, result.out) == (2, "")
    assert "is in 2 catalogs" in result.err
    assert "mine/2, other/7" in result.err


def test_seven_digits_after_a_slash_are_always_an_old_arxiv_id(run: Run, catalog: Write) -> None:
    catalog("archive", HEAD + paper(123456, arxiv="2001.00001") + paper(7, arxiv="hep-ex/1234567"))
    catalog("hep-ex", HEAD + paper(1))
    for ref in ("archive/1234567", "llm/1234567", "math.GT/1234567"):
        result = run("show", ref)
        assert result.code == 3
        assert "in any catalog" in result.err
    assert run("show", "archive/123456", "--json").json["number"] == 123456
    shown = run("show", "hep-ex/1234567", "--json").json
    assert (shown["catalog"], shown["number"]) == ("archive", 7)


def test_a_paper_without_a_key_has_its_number_and_ids(run: Run, catalog: Write) -> None:
    catalog("mine", HEAD + paper(1, key=None) + paper(2))
    assert run("show", "mine/1", "--json").json["key"] is None
    assert run("show", "2001.00001", "--json").json["number"] == 1
    assert run("show", "mine/none").code == 3


# Not found


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("qlra", "qlora (12)"),
        ("QLRA", "qlora (12)"),
        ("bart", "bert (3)"),
        ("chinchila", "chinchilla (8)"),
        ("moe", "sparse-moe (28)"),
        ("47", "Its numbers run from 1 to 46."),
        ("0", "Its numbers run from 1 to 46."),
        ("47-50", "Its numbers run from 1 to 46."),
        ("2305.14313", "Did you mean arxiv:2305.14314 (12, QLoRA)?"),
        ("10.18653/v1/N19-1424", "Did you mean doi:10.18653/v1/n19-1423 (3, BERT)?"),
        ("https://eugeneyan.com/writing/finetunin", "(32, Out-of-Domain Finetuning)?"),
        ("zzzzzz", "papernotes list"),
        ("1234567", "papernotes list"),
        ("9999.99999", "papernotes list"),
        ("", "papernotes list"),
        ("llm/", "Did you mean llama (9)"),
        ("/12", "papernotes list"),
        ("a/b/c", "papernotes list"),
        ("../../etc/passwd", "papernotes list"),
    ],
)
def test_a_ref_that_names_nothing_offers_the_nearest_or_says_where_to_look(
    ref: str, said: str, run: Run
) -> None:
    result = run("show", ref)
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("papernotes: no paper ")
    assert result.err.count("\n") == 1
    assert said in result.err


@pytest.mark.parametrize("bad", ["nosuch", "47", "9999.99999", "nowhere/1", "5-3"])
@pytest.mark.parametrize("command", ["start", "done", "skip", "reset"])
def test_one_bad_ref_among_several_and_nothing_is_done(
    command: str, bad: str, run: Run, home: Path
) -> None:
    result = run(command, "1", bad, "2")
    assert (result.code, result.out) == (2 if bad == "5-3" else 3, "")
    assert {row[2] for row in run("list").rows} == {"unread"}
    assert not list((home / "data").rglob("*.toml"))


# Any text at all


ref_like = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "llm",
                "/",
                "12",
                "-",
                "qlora",
                "arxiv:",
                "2305.14314",
                "10.1145/",
                "https://",
                "doi.org",
            ]
        ),
        st.sampled_from(
            ["é", "%", "_", "!", "'", '"', " ", "\x1b", "\u202e", "٣", "999999", "..", "[", "[::1]"]
        ),
    ),
    max_size=6,
).map("".join)
any_text = st.one_of(
    ref_like, st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
)


def test_any_text_at_all_names_papers_or_none() -> None:
    with a_home() as home:

        @given(st.lists(any_text, min_size=1, max_size=3))
        @settings(max_examples=200, deadline=None)
        def holds(refs: list[str]) -> None:
            try:
                found = home.ask(lambda library: resolve_all(library, refs), "llm")
            except PapernotesError as error:
                said = (error.code in (NOT_FOUND, USAGE), bool(error.hint))
                assert said == (True, True)
            else:
                numbers = [entry.paper.number for entry in found]
                assert numbers
                assert len(set(numbers)) == len(numbers)

        holds()


@pytest.mark.parametrize(
    "ref",
    ["\udcff", "a\udcff", "llm/\udcff", "https://eugeneyan.com/writing/finetuning/\udcff"],
)
def test_bytes_of_the_command_line_that_are_no_text_name_nothing(ref: str, run: Run) -> None:
    result = run("show", ref)
    assert (result.code, result.out) == (3, "")
    assert result.err.encode()


@pytest.mark.parametrize(
    "ref", ["a" * 100_000, "9" * 100_000, "https://a.example/" + "a" * 100_000]
)
def test_a_ref_of_any_length_is_not_found(ref: str, run: Run) -> None:
    assert run("show", ref).code == 3

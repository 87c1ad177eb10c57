"""PubMed's and EndNote's own formats, and those that are known and do not come in."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.importing.foreign import refuse
from papernotes.importing.formats import UnreadableError, format_of
from papernotes.model.record import Left, Reading, Record
from tests.conftest import Run
from tests.records import TRIES, assert_fits, items, only, text_of


def test_pubmed_is_read_with_its_doi_people_and_headings() -> None:
    folding, review, nothing = items(text_of("pubmed.nbib"))
    assert folding == Record(
        "Highly accurate protein structure prediction with AlphaFold",
        line=2,
        ids=("doi:10.1038/s41586-021-03819-2",),
        authors=("John Jumper", "Richard Evans"),
        published="2021-08",
        venue="Nature",
        pages=7,
        topics=("folding", "Computational Biology", "Deep Learning"),
    )
    assert review == Record(
        "A work without a DOI",
        line=33,
        ids=("url:https://pubmed.ncbi.nlm.nih.gov/1000001",),
        authors=("KH Meyer", "Group of Somebody"),
        published="1976-01",
        venue="Zeitschrift fur Beispiele",
        url="https://pubmed.ncbi.nlm.nih.gov/1000001/",
        kind="survey",
        pages=3,
    )
    assert nothing == Left(42, "1000002", "has no title")


def test_endnote_is_read_with_what_its_reader_says() -> None:
    attention, book, chapter, nothing = items(text_of("endnote.enw"))
    assert attention == Record(
        "Attention is all you need",
        line=1,
        ids=("arxiv:1706.03762",),
        authors=("Ashish Vaswani", "Noam Shazeer"),
        published="2017-06-12",
        venue="arXiv",
        topics=("attention", "transformers"),
        key="vaswani2017",
        reading=Reading("done", finished="unknown", note="Thoughts of mine"),
    )
    assert book == Record(
        "The TeXbook", line=17, authors=("Donald E. Knuth",), published="1984",
        venue="Addison-Wesley", kind="book", pages=483, short="TeXbook",
    )  # fmt: skip
    assert chapter == Record(
        "A chapter", line=27, ids=("doi:10.1234/chapter.1",), authors=("OpenAI, Inc.",),
        published="2020", venue="A book of chapters", kind="chapter", pages=9,
        topics=("one", "two"),
    )  # fmt: skip
    assert nothing == Left(37, "https://example.org/nothing", "has no title")


@pytest.mark.parametrize("name", ["nbib", "enw"])
def test_a_text_without_a_record_is_refused(name: str) -> None:
    with pytest.raises(UnreadableError, match="has no line that begins with"):
        items("TI  - A title\n%T A title\n", name)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(ends: str) -> None:
    for name, number in (("pubmed.nbib", 3), ("endnote.enw", 4)):
        form = name.rpartition(".")[2]
        found = items(ends.join(text_of(name).split("\n")), form)
        assert len(found) == number
        assert found == items(text_of(name))


@pytest.mark.parametrize(
    "text",
    [
        "PMID- 1\nTI  - A title\n" + "      more of it\n" * 100_000,
        "PMID- 1\nTI  - A title\n" + "FAU - Doe, Jane\n" * 100_000,
        "".join(f"PMID- {at}\nTI  - Title {at}\n\n" for at in range(8_000)),
        "%0 Book\n%T A title\n" + "more of it\n" * 100_000,
        "%0 Book\n%T A title\n%K " + "a;" * 500_000,
        "".join(f"%0 Book\n%T Title {at}\n\n" for at in range(8_000)),
        "%0 Book\n" + "\n" * 1_000_000,
    ],
)
def test_none_takes_time_that_grows_faster_than_it(text: str) -> None:
    began = time.process_time()
    found = items(text)
    assert all(isinstance(each, Left) or each.title for each in found)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("text", ["\n", " ", "# a\n", "a = b\n", "PT J\n", "<!DOCTYPE ", "<xml>\n"])
def test_to_tell_a_foreign_format_takes_no_time(text: str) -> None:
    began = time.process_time()
    refuse(text * 200_000)
    assert time.process_time() - began < 1


_TAGS = st.sampled_from(
    ["PMID- ", "TI  - ", "FAU - ", "DP  - ", "AID - ", "PG  - ", "MH  - ", "      ", "%0 ", "%T ",
     "%A ", "%D ", "%K ", "%U ", "%P ", "%R ", ""]
)  # fmt: skip
_TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["10.1234/a [doi]", "2020 Feb 30", "1-0", "a, b,", "[x]", "*/", "x:y"]),
)


@settings(max_examples=TRIES, deadline=None)
@given(st.lists(st.tuples(_TAGS, _TEXT), max_size=12), st.sampled_from(["nbib", "enw"]))
def test_whatever_comes_in_fits_a_catalog(rows: list[tuple[str, str]], name: str) -> None:
    begin = {"nbib": "PMID- 1", "enw": "%0 Book"}[name]
    text = "\n".join([begin, *(tag + value for tag, value in rows)])
    for found in items(text, name):
        if isinstance(found, Record):
            assert_fits(found)


FOREIGN = {
    "Web of Science": "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Doe, J\n",
    "Web of Science's": "PT J\nAU Doe, J\nTI A title\nER\n",
    "RefWorks": "RT Journal Article\nSR Electronic\nA1 Doe, Jane\nT1 A title\n",
    "EndNote's XML": '<?xml version="1.0" ?><xml><records><record/></records></xml>',
    "PubMed's XML": '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "x" "y">\n'
    "<PubmedArticleSet></PubmedArticleSet>",
    "MODS": '<modsCollection xmlns="http://www.loc.gov/mods/v3"></modsCollection>',
    "Word": '<?xml version="1.0"?><b:Sources xmlns:b="x"></b:Sources>',
    "Zotero's RDF": '<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#"></rdf:RDF>',
    "OPML": '<?xml version="1.0"?><opml version="2.0"></opml>',
    "a CITATION.cff": "# a comment\n\ncff-version: 1.2.0\ntitle: A title\n",
    "a catalog of papernotes": 'schema = 1\ntitle = "T"\n\n[[paper]]\nnumber = 1\n',
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_known_and_does_not_come_in_is_named_with_what_to_do(name: str) -> None:
    with pytest.raises(UnreadableError, match=f"is .*{name}.*, which can't be read") as refused:
        items(FOREIGN[name])
    assert refused.value.hint.endswith(("instead.", "instead (.nbib).", "FILE"))


def test_a_page_that_shows_how_a_catalog_is_written_is_none() -> None:
    shown = "# Papers\n\n```toml\n[[paper]]\nnumber = 1\n```\n\n"
    title = "Attention Is All You Need"
    assert only(f"{shown}- [{title}](https://arxiv.org/abs/1706.03762)\n").title == title


def test_a_foreign_file_is_refused_by_the_command(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "savedrecs.txt"
    file.write_text(FOREIGN["Web of Science"])
    refused = run("import", str(file))
    assert refused.code == 4
    assert refused.err == (
        f"papernotes: {file} is Web of Science's plain text, which can't be read."
        " Export it as RIS or BibTeX instead.\n"
    )


def test_the_endings_of_both_say_which_they_are() -> None:
    assert (format_of("nothing", ".nbib"), format_of("nothing", ".ENW")) == ("nbib", "enw")

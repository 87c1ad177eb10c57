"""The format of a file is found by what it holds."""

import time
from pathlib import Path

import pytest

from papernotes.exporting.formats import Exported, Options, write
from papernotes.importing.formats import UnreadableError, format_of, read
from papernotes.importing.limits import MOST, limited
from papernotes.model.paper import Entry, Paper, Progress
from papernotes.model.record import Left
from tests.records import DATA, records, text_of

BY_NAME = {
    "crossref.json": "crossref",
    "openalex.json": "openalex",
    "semantic-scholar.json": "semantic-scholar",
    "ours.jsonl": "json",
    # What Crossref answers for CSL-JSON is so much like its own JSON that either reader will do.
    "csl-doi-crossref.json": "crossref",
}
BY_BEGINNING = {"csl": "csl-json", "zotero-": "zotero"}
BY_END = {"atom": "atom", "rss": "atom", "ris": "ris", "csv": "csv", "tsv": "csv", "bib": "bibtex"}
PAGES = sorted(
    [*Path(__file__).parents[1].glob("*.md"), *Path(__file__).parents[1].glob("docs/*.md")]
)


def expected(name: str) -> str | None:
    begins = (form for start, form in BY_BEGINNING.items() if name.startswith(start))
    end = name.rpartition(".")[2]
    return BY_NAME.get(name) or BY_END.get(end) or next(begins, None)


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir() if path.is_file()))
def test_each_file_is_found_by_its_content(name: str) -> None:
    if expected(name) is None:
        pytest.skip("another test knows it")
    assert format_of(text_of(name)) == expected(name)


def test_pages_in_markdown_are_nothing_else() -> None:
    assert len(PAGES) > 5
    assert {format_of(page.read_text(encoding="utf-8")) for page in PAGES} == {"markdown"}


# What each format begins with, as people quote it in their notes.
QUOTED = {
    "bibtex": "cite as:\n@article{doe, title = {Some paper},\n  author = {Doe, Jane}}",
    "a bare entry": "@article{doe}",
    "ris": "exported:\nTY  - JOUR\nTI  - Some paper\nAU  - Doe, Jane\nER  - ",
    "csv": "as a table:\ntitle,author,year,venue\nSome paper,Jane Doe,2020,ICML",
    "semicolons": "title;author;year;venue\nSome paper;Jane Doe;2020;ICML",
    "json": '[\n{"title": "Some paper", "authors": ["Jane Doe"], "year": 2020}\n]',
    "markdown": "# Papers\n\n- [Some paper](https://example.org/paper)",
    "html": "<!doctype html>\n<ul><li>Some paper</li></ul>",
    "pubmed": "PMID- 12345678\nTI  - Some paper\nFAU - Doe, Jane",
    "endnote": "%0 Journal Article\n%T Some paper\n%A Doe, Jane",
}
PAPER = Paper(1, "some-paper", ("local:abcd",), "Some paper", authors=("Jane Doe",))


@pytest.mark.parametrize("quoted", QUOTED)
@pytest.mark.parametrize("name", ["bibtex", "csl-json", "ris", "csv", "json"])
def test_a_note_that_quotes_another_format_does_not_change_what_a_file_is(
    name: str, quoted: str
) -> None:
    papers = [
        Exported(Entry("mine", PAPER._replace(number=at), Progress(), True, True), QUOTED[quoted])
        for at in (1, 2)
    ]
    text = write(name, papers, Options("Papers", progress=True))
    assert format_of(text) == format_of(text, ".txt") == name
    for record in records(text):
        assert (record.title, record.authors) == ("Some paper", ("Jane Doe",))
        assert record.reading.note.split() == QUOTED[quoted].split()


def test_what_a_text_begins_with_counts_more_than_what_stands_deep_inside() -> None:
    note = "see\n@article{x, title = {Y}}"
    assert format_of(f"TY  - JOUR\nTI  - A title\nN1  - {note}\nER  - \n") == "ris"
    assert format_of(f'title,authors,note\nA title,Jane Doe,"{note}"\n') == "csv"
    assert format_of(f'sep=;\ntitle;authors;note\nA title;Jane Doe;"{note}"\n') == "csv"
    assert format_of(f"% title, author, year\n{note}") == "bibtex"
    assert format_of(f"My bibliography, by year and title\n{note}") == "bibtex"


def test_the_end_of_its_name_decides_where_a_text_may_be_two_things_and_where_it_is_none() -> None:
    both = "title, author\n\n@article{x, title = {Y}}\n"
    assert (format_of(both, ".bib"), format_of(both, ".CSV")) == ("bibtex", "csv")
    entry = "@article{x, title = {Y}}"
    assert format_of(entry, ".csv") == format_of(entry, ".json") == "bibtex"
    nothing = "Nothing that is known\n"
    assert format_of(nothing) == format_of(nothing, ".txt") == "markdown"
    assert format_of(nothing, ".tsv") == "csv"
    with pytest.raises(UnreadableError, match="has no header that names a column of titles"):
        list(read(nothing, ending=".csv").items)
    with pytest.raises(UnreadableError, match="holds no entry of BibTeX"):
        list(read(nothing, ending=".bib").items)


EMPTY = {
    "bibtex": "@article{{k{0}, title = {{Title {0}}}}}\n",
    "ris": "TY  - JOUR\nTI  - Title {0}\nER  - \n",
    "csv": "Title {0},2020\n",
    "json": '{{"title": "Title {0}"}}\n',
}


@pytest.mark.parametrize("name", EMPTY)
def test_more_records_than_any_library_has_are_refused_before_the_first_is_read(name: str) -> None:
    above = "title,year\n" if name == "csv" else ""
    text = above + "".join(map(EMPTY[name].format, range(MOST + 1)))
    began = time.process_time()
    with pytest.raises(UnreadableError, match="holds more than 100,000 records") as refused:
        next(read(text).items)
    assert "Take the file apart" in refused.value.hint
    assert time.process_time() - began < 4  # most of it for the text; to read it takes a minute


def test_an_array_of_more_records_than_any_library_has_is_refused_too() -> None:
    rows = ",".join(map(EMPTY["json"].format, range(MOST + 1)))
    for text in (f"[{rows}]", f'{{"papers": [{rows}]}}'):
        with pytest.raises(UnreadableError, match="holds more than 100,000 records"):
            next(read(text).items)


def test_what_is_no_record_is_limited_as_well() -> None:
    with pytest.raises(UnreadableError, match="holds more than"):
        list(limited([Left(1, "[", "is no record")] * (2 * MOST + 1)))

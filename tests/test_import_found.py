"""The format of a file is found by what it holds."""

import time
from pathlib import Path
from typing import Any

import pytest

from papernotes.exporting.formats import Exported, Options, write
from papernotes.importing.formats import UnreadableError, format_of, read
from papernotes.importing.limits import MOST, limited
from papernotes.model.paper import Entry, Paper, Progress
from papernotes.model.record import Left, Record
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
BY_END |= {"nbib": "nbib", "enw": "enw"}
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
OPTIONS = Options("Papers", progress=True)
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
    text = write(name, papers, OPTIONS)
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


SICI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"
KNOWN_BY: dict[str, dict[str, Any]] = {
    "nothing": {"ids": ("local:0123456789abcdef",)},
    "an old DOI": {"ids": (f"doi:{SICI.lower()}",), "doi": SICI},
    "a DOI with odd signs": {"ids": ("doi:10.1234/a{b}\\c^d|e`f\"g#h_i&j~k$l",)},
    "several": {
        "ids": ("doi:10.1234/a", "doi:10.1234/b<c>", "url:https://a.example/b", "local:abcd"),
    },
    "an address": {"ids": ("url:https://a.example/b%3Cc?d=%7Be%7D",)},
}  # fmt: skip


@pytest.mark.parametrize("known", KNOWN_BY)
@pytest.mark.parametrize("name", ["bibtex", "csl-json", "ris", "csv", "json"])
def test_a_paper_is_known_by_the_same_when_it_comes_back(name: str, known: str) -> None:
    paper = PAPER._replace(**KNOWN_BY[known])
    text = write(name, [Exported(Entry("mine", paper, Progress(), True, False))], OPTIONS)
    (record,) = records(text)
    assert record.ids[0] == paper.ids[0]
    if name in ("bibtex", "csl-json", "ris"):  # the others have fields for one of each kind
        assert record.ids == paper.ids


@pytest.mark.parametrize("name", ["bibtex", "csl-json", "ris", "csv", "json"])
def test_no_sign_in_a_topic_or_a_tag_parts_it(name: str) -> None:
    words = ("sets; and logic", "a;b", "commas, too", "[in brackets]", '["listed"]', "plain", "{x}")
    for each in (words, *([word] for word in words), words[:2], words[2:]):
        paper = PAPER._replace(topics=tuple(each), authors=("Jane Doe",))
        mine = Progress(tags=tuple(each))
        text = write(name, [Exported(Entry("mine", paper, mine, True, False))], OPTIONS)
        (record,) = records(text, name)
        assert record.topics == record.reading.tags == tuple(each)


@pytest.mark.parametrize(
    "written",
    [
        "10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
        "10.1002/(sici)1097-4571(199806)49:8%3c693::aid-asi4%3e3.0.co%3b2-o",
        r"10.1002/(SICI)1097-4571(199806)49:8{\textless}693::AID-ASI4{\textgreater}3.0.CO;2-O",
        r"10.1002/(SICI)1097-4571(199806)49:8$<$693::AID-ASI4$>$3.0.CO;2-O",
        "10.1002/(SICI)1097-4571(199806)49:8&lt;693::AID-ASI4&gt;3.0.CO;2-O",
        "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
    ],
)
def test_a_doi_is_the_same_however_its_signs_are_written(written: str) -> None:
    (record,) = records(f"@article{{x, title = {{Y}}, doi = {{{written}}}}}")
    assert record.ids == (f"doi:{SICI.lower()}",)
    if "\\" not in written and "$" not in written and "&" not in written:
        (record,) = records(f"TY  - JOUR\nTI  - Y\nDO  - {written}\nER  - \n")
        assert record.ids == (f"doi:{SICI.lower()}",)


@pytest.mark.parametrize("name", [None, "bibtex", "ris", "csv", "enw"])
def test_more_lines_than_any_library_has_are_refused_at_once(name: str | None) -> None:
    with pytest.raises(UnreadableError, match="has more than 4,000,000 lines"):
        read("TY  - JOUR\n" + "\n" * 4_000_001, name)


HUGE = {
    "a row of cells": ("csv", "title,authors\n" + "," * 1_100_000, "has more cells than any"),
    "rows of lines": ("csv", "title,authors\n" + ",\n" * 2_000_000, "more than 2,000,000 lines"),
    "entries in a line": ("bibtex", "@a{k,title={x}," * 150_000, "more than 100,000 records"),
    "a feed": ("atom", "<feed>" + "<a/>" * 2_500_000, "is too long for a feed"),
}


@pytest.mark.parametrize("huge", HUGE)
def test_what_would_fill_the_memory_is_refused(huge: str) -> None:
    name, text, why = HUGE[huge]
    with pytest.raises(UnreadableError, match=why):
        list(read(text, name).items)


def test_an_entry_or_a_record_that_goes_on_and_on_costs_itself_alone() -> None:
    good = "@article{k, title = {A good one}}\n"
    left, record = read("@a{x, y\n" + "{" * 4_000_000 + f"\n{good}", "bibtex").items
    assert isinstance(left, Left)
    assert left.why == "is longer than any entry"
    assert isinstance(record, Record)
    assert record.title == "A good one"
    many = "TY  - JOUR\nTI  - T\n" + "AU  - Doe, J\n" * 150_000 + "ER  - \n"
    first, second = records(many + "TY  - JOUR\nTI  - Another\nER  - \n")
    assert (first.title, second.title, second.line) == ("T", "Another", 150_004)

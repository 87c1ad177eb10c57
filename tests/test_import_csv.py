"""Tables come in: ours, Zotero's, Goodreads', and those that people keep."""

import csv
import io
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.importing import dates, people, standing, table
from papernotes.importing.formats import UnreadableError
from papernotes.importing.tables.columns import FIELDS, field_of
from papernotes.model.record import Left, Reading, Record
from tests.records import TRIES, assert_fits, items, only, records, text_of

FILES = ["zotero.csv", "goodreads.csv", "notion.csv", "sheet-german.csv", "sheet.tsv"]


def written(*rows: list[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("file", FILES)
def test_a_table_is_known_and_each_of_its_records_fits_a_catalog(file: str) -> None:
    assert table.looks_like(text_of(file))
    for item in items(text_of(file), "csv"):
        if isinstance(item, Record):
            assert_fits(item)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A list\n",
        "Title | Year\n--- | ---\nA | 2020\n",
        "| Title | Year |\n|---|---|\n| A | 1 |\n",
        "Papers, and what I think of them\n\n- one\n",
        "A title, an author and a year\n",
        "Title\nOne\n",
        "Paper, link\n\nOne sentence.\n",
        "@article{x, title={T}, year=2020}",
        "TY  - JOUR\nTI  - T\n",
    ],
)
def test_prose_lists_and_tables_in_markdown_are_no_csv(text: str) -> None:
    assert not table.looks_like(text)


def test_a_table_of_zotero_is_read() -> None:
    attention, resnet, left = items(text_of("zotero.csv"), "csv")
    assert attention == Record(
        "Attention Is All You Need",
        line=2,
        ids=("arxiv:1706.03762",),
        authors=("Ashish Vaswani", "Noam Shazeer"),
        published="2017-06-12",
        topics=("transformers", "Computer Science - Computation and Language"),
        reading=Reading("done", finished="2024-03-09", rating=4, note="A note; with signs"),
    )
    assert isinstance(resnet, Record)
    assert resnet.title == 'Deep Residual Learning for "Image" Recognition'
    assert resnet.authors == ("Kaiming He", "Xiangyu Zhang")  # an editor is none
    assert (resnet.published, resnet.ids) == ("2016-06", ("doi:10.1109/cvpr.2016.90",))
    assert (resnet.pages, resnet.line) == (9, 5)  # a cell above has two lines
    assert left == Left(6, "CCCC3333", "has no title")


def test_a_table_of_goodreads_is_books_with_shelves_and_stars() -> None:
    sutton, why, deep, perceptrons = records(text_of("goodreads.csv"), "csv")
    assert sutton == Record(
        "Reinforcement Learning: An Introduction",
        line=2,
        authors=("Richard S. Sutton", "Andrew G. Barto"),
        published="1998",  # when it came out, not this edition
        kind="book",
        pages=552,
        topics=("rl", "favorites"),
        reading=Reading(
            "done", finished="2024-03-09", rating=5, note="A classic.\n\nTwice.\n\nLent to Ada"
        ),
    )
    assert why.reading == Reading("reading", started="unknown")
    assert deep.reading == Reading("unread")
    assert deep.authors == ("Ian Goodfellow", "Yoshua Bengio", "Aaron Courville")
    assert perceptrons.reading == Reading("done", finished="unknown", rating=3)


def test_columns_are_guessed_in_other_languages_with_semicolons() -> None:
    qlora, mixtral, last = records(text_of("sheet-german.csv"), "csv")
    assert qlora == Record(
        "QLoRA",
        line=2,
        ids=("arxiv:2305.14314",),
        authors=("Tim Dettmers", "Artidoro Pagnoni", "Ari Holtzman"),
        published="2023-05-23",
        venue="NeurIPS",
        topics=("Finetuning", "Effizienz"),
        reading=Reading("done", finished="2023-12-24", rating=4, note="Eine Notiz\nin zwei Zeilen"),
    )
    assert (mixtral.ids, mixtral.published) == (("arxiv:2401.04088",), "2024-01")
    assert (mixtral.authors, mixtral.reading) == (("Albert Q. Jiang",), Reading("unread"))
    assert (last.line, last.authors, last.published) == (5, ("Jörg Müller",), "1999")
    assert last.ids == ("url:https://beispiel.example/seite",)
    assert last.reading == Reading()


def test_what_notion_and_spreadsheets_put_into_cells_is_taken_apart() -> None:
    attention, mamba, lora, left, chinchilla, dropped = items(text_of("notion.csv"), "csv")
    assert dropped == Left(7, "Spring 2023", "in Finished names no day")
    assert attention == Record(
        "Attention Is All You Need, revisited",
        line=2,
        ids=("arxiv:1706.03762",),
        authors=("Ashish Vaswani", "Noam Shazeer"),
        topics=("nlp", "transformers"),
        takeaway="Attention is enough.",
        links=(("Code", "https://github.com/tensorflow/tensor2tensor"),),
        reading=Reading("done", finished="2024-03-09", rating=5),  # 9 of 10, as others say 10
    )
    assert isinstance(mamba, Record)
    assert (mamba.title, mamba.ids) == ("Mamba", ("arxiv:2312.00752",))
    assert mamba.links == (("repo", "https://github.com/state-spaces/mamba"),)
    assert mamba.reading == Reading("reading", started="unknown", rating=4)
    assert isinstance(lora, Record)
    assert (lora.title, lora.url) == ("LoRA", "https://openreview.net/forum?id=abc")
    assert left == Left(6, "Done https://example.org/no-title", "has no title")
    assert isinstance(chinchilla, Record)
    assert chinchilla.title == "Chinchilla"
    assert chinchilla.authors == ("J. Hoffmann", "S. Borgeaud")
    assert chinchilla.reading == Reading("done", finished="unknown", rating=5)


def test_a_heading_above_the_header_is_passed_over() -> None:
    bert, gpt = records(text_of("sheet.tsv"), "csv")
    assert (bert.title, bert.number, bert.published, bert.line) == ("BERT", 1, "2018", 4)
    assert bert.reading == Reading("done", finished="unknown")
    assert bert.ids == ("url:https://aclanthology.org/N19-1423",)
    assert gpt.reading == Reading()  # an empty box says nothing


OWN = [
    "number", "key", "title", "short", "authors", "published", "venue", "arxiv", "doi", "url",
    "uid", "kind", "pages", "topics", "takeaway", "detail", "links", "needs", "helps", "status",
    "started", "finished", "rating", "tags", "my_takeaway", "note",
]  # fmt: skip
QLORA = {
    "number": "12",
    "key": "qlora",
    "title": '\'=QLoRA, "quoted"; and so on',
    "short": "QLoRA",
    "authors": "Tim Dettmers; OpenAI, Inc.",
    "published": "2023-05",
    "venue": "NeurIPS 2023",
    "arxiv": "2305.14314",
    "doi": "10.5555/3666122",
    "url": "https://example.org/qlora",
    "uid": "arxiv:2305.14314",
    "kind": "paper",
    "pages": "26",
    "topics": "finetuning; on-device, small",
    "takeaway": "'-4 bits are enough.",
    "detail": "More.",
    "links": json.dumps([{"label": "Code; more", "url": "https://github.com/artidoro/qlora"}]),
    "needs": json.dumps({"lora": "Adapters; more."}),
    "helps": "",
    "status": "done",
    "started": "2024-01-02",
    "finished": "unknown",
    "rating": "4",
    "tags": "club; must, read",
    "my_takeaway": "Cheap.",
    "note": "# Mine\n\n- one",
}


def test_a_table_of_ours_comes_back_with_all_that_it_says() -> None:
    assert only(written(OWN, [QLORA[name] for name in OWN]), "csv") == Record(
        '=QLoRA, "quoted"; and so on',
        line=2,
        ids=("arxiv:2305.14314", "doi:10.5555/3666122"),
        authors=("Tim Dettmers", "OpenAI, Inc."),
        published="2023-05",
        venue="NeurIPS 2023",
        url="https://example.org/qlora",
        kind="paper",
        pages=26,
        topics=("finetuning", "on-device, small"),
        takeaway="-4 bits are enough.",
        detail="More.",
        links=(("Code; more", "https://github.com/artidoro/qlora"),),
        short="QLoRA",
        number=12,
        key="qlora",
        needs={"lora": "Adapters; more."},
        reading=Reading(
            "done", "2024-01-02", "unknown", 4, ("club", "must, read"), "Cheap.", "# Mine\n\n- one"
        ),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n"])
def test_any_delimiter_and_any_end_of_line_will_do(delimiter: str, end: str, before: str) -> None:
    text = written(["Title", "Authors", "Year"], ["A; b, c|d", "Ada Lovelace", "1843"],
                   ["Second", "Alan Turing", "1950"], delimiter=delimiter)  # fmt: skip
    text = before + text.replace("\r\n", end)
    assert table.looks_like(text)
    first, second = records(text, "csv")
    assert (first.title, first.authors, first.published) == ("A; b, c|d", ("Ada Lovelace",), "1843")
    assert (second.title, second.published) == ("Second", "1950")
    assert second.line == first.line + 1


def test_excel_s_first_line_says_the_delimiter() -> None:
    record = only("sep=;\nTitle;Year\nA, b, c;1950\n", "csv")
    assert (record.title, record.published, record.line) == ("A, b, c", "1950", 3)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Title", "title"), ("PAPER TITLE", "title"), ("Author(s)", "authors"), ("By", "authors"),
        ("Année", "published"), ("Read?", "status"), ("Finished reading", "status"),
        ("Read (y/n)", "status"), ("TL;DR", "takeaway"), ("One-line summary", "takeaway"),
        ("⭐ Rating", "rating"), ("Mots-clés", "topics"), ("arXiv ID", "arxiv"), ("#", "number"),
        ("Date Added", None), ("Cited by", None), ("", None), ("x" * 100, None),
    ],
)  # fmt: skip
def test_a_column_is_known_by_what_people_write_above_it(name: str, field: str | None) -> None:
    assert field_of(name) == field


# Columns that are told


def test_columns_that_are_told_decide() -> None:
    text = "Was;Wer;Title;X\nEin Titel;Ada Lovelace;no title;5\n"
    columns = {"Was": "title", "wer": "authors", "Title": "takeaway", "X": "rating"}
    record = only(text, "csv", columns)
    assert (record.title, record.authors) == ("Ein Titel", ("Ada Lovelace",))
    assert (record.takeaway, record.reading.rating) == ("no title", 5)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"Titl": "title"}, "has no column “Titl”, only “Title”, “Year”"),
        ({"Year": "colour"}, "can have no column for “colour”; fields are title, authors, "),
    ],
)
def test_a_column_or_field_that_is_not_there_is_said_with_those_that_are(
    columns: dict[str, str], why: str
) -> None:
    with pytest.raises(UnreadableError) as error:
        items("Title,Year\nA,2020\n", "csv", columns)
    assert str(error.value).startswith(why)
    assert "colour" not in columns.values() or str(error.value).endswith(FIELDS[-1])


@pytest.mark.parametrize("text", ["", "\n\n", "no header\nhere", "Colour,Size\nred,5\n", "\x00"])
def test_what_has_no_column_of_titles_is_said_to_have_none(text: str) -> None:
    with pytest.raises(UnreadableError, match=r"^has no header that names a column of titles"):
        items(text, "csv")


# Values


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-05-23", "2023-05-23"), ("2023/5/3", "2023-05-03"), ("23.05.2023", "2023-05-23"),
        ("5.6.2023", "2023-06-05"), ("05/23/2023", "2023-05-23"), ("23/05/2023", "2023-05-23"),
        ("05/06/2023", "2023"), ("06/06/2023", "2023-06-06"), ("May 2023", "2023-05"),
        ("23 May 2023", "2023-05-23"), ("May 23rd, 2023", "2023-05-23"), ("Mai 2023", "2023-05"),
        ("23. März 2023", "2023-03-23"), ("2023", "2023"), ("c. 1999, Berlin", "1999"),
        ("05/2023", "2023-05"), ("2023-13-01", "2023"), ("2023-02-30", "2023-02"),
        ("20230523", "2023-05-23"), ("Spring 2023", "2023"), ("2023-05-23T10:00:00Z", "2023-05-23"),
        ("12 de mayo de 2021", "2021-05-12"), ("27-30 June 2016", "2016-06"), ("soon", None),
        ("", None), ("99999", None), ("2023-24", "2023"),
    ],
)  # fmt: skip
def test_dates_are_read_in_any_order_that_leaves_no_doubt(text: str, date: str | None) -> None:
    assert dates.published(text) == date


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lovelace, Alan Turing and A. Church", ("Ada Lovelace", "Alan Turing", "A. Church")),
        ("Lovelace, Ada; Turing, Alan", ("Ada Lovelace", "Alan Turing")),
        ("Lovelace, Ada and Turing, Alan", ("Ada Lovelace", "Alan Turing")),
        ("Vaswani, A., Shazeer, N. M.", ("A. Vaswani", "N. M. Shazeer")),
        ("Lovelace, Ada", ("Ada Lovelace",)),
        ("Ada Lovelace, Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Ada Lovelace et al.", ("Ada Lovelace",)),
        ("Ada Lovelace & Alan Turing, et al", ("Ada Lovelace", "Alan Turing")),
        ("King, Jr., Martin Luther", ("Martin Luther King Jr.",)),
        ("OpenAI", ("OpenAI",)),
        ("Ada Lovelace\nAlan Turing", ("Ada Lovelace", "Alan Turing")),
        ("", ()),
    ],
)  # fmt: skip
def test_names_in_one_cell_are_told_apart(text: str, names: tuple[str, ...]) -> None:
    assert people.listed(text) == names


@pytest.mark.parametrize(
    ("text", "most", "rating"),
    [
        ("5", 5, 5), ("4/5", 5, 4), ("8/10", 5, 4), ("★★★★", 5, 4), ("⭐⭐⭐☆☆", 5, 3),
        ("7", 10, 4), ("9.5", 10, 5), ("80%", 5, 4), ("1", 10, 1), ("4,5", 5, 5), ("3 stars", 5, 3),
        ("0", 5, None), ("11", 10, None), ("good", 5, None), ("", 5, None), ("-3", 5, None),
    ],
)  # fmt: skip
def test_ratings_of_any_scale_are_of_five(text: str, most: int, rating: int | None) -> None:
    assert standing.rating(text, most) == rating


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Done", "done"), ("✓", "done"), ("TRUE", "done"), ("x", "done"), ("100%", "done"),
        ("Read", "done"), ("✅ Finished", "done"), ("To Read", "unread"), ("no", "unread"),
        ("0 %", "unread"), ("☐", "unread"), ("FALSE", "unread"), ("In progress", "reading"),
        ("40%", "reading"), ("Won't read", "skipped"),
        ("maybe later", None), ("", None),
    ],
)  # fmt: skip
def test_what_people_write_into_a_column_of_status(text: str, status: str | None) -> None:
    assert standing.status(text) == status


def test_a_column_of_tags_is_the_reader_s_where_there_are_topics_as_well() -> None:
    both = only("Title,Topics,Tags\nT,nlp,club\n", "csv")
    assert (both.topics, both.reading.tags) == (("nlp",), ("club",))
    one = only("Title,Year,Tags\nT,2020,club\n", "csv")
    assert (one.topics, one.reading.tags) == (("club",), ())


def test_a_date_of_reading_says_that_it_was_read() -> None:
    text = "Title,Date read,Read\nA,2024-03-09,\nB,March 2024,\nC,,2024-03-10\nD,,\nE,-,no\n"
    *found, dropped = items(text, "csv")
    assert dropped == Left(3, "March 2024", "in Date read names no day")
    assert [each.reading for each in found if isinstance(each, Record)] == [
        Reading("done", finished="2024-03-09"),
        Reading("done", finished="unknown"),
        Reading("done", finished="2024-03-10"),
        Reading(),
        Reading("unread"),
    ]


def test_what_databases_call_a_number_is_an_issue_and_what_they_call_an_id_may_name_it() -> None:
    scholar = only("Authors,Title,Publication,Volume,Number,Pages,Year\nB, T,V,9,8,1-5,1997\n"
                   .replace("B, T", '"Hochreiter, Sepp; Schmidhuber, J; ",T'), "csv")  # fmt: skip
    assert scholar.authors == ("Sepp Hochreiter", "J Schmidhuber")
    assert (scholar.number, scholar.pages, scholar.venue) == (None, 5, "V")
    assert only("id,title,year\n1706.03762v5,T,2017\n", "csv").ids == ("arxiv:1706.03762",)
    assert only("id,title,year\n17,T,2017\n", "csv").ids == ()


def test_a_header_may_say_the_scale_of_its_ratings() -> None:
    assert only("Paper,My rating (out of 10)\nT,4\n", "csv").reading.rating == 2
    assert only("Paper,My rating (1-5)\nT,4\n", "csv").reading.rating == 4


# Broken and hostile tables


def test_a_quote_that_is_never_closed_costs_its_row_and_no_other() -> None:
    text = 'Title,Year,Note\nA,2020,x\nB,2021,"never closed\nC,2022,y\nD,2023,"closed"\n'
    found = items(text, "csv")
    assert [each.title for each in found if isinstance(each, Record)] == ["A", "C", "D"]
    assert [each.line for each in found] == [2, 3, 4, 5]
    assert found[1] == Left(3, 'B,2021,"never closed', "has a quote that is not closed")


def test_a_row_with_more_cells_than_the_header_is_left_out_and_said() -> None:
    one, left, two = items("Title,Year\nA,2020\nB, with a comma,2021\nC,2022,,\n", "csv")
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert left == Left(3, "B with a comma 2021", "has more cells than the header")
    assert (one.title, two.title) == ("A", "C")


def test_a_field_of_megabytes_kills_nothing_and_the_limit_of_the_program_stays() -> None:
    limit = csv.field_size_limit()
    rows = [["Title", "Year", "Note"], ["x" * 3_000_000, "1", ""], ["T", "2020", "y" * 3_000_000]]
    left, record = items(written(*rows), "csv")
    assert isinstance(left, Left)
    assert isinstance(record, Record)
    assert (record.title, len(record.reading.note)) == ("T", 3_000_000)
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize(
    "text",
    [
        "Title,Year\n" + "A,2020\n" * 5_000,
        "Title,Year,Note\n" + 'A,2020,"' * 50_000,
        "Title,Year\n" + 'A,"2020\n' * 10_001,
        "Title,Authors\nT," + "; and " * 100_000,
        "Title,Link\nT," + "[a](" * 200_000,
        "Title,Link\nT," + "https://a.example/((" * 100_000,
        'Title,Tags\nT,"' + "[" * 100_000 + "]" * 100_000 + '"',
        "Title," + "," * 100_000 + "\n",
        'Title,Status,Score\n"' + "**" * 200_000 + '",' + " " * 100_000 + "%," + "⭐" * 100_000,
    ],
    ids=["rows", "quotes", "unclosed", "authors", "links", "brackets", "list", "columns", "signs"],
)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    begun = time.process_time()
    table.looks_like(text)
    items(text, "csv")
    assert time.process_time() - begun < 10  # ten times what it takes


CELLS = st.text(max_size=20) | st.sampled_from(
    ["2023-05-23", "10.1000/x", "arXiv:2305.14314", "https://a.example/b", "done", "4/5",
     "[t](https://a.example)", '{"a": 1}', '=HYPERLINK("https://a.example","x")', "'=1", "x, y; z"]
)  # fmt: skip
KNOWN = [
    *OWN, "Item Type", "Publication Title", "Exclusive Shelf", "Author", "Tags", "Read?", "PDF",
    "Date Read", "Code", "Extra", "Notes", "My Review", "Bookshelves", "Number of Pages", "Score",
]  # fmt: skip


@settings(max_examples=TRIES, deadline=None)
@given(st.data())
def test_any_text_in_any_cell_is_a_record_or_left_out(data: st.DataObject) -> None:
    header = ["title", *data.draw(st.lists(st.sampled_from(KNOWN), max_size=10, unique=True))]
    if data.draw(st.booleans()):
        header = ["title", *OWN[3:]]
    row = st.lists(CELLS, min_size=len(header) - 1, max_size=len(header) - 1)
    text = written(header, ["One", *data.draw(row)], ["Two", *data.draw(row)])
    for found in items(text.replace("\ud800", ""), "csv"):
        if isinstance(found, Record):
            assert_fits(found)


def finished(text: str) -> tuple[list[str | None], list[Left]]:
    """When each was read, and what was dropped."""
    found = items(text, "csv")
    read = [each.reading.finished for each in found if isinstance(each, Record)]
    return read, [each for each in found if isinstance(each, Left)]


def test_the_dates_of_a_column_are_in_the_order_that_one_of_them_tells() -> None:
    american = "Title,Date read\nA,1/5/2026\nB,11/20/2026\nC,3/4/26\nD,1/5/2026 12:30\n"
    assert finished(american) == (["2026-01-05", "2026-11-20", "2026-03-04", "2026-01-05"], [])
    european = "Title;Date read\nA;1/5/2026\nB;20/11/2026\nC;03-04-2026\nD;1.5.2026\n"
    assert finished(european) == (["2026-05-01", "2026-11-20", "2026-04-03", "2026-05-01"], [])


def test_a_column_whose_dates_tell_no_order_has_that_of_the_others() -> None:
    text = "Title,Date,Date read\nA,11/20/2025,1/5/2026\nB,1/2/2025,2/6/2026\n"
    assert finished(text) == (["2026-01-05", "2026-02-06"], [])
    published = [each.published for each in items(text, "csv") if isinstance(each, Record)]
    assert published == ["2025-11-20", "2025-01-02"]


def test_a_date_that_may_be_two_days_is_said_and_not_guessed() -> None:
    text = "Title,Date read\nA,1/5/2026\nB,2/6/2026\nC,3/3/2026\nD,yesterday 2\n"
    read, dropped = finished(text)
    assert read == ["unknown", "unknown", "2026-03-03", None]
    assert dropped == [
        Left(2, "1/5/2026", "in Date read may be one of two days, and 1 more like it"),
        Left(5, "yesterday 2", "in Date read is no date"),
    ]
    mixed = "Title,Date read\nA,1/5/2026\nB,20/6/2026\nC,6/20/2026\n"
    assert finished(mixed)[0] == ["unknown", "2026-06-20", "2026-06-20"]


def test_the_numbers_by_which_spreadsheets_keep_days_are_days() -> None:
    read, dropped = finished("Title,Date read\nA,45000\nB,45000.75\nC,60001\nD,12345\n")
    assert read == ["2023-03-15", "2023-03-15", None, None]
    assert dropped == [Left(4, "60001", "in Date read is no date, and 1 more like it")]
    (record,) = records("Title,Year,Pages\nA,2023,45000\n", "csv")
    assert (record.published, record.pages) == ("2023", 45_000)


def test_our_own_table_is_read_when_a_spreadsheet_has_rewritten_its_dates() -> None:
    head = "number,key,title,uid,published,status,started,finished,rating,my_takeaway\n"
    rows = (
        "1,a,A,local:aaaa,6/12/2017,done,1/2/2025,1/15/2025,5,\n"
        "2,b,B,local:bbbb,2018,done,unknown,unknown,9,\n"
        "3,c,C,local:cccc,2019,read,,,,\n"
    )
    first, second, third, *dropped = items(head + rows, "csv")
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert isinstance(third, Record)
    assert first.published == "2017-06-12"
    assert first.reading[:4] == ("done", "2025-01-02", "2025-01-15", 5)
    assert second.reading[:4] == ("done", "unknown", "unknown", None)
    assert dropped == [
        Left(3, "9", "in rating is none of 1 to 5"),
        Left(4, "read", "in status is none of unread, reading, done, skipped"),
    ]


def test_a_table_of_many_ambiguous_dates_is_read_in_no_more_time() -> None:
    rows = "".join(f"T{at},1/5/2026\n" for at in range(5_000))
    began = time.process_time()
    read, dropped = finished(f"Title,Date read\n{rows}")
    assert time.process_time() - began < 5
    assert len(read) == 5_000
    assert dropped == [
        Left(2, "1/5/2026", "in Date read may be one of two days, and 4,999 more like it")
    ]


def test_a_date_of_zotero_that_may_be_two_days_is_said_too() -> None:
    head = "Key,Item Type,Publication Year,Author,Title,Publication Title,Date\n"
    record, dropped = items(f'{head}K,journalArticle,2017,"Doe, Jane",T,J,1/5/2017\n', "csv")
    assert isinstance(record, Record)
    assert record.published == "2017"
    assert dropped == Left(2, "1/5/2017", "in Date may be one of two days")


@pytest.mark.parametrize("field", ["title", "published", "rating", "finished", "takeaway"])
def test_one_field_can_not_be_told_to_stand_in_two_columns(field: str) -> None:
    told = {"B": field, "C": field, "A": "title" if field != "title" else "venue"}
    with pytest.raises(UnreadableError, match=f"can't have {field} in two columns, “B”, “C”"):
        items("A,B,C\n1,2,3\n", "csv", told)


def test_fields_of_which_a_paper_has_several_can_stand_in_several_columns() -> None:
    told = {"A": "title", "B": "authors", "C": "authors", "D": "links", "E": "links"}
    text = "A,B,C,D,E\nT,Ann Bell,Carl Dee,https://a.example/1,https://a.example/2\n"
    record = only(text, "csv", told)
    assert record.authors == ("Ann Bell", "Carl Dee")
    assert [url for _, url in record.links] == ["https://a.example/1", "https://a.example/2"]


def test_a_column_told_twice_by_two_ways_to_write_it_is_refused() -> None:
    with pytest.raises(UnreadableError, match="can't have two fields in the column “Title”"):
        items("Title,Year\nT,2020\n", "csv", {"Title": "title", "title": "venue"})


def test_a_paper_that_the_title_of_a_row_only_mentions_is_a_link_and_not_its_id() -> None:
    title = (
        "[My essay](https://blog.example.org/e), on [Attention](https://arxiv.org/abs/1706.03762)"
    )
    (found,) = records(written(["Title", "Year"], [title, "2024"]), "csv")
    assert found.ids == ("url:https://blog.example.org/e",)
    assert found.links == (("Attention", "https://arxiv.org/abs/1706.03762"),)


def test_the_day_of_a_meeting_is_not_when_its_paper_appeared() -> None:
    link = "https://arxiv.org/abs/1707.06347"
    heads = ["Date", "Paper", "Link", "Presenter"]
    (met,) = records(written(heads, ["2024-01-11", "PPO", link, "Ann"]), "csv")
    assert met.published == "2017-07"
    (close,) = records(written(heads, ["2017-08-11", "PPO", link, "Ann"]), "csv")
    assert close.published == "2017-07"
    (later,) = records(written(heads[:3], ["2024-01-11", "PPO", link]), "csv")
    assert later.published == "2017-07"
    (said,) = records(written(heads[:3], ["2017-08-11", "PPO", link]), "csv")
    assert said.published == "2017-08-11"
    (told,) = records(
        written(heads, ["2017-08-11", "PPO", link, "Ann"]), "csv", {"Date": "published"}
    )
    assert told.published == "2017-08-11"

"""JSON of ours and of other programs comes in."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.importing import csl
from papernotes.importing.formats import UnreadableError, format_of
from papernotes.importing.json_dialects import dialect
from papernotes.model.record import Left, Reading, Record
from tests.records import TRIES, assert_fits, items, only, records, text_of

DIALECTS = ("json", "csl-json", "crossref", "zotero", "openalex", "semantic-scholar")
FILES = {
    "ours.jsonl": "json",
    "csl-doi-datacite.json": "csl-json",
    "csl-zotero.json": "csl-json",
    "csl-better.json": "csl-json",
    "crossref.json": "crossref",
    "zotero-api.json": "zotero",
    "zotero-export.json": "zotero",
    "openalex.json": "openalex",
    "semantic-scholar.json": "semantic-scholar",
}


def brief(record: Record | Left) -> tuple[object, ...]:
    assert isinstance(record, Record)
    return record.title, record.authors[0], record.published, record.ids


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_json_is_known_by_its_beginning(file: str, name: str) -> None:
    assert format_of(text_of(file)) == name
    assert format_of("\ufeff\n" + text_of(file)) == name


@pytest.mark.parametrize(
    "text", ["[link](https://a.example)", "[[1]]", "{x}", "[1, 2]", "", "[x] a"]
)
def test_what_only_begins_like_json_is_none(text: str) -> None:
    assert dialect(text) is None


@pytest.mark.parametrize("file", FILES)
def test_every_record_of_a_service_fits_a_catalog(file: str) -> None:
    for item in items(text_of(file)):
        if isinstance(item, Record):
            assert_fits(item)


# Our own


def test_an_entry_of_ours_comes_back_with_all_that_it_says() -> None:
    found = items(text_of("ours.jsonl"))[0]
    assert found == Record(
        "QLoRA: Efficient Finetuning of Quantized LLMs",
        line=1,
        ids=("arxiv:2305.14314",),
        authors=("Tim Dettmers", "Artidoro Pagnoni"),
        published="2023-05-23",
        venue="NeurIPS 2023",
        kind="paper",
        pages=26,
        topics=("finetuning", "efficiency"),
        takeaway="Four bits are enough.",
        detail="More.",
        links=(("Code", "https://github.com/artidoro/qlora"),),
        short="QLoRA",
        number=12,
        key="qlora",
        needs={"lora": "Adapters."},
        helps={"llama": ""},
        reading=Reading("done", "2024-01-05", "unknown", 5, ("club",), "Cheap.", "# Mine\n\n- one"),
    )


def test_a_broken_line_of_json_lines_is_left_out_and_said() -> None:
    found = items(text_of("ours.jsonl"))
    assert [each.line for each in found] == [1, 3, 4, 5]
    assert found[1] == Left(
        3, '{"number": 13, "key": "broken", "title": "A line that', "is broken JSON"
    )
    assert found[3] == Left(5, "url:https://example.org/x", "has no title")


def test_reading_without_a_date_has_begun_who_knows_when() -> None:
    found = items(text_of("ours.jsonl"))[2]
    assert isinstance(found, Record)
    assert found.ids == ("local:abcd1234",)
    assert found.reading == Reading("reading", started="unknown")


ENTRY: dict[str, Any] = {
    "uid": "doi:10.1000/x",
    "title": "T",
    "authors": ["A B"],
    "doi": "10.1000/x",
}


@pytest.mark.parametrize(
    "shape",
    [[ENTRY], ENTRY, {"papers": [ENTRY], "same": []}, [{"paper": ENTRY, "score": 1.5}]],
    ids=["list", "show", "add", "next"],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_what_our_commands_print_comes_in(shape: object, indent: int | None) -> None:
    text = json.dumps(shape, indent=indent)
    assert format_of(text) == "json"
    assert brief(only(text)) == ("T", "A B", None, ("doi:10.1000/x",))


def test_the_program_s_own_list_comes_in_whole(run: Any) -> None:
    run("done", "1", "--on", "2024-05-06", "--rating", "4")
    found = records(run("list", "--json").out)
    entries = run("list", "--json").json
    assert [record.title for record in found] == [entry["title"] for entry in entries]
    assert [record.number for record in found] == [entry["number"] for entry in entries]
    assert [record.ids[0] for record in found] == [entry["uid"] for entry in entries]
    assert [record.published for record in found] == [entry["published"] for entry in entries]
    assert [record.needs for record in found] == [entry["needs"] for entry in entries]
    assert found[0].reading == Reading("done", finished="2024-05-06", rating=4)
    assert {record.reading.status for record in found[1:]} == {"unread"}


def test_json_that_people_write_by_hand_is_read_by_the_same_names() -> None:
    people = "Ada Lovelace and Alan Turing"
    item = {"title": "T", "authors": people, "year": 1950, "arxiv": "2401.00001v2"}
    assert brief(only(json.dumps([item]))) == ("T", "Ada Lovelace", "1950", ("arxiv:2401.00001",))


def test_names_of_an_entry_of_ours_stay_as_they_are() -> None:
    entry = {**ENTRY, "authors": ["Ada Lovelace", "OpenAI, Inc."]}
    assert only(json.dumps([entry])).authors == ("Ada Lovelace", "OpenAI, Inc.")
    del entry["uid"]  # by somebody else's hand
    entry["authors"] = ["Lovelace, Ada"]
    assert only(json.dumps([entry]), "json").authors == ("Ada Lovelace",)


def test_what_we_wrote_beside_foreign_fields_tells_the_ids_and_the_reading_alone() -> None:
    item = {
        "type": "article",
        "title": "T",
        "keyword": "reading, read",
        "note": "Like arXiv:1706.03762.",
        "custom": {"papernotes": {"uid": "doi:10.1000/x", "topics": ["reading", "read"]}},
    }
    record = csl.record(item)
    assert isinstance(record, Record)
    assert (record.ids, record.topics) == (("doi:10.1000/x",), ("reading", "read"))
    assert record.reading == Reading()


def test_lines_of_an_array_are_those_of_its_items() -> None:
    found = items('[\n {"title": "One"},\n\n {"title": ""},\n 5]')
    assert [(each.line, getattr(each, "why", None)) for each in found] == [
        (2, None),
        (4, "has no title"),
        (5, "is no object"),
    ]


# CSL-JSON


def test_what_a_doi_of_crossref_answers_is_read() -> None:
    item = json.loads(text_of("csl-doi-crossref.json"))
    record = csl.record(item)
    assert brief(record) == (
        "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
        "Jacob Devlin",
        "2019",
        ("doi:10.18653/v1/n19-1423",),
    )
    assert isinstance(record, Record)
    assert record.url is None  # doi.org's page of it says nothing new
    assert record.pages == 16
    assert record.venue == "Proceedings of the 2019 Conference of the North"
    assert only(text_of("csl-doi-crossref.json"))._replace(line=0) == record


def test_what_a_doi_of_datacite_answers_is_an_arxiv_paper() -> None:
    record = only(text_of("csl-doi-datacite.json"))
    assert brief(record) == (
        "QLoRA: Efficient Finetuning of Quantized LLMs",
        "Tim Dettmers",
        "2023",
        ("arxiv:2305.14314",),
    )
    assert (record.url, record.venue, record.topics) == (None, "arXiv", ("Machine Learning",))


def test_csl_of_zotero_is_read_with_its_note_and_what_has_no_title_is_said() -> None:
    lstm, mixtral, book, post, left = items(text_of("csl-zotero.json"))
    assert brief(lstm) == (
        "Long Short-Term Memory",
        "Sepp Hochreiter",
        "1997-11",
        ("doi:10.1162/neco.1997.9.8.1735",),
    )
    assert isinstance(lstm, Record)
    assert lstm.url == "https://direct.mit.edu/neco/article/9/8/1735-1780/6109"
    assert lstm.reading == Reading("done", finished="2024-03-09")
    assert brief(mixtral)[2:] == ("2024-01-08", ("arxiv:2401.04088",))
    assert isinstance(mixtral, Record)
    assert mixtral.authors[1] == "Diego de las Casas"
    assert isinstance(book, Record)
    assert (book.kind, book.pages, book.venue, book.published) == ("book", 552, "MIT Press", "2018")
    assert book.authors == ("Richard S. Sutton", "Andrew G. Barto III")
    assert (book.topics, book.reading.status) == (("reinforcement learning",), "unread")
    assert brief(post) == (
        "Planning for AGI & beyond",
        "OpenAI",
        "2023-02-24",
        ("url:https://openai.com/blog/planning-for-agi-and-beyond",),
    )
    assert left == Left(47, "untitled2019", "has no title")


def test_csl_of_ours_brings_progress_back() -> None:
    record = only(text_of("csl-better.json"))
    assert brief(record)[2:] == ("2020-01", ("arxiv:2001.08361",))
    assert (record.number, record.key, record.short) == (7, "scaling", "Kaplan")
    assert record.links == (("Talk", "https://example.org/talk"),)
    assert record.reading == Reading(
        "done", "2024-01-02", "2024-02-03", 4, ("club",), "Bigger, smoothly."
    )


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2017, 6, 12]]}, "2017-06-12"),
        ({"date-parts": [["2017", "6"]]}, "2017-06"),
        ({"date-parts": [[2017, 6, 12], [2017, 6, 14]]}, "2017-06-12"),
        ({"date-parts": [[2017, 13, 1]]}, "2017"),
        ({"date-parts": [[2017, 2, 30]]}, "2017-02"),
        ({"date-parts": [[2017]], "season": 2}, "2017"),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [2017, 6]}, "2017-06"),
        ({"raw": "2017-06-12"}, "2017-06-12"),
        ({"literal": "circa 2017"}, "2017"),
        ({"year": 2017}, None),
        ("2017-06", "2017-06"),
        (2017, "2017"),
    ],
)
def test_dates_of_csl_are_as_precise_as_they_say(issued: object, published: str | None) -> None:
    record = csl.record({"title": "T", "issued": issued})
    assert isinstance(record, Record)
    assert record.published == published


# Crossref


def test_crossref_s_lists_mark_up_and_dates_are_read() -> None:
    nature, parrots, bounds = records(text_of("crossref.json"))
    assert brief(nature) == (
        "Deep learning",
        "Yann LeCun",
        "2015-05-27",
        ("doi:10.1038/nature14539",),
    )
    assert (nature.venue, nature.pages) == ("Nature", 9)
    assert brief(parrots) == (
        "On the Dangers of Stochastic Parrots: Can Language Models Be Too Big? 🦜",
        "Emily M. Bender",
        "2021-03-03",
        ("doi:10.1145/3442188.3445922",),
    )
    assert parrots.authors[1] == "A Working Group"
    assert (bounds.title, bounds.published) == ("Bounds on CP at B0 & p < 0.05", "1999")
    assert (bounds.authors, bounds.venue) == (("Ada Lovelace Jr.",), "A Workshop")


def test_one_work_of_crossref_is_read_as_well() -> None:
    work = json.loads(text_of("crossref.json"))["message"]["items"][0]
    answer = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work}
    assert only(json.dumps(answer)).title == "Deep learning"


# Zotero


def test_items_of_zotero_s_interface_bring_tags_status_and_the_notes_below_them() -> None:
    record = only(text_of("zotero-api.json"))
    assert brief(record) == (
        "Attention Is All You Need",
        "Ashish Vaswani",
        "2017-06-12",
        ("arxiv:1706.03762",),
    )
    assert record.topics == ("transformers",)
    assert record.reading == Reading("done", finished="unknown", rating=4, note="Loose")


def test_an_export_of_zotero_brings_dates_of_reading_and_notes_as_plain_text() -> None:
    resnet, post, thesis, left = items(text_of("zotero-export.json"))
    assert brief(resnet) == (
        "Deep Residual Learning for Image Recognition",
        "Kaiming He",
        "2016-06",
        ("doi:10.1109/cvpr.2016.90",),
    )
    assert isinstance(resnet, Record)
    assert isinstance(post, Record)
    assert isinstance(thesis, Record)
    assert resnet.authors == ("Kaiming He",)  # an editor is no author
    assert resnet.url == "https://ieeexplore.ieee.org/document/7780459"
    assert resnet.reading.status == "reading"
    assert resnet.reading.started == "2025-02-01"
    assert resnet.reading.note == "First & foremost:\n- skip connections\n- depth"
    assert (post.kind, post.reading.status) == ("post", "unread")
    assert post.ids == ("url:https://jalammar.github.io/illustrated-transformer",)
    assert (thesis.kind, thesis.pages, thesis.venue) == ("thesis", 101, "University of Toronto")
    assert left == Left(0, "ZZZZ9999", "has no title")


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ("_read", "done"),
        ("Done", "done"),
        ("#to-read", "unread"),
        ("/unread", "unread"),
        ("Reading", "reading"),
        ("📖 In Progress", "reading"),
        ("📕 Not Reading", "skipped"),
    ],
)
def test_tags_that_mean_a_status_are_no_topics(tag: str, status: str) -> None:
    item = {"itemType": "journalArticle", "title": "T", "tags": [{"tag": tag}, {"tag": "nlp"}]}
    record = only(json.dumps([item]))
    assert (record.reading.status, record.topics) == (status, ("nlp",))


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        (
            "Read_Status: 📗 Read\nRead_Status_Date: 2024-01-02T00:00:00Z",
            Reading("done", finished="2024-01-02"),
        ),
        ("Read_Status: Read", Reading("done", finished="unknown")),
        ("Read_Status: In Progress", Reading("reading", started="unknown")),
        ("Read_Status: To Read\nRead_Status_Date: 2024-01-02", Reading("unread")),
        ("Read_Status: New", Reading("unread")),
        ("Read_Status: Not Reading", Reading("skipped")),
        ("PMID: 12", Reading()),
    ],
)  # fmt: skip
def test_the_reading_list_of_zotero_is_understood(said: str, reading: Reading) -> None:
    item = {"itemType": "journalArticle", "title": "T", "extra": said}
    assert only(json.dumps({"items": [item]})).reading == reading


# OpenAlex and Semantic Scholar


def test_works_of_openalex_are_read() -> None:
    attention, hinton = records(text_of("openalex.json"))
    assert brief(attention) == (
        "Attention Is All You Need",
        "Ashish Vaswani",
        "2017-06-12",
        ("arxiv:1706.03762",),
    )
    assert (attention.url, attention.links, attention.venue) == (None, (), "arXiv")
    assert brief(hinton) == (
        "Reducing the Dimensionality of Data with Neural Networks",
        "Geoffrey E. Hinton",
        "2006-07-28",
        ("doi:10.1126/science.1127647",),
    )
    assert hinton.authors[1] == "R. R. Salakhutdinov"
    assert (hinton.venue, hinton.pages) == ("Science", 4)
    assert hinton.url == "https://www.cs.toronto.edu/~hinton/science.pdf"
    assert hinton.topics == ("Dimensionality reduction", "Autoencoder", "A")
    single = json.loads(text_of("openalex.json"))["results"][1]
    assert format_of(json.dumps(single)) == "openalex"
    assert only(json.dumps(single)).title == hinton.title


def test_papers_of_semantic_scholar_are_read() -> None:
    attention, bleu, climbing = records(text_of("semantic-scholar.json"))
    assert brief(attention) == (
        "Attention is All you Need",
        "Ashish Vaswani",
        "2017-06-12",
        ("arxiv:1706.03762",),
    )
    assert attention.takeaway == "A network of attention alone translates better."
    assert (attention.url, attention.pages) == (None, 11)
    assert brief(bleu)[2:] == ("2002", ("doi:10.3115/1073083.1073135",))
    assert bleu.links == (("PDF", "https://dl.acm.org/doi/pdf/10.3115/1073083.1073135"),)
    assert climbing.ids == ("url:https://aclanthology.org/2020.acl-main.463",)
    assert climbing.published == "2020"  # the day is of another year: a guess
    array = json.dumps(json.loads(text_of("semantic-scholar.json"))["data"])
    assert [each.title for each in records(array)] == [attention.title, bleu.title, climbing.title]


# Hostile files


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize(
    "text",
    ["", "x", "[", "{", '{"title": "T"', '[{"title": "T"}', '[{"title": "T"}] x', '"T"',
     "[" * 100_000, '{"a":' * 100_000, '[{"title": "T"} {"title": "U"}]', "\x00", "[nul]"],
    ids=repr,
)  # fmt: skip
def test_what_is_no_json_is_said_to_be_none(name: str, text: str) -> None:
    with pytest.raises(UnreadableError, match=r"^(is|goes) "):
        items(text, name)


@pytest.mark.parametrize("name", DIALECTS)
def test_values_that_mean_nothing_do_no_harm(name: str) -> None:
    digits = "9" * 10_000
    text = (
        f'[{{"title": "A\\u0000 \\ud800 title", "year": {digits},'
        ' "title": "The\\ud800 last\\u0000 title",'
        f' "issued": NaN, "pages": 1e999, "number": -Infinity, "DOI": {digits}, "rating": {digits},'
        f' "authorships": {digits}, "itemType": "book", "data": 5, "authors": {{"name": NaN}}}}]'
    )
    record = only(text, name)
    assert record.title == "The� last title"
    assert_fits(record)


def test_a_title_of_megabytes_is_none_and_a_note_of_megabytes_is_kept() -> None:
    text = json.dumps([{"title": "x " * 1_000_000}, {"title": "T", "note": "y" * 1_000_000}])
    left, record = items(text, "json")
    assert isinstance(left, Left)
    assert left.why == "has a title longer than any title"
    assert len(left.text) <= 81
    assert isinstance(record, Record)
    assert len(record.reading.note) == 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        '{"items": [{"a": "' + "\\\\" * 2_000_000,
        '["' + '\\"' * 2_000_000,
        '{"a":' + " " * 5_000_000,
        '[{"title": "T", "authors": "' + " and" * 1_000_000 + '"}]',
        '[{"itemType": "book", "title": "T", "notes": ["' + "<p " * 1_000_000 + '"]}]',
        '[{"title": "T", "note": "'
        + "arxiv " * 500_000
        + '", "keyword": "'
        + " " * 500_000
        + '"}]',
        "\n".join(['{"title": "T"}', *['{"title": ['] * 30_000]),
    ],
    ids=["escapes", "quotes", "spaces", "authors", "tags", "notes", "lines"],
)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    begun = time.process_time()
    dialect(text)
    for name in ("json", "csl-json"):
        try:
            found = items(text, name)
        except UnreadableError:
            continue
        assert found
    assert time.process_time() - begun < 10  # a hundred times what it takes


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
TELLING = ["2023-05-23", "10.1000/x", "arXiv:2305.14314", "https://a.example/b", "done"]
JSON = st.recursive(
    SCALARS | st.sampled_from(TELLING),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = {
    "json": """uid aka title authors year published venue url arxiv doi kind pages topics takeaway
        detail links needs helps status started finished rating tags my_takeaway note short number
        key paper""",
    "csl-json": """title author editor issued container-title DOI URL page number-of-pages note
        keyword categories type custom event number archive archive_location title-short id annote
        tags""",
    "crossref": """title subtitle author issued published-print published container-title event DOI
        URL page type message""",
    "zotero": """itemType title creators date DOI url tags extra notes archiveID numPages pages key
        data publicationTitle""",
    "openalex": """title display_name authorships publication_date publication_year ids doi
        primary_location biblio concepts topics keywords type locations best_oa_location""",
    "semantic-scholar": """paperId title authors year publicationDate venue externalIds url
        openAccessPdf tldr journal fieldsOfStudy publicationTypes citedPaper publicationVenue""",
}
INNER = """papernotes tag note name given family date-parts raw author display_name doi ArXiv DOI
    url label text landing_page_url pdf_url source first_page last_page status finished links"""
OBJECTS = st.dictionaries(st.sampled_from(INNER.split()), JSON, max_size=3)
VALUES = JSON | st.lists(OBJECTS, max_size=2) | OBJECTS


@pytest.mark.parametrize("name", DIALECTS)
@settings(max_examples=TRIES, deadline=None)
@given(data=st.data())
def test_any_value_in_any_field_is_a_record_or_left_out(name: str, data: st.DataObject) -> None:
    fields = st.sampled_from(FIELDS[name].split())
    own = st.sampled_from(FIELDS["json"].split())
    item = data.draw(st.dictionaries(fields, VALUES, max_size=6))
    if data.draw(st.booleans()):
        item["title"] = "A title"
    if data.draw(st.booleans()):
        item["custom"] = {"papernotes": data.draw(st.dictionaries(own, VALUES))}
    for found in items(json.dumps([item, item]), name):
        if isinstance(found, Record):
            assert_fits(found)
        else:
            assert found.why


def test_a_value_that_is_none_of_its_field_is_said_and_the_rest_comes_in() -> None:
    item = {
        "title": "A title", "rating": 9, "url": "javascript:alert(1)", "published": "2020-13-45",
        "finished": "2020-13-45", "status": "Read", "doi": "none", "arxiv": "12",
        "links": [{"label": "Code", "url": "ftp://example.org"}],
    }  # fmt: skip
    found, *dropped = items(json.dumps([item, {"title": "Another", "rating": 7}]))
    assert isinstance(found, Record)
    assert (found.title, found.published, found.url, found.links) == ("A title", "2020", None, ())
    assert found.reading == Reading()
    assert isinstance(dropped.pop(0), Record)
    assert [each[1:] for each in dropped] == [
        ("javascript:alert(1)", "in url is no http or https address"),
        ("12", "in arxiv is no arXiv id"),
        ("none", "in doi is no DOI"),
        ("9", "in rating is none of 1 to 5, and 1 more like it"),
        ("2020-13-45", "in published is no day of a calendar"),
        ("2020-13-45", "in finished names no day"),
        ("Read", "in status is none of unread, reading, done, skipped"),
        ("ftp://example.org", "in links is no http or https address"),
    ]

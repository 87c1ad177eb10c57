"""RIS comes in, however databases and reference managers write it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.importing import ris
from papernotes.importing.formats import UnreadableError
from papernotes.model.record import Left, Reading, Record
from tests.records import TRIES, assert_fits, items, only, records, text_of


def test_ris_of_databases_is_read_and_the_record_without_a_title_said() -> None:
    lstm, left, resnet = items(text_of("databases.ris"), "ris")
    assert lstm == Record(
        "Long Short-Term Memory",
        line=4,
        ids=("doi:10.1162/neco.1997.9.8.1735",),
        authors=("Sepp Hochreiter", "Jürgen Schmidhuber"),
        published="1997-11-15",
        venue="Neural Computation",
        pages=46,
        topics=("recurrent networks",),
        reading=Reading("done", finished="unknown", note="First line\nAI - based, as some say"),
    )
    assert left == Left(22, "Nobody, Known", "has no title")
    assert isinstance(resnet, Record)
    assert resnet.title == "Deep Residual Learning for Image Recognition"
    assert resnet.authors == ("K. He", "X. Zhang")
    assert resnet.published == "2016-06"
    assert resnet.ids == ("doi:10.1109/cvpr.2016.90",)
    assert resnet.venue == "2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)"
    assert resnet.topics == ("Training", "Degradation", "Image recognition")
    assert resnet.pages == 9


def test_ris_with_one_space_small_letters_or_no_end_is_read() -> None:
    sutton, chapter, mixtral, post = records(text_of("managers.ris"), "ris")
    assert (sutton.title, sutton.kind, sutton.pages) == (
        "Reinforcement Learning: An Introduction",
        "book",
        552,
    )
    assert (sutton.authors[0], sutton.published, sutton.venue) == (
        "Richard S. Sutton",
        "2018",
        "MIT Press",
    )
    assert sutton.ids == ("url:https://incompleteideas.net/book/the-book-2nd.html",)
    assert chapter.authors == ("D. E. Rumelhart Jr.",)
    assert (chapter.kind, chapter.venue) == ("chapter", "Parallel Distributed Processing")
    assert (chapter.pages, chapter.published) == (45, "1986")
    assert (mixtral.ids, mixtral.published) == (("arxiv:2401.04088",), "2024-01-08")
    assert (mixtral.url, mixtral.venue) == (None, "arXiv")
    assert (mixtral.number, mixtral.key) == (3, "mixtral")
    assert mixtral.reading == Reading(
        "done",
        finished="2024-02-03",
        rating=4,
        tags=("club",),
        takeaway="Sparse.",
        note="A note in HTML\nof two paragraphs",
    )
    assert (post.kind, post.published) == ("post", "2018-06-27")
    assert post.ids == ("url:https://jalammar.github.io/illustrated-transformer",)


@pytest.mark.parametrize("file", ["databases.ris", "managers.ris"])
def test_every_record_fits_a_catalog_whatever_its_line_ends_are(file: str) -> None:
    text = text_of(file)
    assert ris.looks_like(text)
    found = records(text.replace("\r\n", "\n").replace("AU  - Nobody", "TI  - Nobody"), "ris")
    for record in found:
        assert_fits(record)
    old = text.replace("\r\n", "\n").replace("\n", "\r").replace("AU  - Nobody", "TI  - Nobody")
    assert records(old, "ris") == found


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("PY  - 2017", "2017"),
        ("PY  - 2017///", "2017"),
        ("PY  - 2017/06//", "2017-06"),
        ("PY  - 2017/06/12/Spring", "2017-06-12"),
        ("Y1  - 2017/06/12\nPY  - 2017", "2017-06-12"),
        ("PY  - 2017\nDA  - JUN 12", "2017"),
        ("PY  - 2017\nDA  - 2018/01/01", "2017"),
        ("PY  - 2017/13/45", "2017"),
        ("PY  - in press", None),
    ],
)
def test_dates_are_as_precise_as_they_say(written: str, published: str | None) -> None:
    assert only(f"TY  - JOUR\nTI  - T\n{written}\nER  - \n", "ris").published == published


def test_a_record_that_lost_its_type_is_read_all_the_same() -> None:
    text = (
        "TY  - JOUR\nTI  - One\nER  - \n\nTI  - Two\nAU  - B, A\nER  - \nTY  - JOUR\nTI  - Three\n"
    )
    assert [(each.title, each.line) for each in records(text, "ris")] == [
        ("One", 1),
        ("Two", 5),
        ("Three", 8),
    ]


@pytest.mark.parametrize(
    "place",
    [
        "JO  - arXiv preprint arXiv:1706.03762",
        "JO  - CoRR abs/1706.03762",
        "AN  - arXiv:1706.03762v5",
        "M1  - 1706.03762",
        "N1  - see arXiv: 1706.03762 [cs]",
        "DO  - https://doi.org/10.48550/arXiv.1706.03762",
        "L2  - arxiv.org/pdf/1706.03762",
    ],
)
def test_an_arxiv_id_is_found_where_databases_put_it(place: str) -> None:
    record = only(f"TY  - JOUR\nTI  - T\n{place}\nER  - \n", "ris")
    assert (record.ids, record.url) == (("arxiv:1706.03762",), None)


@pytest.mark.parametrize(
    "place", ["DO  - doi:10.1000/X", "M3  - 10.1000/x", "N1  - doi: 10.1000/x"]
)
def test_a_doi_is_found_where_databases_put_it(place: str) -> None:
    assert only(f"TY  - JOUR\nTI  - T\n{place}\nER  - \n", "ris").ids == ("doi:10.1000/x",)


@pytest.mark.parametrize("text", ["", "no tags", "AB  - A\n", "TYPE - x", "\x00" * 100, "ER  - \n"])
def test_what_is_no_ris_is_said_to_be_none(text: str) -> None:
    assert not ris.looks_like(text)
    with pytest.raises(UnreadableError, match=r"^has no line that begins with TY"):
        items(text, "ris")


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - " + "x" * 3_000_000,
        "TY  - JOUR\nTI  - T\nN1  - " + "y\n" * 300_000,
        "TY  - JOUR\n" * 5_000,
        "TY  - JOUR\nTI  - T\nAU  - " + ";" * 200_000,
        "TY  - JOUR\nTI  - T\nUR  - " + " " * 200_000 + "x; " * 200_000,
        "TY  - JOUR\nTI  - T\nC1  - papernotes: " + "[" * 200_000,
    ],
    ids=["title", "lines", "records", "authors", "addresses", "object"],
)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    begun = time.process_time()
    assert items(text, "ris")
    assert time.process_time() - begun < 10  # ten times what it takes


TAGS = "TY TI T1 AU A1 PY Y1 DA JO T2 DO UR L1 KW N1 SP EP C1 M3 ER XX AN"
OBJECT = 'papernotes: {"status": "done", "rating": 9}'
VALUES = st.text(max_size=20) | st.sampled_from(
    ["JOUR", "BOOK", "2017/06/12", "10.1000/x", "arXiv:2305.14314", OBJECT]
)


@settings(max_examples=TRIES, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TAGS.split()), VALUES), max_size=10))
def test_any_value_of_any_tag_is_a_record_or_left_out(fields: list[tuple[str, str]]) -> None:
    rows = "\n".join(f"{tag}  - {value}" for tag, value in fields)
    found = items(
        f"TY  - JOUR\nTI  - First\nER  - \n{rows}\nTY  - JOUR\nTI  - Last\nER  - \n", "ris"
    )
    titles = [each.title for each in found if isinstance(each, Record)]
    assert (titles[0], titles[-1]) == ("First", "Last")
    for each in found:
        if isinstance(each, Record):
            assert_fits(each)


def test_a_record_that_stands_in_the_note_of_another_file_makes_it_no_ris() -> None:
    table = 'title,note\nA paper,"# Mine\n\nTY  - JOUR\nTI  - One\nER  - "\n'
    assert not ris.looks_like(table)
    assert ris.looks_like("Provider: x, y\n\nTY  - JOUR\nTI  - One\nER  - \n")


def test_what_looks_like_a_record_in_a_note_is_part_of_the_note() -> None:
    text = "TY  - JOUR\nTI  - One\nN1  - First\n\n TY  - JOUR\n TI  - Two\nAI - three\nER  - \n"
    record = only(text, "ris")
    assert record.title == "One"
    assert record.reading.note == "First\n\nTY  - JOUR\nTI  - Two\nAI - three"


def test_the_numbers_of_people_of_one_name_are_no_part_of_it() -> None:
    text = "TY  - JOUR\nTI  - T\nAU  - Schmidhuber, Jürgen 0001\nAU  - Wang 0059, Wei\nER  - \n"
    assert only(text).authors == ("Jürgen Schmidhuber", "Wei Wang")

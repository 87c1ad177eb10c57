"""Feeds of arXiv come in; XML that grows or reaches elsewhere does not."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.importing import atom
from papernotes.importing.formats import UnreadableError
from papernotes.model.record import Left, Record
from tests.records import TRIES, assert_fits, items, only, text_of


def test_atom_of_arxiv_is_read_and_its_error_is_no_paper() -> None:
    assert atom.looks_like(text_of("arxiv.atom"))
    attention, maldacena, left = items(text_of("arxiv.atom"), "atom")
    assert attention == Record(
        "Attention Is All You Need",
        ids=("arxiv:1706.03762",),
        authors=("Ashish Vaswani", "Noam Shazeer"),
        published="2017-06-12",
        pages=15,
        topics=("cs.CL",),
        links=(("Code", "https://github.com/tensorflow/tensor2tensor"),),
    )
    assert maldacena == Record(
        "The Large N Limit of Superconformal field theories and supergravity",
        ids=("arxiv:hep-th/9711200", "doi:10.1023/a:1026654312961"),
        authors=("Juan M. Maldacena",),
        published="1997-11-27",
        venue="Adv.Theor.Math.Phys.2:231-252,1998",
        pages=21,
    )
    assert left == Left(0, "Error", "is what arXiv says went wrong: incorrect id format for 1234")
    assert_fits(attention)
    assert_fits(maldacena)


def test_rss_of_arxiv_is_read_with_the_month_of_the_id_not_the_day_of_the_feed() -> None:
    assert atom.looks_like(text_of("arxiv.rss"))
    record = only(text_of("arxiv.rss"), "atom")
    assert record == Record(
        "QLoRA: Efficient Finetuning of Quantized LLMs",
        ids=("arxiv:2305.14314",),
        authors=("Tim Dettmers", "Artidoro Pagnoni", "Ari Holtzman", "Luke Zettlemoyer"),
        published="2023-05",
        topics=("cs.LG",),
    )
    assert_fits(record)


def test_an_entry_of_another_feed_is_known_by_its_page() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><entry>
      <title type="html">Notes &amp;amp; <!-- x --> more</title>
      <link href="https://a.example/notes"/><id>tag:a.example,2024:1</id>
      <updated>2024-03-01T00:00:00Z</updated></entry></feed>"""
    record = only(feed, "atom")
    assert record.title == "Notes & more"
    assert record.ids == ("url:https://a.example/notes",)
    assert record.published == "2024-03-01"


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(
        f'<!ENTITY lol{n} "{"&lol" + str(n - 1 if n > 1 else "") + ";"}'
        + f"&lol{n - 1 if n > 1 else ''};" * 9
        + '">'
        for n in range(1, 10)
    )
    + "]>\n<feed><entry><title>&lol9;</title></entry></feed>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<feed><entry><title>&x;</title></entry></feed>"
)
DTD = '<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/x.dtd"><feed/>'


@pytest.mark.parametrize("text", [BOMB, EXTERNAL, DTD], ids=["bomb", "external", "dtd"])
def test_a_feed_that_defines_words_of_its_own_is_refused_at_once(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(UnreadableError, match="defines words of its own"):
        items(text, "atom")
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is broken XML in line 1"),
        ("<feed><entry>\n</feed>", "is broken XML in line 2"),
        ("<feed>&undefined;</feed>", "is broken XML in line 1"),
        ("<opml/>", "is XML, but no feed"),
        ("Rate exceeded.", "is broken XML in line 1"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(text: str, why: str) -> None:
    with pytest.raises(UnreadableError, match=f"^{why}$"):
        items(text, "atom")


def test_an_encoding_that_its_head_says_does_not_matter_any_more() -> None:
    for encoding in ("ISO-8859-1", "UTF-16", "no-such-thing", "utf-7"):
        head = f'<?xml version="1.0" encoding="{encoding}"?>'
        feed = f"{head}<feed><entry><title>Łukasz</title></entry></feed>"
        assert only(feed, "atom").title == "Łukasz"


def test_characters_that_xml_forbids_cost_no_feed() -> None:
    text = "\ufeff<feed><entry><title>A\x00 \ud800title\x1b\uffff</title></entry></feed>"
    assert only(text, "atom").title == "A \ufffdtitle"


@pytest.mark.parametrize(
    "text",
    [
        "<feed>" + "<a>" * 100_000 + "</a>" * 100_000 + "</feed>",
        "<feed><entry><title>" + "<i>" * 50_000 + "T" + "</i>" * 50_000 + "</title></entry></feed>",
        "<feed><entry><title>T</title><comment>" + "1 " * 500_000 + "</comment></entry></feed>",
        "<feed>" + "<entry><title>T</title></entry>" * 8_000 + "</feed>",
    ],
    ids=["deep", "deep title", "comment", "many"],
)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    begun = time.process_time()
    items(text, "atom")
    assert time.process_time() - begun < 10  # ten times what it takes


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE html><html><body>", "<html>", "# A list\n\n<feed>", "text", "", "<p>a</p>"]
)
def test_a_web_page_is_no_feed(text: str) -> None:
    assert not atom.looks_like(text)


TEXTS = st.text(st.characters(exclude_characters="<&]"), max_size=20) | st.sampled_from(
    ["http://arxiv.org/abs/1706.03762v7", "2017-06-12T00:00:00Z", "99999 pages", "10.1000/x"]
)
NAMES = ["id", "title", "published", "updated", "doi", "comment", "author", "summary", "link"]


@settings(max_examples=TRIES, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), TEXTS), max_size=8))
def test_any_text_in_any_element_is_a_record_or_left_out(fields: list[tuple[str, str]]) -> None:
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in fields)
    for each in items(f"<feed><entry>{inner}</entry></feed>", "atom"):
        if isinstance(each, Record):
            assert_fits(each)

"""What is made of what the network answers: registries, pages, and addresses of PDFs."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papernotes.model import ids
from papernotes.network import meta
from papernotes.network.cache import Page
from papernotes.network.door import Door, Patience
from papernotes.network.failures import NetworkError
from papernotes.network.hop import Limits
from papernotes.network.landing import anthology, page_of
from papernotes.network.lookup import Lookup, text_of
from papernotes.network.pace import Pace
from tests.attacks.texts import HOSTILE
from tests.web.pages import ALPHAFOLD, ARXIV, BERT, BLOG, MIXTRAL, OPENREVIEW, csl, page
from tests.web.server import Reply, Web, closed_port, moved

pytestmark = pytest.mark.usefixtures("no_proxy")


@pytest.fixture
def look_up(web: Web, tmp_path: Path) -> Lookup:
    """A look-up for which the server is both doi.org and arxiv.org."""
    pace = Pace(tmp_path / "pace", 0, {})
    patience = Patience(pause=0.0)
    door = Door(pace, named=[web.url()], limits=Limits(2, 2, 4), patience=patience)
    return Lookup(door, web.url(), web.url("/arxiv"))


# Registries


def test_an_arxiv_id_is_looked_up_as_a_doi(web: Web, look_up: Lookup) -> None:
    web.pages["/10.48550/arXiv.2401.04088"] = csl(MIXTRAL)
    found = look_up("arxiv:2401.04088")
    assert found.title == "Mixtral of Experts"
    assert found.authors == ("Albert Q. Jiang", "Alexandre Sablayrolles")
    assert found.published == "2024"
    assert found.ids == ("arxiv:2401.04088",)


def test_a_doi_is_followed_to_its_registry(web: Web, look_up: Lookup) -> None:
    web.pages["/10.1038/s41586-021-03819-2"] = moved("/crossref")
    web.pages["/crossref"] = csl(ALPHAFOLD)
    found = look_up("doi:10.1038/s41586-021-03819-2")
    assert found.title == "Highly accurate protein structure prediction with AlphaFold"
    assert found.authors == ("John Jumper", "Augustin Žídek")
    assert (found.published, found.venue, found.pages) == ("2021-07-15", "Nature", 7)
    assert found.ids == ("doi:10.1038/s41586-021-03819-2",)


def test_letters_of_a_doi_that_an_address_can_not_have_are_written_as_it_can(
    web: Web, look_up: Lookup
) -> None:
    web.pages["/10.1002/(sici)1097%3C1::aid-x%3E3.0.co;2-%23%3F"] = csl(ALPHAFOLD)
    name = "doi:10.1002/(sici)1097<1::aid-x>3.0.co;2-#?"
    assert name in look_up(name).ids


@pytest.mark.parametrize("status", [406, 415, 500])
def test_where_a_registry_has_no_such_form_the_page_is_read(
    status: int, web: Web, look_up: Lookup
) -> None:
    def answer(asked: object) -> Reply:
        accept = asked.headers["accept"]  # type: ignore[attr-defined]
        return Reply(status=status) if "json" in accept else moved("/landing")

    web.pages["/10.18653/v1/n19-1423"] = answer
    web.pages["/landing"] = BERT
    found = look_up("doi:10.18653/v1/n19-1423")
    assert found.title.startswith("BERT: Pre-training")
    assert found.ids == ("doi:10.18653/v1/n19-1423",)


@pytest.mark.parametrize(
    "answer",
    [
        Reply("{", "application/json"),
        Reply("[" * 100_000, "application/json"),
        Reply("9" * 10_000, "application/json"),
        Reply("[]", "application/json"),
        Reply("null", "application/json"),
        Reply("{}", "application/json"),
        Reply('{"title": ["", null]}', "application/json"),
        Reply(b"\xff\xfe\x00", "application/json"),
    ],
)
def test_an_answer_that_is_no_record_is_never_taken(
    answer: Reply, web: Web, look_up: Lookup
) -> None:
    web.pages["/10.1/x"] = answer
    with pytest.raises(NetworkError, match="is no page about a paper, but application/json"):
        look_up("doi:10.1/x")


def test_a_registry_that_answers_with_a_page_is_read_as_one(web: Web, look_up: Lookup) -> None:
    web.pages["/10.18653/v1/n19-1423"] = BERT
    assert look_up("doi:10.18653/v1/n19-1423").authors == ("Jacob Devlin", "Ming-Wei Chang")
    assert len(web.asked) == 1


def test_a_doi_that_is_not_there_is_said(web: Web, look_up: Lookup) -> None:
    with pytest.raises(NetworkError, match=r"there is no such paper at .*/10\.1/nothing") as caught:
        look_up("doi:10.1/nothing")
    assert caught.value.status == 404
    assert len(web.asked) == 1


@pytest.mark.parametrize("status", [404, 503, 403])
def test_what_the_registry_does_not_know_yet_arxiv_tells(
    status: int, web: Web, look_up: Lookup
) -> None:
    web.pages["/10.48550/arXiv.1703.06114"] = Reply(status=status)
    web.pages["/arxiv/abs/1703.06114"] = ARXIV
    found = look_up("arxiv:1703.06114")
    assert found.title == "Deep Sets"
    assert found.authors == ("Manzil Zaheer", "Satwik Kottur")
    assert found.published == "2017-03-10"
    assert found.ids == ("arxiv:1703.06114",)
    assert found.url is None


def test_an_old_arxiv_id_is_looked_up_with_its_archive(web: Web, look_up: Lookup) -> None:
    web.pages["/10.48550/arXiv.hep-th/9901001"] = csl({"title": "An old paper"})
    assert look_up("arxiv:hep-th/9901001").ids == ("arxiv:hep-th/9901001",)


def test_an_arxiv_id_that_neither_knows_is_said(web: Web, look_up: Lookup) -> None:
    with pytest.raises(NetworkError, match="there is no such paper at") as caught:
        look_up("arxiv:2401.99999")
    assert caught.value.status == 404
    assert web.paths == ["/10.48550/arXiv.2401.99999", "/arxiv/abs/2401.99999"]


def test_when_nobody_can_be_reached_the_first_is_named(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    pace = Pace(tmp_path, 0, {})
    door = Door(pace, named=[url], patience=Patience(pause=0.0))
    with pytest.raises(NetworkError, match="could not reach"):
        Lookup(door, url, url)("arxiv:2401.04088")


# Pages


def test_a_page_is_read_by_its_citation_tags(web: Web, look_up: Lookup) -> None:
    web.pages["/N19-1423/"] = BERT
    found = look_up("url:x", web.url("/N19-1423/"), named=True)
    assert found.authors == ("Jacob Devlin", "Ming-Wei Chang")
    assert (found.published, found.pages) == ("2019-06", 16)
    assert found.venue == "Proceedings of NAACL-HLT 2019"
    assert "doi:10.18653/v1/n19-1423" in found.ids
    assert ids.url(web.url("/N19-1423/")) in found.ids  # the link stays known
    assert found.url == web.url("/N19-1423/")
    assert found.kind is None


def test_mark_up_in_tags_is_taken_out(web: Web, look_up: Lookup) -> None:
    web.pages["/forum?id=x"] = OPENREVIEW
    found = look_up("url:x", web.url("/forum?id=x"), named=True)
    assert found.title == "Adam & Eve: a test of tags"
    assert found.published == "2023-02-01"


def test_a_page_of_no_paper_is_a_post(web: Web, look_up: Lookup) -> None:
    web.pages["/post"] = BLOG
    found = look_up("url:x", web.url("/post"), named=True)
    assert found.title == "The Illustrated Test"
    assert (found.kind, found.venue, found.authors) == ("post", "A blog", ("Jay Tester",))
    assert found.published == "2018-06-27"


def test_a_page_with_a_title_alone_is_a_post() -> None:
    found = meta.record("<title>\n An <b>essay</b>\n</title>", "https://example.org/a")
    assert found is not None
    assert found.title == "An essay"
    assert found.kind == "post"
    assert found.ids == ("url:https://example.org/a",)


@pytest.mark.parametrize("text", ["", "x", "<title></title>", "<meta name=citation_title>", "\0"])
def test_a_page_without_any_title_says_nothing(text: str) -> None:
    assert meta.record(text, "https://example.org/a") is None


def test_a_pdf_is_no_page(web: Web, look_up: Lookup) -> None:
    web.pages["/x.pdf"] = Reply(b"%PDF-1.7", "application/pdf")
    with pytest.raises(NetworkError, match="is no page about a paper, but application/pdf"):
        look_up("url:x", web.url("/x.pdf"), named=True)


def test_a_page_of_a_catalog_is_not_asked_for_on_ones_own_network(tmp_path: Path, web: Web) -> None:
    web.pages["/post"] = BLOG
    door = Door(Pace(tmp_path, 0, {}))
    with pytest.raises(NetworkError, match="on your own network"):
        Lookup(door, "https://doi.org")("url:x", web.url("/post"))
    assert web.asked == []


def test_dublin_core_is_read_where_there_is_no_highwire() -> None:
    text = str(
        page(
            ("DC.Title", "On tests"),
            ("DC.Creator", "Lovelace, Ada; Babbage, Charles"),
            ("DC.Date", "1843"),
            ("DC.identifier", "https://doi.org/10.1000/ABC"),
        ).body
    )
    found = meta.record(text, "https://example.org/a")
    assert found is not None
    assert found[0] == "On tests"
    assert found.authors == ("Ada Lovelace", "Charles Babbage")
    assert (found.published, found.ids) == ("1843", ("doi:10.1000/abc",))
    assert found.url == "https://example.org/a"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023/05/23", "2023-05-23"), ("2023-05-23T10:00:00Z", "2023-05-23"),
        ("2023/5", "2023-05"), ("2023", "2023"), ("2023/13/01", "2023"), ("2023/02/31", "2023-02"),
        ("23 May 2023", "2023-05-23"), ("May 23, 2023", "2023-05-23"), ("May 2023", "2023-05"),
        ("05/23/2023", "2023-05-23"), ("23/05/2023", "2023-05-23"), ("05/06/2023", "2023"),
        ("soon", None), ("", None), ("0000", None), ("99999", None), ("٢٠٢٣", None),
    ],
)  # fmt: skip
def test_dates_are_as_precise_as_they_are_sure(text: str, date: str | None) -> None:
    assert meta.date(text) == date


@given(st.text(max_size=80))
def test_any_text_is_a_date_that_a_catalog_takes_or_none(text: str) -> None:
    found = meta.date(text)
    assert found is None or found[:4].isdecimal()


@given(st.text(max_size=200))
@example("<meta name='citation_title' content='\x1b[31mx'>")
def test_any_page_is_a_record_on_one_line_or_none(text: str) -> None:
    for page_text in (text, f"<head><meta name=citation_title content='{text}'>"):
        found = meta.record(page_text, "https://example.org/a")
        if found:
            assert found.title == " ".join(found.title.split())
            assert not set(found.title) & set("\x1b\n\u202e\x9b\0")


def test_hostile_tags_are_made_harmless() -> None:
    for text in HOSTILE:
        body = page(("citation_title", f"A {text} title"), ("citation_author", text)).body
        found = meta.record(str(body).encode("utf-8", "replace").decode(), "https://example.org/a")
        assert found is not None
        assert found.title.startswith("A ")
        assert not set("".join([found.title, *found.authors])) & set("\x1b\n\r\t\u202e\x9b\x07")


def test_a_page_of_very_many_tags_is_read_in_time() -> None:
    tags = [("citation_author", f"Author {number}") for number in range(20_000)]
    found = meta.record(str(page(("citation_title", "Many"), *tags).body), "https://example.org/a")
    assert found is not None
    assert len(found.authors) == 5_000


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<", "<meta ", '<meta "', "<meta name='", "<!--", "<title", "<title>", "<b "],
)
def test_no_page_keeps_us_busy(piece: str) -> None:
    began = time.process_time()
    meta.record(piece * (2_000_000 // len(piece)), "https://example.org/a")
    assert time.process_time() - began < 5


def test_a_tag_that_stands_in_a_comment_is_none() -> None:
    text = (
        "<!-- <meta name=citation_title content=Old> --><meta name=citation_title content='a > b'>"
    )
    found = meta.record(text, "https://example.org/a")
    assert found is not None
    assert found.title == "a > b"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("Ž".encode(), ""), ("Ž".encode("iso-8859-2"), "iso-8859-2"), ("Ž".encode(), "no-such"),
        (b'<meta charset="iso-8859-2">' + "Ž".encode("iso-8859-2"), ""),
        (b"\xef\xbb\xbf" + "Ž".encode(), ""), ("Ž".encode(), "base64"), ("Ž".encode(), "idna"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_that_it_says(data: bytes, charset: str) -> None:
    assert text_of(Page("u", "text/html", data, charset)).endswith("Ž")


# From the PDF to the page


@pytest.mark.parametrize(
    ("pdf", "landing"),
    [
        ("https://aclanthology.org/N19-1423.pdf", "https://aclanthology.org/N19-1423/"),
        ("https://aclanthology.org/2020.acl-main.703.pdf",
         "https://aclanthology.org/2020.acl-main.703/"),
        ("https://www.aclweb.org/anthology/N19-1423.pdf", "https://aclanthology.org/N19-1423/"),
        ("https://www.aclweb.org/anthology/N19-1423", "https://aclanthology.org/N19-1423/"),
        ("https://openreview.net/pdf?id=rJ4km2R5t7", "https://openreview.net/forum?id=rJ4km2R5t7"),
        ("https://openreview.net/attachment?id=a_b-C&name=pdf",
         "https://openreview.net/forum?id=a_b-C"),
        ("https://proceedings.mlr.press/v37/ioffe15.pdf",
         "https://proceedings.mlr.press/v37/ioffe15.pdf"),
        ("http://proceedings.mlr.press/v37/ioffe15/ioffe15.pdf",
         "https://proceedings.mlr.press/v37/ioffe15.html"),
        ("https://proceedings.neurips.cc/paper/2017/file/3f5ee243547dee91fbd053c1c4a845aa-Paper.pdf",
         "https://proceedings.neurips.cc/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html"),
        ("https://proceedings.neurips.cc/paper_files/paper/2022/file/b1ef-Paper-Conference.pdf",
         "https://proceedings.neurips.cc/paper_files/paper/2022/hash/b1ef-Abstract-Conference.html"),
        ("https://papers.nips.cc/paper/7181-attention-is-all-you-need.pdf",
         "https://papers.nips.cc/paper/7181-attention-is-all-you-need"),
        ("https://openaccess.thecvf.com/content_cvpr_2016/papers/He_Deep_CVPR_2016_paper.pdf",
         "https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_CVPR_2016_paper.html"),
        ("https://jmlr.org/papers/volume3/blei03a/blei03a.pdf",
         "https://jmlr.org/papers/v3/blei03a.html"),
        ("https://example.org/N19-1423.pdf", "https://example.org/N19-1423.pdf"),
        ("https://evil.org/aclanthology.org/N19-1423.pdf",
         "https://evil.org/aclanthology.org/N19-1423.pdf"),
        ("https://aclanthology.org.evil.org/N19-1423.pdf",
         "https://aclanthology.org.evil.org/N19-1423.pdf"),
        ("http://[", "http://["),
    ],
)  # fmt: skip
def test_the_page_of_a_pdf(pdf: str, landing: str) -> None:
    assert page_of(pdf) == landing
    assert page_of(landing) == landing


@given(st.text(max_size=60))
def test_the_page_of_any_address_is_an_address(text: str) -> None:
    for host in ("aclanthology.org", "openreview.net", "proceedings.mlr.press", "papers.nips.cc"):
        found = page_of(f"https://{host}/{text}")
        assert found.startswith(f"https://{host}/")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("N19-1423", "https://aclanthology.org/N19-1423/"),
        (" 2020.acl-main.703 ", "https://aclanthology.org/2020.acl-main.703/"),
        ("qlora", None), ("N19", None), ("2020.12345", None), ("../x", None), ("", None),
        ("N19-1423/../x", None),
    ],
)  # fmt: skip
def test_ids_of_the_acl_anthology(text: str, url: str | None) -> None:
    assert anthology(text) == url

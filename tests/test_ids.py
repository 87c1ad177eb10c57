"""Ids: the frozen rules. Journals hold their results, so no row of these tables may change."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papernotes.model import ids
from papernotes.notes import file_name
from tests.strategies import texts

FROZEN = {
    # arXiv, new style: four or five digits, the version is no part of the name
    "1706.03762": "arxiv:1706.03762",
    "0704.0001": "arxiv:0704.0001",
    "1706.03762v5": "arxiv:1706.03762",
    "1706.03762V12": "arxiv:1706.03762",
    "arXiv:1706.03762": "arxiv:1706.03762",
    "ARXIV:1706.03762v1": "arxiv:1706.03762",
    "arXiv: 1706.03762": "arxiv:1706.03762",
    "  1706.03762\n": "arxiv:1706.03762",
    # arXiv, old style: the archive belongs to the name, the subject class does not
    "hep-th/9901001": "arxiv:hep-th/9901001",
    "HEP-TH/9901001": "arxiv:hep-th/9901001",
    "hep-th/9901001v3": "arxiv:hep-th/9901001",
    "math.GT/0309136": "arxiv:math/0309136",
    "arXiv:math.GT/0309136v1": "arxiv:math/0309136",
    "math/0309136": "arxiv:math/0309136",
    "archive/1234567": "arxiv:archive/1234567",
    # DOIs: small letters, whatever they are written with
    "10.1145/3586183.3606763": "doi:10.1145/3586183.3606763",
    "10.18653/v1/N19-1423": "doi:10.18653/v1/n19-1423",
    "doi:10.18653/V1/N19-1423": "doi:10.18653/v1/n19-1423",
    "DOI: 10.18653/v1/N19-1423": "doi:10.18653/v1/n19-1423",
    "10.1000.10/123456": "doi:10.1000.10/123456",
    "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O": (
        "doi:10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"
    ),
    "10.123456789/x": "doi:10.123456789/x",
    # arXiv's own DOIs are arXiv ids
    "10.48550/arXiv.1706.03762": "arxiv:1706.03762",
    "doi:10.48550/ARXIV.1706.03762v2": "arxiv:1706.03762",
    "10.48550/arXiv.hep-th/9901001": "arxiv:hep-th/9901001",
    "https://doi.org/10.48550/arXiv.1706.03762": "arxiv:1706.03762",
    "10.48550/arXiv.nonsense": "doi:10.48550/arxiv.nonsense",
    # doi.org
    "https://doi.org/10.1145/3586183.3606763": "doi:10.1145/3586183.3606763",
    "http://dx.doi.org/10.1145/3586183.3606763": "doi:10.1145/3586183.3606763",
    "https://www.doi.org/10.18653/v1/N19-1423#top": "doi:10.18653/v1/n19-1423",
    "https://doi.org/10.18653%2Fv1%2FN19-1423": "doi:10.18653/v1/n19-1423",
    "https://doi.org/about": "url:https://doi.org/about",
    # arXiv's addresses
    "https://arxiv.org/abs/1706.03762": "arxiv:1706.03762",
    "http://arxiv.org/abs/1706.03762v5": "arxiv:1706.03762",
    "https://www.arxiv.org/abs/1706.03762/": "arxiv:1706.03762",
    "https://arxiv.org/abs/1706.03762?context=cs#comments": "arxiv:1706.03762",
    "https://arxiv.org/pdf/1706.03762": "arxiv:1706.03762",
    "https://arxiv.org/pdf/1706.03762v7.pdf": "arxiv:1706.03762",
    "https://arxiv.org/html/1706.03762v7": "arxiv:1706.03762",
    "https://arxiv.org/format/1706.03762": "arxiv:1706.03762",
    "https://arxiv.org/ps/hep-th/9901001": "arxiv:hep-th/9901001",
    "https://export.arxiv.org/abs/1706.03762": "arxiv:1706.03762",
    "https://ar5iv.org/abs/1706.03762": "arxiv:1706.03762",
    "https://ar5iv.labs.arxiv.org/html/1706.03762": "arxiv:1706.03762",
    "https://ARXIV.org/abs/math.GT/0309136": "arxiv:math/0309136",
    "https://arxiv.org/abs/hep-th%2F9901001": "arxiv:hep-th/9901001",
    "https://arxiv.org/list/cs.CL/recent": "url:https://arxiv.org/list/cs.CL/recent",
    "https://arxiv.org.evil.example/abs/1706.03762": (
        "url:https://arxiv.org.evil.example/abs/1706.03762"
    ),
    # addresses: http is https, hosts are small and without www
    "https://a.example/b": "url:https://a.example/b",
    "url:https://a.example/b": "url:https://a.example/b",
    "URL:https://a.example/b": "url:https://a.example/b",
    "http://a.example/b": "url:https://a.example/b",
    "HTTPS://A.Example/B": "url:https://a.example/B",
    "https://www.a.example/b": "url:https://a.example/b",
    "https://WWW.a.example/b": "url:https://a.example/b",
    "https://a.example./b": "url:https://a.example/b",
    " https://a.example/b ": "url:https://a.example/b",
    # ports
    "http://a.example:80/b": "url:https://a.example/b",
    "https://a.example:443/b": "url:https://a.example/b",
    "https://a.example:/b": "url:https://a.example/b",
    "https://a.example:8443/b": "url:https://a.example:8443/b",
    "http://a.example:8080/b": "url:https://a.example:8080/b",
    # who asks is no part of what is asked for
    "https://me:secret@a.example/b": "url:https://a.example/b",
    "https://me@a.example:8443/b": "url:https://a.example:8443/b",
    # fragments and tracking
    "https://a.example/b#part-2": "url:https://a.example/b",
    "https://a.example/b?utm_source=x&utm_medium=y": "url:https://a.example/b",
    "https://a.example/b?UTM_Source=x&id=3": "url:https://a.example/b?id=3",
    "https://a.example/b?fbclid=1&gclid=2&dclid=3&msclkid=4": "url:https://a.example/b",
    "https://a.example/b?mc_cid=1&mc_eid=2&igshid=3&q=4": "url:https://a.example/b?q=4",
    "https://a.example/b?utm=1": "url:https://a.example/b?utm=1",
    # queries: sorted, empty values kept, one spelling of a space
    "https://a.example/b?z=1&a=2": "url:https://a.example/b?a=2&z=1",
    "https://a.example/b?a=2&a=1": "url:https://a.example/b?a=1&a=2",
    "https://a.example/b?": "url:https://a.example/b",
    "https://a.example/b?q": "url:https://a.example/b?q=",
    "https://a.example/b?q=a%20b": "url:https://a.example/b?q=a+b",
    "https://a.example/b?q=a+b": "url:https://a.example/b?q=a+b",
    "https://a.example/b?q=a%26b": "url:https://a.example/b?q=a%26b",
    "https://a.example/b?q=%ff": "url:https://a.example/b?q=%FF",
    # paths: one spelling of each character, a slash inside a segment stays one
    "https://a.example": "url:https://a.example",
    "https://a.example/": "url:https://a.example",
    "https://a.example/b/": "url:https://a.example/b",
    "https://a.example//b///c": "url:https://a.example/b/c",
    "https://a.example/%7Eme/%62": "url:https://a.example/~me/b",
    "https://a.example/a%2fb": "url:https://a.example/a%2Fb",
    "https://a.example/a%2Fb": "url:https://a.example/a%2Fb",
    "https://a.example/a%252Fb": "url:https://a.example/a%252Fb",
    "https://a.example/a b": "url:https://a.example/a%20b",
    "https://a.example/a%3fb%23c": "url:https://a.example/a%3Fb%23c",
    "https://a.example/ł": "url:https://a.example/%C5%82",
    "https://a.example/%c5%82": "url:https://a.example/%C5%82",
    "https://a.example/%ff": "url:https://a.example/%FF",
    "https://a.example/100%": "url:https://a.example/100%25",
    "https://a.example/a(b)!c": "url:https://a.example/a(b)!c",
    # dot segments
    "https://a.example/b/./c": "url:https://a.example/b/c",
    "https://a.example/b/../c": "url:https://a.example/c",
    "https://a.example/../../c": "url:https://a.example/c",
    "https://a.example/b/..": "url:https://a.example",
    # hosts in other letters
    "https://bücher.example/b": "url:https://xn--bcher-kva.example/b",
    "https://BÜCHER.example/b": "url:https://xn--bcher-kva.example/b",
    "https://xn--bcher-kva.example/b": "url:https://xn--bcher-kva.example/b",
    # hosts that are numbers
    "https://192.0.2.1/b": "url:https://192.0.2.1/b",
    "http://[2001:DB8::1]/b": "url:https://[2001:db8::1]/b",
    "https://[2001:db8::1]:8443/b": "url:https://[2001:db8::1]:8443/b",
    # what nothing else names
    "local:3f2a9c": "local:3f2a9c",
    " local:3f2a9c ": "local:3f2a9c",
}

NO_IDS = [
    "",
    " ",
    "12",
    "qlora",
    "llm/12",
    "llm/123456",
    "llm/12345678",
    "1706.037",
    "1706.037621",
    "17060.3762",
    "1706.03762v",
    "1706.03762 x",
    "١٧٠٦.٠٣٧٦٢",
    "arxiv:",
    "arxiv:qlora",
    "math.GTX/0309136",
    "/0309136",
    "10.1/x",
    "10.1145",
    "10.1145/",
    "10.1145/a b",
    "10.1145/a\x1bb",
    "doi:",
    "doi:qlora",
    "url:",
    "url:1706.03762",
    "url:ftp://a.example/b",
    "ftp://a.example/b",
    "file:///etc/passwd",
    "javascript://a.example/%0Aalert(1)",
    "mailto:me@a.example",
    "//a.example/b",
    "a.example/b",
    "http://",
    "https:///b",
    "https://[",
    "https://[::1",
    "https://a.example:port/b",
    "https://a.example:99999/b",
    "https://a.example:-1/b",
    "https://a b.example/c",
    "https://a%20b.example/c",
    "https://a<b>.example/c",
    "https://" + "ü" * 70 + ".example/",
    "https://./b",
    "local:",
    "local:abc",
    "local:UPPER",
    "local:../../x",
    "local:-abcd",
    "local:" + "a" * 65,
]

hosts = st.one_of(
    st.sampled_from(
        ["a.example", "www.a.example", "www.www.a.example", "arxiv.org", "doi.org", "[::1]", "ü.x"]
    ),
    st.text("aW.w。ü[]:@%0", max_size=8),
)
pieces = st.one_of(
    st.sampled_from(
        [
            "a",
            "B",
            "/",
            "..",
            ".",
            "%2e",
            "%2E%2e",
            "%2f",
            "%252F",
            "%",
            "%41",
            "%ff",
            "ü",
            " ",
            "+",
        ]
    ),
    st.sampled_from(
        ["?", "#", "&", "=", "utm_source=1", ";", "://", "abs/1706.03762", "10.1145/x", "\udcff"]
    ),
)
addresses = st.builds(
    lambda scheme, host, port, rest: f"{scheme}://{host}{port}/{''.join(rest)}",
    st.sampled_from(["http", "https", "HTTP", "ftp"]),
    hosts,
    st.sampled_from(["", ":", ":80", ":443", ":8080", ":0", ":x"]),
    st.lists(pieces, max_size=6),
)
scholarly = st.from_regex(
    r"\A(arxiv:|ARXIV:|doi:|url:|local:)?[a-z-]{0,6}(\.[A-Z]{2})?[0-9]{0,4}[./][0-9]{4,7}(v[0-9])?\Z"
)
dois = st.builds("10.1145/{}".format, st.text(max_size=6))
anything = st.one_of(
    st.text(), st.text(st.characters(categories=["Cs", "Lu", "Po"])), addresses, scholarly, dois
)


@pytest.mark.parametrize("text", FROZEN)
def test_each_form_gives_the_id_that_it_always_gave(text: str) -> None:
    assert ids.parse(text) == FROZEN[text]


@pytest.mark.parametrize("text", NO_IDS)
def test_what_is_no_id_gives_none(text: str) -> None:
    assert ids.parse(text) is None


@pytest.mark.parametrize("text", sorted(set(FROZEN.values())))
def test_an_id_of_the_table_is_its_own_id(text: str) -> None:
    assert ids.parse(text) == text


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("https://a.example/b/%2e%2e/c", "https://a.example/b/../c"),
        ("https://a.example/b/%2E/c", "https://a.example/b/c"),
        ("https://ｗｗｗ.a.example/b", "https://a.example/b"),
        ("https://a。example。/b", "https://a.example/b"),
    ],
)
def test_other_spellings_of_an_address_are_the_same_address(text: str, same: str) -> None:
    assert ids.parse(text) == ids.parse(same)


@given(anything)
@example("https://doi.org/10.1145/http://x")
@example("http://[::1]:8080/x")
@example("https://a.example/%2e%2e/b")
@example("https://www.www.a.example/")
@example("http://a.example:443/")
@example("https://ｗｗｗ.a.example/")
def test_the_id_of_an_id_is_itself(text: str) -> None:
    found = ids.parse(text)
    assert found is None or ids.parse(found) == found


@given(anything)
@example("https://a.example/\ud800")
@example("https://a.example/?q=\ud800")
@example("https://\udcff/")
@example("10.1145/\ud800")
def test_any_text_at_all_gives_an_id_or_none(text: str) -> None:
    for read in (ids.parse, ids.arxiv, ids.doi, ids.url):
        found = read(text)
        assert found is None or found.partition(":")[0] in ids.ORDER


@given(anything)
def test_an_id_holds_no_white_space_no_control_characters_and_no_halves(text: str) -> None:
    found = ids.parse(text)
    if found is not None:
        assert found.isprintable()
        assert not re.search(r"\s", found)
        assert found.encode()


@given(st.sampled_from(sorted(FROZEN)), st.sampled_from([" ", "\n", "\t", " "]))
def test_white_space_around_a_name_says_nothing(text: str, blank: str) -> None:
    assert ids.parse(blank + text + blank) == ids.parse(text)


def test_only_an_arxiv_id_is_one_for_the_field_arxiv_and_only_a_doi_for_the_field_doi() -> None:
    assert ids.arxiv("10.1145/x") is None
    assert ids.doi("1706.03762") is None
    assert ids.url("1706.03762") is None
    assert ids.url("https://arxiv.org/abs/1706.03762") == "arxiv:1706.03762"


@given(st.permutations(["local:abcd", "url:https://a", "doi:10.1145/x", "arxiv:1706.03762"]))
def test_the_first_id_is_of_arxiv_then_doi_then_url_then_local(names: list[str]) -> None:
    assert [name.partition(":")[0] for name in ids.ordered([*names, *names])] == list(ids.ORDER)


def test_ids_of_one_sort_keep_their_order() -> None:
    assert ids.ordered(["doi:10.1145/z", "doi:10.1145/a"]) == ("doi:10.1145/z", "doi:10.1145/a")


def test_the_name_of_a_note_is_the_arxiv_id_where_there_is_one() -> None:
    assert file_name("arxiv:2305.14314") == "arxiv-2305.14314.md"


names = st.one_of(
    st.sampled_from(sorted(set(FROZEN.values()))),
    texts,
    addresses.map(ids.parse).filter(bool),
    st.text("aAbB/:.-_", max_size=6).map("url:https://a.example/{}".format),
    st.text("0123456789.", max_size=12).map("arxiv:{}".format),
)


@given(names, names)
@example("url:https://a.example/B", "url:https://a.example/b")
@example("url:https://a.example/b-c", "url:https://a.example/b/c")
@example("arxiv:1706.03762", "arxiv:17060.3762")
@example("arxiv:1706.03762", "arxiv-1706.03762")
@example("url:https://a.example/" + "x" * 80, "url:https://a.example/" + "x" * 81)
def test_two_ids_never_share_a_note_even_where_case_is_folded(one: str, other: str) -> None:
    if one != other:
        assert file_name(one).casefold() != file_name(other).casefold()


@given(names)
def test_the_name_of_a_note_is_a_plain_file_name(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-][a-z0-9.-]{0,90}\.md", file_name(name))
    assert ".." not in file_name(name)

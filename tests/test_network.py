"""The door to the network: what comes in, what does not, and what is said then."""

import gzip
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from papernotes.network import address, hop
from papernotes.network.address import is_local_name, is_public, place
from papernotes.network.cache import Cache, Page
from papernotes.network.door import Door, Patience
from papernotes.network.failures import NetworkError, said
from papernotes.network.hop import Limits
from papernotes.network.pace import Pace
from tests.web.server import Asked, Reply, Web, closed_port, moved, raw, serving

pytestmark = pytest.mark.usefixtures("no_proxy")

OK = b"HTTP/1.1 200 OK\r\n"


class Waits:
    """What a door waited for, without waiting."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def a_door(tmp_path: Path, **given: Any) -> Door:
    named = {"limits": Limits(2, 2, 4), "sleep": Waits(), **given}
    return Door(Pace(tmp_path / "pace", 0, {}), **named)


@pytest.fixture
def fetch(tmp_path: Path) -> Callable[..., Page]:
    """Fetch an address that the user named."""

    def call(url: str, **given: Any) -> Page:
        return a_door(tmp_path).fetch(url, **{"accept": "text/html", "named": True, **given})

    return call


def refusal(fetch: Callable[..., Page], url: str, **given: Any) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        fetch(url, **given)
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value


# What comes in


def test_a_page_comes_with_its_type_and_where_it_was(web: Web, fetch: Callable[..., Page]) -> None:
    web.pages["/a?b=c"] = Reply("Hällo", "Text/HTML; Charset=ISO-8859-1")
    assert fetch(web.url("/a?b=c#d")) == Page(
        web.url("/a?b=c"), "text/html", "Hällo".encode(), "iso-8859-1"
    )


def test_who_asks_for_what_is_said(web: Web, fetch: Callable[..., Page]) -> None:
    web.pages["/"] = Reply("x")
    fetch(web.url(host="localhost"), accept="application/json")
    (asked,) = web.asked
    assert asked.headers["host"] == f"localhost:{web.port}"
    assert asked.headers["accept"] == "application/json"
    assert asked.headers["user-agent"].startswith("papernotes/")
    assert "https://pypi.org/project/papernotes/" in asked.headers["user-agent"]
    assert "cookie" not in asked.headers


def test_a_user_and_a_password_of_an_address_are_not_sent(
    web: Web, fetch: Callable[..., Page]
) -> None:
    web.pages["/"] = Reply("x")
    assert "secret" not in fetch(f"http://me:secret@127.0.0.1:{web.port}/").url
    assert "authorization" not in web.asked[0].headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int, web: Web, fetch: Callable[..., Page]) -> None:
    web.pages["/a"] = moved("b/../c?d", status)
    web.pages["/c?d"] = moved(web.url("/e"), status)
    web.pages["/e"] = Reply("here")
    assert fetch(web.url("/a"))[::2] == (web.url("/e"), b"here")
    assert {each.headers["accept"] for each in web.asked} == {"text/html"}


def test_no_cookie_is_kept(web: Web, fetch: Callable[..., Page]) -> None:
    web.pages["/a"] = moved("/b")._replace(headers={"Location": "/b", "Set-Cookie": "a=b"})
    web.pages["/b"] = Reply("here")
    fetch(web.url("/a"))
    assert "cookie" not in web.asked[1].headers


def test_what_comes_packed_is_unpacked(web: Web, fetch: Callable[..., Page]) -> None:
    web.pages["/"] = Reply(gzip.compress(b"x" * 100_000), headers={"Content-Encoding": "gzip"})
    assert fetch(web.url()).data == b"x" * 100_000


# What does not come in


def test_redirects_that_go_round_end(web: Web, fetch: Callable[..., Page]) -> None:
    web.pages["/a"] = moved("/b")
    web.pages["/b"] = moved("/a")
    assert "more than 8 times" in refusal(fetch, web.url("/a")).message
    assert len(web.asked) == 9


def test_eight_redirects_are_not_too_many(web: Web, fetch: Callable[..., Page]) -> None:
    for number in range(8):
        web.pages[f"/{number}"] = moved(f"/{number + 1}")
    web.pages["/8"] = Reply("here")
    assert fetch(web.url("/0")).data == b"here"


@pytest.mark.parametrize(
    ("status", "says", "code"),
    [
        (404, "there is no such paper at", 3),
        (410, "there is no such paper at", 3),
        (403, "is not open to programs (403)", 1),
        (401, "is not open to programs (401)", 1),
        (406, "does not tell programs what it is (406)", 1),
        (500, "answers with an error (500)", 1),
        (302, "answers with an error (302)", 1),  # to nowhere
        (204, "answers with an error (204)", 1),
    ],
)
def test_what_is_no_page_is_said_and_not_tried_again(
    status: int, says: str, code: int, web: Web, fetch: Callable[..., Page]
) -> None:
    web.pages["/x"] = Reply(status=status)
    error = refusal(fetch, web.url("/x"))
    assert says in error.message
    assert web.url("/x") in error.message
    assert (error.status, error.code) == (status, code)
    assert len(web.asked) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_server_that_is_busy_is_tried_again_with_pauses_that_grow(
    status: int, web: Web, tmp_path: Path
) -> None:
    waits = Waits()
    answers = iter([Reply(status=status), Reply(status=status), Reply("at last")])
    web.pages["/x"] = lambda _: next(answers)
    door = a_door(tmp_path, sleep=waits)
    assert door.fetch(web.url("/x"), accept="*/*", named=True).data == b"at last"
    assert waits.seconds == [0.5, 1.0]


def test_a_server_that_stays_busy_is_given_up(web: Web, fetch: Callable[..., Page]) -> None:
    web.pages["/x"] = Reply(status=503)
    assert "out of order now (503)" in refusal(fetch, web.url("/x")).message
    assert len(web.asked) == 3


def test_a_server_that_says_when_to_come_again_is_heeded(web: Web, tmp_path: Path) -> None:
    waits = Waits()
    answers = iter([Reply(status=429, headers={"Retry-After": "7"}), Reply("thanks")])
    web.pages["/x"] = lambda _: next(answers)
    door = a_door(tmp_path, sleep=waits)
    assert door.fetch(web.url("/x"), accept="*/*", named=True).data == b"thanks"
    assert waits.seconds == [7.0]


@pytest.mark.parametrize(
    ("after", "says"),
    [
        ("604800", "try again in 7 days"),
        ("31", "try again in 31 seconds"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", "days"),
        ("999999999999", "days"),
    ],
)
def test_a_server_that_wants_us_to_wait_for_long_is_not_waited_for(
    after: str, says: str, web: Web, tmp_path: Path
) -> None:
    web.pages["/x"] = Reply(status=429, headers={"Retry-After": after})
    door = a_door(tmp_path)
    for _ in range(2):  # and not asked again for another page
        with pytest.raises(NetworkError, match=says):
            door.fetch(web.url("/x"), accept="*/*", named=True)
    assert len(web.asked) == 1


@pytest.mark.parametrize("after", ["soon", "-5", "Fri, 99 Foo 2020", "1e9", "٣"])
def test_a_wait_that_is_none_is_not_heeded(after: str, web: Web, tmp_path: Path) -> None:
    waits = Waits()
    web.pages["/x"] = Reply(status=503, headers={"Retry-After": after.encode().decode("latin-1")})
    with pytest.raises(NetworkError, match=r"\(503\)"):
        a_door(tmp_path, sleep=waits).fetch(web.url("/x"), accept="*/*", named=True)
    assert waits.seconds == [0.5, 1.0]


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 100\r\n\r\nhalf",
        OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        OK,
        b"",
    ],
)
def test_an_answer_that_breaks_off_is_tried_again_and_never_taken(
    answer: bytes, web: Web, fetch: Callable[..., Page]
) -> None:
    web.pages["/x"] = raw(answer)
    assert "breaks off in the middle" in refusal(fetch, web.url("/x")).message
    assert len(web.asked) == 3


def test_a_packed_answer_that_breaks_off_is_never_taken(
    web: Web, fetch: Callable[..., Page]
) -> None:
    packed = gzip.compress(bytes(range(256)) * 100)[:-20]
    web.pages["/x"] = Reply(packed, headers={"Content-Encoding": "gzip"})
    assert "breaks off in the middle" in refusal(fetch, web.url("/x")).message


@pytest.mark.parametrize(
    "answer", [b"SSH-2.0-OpenSSH_9\r\n", b"\x16\x03\x01\x02\x00", b"x" * 200_000]
)
def test_what_speaks_no_http_is_said(answer: bytes, web: Web, fetch: Callable[..., Page]) -> None:
    web.pages["/x"] = raw(answer)
    assert "127.0.0.1" in refusal(fetch, web.url("/x")).message


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "zstd", "x"])
def test_what_is_packed_in_ways_that_were_not_asked_for_is_refused(
    encoding: str, web: Web, fetch: Callable[..., Page]
) -> None:
    web.pages["/x"] = Reply(b"x", headers={"Content-Encoding": encoding})
    assert encoding in refusal(fetch, web.url("/x")).message
    web.pages["/x"] = Reply(b"not packed", headers={"Content-Encoding": "gzip"})
    assert "can't be unpacked" in refusal(fetch, web.url("/x")).message


def test_a_page_may_be_as_large_as_the_limit_and_no_larger(
    web: Web, fetch: Callable[..., Page]
) -> None:
    web.pages["/x"] = Reply(b"x" * 1000)
    assert len(fetch(web.url("/x"), most=1000).data) == 1000
    assert "larger than 999 bytes" in refusal(fetch, web.url("/x"), most=999).message
    web.pages["/x"] = Reply(b"x" * 999)  # where what it says of its length is no longer number
    assert "larger than 998 bytes" in refusal(fetch, web.url("/x"), most=998).message
    assert len(web.asked) == 3


def test_a_page_that_never_ends_is_left_at_the_limit(web: Web, fetch: Callable[..., Page]) -> None:
    sent = []

    def endless(connection: socket.socket) -> None:
        connection.sendall(OK + b"\r\n")
        while True:
            connection.sendall(b"x" * 100_000)
            sent.append(1)

    web.pages["/x"] = endless
    assert "larger than 1 MB" in refusal(fetch, web.url("/x"), most=1_000_000).message
    assert len(sent) < 200  # what fits the buffers of the system


def test_a_page_that_says_that_it_is_too_large_is_left_at_once(
    web: Web, fetch: Callable[..., Page]
) -> None:
    stop = threading.Event()
    web.pages["/x"] = raw(OK + b"Content-Length: 10000000\r\n\r\n", b"", pause=5, stop=stop)
    assert "larger than 1 MB" in refusal(fetch, web.url("/x"), most=1_000_000).message
    stop.set()


def test_a_few_bytes_that_stand_for_many_are_never_all_unpacked(
    web: Web, fetch: Callable[..., Page]
) -> None:
    import tracemalloc

    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    web.pages["/x"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    fetch_once = refusal(fetch, web.url("/x"), most=1_000_000)
    tracemalloc.start()
    try:
        assert "larger than 1 MB" in refusal(fetch, web.url("/x"), most=1_000_000).message
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert fetch_once.status == 0


@pytest.mark.parametrize("begin", [b"", OK + b"X: ", OK + b"\r\n"])
def test_an_answer_that_drips_ends_when_the_time_is_up(
    begin: bytes, web: Web, tmp_path: Path
) -> None:
    stop = threading.Event()
    web.pages["/x"] = raw(begin, *[b"a"] * 1000, pause=0.05, stop=stop)
    door = a_door(tmp_path, limits=Limits(1, 1, 0.4))
    began = time.monotonic()
    with pytest.raises(NetworkError, match=r"takes longer than 0\.4 seconds"):
        door.fetch(web.url("/x"), accept="*/*", named=True)
    assert time.monotonic() - began < 2
    stop.set()


def test_a_server_that_says_nothing_is_not_waited_for(web: Web, tmp_path: Path) -> None:
    stop = threading.Event()
    web.pages["/x"] = raw(b"", b"", pause=5, stop=stop)
    door = a_door(tmp_path, limits=Limits(1, 0.1, 2))
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1 did not answer within 0\.1 seconds"):
        door.fetch(web.url("/x"), accept="*/*", named=True)
    assert len(web.asked) == 3
    stop.set()


# Where it does not go


REFUSED = [
    "http://127.0.0.1:{port}/secret",
    "http://localhost:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://0x7f000001:{port}/secret",
    "http://0177.0.0.1:{port}/secret",
    "http://127.1:{port}/secret",
    "http://0.0.0.0:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[::]:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http://[::ffff:7f00:1]:{port}/secret",
    "http://[fe80::1]:{port}/",
    "http://[fd00::1]/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://172.16.0.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "//127.0.0.1:{port}/secret",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:{port}/x",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://[",
    "http://a b/",
    "http://example.org:99999/",
    "http://example.org\\@127.0.0.1:{port}/secret",
]


@pytest.mark.parametrize("goal", REFUSED)
def test_a_page_leads_nowhere_but_to_the_public_web(
    goal: str, web: Web, fetch: Callable[..., Page]
) -> None:
    with serving() as secret:
        secret.pages["/secret"] = Reply("secret")
        web.pages["/x"] = moved(goal.format(port=secret.port))
        assert "is not asked for" in refusal(fetch, web.url("/x")).message
        assert secret.asked == []


def test_a_name_that_stands_for_ones_own_machine_is_refused_unless_it_was_named(
    web: Web, fetch: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up = socket.getaddrinfo

    def fake(host: str, *given: Any, **named: Any) -> Any:
        return look_up("127.0.0.1" if host == "evil.example" else host, *given, **named)

    monkeypatch.setattr(socket, "getaddrinfo", fake)
    web.pages["/secret"] = Reply("secret")
    url = web.url("/secret", host="evil.example")
    assert "is on your own network" in refusal(fetch, url, named=False).message
    assert web.asked == []
    assert fetch(url).data == b"secret"


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers something else at the second look (DNS rebinding)."""
    looked: list[str] = []
    look_up = socket.getaddrinfo

    def fake(host: str, *given: Any, **named: Any) -> Any:
        if host == "rebind.example":
            looked.append(host)
            # RFC 5737: documentation, which nobody has; then the machine itself.
            address = "93.184.215.14" if len(looked) == 1 else "127.0.0.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, web.port))]
        return look_up(host, *given, **named)

    connected: list[Any] = []

    def connect(address: Any, *_: Any, **__: Any) -> Any:
        connected.append(address[0])
        raise OSError(113, "No route to host")

    monkeypatch.setattr(socket, "getaddrinfo", fake)
    monkeypatch.setattr(socket, "create_connection", connect)
    door = a_door(tmp_path, patience=Patience(tries=1))
    with pytest.raises(NetworkError, match="No route to host"):
        door.fetch(web.url("/secret", host="rebind.example"), accept="*/*")
    assert (looked, connected) == (["rebind.example"], ["93.184.215.14"])


def test_a_name_of_a_public_and_a_private_address_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
        for address in ("93.184.215.14", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(NetworkError, match="on your own network"):
        a_door(tmp_path).fetch("http://both.example/", accept="*/*")


def test_only_the_very_origin_that_was_named_may_be_private(
    web: Web, fetch: Callable[..., Page]
) -> None:
    with serving() as other:
        web.pages["/x"] = moved(other.url("/y"))
        assert "is not asked for" in refusal(fetch, web.url("/x")).message
        other.pages["/y"] = Reply("here")
        assert fetch(other.url("/y")).data == b"here"


def test_a_resolver_that_the_settings_name_may_be_private(web: Web, tmp_path: Path) -> None:
    web.pages["/x"] = Reply("here")
    door = a_door(tmp_path, named=[web.url()])
    assert door.fetch(web.url("/x"), accept="*/*").data == b"here"


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("8.8.8.8", True), ("2606:4700:4700::1111", True), ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True), ("127.0.0.1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("2002:c0a8:101::1", False),
        ("fec0::1", False), ("ff02::1", False), ("240.0.0.1", False), ("192.0.2.1", False),
        ("::127.0.0.1", False), ("100.64.1.1", False), ("fe80::1%eth0", False), ("nonsense", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(text: str, public: bool) -> None:
    assert is_public(text) is public


@given(st.ip_addresses())
def test_what_is_public_is_nobodys_own(found: Any) -> None:
    if is_public(str(found)):
        assert not found.is_loopback
        assert not found.is_link_local
        assert not found.is_multicast
        assert not found.is_unspecified
        assert found.is_global or found.ipv4_mapped.is_global


@given(st.text(max_size=40))
def test_any_text_is_a_place_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            found = place(url, "https://example.org/")
        except NetworkError:
            continue
        assert found.url.isascii()
        assert found.url.isprintable()
        assert " " not in found.url
        assert place(found.url).origin == found.origin


# When there is no network


def test_offline_nothing_is_asked_for(web: Web, tmp_path: Path) -> None:
    door = a_door(tmp_path, offline="PAPERNOTES_OFFLINE")
    with pytest.raises(NetworkError, match="may not use the network") as caught:
        door.fetch(web.url(), accept="*/*", named=True)
    assert caught.value.everywhere
    assert "PAPERNOTES_OFFLINE" in caught.value.hint
    assert web.asked == []


def test_a_closed_port_is_said_and_not_tried_again_for_the_next_paper(tmp_path: Path) -> None:
    waits = Waits()
    door = a_door(tmp_path, sleep=waits)
    url = f"http://127.0.0.1:{closed_port()}/"
    for path in ("a", "b"):
        with pytest.raises(NetworkError, match=r"could not reach 127\.0\.0\.1: Connection refused"):
            door.fetch(url + path, accept="*/*", named=True)
    assert waits.seconds == [0.5, 1.0]


@pytest.mark.parametrize(
    ("errno", "says", "everywhere"),
    [
        (socket.EAI_AGAIN, "no network", True),
        (socket.EAI_NONAME, "there is no host nowhere.example", False),
    ],
)
def test_a_name_that_is_not_found_is_told_from_no_network(
    errno: int, says: str, everywhere: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fake(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(errno, "x")

    monkeypatch.setattr(socket, "getaddrinfo", fake)
    monkeypatch.setattr(address, "_has_way_out", lambda: True)
    with pytest.raises(NetworkError, match=says) as caught:
        a_door(tmp_path).fetch("http://nowhere.example/", accept="*/*")
    assert caught.value.everywhere is everywhere
    monkeypatch.setattr(address, "_has_way_out", lambda: False)
    with pytest.raises(NetworkError, match="no network"):
        a_door(tmp_path).fetch("http://nowhere.example/", accept="*/*")


def test_a_name_server_that_does_not_answer_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: stop.wait(10) and [])
    door = a_door(tmp_path, limits=Limits(0.1, 1, 1), patience=Patience(tries=1))
    with pytest.raises(NetworkError, match=r"no network: the name slow\.example was not found"):
        door.fetch("http://slow.example/", accept="*/*")
    stop.set()


# TLS


@pytest.fixture
def signed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Any]:
    """A server's certificate for that name, and SSL_CERT_FILE names who signed it."""
    import ssl

    hop._trusted.cache_clear()
    authority = trustme.CA()
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    def context(name: str) -> ssl.SSLContext:
        found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(found)
        return found

    return context


def test_a_certificate_that_ssl_cert_file_vouches_for_is_good(
    signed: Callable[[str], Any], fetch: Callable[..., Page]
) -> None:
    with serving(signed("localhost")) as web:
        web.pages["/x"] = Reply("here")
        assert fetch(web.url("/x", host="localhost")).data == b"here"


def test_a_certificate_of_another_host_is_not_taken(
    signed: Callable[[str], Any], fetch: Callable[..., Page]
) -> None:
    with serving(signed("other.example")) as web:
        web.pages["/x"] = Reply("here")
        error = refusal(fetch, web.url("/x", host="localhost"))
        assert "can't prove that it is localhost" in error.message
        assert web.asked == []


def test_a_certificate_that_nobody_vouches_for_is_not_taken(
    signed: Callable[[str], Any], fetch: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(signed("localhost")) as web:
        monkeypatch.delenv("SSL_CERT_FILE")
        hop._trusted.cache_clear()
        error = refusal(fetch, web.url("/x", host="localhost"))
        assert "can't prove that it is localhost" in error.message
        assert "SSL_CERT_FILE" in error.hint
        assert web.asked == []


def test_what_speaks_no_tls_is_said(web: Web, fetch: Callable[..., Page]) -> None:
    error = refusal(fetch, f"https://127.0.0.1:{web.port}/x")
    assert "no TLS" in error.message


def test_certificates_that_can_not_be_read_are_said(
    fetch: Callable[..., Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hop._trusted.cache_clear()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nothing.pem"))
    assert "nothing.pem can't be read" in refusal(fetch, "https://127.0.0.1:1/x").message


# Proxies


def test_a_proxy_of_the_environment_is_used_unless_no_proxy_names_the_host(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["http://papers.example/x"] = Reply("by way of the proxy")
    monkeypatch.setenv("http_proxy", web.url())
    door = a_door(tmp_path, patience=Patience(tries=1))
    assert door.fetch("http://papers.example/x", accept="*/*").data == b"by way of the proxy"
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [])
    monkeypatch.setenv("no_proxy", "other.example, .example")
    with pytest.raises(NetworkError):
        door.fetch("http://papers.example/x", accept="*/*")
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "router", "nas.local", "0x7f.1"]
)
def test_through_a_proxy_no_page_leads_to_what_is_plainly_private(
    host: str, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", web.url())
    web.pages["http://papers.example/x"] = moved(f"http://{host}/secret")
    with pytest.raises(NetworkError, match="on your own network"):
        a_door(tmp_path).fetch("http://papers.example/x", accept="*/*")
    assert web.paths == ["http://papers.example/x"]


def test_a_proxy_that_can_not_be_used_is_said(
    fetch: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1")
    error = refusal(fetch, "http://papers.example/x")
    assert "proxy of the kind socks5" in error.message
    assert error.everywhere


@pytest.mark.parametrize("host", ["example.org", "8.8.8.8", "arxiv.org"])
def test_public_names_are_not_plainly_private(host: str) -> None:
    assert not is_local_name(host)


# What is kept


def test_a_page_is_fetched_once_a_month(web: Web, tmp_path: Path) -> None:
    now = [1_000_000.0]
    cache = Cache(tmp_path / "lookups", clock=lambda: now[0])
    door = a_door(tmp_path, cache=cache)
    web.pages["/x"] = Reply("one", "text/plain; charset=utf-8")
    first = door.fetch(web.url("/x"), accept="a", named=True)
    web.pages["/x"] = Reply("two")
    assert door.fetch(web.url("/x"), accept="a", named=True) == first
    assert door.fetch(web.url("/x"), accept="b", named=True).data == b"two"  # another form of it
    now[0] += 31 * 86_400
    assert door.fetch(web.url("/x"), accept="a", named=True).data == b"two"
    now[0] -= 86_400 * 400  # kept in what is the future now: the clock was wrong
    assert cache.get(web.url("/x"), "a") is None


def test_what_went_wrong_is_not_kept(web: Web, tmp_path: Path) -> None:
    door = a_door(tmp_path, cache=Cache(tmp_path / "lookups"))
    with pytest.raises(NetworkError):
        door.fetch(web.url("/x"), accept="a", named=True)
    web.pages["/x"] = Reply("here")
    assert door.fetch(web.url("/x"), accept="a", named=True).data == b"here"


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]\n", b"null\nx", b'{"at": "x"}\nx', b"\xff\xfe\n"]
)
def test_a_damaged_entry_is_none_and_written_anew(damage: bytes, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    page = Page("https://example.org/", "text/html", b"one\ntwo", "utf-8")
    cache.put(page.url, "a", page)
    assert cache.get(page.url, "a") == page
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for data in (damage, whole[:-1], whole[: len(whole) // 2], whole.replace(b"two", b"tvo")):
        file.write_bytes(data)
        assert cache.get(page.url, "a") is None
    cache.put(page.url, "a", page)
    assert cache.get(page.url, "a") == page


def test_the_cache_is_for_the_users_eyes_only_and_its_names_say_nothing(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        Cache(tmp_path / "c").put("https://example.org/../secret", "a", Page("u", "t", b"d"))
    finally:
        os.umask(old)
    (file,) = (tmp_path / "c").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o700
    assert "secret" not in file.name


def test_the_cache_stays_within_its_size_and_the_oldest_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=5_000)
    for number in range(10):
        cache.put(f"https://example.org/{number}", "a", Page("u", "t", bytes(1_000)))
        newest = max(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (time.time() - 100 + number,) * 2)
    assert sum(each.stat().st_size for each in tmp_path.iterdir()) <= 5_000 + 500
    assert cache.get("https://example.org/9", "a")
    assert cache.get("https://example.org/0", "a") is None


def test_a_cache_that_can_not_be_written_is_done_without(web: Web, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("I am no folder.\n")
    door = a_door(tmp_path, cache=Cache(tmp_path / "file"))
    web.pages["/x"] = Reply("here")
    assert door.fetch(web.url("/x"), accept="a", named=True).data == b"here"


# How fast


def test_one_host_is_asked_once_a_second_and_arxiv_every_three(tmp_path: Path) -> None:
    waits = Waits()
    pace = Pace(tmp_path, sleep=waits)
    for host in ("a.example", "b.example", "a.example", "arxiv.org", "arxiv.org"):
        pace.wait(host)
    first, second = waits.seconds
    assert 0.5 < first <= 1
    assert 2.5 < second <= 3


def test_processes_keep_the_pace_together(tmp_path: Path) -> None:
    Pace(tmp_path).wait("a.example")
    waits = Waits()
    Pace(tmp_path, sleep=waits).wait("a.example")
    assert len(waits.seconds) == 1


def test_who_asks_at_the_same_time_waits_for_each_other(tmp_path: Path) -> None:
    Pace(tmp_path, 0.2).wait("a.example")
    asked: list[float] = []

    def ask() -> None:
        Pace(tmp_path, 0.2).wait("a.example")
        asked.append(time.monotonic())

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second, third = sorted(asked)
    assert second - first > 0.1
    assert third - second > 0.1


def test_a_clock_that_was_set_back_is_no_reason_to_wait_for_hours(tmp_path: Path) -> None:
    Pace(tmp_path).wait("a.example")
    (file,) = tmp_path.iterdir()
    os.utime(file, (time.time() + 10_000,) * 2)
    waits = Waits()
    Pace(tmp_path, sleep=waits).wait("a.example")
    assert waits.seconds == [1.0]


def test_where_no_stamp_can_be_written_a_process_keeps_its_own_pace(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("I am no folder.\n")
    waits = Waits()
    pace = Pace(tmp_path / "file", sleep=waits)
    pace.wait("a.example")
    pace.wait("a.example")
    assert len(waits.seconds) == 1


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(3, "3 seconds"), (60, "1 minute"), (3_600, "1 hour"), (604_800, "7 days")],
)
def test_times_are_said_as_people_say_them(seconds: float, text: str) -> None:
    assert said(seconds) == text


def test_only_one_module_knows_httpx() -> None:
    source = Path(hop.__file__).parent.parent
    found = [
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if "import httpx" in path.read_text("utf-8") or "from httpx" in path.read_text("utf-8")
    ]
    assert found == ["network/hop.py"]


def test_ctrl_c_in_the_middle_leaves_nothing_half_written(web: Web, tmp_path: Path) -> None:
    import signal

    stop = threading.Event()
    web.pages["/x"] = raw(OK + b"Content-Length: 9\r\n\r\n", *[b"x"] * 9, pause=1, stop=stop)
    code = (
        "from pathlib import Path\n"
        "from papernotes.network.cache import Cache\n"
        "from papernotes.network.door import Door\n"
        "from papernotes.network.pace import Pace\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "door = Door(Pace(folder / 'pace', 0, {}), Cache(folder / 'lookups'))\n"
        f"door.fetch({web.url('/x')!r}, accept='*/*', named=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) as process:
        while not web.asked:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=5)
    stop.set()
    assert process.returncode != 0
    assert b"KeyboardInterrupt" in err
    assert not list(tmp_path.rglob("lookups/*"))


def test_a_request_says_the_name_of_the_host_and_not_its_address(
    fetch: Callable[..., Page], web: Web
) -> None:
    seen: list[str] = []

    def answer(asked: Asked) -> Reply:
        seen.append(asked.headers["host"])
        return Reply("x")

    web.pages["/"] = answer
    fetch(web.url("/", host="LOCALHOST"))
    assert seen == [f"localhost:{web.port}"]


@pytest.fixture(autouse=True, scope="module")
def own_certificates() -> Iterator[None]:
    """What this module's servers are vouched for by is forgotten in the end."""
    yield
    hop._trusted.cache_clear()

"""One request to one address, and what came of it. The only place that knows httpx."""

import errno
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, Final, NamedTuple

import httpx

from papernotes.network import failures
from papernotes.network.address import Place
from papernotes.network.body import whole

_CHUNK: Final = 65_536
_NO_ROUTE: Final = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH)


class Limits(NamedTuple):
    """Seconds that each step may take, and all of them."""

    connect: float = 10.0
    read: float = 15.0
    total: float = 60.0


class Answer(NamedTuple):
    """What a server said. `data` is empty unless that is a page (200)."""

    status: int
    headers: Mapping[str, str]
    data: bytes


def ask(
    place: Place,
    address: str | None,
    proxy: str | None,
    headers: Mapping[str, str],
    *,
    most: int,
    limits: Limits,
    deadline: float,  # of time.monotonic()
) -> Answer:
    """GET the page at `address`, or by way of the proxy. Raises NetworkError."""
    url = place.at(address) if address else place.url
    extensions: dict[str, Any] = {
        "timeout": {
            "connect": limits.connect,
            "read": limits.read,
            "write": limits.read,
            "pool": limits.connect,
        }
    }
    if place.scheme == "https":
        extensions["sni_hostname"] = place.host
    # A connection for each request: a pool would hand one that was checked to be of one
    # host to another host at the same address.
    with (
        _ending(deadline, extensions) as late,
        _worded(place.host, limits, late),
        httpx.HTTPTransport(verify=_trusted(), proxy=proxy) as transport,
    ):
        request = httpx.Request(
            "GET",
            url,
            headers={**headers, "Host": place.authority, "Connection": "close"},
            extensions=extensions,
        )
        response = transport.handle_request(request)
        try:
            answer = _read(place, response, most)
        finally:
            response.close()
    return answer


def _read(place: Place, response: httpx.Response, most: int) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    if response.status_code != httpx.codes.OK:
        return Answer(response.status_code, headers, b"")
    length = headers.get("content-length", "")
    if length.isdecimal() and len(length) > len(str(most)):
        raise failures.too_large(place.url, most)
    encoding = headers.get("content-encoding", "")
    chunks = response.iter_raw(_CHUNK)
    return Answer(200, headers, whole(place.url, place.host, encoding, chunks, most))


@cache
def _trusted() -> ssl.SSLContext:
    """Who signs for servers: certifi's list, or what SSL_CERT_FILE or SSL_CERT_DIR name."""
    try:
        return httpx.create_ssl_context()
    except (OSError, ssl.SSLError) as error:
        named = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")
        raise failures.bad_certificates(named or "certifi", str(error)) from error


@contextmanager
def _ending(deadline: float, extensions: dict[str, Any]) -> Iterator[list[bool]]:
    """Cut the connection when the time is up: one that drips would never time out.

    The list holds something once that has happened.
    """
    late: list[bool] = []
    sockets: list[socket.socket] = []

    def note(event: str, info: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            found = info["return_value"].get_extra_info("socket")
            # A second handle: TLS takes the first one away, and it stays the same connection.
            sockets.append(found.dup())
            if late:
                cut()

    def cut() -> None:
        late.append(True)
        for each in sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    extensions["trace"] = note
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        for each in sockets:
            each.close()


@contextmanager
def _worded(host: str, limits: Limits, late: list[bool]) -> Iterator[None]:
    """What httpx raises, in our words."""
    try:
        yield
    except failures.NetworkError:
        if late:
            raise failures.too_slow(host, limits.total) from None
        raise
    except httpx.HTTPError as error:
        if late:
            raise failures.too_slow(host, limits.total) from error
        raise _meant(host, limits, error) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise failures.refused_address(host, "it is no address") from error
    if late:  # what was cut may look as if it had come to its end
        raise failures.too_slow(host, limits.total)


def _meant(host: str, limits: Limits, error: httpx.HTTPError) -> failures.NetworkError:
    if isinstance(error, httpx.TimeoutException):
        connects = isinstance(error, httpx.ConnectTimeout)
        return failures.slow(host, limits.connect if connects else limits.read)
    if isinstance(error, httpx.ProxyError):
        return failures.refused_by_proxy(str(error))
    if isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol):
        return failures.refused_address(host, "it is no address")
    if isinstance(error, httpx.ConnectError):
        return _unconnected(host, error)
    return failures.cut_off(host)


def _unconnected(host: str, error: httpx.ConnectError) -> failures.NetworkError:
    cause = _cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return failures.untrusted(host, cause.verify_message)
    if isinstance(cause, ssl.SSLError):
        return failures.nonsense(host, f"no TLS that we understand ({cause.reason})")
    if isinstance(cause, OSError) and cause.errno in _NO_ROUTE:
        return failures.no_network(str(cause.strerror))
    return failures.unreachable(host, getattr(cause, "strerror", None) or str(error))


def _cause(error: BaseException) -> BaseException | None:
    """The system's own error behind another."""
    seen = error.__cause__ or error.__context__
    while seen is not None and not isinstance(seen, OSError):
        seen = seen.__cause__ or seen.__context__
    return seen

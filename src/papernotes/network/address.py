"""Where an address leads: whether it is one of the public web, or of somebody's own network.

A page may name any address, and redirect to any. What it must not reach are the user's
own machine, router, and servers behind the same wall.
"""

import errno
import ipaddress
import socket
import threading
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from papernotes.network import failures

_PORTS: Final = {"http": 80, "https": 443}
_LOCAL_NAMES: Final = ("localhost", "localdomain", "local", "internal", "lan", "home.arpa")
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its end

_NO_NETWORK: Final = {socket.EAI_AGAIN, socket.EAI_FAIL}


class Place(NamedTuple):
    """A checked address of a page. `origin` is who answers for it."""

    url: str  # without user, password and fragment
    scheme: str
    host: str  # ASCII, lower case, without brackets
    port: int
    target: str  # path and query

    @property
    def origin(self) -> tuple[str, int]:
        return self.host, self.port

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = _bracketed(self.host)
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def at(self, address: str) -> str:
        """The URL with that address in place of the host."""
        return f"{self.scheme}://{_bracketed(address)}:{self.port}{self.target}"


def place(url: str, base: str = "") -> Place:
    """Where `url` leads, as it stands on the page `base`. Raises NetworkError."""
    try:
        parts = urlsplit(urljoin(base, url))
        port = parts.port
        host = _ascii(parts.hostname or "")
    except (ValueError, UnicodeError):
        raise failures.refused_address(url, "it is no address") from None
    if parts.scheme not in _PORTS:
        raise failures.refused_address(url, "it is neither http nor https")
    if not host or port == 0:
        raise failures.refused_address(url, "it is no address")
    port = port or _PORTS[parts.scheme]
    target = _quoted(urlunsplit(SplitResult("", "", parts.path or "/", parts.query, "")))
    written = host if port == _PORTS[parts.scheme] and ":" not in host else None
    written = written or f"{_bracketed(host)}" + (
        "" if port == _PORTS[parts.scheme] else f":{port}"
    )
    return Place(f"{parts.scheme}://{written}{target}", parts.scheme, host, port, target)


def addresses(place: Place, seconds: float) -> list[str]:
    """The addresses that the host's name stands for. Raises NetworkError if there is none."""
    found: list[str] = []
    failure: list[Exception] = []

    def look() -> None:
        try:
            infos = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, ValueError) as error:
            failure.append(error)
        else:
            found.extend(dict.fromkeys(str(info[4][0]) for info in infos))

    # The system's resolver knows no time-out and no Ctrl-C: it is waited for beside it.
    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(seconds)
    if found:
        return found
    if not failure:
        raise failures.no_network(f"the name {place.host} was not found in {seconds:g} seconds")
    error = failure[0]
    if isinstance(error, socket.gaierror) and error.errno in _NO_NETWORK:
        raise failures.no_network(f"names such as {place.host} are not found") from error
    if isinstance(error, OSError) and error.errno in (errno.ENETUNREACH, errno.ENETDOWN):
        raise failures.no_network(str(error.strerror)) from error
    raise failures.unknown_host(place.host) from error


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inside = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _NAT64:
            inside.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if found.is_site_local or not all(is_public(str(each)) for each in inside if each):
            return False
        if found.ipv4_mapped or found in _NAT64:
            return True
    return found.is_global and not (found.is_multicast or found.is_reserved)


def is_local_name(host: str) -> bool:
    """Whether a name, or a number in any spelling, plainly means no public host.

    For where a proxy looks up the names: we can't see what they stand for.
    """
    if host.rstrip(".").rpartition(".")[2] in _LOCAL_NAMES or host.endswith(".home.arpa"):
        return True
    if ":" in host:
        return not is_public(host)
    try:
        return not is_public(socket.inet_ntoa(socket.inet_aton(host)))
    except OSError:  # a name, then; one without a dot is of the own network
        return "." not in host


def _ascii(host: str) -> str:
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if set(host) & set(" <>\"'\\^`{}|%/?#@") or not host.isprintable():
        raise ValueError(host)
    return host.lower()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _quoted(target: str) -> str:
    """Letters outside ASCII and what would end a line of a request, as an address has them."""
    return "".join(
        char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in _bytes(char))
        for char in target
    )


def _bytes(char: str) -> bytes:
    return char.encode("utf-8", "replace")

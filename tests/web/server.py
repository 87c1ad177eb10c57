"""Real servers on the loopback, that answer as the web does and as it should not."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

Headers = Mapping[str, str]
# An answer is written by hand where no server that is sound would send it.
Raw = Callable[[socket.socket], object]


class Reply(NamedTuple):
    """What a server answers to a path."""

    body: bytes | str = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = {}


class Asked(NamedTuple):
    """A request, as it came in."""

    path: str
    headers: Headers


def moved(to: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": to})


class Web:
    """A server, the pages that it has, and what it was asked for."""

    def __init__(self, context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, Reply | Raw | Callable[[Asked], Reply]] = {}
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer((host, 0), _handler(self))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.scheme = "https" if context else "http"
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()

    def url(self, path: str = "", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serving(context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[Web]:
    web = Web(context, host)
    try:
        yield web
    finally:
        web.close()


def closed_port() -> int:
    """A port of the loopback at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def raw(*pieces: bytes, pause: float = 0.0, stop: threading.Event | None = None) -> Raw:
    """Send these bytes, one after the other, and hang up."""

    def answer(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
            if pause and stop and stop.wait(pause):
                return

    return answer


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            with suppress(OSError):  # the client has had enough
                super().handle()

        def do_GET(self) -> None:
            self.close_connection = True
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.path, headers)
            web.asked.append(asked)
            page: Any = web.pages.get(self.path, Reply("nothing here", status=404))
            if callable(page) and not isinstance(page, Reply):
                try:
                    page = page(asked) if _takes_asked(page) else page(self.connection)
                except OSError:
                    return
            if not isinstance(page, Reply):
                return
            body = page.body.encode() if isinstance(page.body, str) else page.body
            self.send_response(page.status)
            written = {"Content-Type": page.type, "Content-Length": str(len(body)), **page.headers}
            for name, value in written.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass  # the test's output is no place for it

    return Handler


def _takes_asked(page: Callable[..., object]) -> bool:
    return "connection" not in page.__code__.co_varnames

"""A catalog's file, or a list, from the web."""

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from papernotes.curating.sources import addresses, list_address
from papernotes.errors import BAD_DATA, PapernotesError
from papernotes.index.progress import waited
from papernotes.library.core import consult
from papernotes.model.clean import clean
from papernotes.paths import Places
from papernotes.settings import Given

if TYPE_CHECKING:
    from papernotes.network.cache import Page
    from papernotes.network.door import Door

_ACCEPT: Final = "application/toml, text/plain;q=0.9, */*;q=0.5"


def fetched(places: Places, given: Given, url: str, most: int) -> tuple[str, bytes]:
    """The address of the file that is meant, and its bytes: at most so many.

    Raises PapernotesError if it can't be had, or is a page.
    """
    door = _door(places, given)
    for address in addresses(url):
        with waited(f"Waiting for {_host(address)}"):
            page = _had(door, address, _ACCEPT, most)
        if not _is_page(page.type, page.data):
            return address, page.data
    raise PapernotesError(
        f"there is a page at {address}, and no catalog",
        hint="Give the address of its papers.toml itself, or of a repository at GitHub, GitLab"
        " or Codeberg that has one.",
        code=BAD_DATA,
    )


def page(places: Places, given: Given, url: str, most: int) -> "Page":
    """What is at an address that the user typed, whatever it is; at most so many bytes."""

    address, door = list_address(url), _door(places, given)
    with waited(f"Waiting for {_host(address)}"):
        return _had(door, address, "*/*", most)


def _had(door: "Door", address: str, accept: str, most: int) -> "Page":
    """A page that is no paper's. Raises PapernotesError that does not speak of one."""
    from papernotes.network.failures import NetworkError, failed

    try:
        return door.fetch(address, accept=accept, named=True, most=most)
    except NetworkError as error:
        if error.status in (404, 410):
            what = f"there is nothing at {address} ({error.status})"
            raise failed(what, "Has it moved, or is it typed wrong?", status=error.status) from None
        if error.everywhere or error.again or not error.status:
            raise
        hint = "Save it with a browser, and name the file instead of the address."
        raise failed(error.message, hint, status=error.status) from None


def _host(address: str) -> str:
    return clean(urlsplit(address).hostname or "")


def _door(places: Places, given: Given) -> "Door":
    from papernotes.network.door import Door  # brings httpx, which a file needs not
    from papernotes.network.pace import Pace

    settings = consult(places, given, lambda library: library.settings, any_catalog=True)
    offline = settings.sources["offline"] if settings.offline else None
    # Without a cache: what is asked for is what it is now.
    return Door(Pace(places.cache / "pace"), offline=offline)


def _is_page(kind: str, data: bytes) -> bool:
    return kind in ("text/html", "application/xhtml+xml") or data.lstrip()[:1] == b"<"

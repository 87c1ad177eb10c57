"""Look a paper up: by its arXiv id or DOI where those are registered, else on its page.

arXiv's ids are DOIs of DataCite, too, so that one service knows nearly all papers; whom it
does not know yet, arXiv's own page tells of.
"""

import json
import re
from typing import Final
from urllib.parse import quote

from papernotes.importing import csl
from papernotes.model import ids
from papernotes.model.record import Record
from papernotes.network import failures, meta
from papernotes.network.cache import Page
from papernotes.network.door import Door
from papernotes.network.failures import NetworkError
from papernotes.network.landing import page_of

ARXIV: Final = "https://arxiv.org"
_CSL: Final = "application/vnd.citationstyles.csl+json"
_HTML: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
_HTML_TYPES: Final = ("text/html", "application/xhtml+xml", "")
# Who knows the paper and has no such form of it; "bad request" is what some of them say then.
_OTHERWISE: Final = (400, 404, 406, 410, 415, 500, 501)
_GONE: Final = (404, 410)
_IN_DOI: Final = "/:;.,()-_~!$&'*+=@"
_SNIFFED: Final = 2_000  # bytes of a page in which it says how it is encoded


class Lookup:
    """Asks through `door`. DOIs are looked up at `resolver`, arXiv's pages are at `arxiv`."""

    def __init__(self, door: Door, resolver: str, arxiv: str = ARXIV) -> None:
        self._door = door
        self._resolver = resolver.rstrip("/")
        self._arxiv = arxiv.rstrip("/")

    def __call__(self, name: str, address: str = "", *, named: bool = False) -> Record:
        """The paper of an id; of a page also its `address`, as it is written somewhere.

        `named`: the user typed it, so that it may be on their own network.

        The record has the id among its own. Raises NetworkError, which says why not.
        """
        scheme, _, rest = name.partition(":")
        if scheme == "arxiv":
            found = self._arxivs(rest)
        elif scheme == "doi":
            found = self._registered(rest)
        else:
            found = self._page(address or rest, named=named)
        return found._replace(ids=ids.ordered([*found.ids, name]))

    def _arxivs(self, name: str) -> Record:
        try:
            return self._registered(f"10.48550/arXiv.{name}")
        except NetworkError as error:
            if error.everywhere:
                raise
            # A paper of today has no DOI yet; and if the registry is down, arXiv may not be.
            try:
                return self._read(f"{self._arxiv}/abs/{name}")
            except NetworkError as second:
                raise (error if error.status == 0 and second.status == 0 else second) from error

    def _registered(self, doi: str) -> Record:
        url = f"{self._resolver}/{quote(doi, safe=_IN_DOI)}"
        try:
            page = self._door.fetch(url, accept=_CSL)
        except NetworkError as error:
            if error.status not in _OTHERWISE or error.status in _GONE:
                raise
            return self._read(url)
        return _of_csl(page) or self._read(url, page)

    def _page(self, address: str, *, named: bool) -> Record:
        """The page about what is at an address, which may be its PDF."""
        found = self._read(page := page_of(address), own=page, named=named)
        own = ids.url(address)
        return found._replace(ids=ids.ordered([*found.ids, *([own] if own else [])]))

    def _read(
        self, url: str, page: Page | None = None, *, own: str = "", named: bool = False
    ) -> Record:
        """What a page says; `own` is the address by which it is known."""
        if page is None or page.type not in _HTML_TYPES:
            page = self._door.fetch(url, accept=_HTML, named=named)
        if page.type not in _HTML_TYPES:
            raise failures.no_page(url, page.type)
        found = meta.record(text_of(page), own)
        if found is None:
            raise failures.says_nothing(url)
        return found


def _of_csl(page: Page) -> Record | None:
    if "json" not in page.type:
        return None
    try:
        item = json.loads(page.data)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        return None
    if isinstance(item, list):
        item = item[0] if item else None
    found = csl.record(item) if isinstance(item, dict) else None
    return found if isinstance(found, Record) else None


def text_of(page: Page) -> str:
    """The text of a page, in the encoding that it says; what can't be read is replaced."""
    charset = page.charset
    if not charset:
        head = page.data[:_SNIFFED]
        match = re.search(rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", head, re.IGNORECASE)
        charset = match[1].decode("ascii", "replace") if match else "utf-8"
    try:
        return page.data.decode(charset, "replace").removeprefix("\ufeff")
    except (LookupError, UnicodeError, ValueError):  # no encoding, or none of texts
        return page.data.decode("utf-8", "replace")

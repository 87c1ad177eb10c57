"""The door to the network: every page that papernotes fetches comes in here.

Only http and https; only the public web, and what the user named; never too much, never
for ever, never too often. docs/security.md says what that is for.
"""

import datetime as dt
import re
import time
from collections.abc import Callable, Collection, Sequence
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from papernotes import __version__
from papernotes.network import failures
from papernotes.network.address import Place, addresses, is_local_name, is_public, place
from papernotes.network.cache import Cache, Page
from papernotes.network.failures import NetworkError
from papernotes.network.hop import Answer, Limits, ask
from papernotes.network.pace import Pace
from papernotes.network.proxy import proxy_for
from papernotes.paths import Places

_AGENT: Final = f"papernotes/{__version__} (+https://pypi.org/project/papernotes/)"
_REDIRECTS: Final = 8
_OK: Final = 200
_TOO_MANY: Final = 429
_MOVED: Final = (301, 302, 303, 307, 308)
_PRIVATE: Final = "it is on your own network"
_ADDRESSES: Final = 3  # of a host that are tried
MOST: Final = 8_000_000  # bytes of a page; those with all their pictures inside have five


class Patience(NamedTuple):
    """How often something is tried, and how long is waited in between."""

    tries: int = 3
    pause: float = 0.5  # seconds before the second try; twice that before the third …
    longest: float = 30.0  # that a server may ask for


class Door:
    """One for each command. `named`: origins that the user names in the settings."""

    def __init__(
        self,
        pace: Pace,
        cache: Cache | None = None,
        *,
        named: Collection[str] = (),
        offline: str | None = None,  # who says that the network is not to be used
        limits: Limits = Limits(),  # noqa: B008 (frozen)
        patience: Patience = Patience(),  # noqa: B008 (frozen)
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pace = pace
        self._cache = cache
        self._named = {place(url).origin for url in named}
        self._offline = offline
        self._limits = limits
        self._patience = patience
        self._sleep = sleep
        self._given_up: dict[tuple[str, int], NetworkError] = {}

    def fetch(self, url: str, *, accept: str, named: bool = False, most: int = MOST) -> Page:
        """The page at `url`. Raises NetworkError, which says in a sentence why not.

        `named`: the user gave that address: its origin may be on their own network.
        """
        if self._offline:
            raise failures.offline(self._offline)
        start = place(url)
        if self._cache and (kept := self._cache.get(start.url, accept)):
            return kept
        origins = {*self._named, start.origin} if named else self._named
        try:
            page = self._tried(start, accept, origins, most)
        except NetworkError as error:
            self._give_up(error)
            raise
        if self._cache:
            self._cache.put(start.url, accept, page)
        return page

    def _tried(
        self, start: Place, accept: str, origins: Collection[tuple[str, int]], most: int
    ) -> Page:
        import tenacity  # 10 ms, of a wait for the network

        def pause(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.wait if isinstance(error, NetworkError) else None
            grown: float = self._patience.pause * 2 ** (state.attempt_number - 1)
            return max(asked or 0.0, grown)

        again = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self._patience.tries),
            wait=pause,
            retry=tenacity.retry_if_exception(self._is_worth_it),
            sleep=self._sleep,
            reraise=True,
        )
        page: Page = again(self._followed, start, accept, origins, most)
        return page

    def _give_up(self, error: NetworkError) -> None:
        """Do not ask again who does not answer: with fifty papers that would take an hour."""
        if error.again and error.origin and error.status in (0, _TOO_MANY):
            error.again = False
            self._given_up[error.origin] = error

    def _is_worth_it(self, error: BaseException) -> bool:
        return (
            isinstance(error, NetworkError)
            and error.again
            and (error.wait or 0.0) <= self._patience.longest
        )

    def _followed(
        self, start: Place, accept: str, origins: Collection[tuple[str, int]], most: int
    ) -> Page:
        """The page where all redirects end."""
        deadline = time.monotonic() + self._limits.total
        at = start
        for _ in range(_REDIRECTS + 1):
            answer = self._asked(at, accept, origins, most, deadline)
            if answer.status == _OK:
                kind, charset = _type(answer.headers.get("content-type", ""))
                return Page(at.url, kind, answer.data, charset)
            goal = answer.headers.get("location", "")
            if answer.status not in _MOVED or not goal:
                error = failures.status(at.url, answer.status, _asked_wait(answer))
                error.origin = at.origin
                raise error
            at = place(goal, at.url)
        raise failures.too_many_redirects(start.url, _REDIRECTS)

    def _asked(
        self,
        at: Place,
        accept: str,
        origins: Collection[tuple[str, int]],
        most: int,
        deadline: float,
    ) -> Answer:
        if at.origin in self._given_up:
            raise self._given_up[at.origin]
        proxy = proxy_for(at)
        own = at.origin in origins
        found = self._checked(at, proxy, own, deadline)
        if not own:  # one's own servers may be asked as fast as they answer
            self._pace.wait(at.host)
        error = failures.unknown_host(at.host)
        for address in found[:_ADDRESSES]:
            try:
                return ask(
                    at,
                    address,
                    proxy,
                    {"User-Agent": _AGENT, "Accept": accept, "Accept-Encoding": "gzip"},
                    most=most,
                    limits=self._limits,
                    deadline=deadline,
                )
            except NetworkError as failed:
                failed.origin = at.origin
                error = failed
                if not failed.again or time.monotonic() > deadline:
                    break
        raise error

    def _checked(
        self, at: Place, proxy: str | None, own: bool, deadline: float
    ) -> Sequence[str | None]:
        """The addresses at which to ask; None where the proxy knows it. Raises NetworkError."""
        if proxy:
            if not own and is_local_name(at.host):
                raise failures.refused_address(at.url, _PRIVATE)
            return [None]
        left = max(0.0, min(self._limits.connect, deadline - time.monotonic()))
        try:
            found = addresses(at, left)
        except NetworkError as error:
            error.origin = at.origin
            raise
        # All of them: a name that stands for a public and a private address is a trick.
        if not own and not all(map(is_public, found)):
            raise failures.refused_address(at.url, _PRIVATE)
        return found


def door(places: Places, *, resolver: str, offline: str | None) -> Door:
    """The door as the settings have it."""
    return Door(
        Pace(places.cache / "pace"),
        Cache(places.cache / "lookups"),
        named=[resolver],
        offline=offline,
    )


def _type(header: str) -> tuple[str, str]:
    """`text/html` and `utf-8` of "text/html; charset=UTF-8"."""
    kind = header.partition(";")[0].strip().lower()
    charset = re.search(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", header, re.IGNORECASE | re.ASCII)
    return kind, charset[1].lower() if charset else ""


def _asked_wait(answer: Answer) -> float | None:
    """The seconds that a server asks us to wait: a number, or the date when to come again."""
    text = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,12}", text, re.ASCII):
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    return max(0.0, (when - dt.datetime.now(dt.UTC)).total_seconds())

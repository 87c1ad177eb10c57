"""What goes wrong on the network, each in one sentence with what to do about it."""

from papernotes.errors import NOT_FOUND, USAGE, PapernotesError

_LATER = "Run the same command again later."
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MEGABYTE = 1_000_000
_TOO_MANY = 429
_OUT_OF_ORDER = (502, 503, 504)
_LONGEST = 200  # characters of an address that a message repeats


class NetworkError(PapernotesError):
    """A page could not be had.

    `everywhere`: nothing else can be had either; `again`: it may be worth another try at
    once; `status`: what the server answered, if it did.
    """

    everywhere = False
    again = False
    status = 0
    wait: float | None = None  # seconds that the server asks for
    origin: tuple[str, int] | None = None  # who failed


def failed(
    message: str,
    hint: str = _LATER,
    *,
    everywhere: bool = False,
    again: bool = False,
    status: int = 0,
    wait: float | None = None,
) -> NetworkError:
    error = NetworkError(message, hint=hint, code=NOT_FOUND if status in (404, 410) else 1)
    error.everywhere, error.again, error.status, error.wait = everywhere, again, status, wait
    return error


def offline(source: str) -> NetworkError:
    hint = "Leave out --offline." if source == "--offline" else f"{source} has switched it off."
    return failed("papernotes may not use the network", hint, everywhere=True)


def no_network(why: str) -> NetworkError:
    return failed(f"no network: {why}", everywhere=True, again=True)


def unknown_host(host: str) -> NetworkError:
    return failed(f"there is no host {_shown(host)}", "Is the address typed right?")


def unreachable(host: str, why: str) -> NetworkError:
    return failed(f"could not reach {_shown(host)}: {why}", again=True)


def untrusted(host: str, why: str) -> NetworkError:
    return failed(
        f"{_shown(host)} can't prove that it is {_shown(host)}: {why}",
        "If a certificate of your own network signs it, name its file: SSL_CERT_FILE=/some/ca.pem",
    )


def too_slow(host: str, seconds: float) -> NetworkError:
    return failed(f"{_shown(host)} takes longer than {seconds:g} seconds for its answer")


def slow(host: str, seconds: float) -> NetworkError:
    return failed(f"{_shown(host)} did not answer within {seconds:g} seconds", again=True)


def cut_off(host: str) -> NetworkError:
    return failed(f"the answer of {_shown(host)} breaks off in the middle", again=True)


def nonsense(host: str, why: str) -> NetworkError:
    return failed(f"{_shown(host)} answers what is no page: {why}")


def too_large(url: str, most: int) -> NetworkError:
    size = f"{most / _MEGABYTE:g} MB" if most >= _MEGABYTE else f"{most} bytes"
    return failed(f"{_shown(url)} is larger than {size}", "Pages about papers are not.")


def refused_address(url: str, why: str) -> NetworkError:
    return failed(
        f"{_shown(url)} is not asked for: {why}",
        "Only addresses of the public web are followed. What you type yourself is asked for.",
    )


def too_many_redirects(url: str, most: int) -> NetworkError:
    return failed(
        f"{_shown(url)} leads from page to page, more than {most} times",
        "Open it in a browser, and give the address where you arrive.",
    )


def bad_proxy(proxy: str) -> NetworkError:
    scheme = proxy.partition("://")[0] if "://" in proxy else "unknown"
    return failed(
        f"papernotes can't use a proxy of the kind {_shown(scheme)}",
        "Set HTTPS_PROXY to one whose address begins with http://",
        everywhere=True,
    )


def no_page(url: str, kind: str) -> NetworkError:
    shown = kind[:60]
    return failed(
        f"{_shown(url)} is no page about a paper, but {shown}",
        "Give the address of the page where it is announced, or a --title.",
    )


def says_nothing(url: str) -> NetworkError:
    return failed(
        f"{_shown(url)} does not say what it is", "Say it yourself: papernotes add … --title “…”"
    )


def bad_resolver(resolver: str, source: str) -> PapernotesError:
    where = source if source.startswith("PAPERNOTES_") else f"“resolver” in {source}"
    return PapernotesError(
        f"the resolver “{_shown(resolver)}” is no http or https address",
        hint=f"Mend {where}: https://doi.org is everybody's.",
        code=USAGE,
    )


def refused_by_proxy(why: str) -> NetworkError:
    return failed(f"the proxy does not let us through: {why}")


def bad_certificates(named: str, why: str) -> NetworkError:
    return failed(
        f"the certificates of {named} can't be read: {why}",
        "Mend SSL_CERT_FILE, or unset it.",
        everywhere=True,
    )


def status(url: str, code: int, wait: float | None) -> NetworkError:
    """What an answer that is no page means."""
    shown = _shown(url)
    if code in (404, 410):
        error = failed(f"there is no such paper at {shown}", "Is it typed right?", status=code)
    elif code in (401, 402, 403, 451):
        error = failed(
            f"{shown} is not open to programs ({code})",
            "Open it in a browser, and say what it is: papernotes add … --title “…”",
            status=code,
        )
    elif code in (406, 415):
        error = failed(
            f"{shown} does not tell programs what it is ({code})",
            "Say it yourself: papernotes add … --title “…”",
            status=code,
        )
    elif code == _TOO_MANY:
        asks = f": try again in {said(wait)}" if wait is not None else ""
        error = failed(
            f"{shown} has been asked too often{asks}", status=code, wait=wait, again=True
        )
    elif code in _OUT_OF_ORDER:
        asks = f": try again in {said(wait)}" if wait is not None else ""
        error = failed(
            f"{shown} is out of order now ({code}){asks}", status=code, wait=wait, again=True
        )
    else:
        error = failed(f"{shown} answers with an error ({code})", status=code)
    return error


def said(seconds: float) -> str:
    """A time as people say it: "40 seconds", "7 days"."""
    for size, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {name}{'s' if count > 1 else ''}"
    return f"{round(seconds)} seconds"


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

"""Ids: the names of a work that hold in every catalog.

`arxiv:1706.03762` (never a version), `doi:10.…` (lower case), `url:https://…`
(normalised), `local:…`. The rules here are frozen: journals hold their results, so a
change of a rule would part readers from their progress.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from papernotes.model.text import scalar

# New style since April 2007 ("1706.03762"), old style before ("hep-th/9901001"; the
# subject class of "math.GT/0309136" is no part of the name).
# https://info.arxiv.org/help/arxiv_identifier.html
# Patterns are compiled when they are first used: most runs see no id (re keeps them).
_ARXIV_NEW = r"(\d{4}\.\d{4,5})(?:v\d+)?"
_ARXIV_OLD = r"([a-z][a-z-]*)(?:\.[a-z]{2})?/(\d{7})(?:v\d+)?"
_DOI = r"10\.\d{4,9}(?:\.\d+)*/\S+"
_ARXIV_DOI = "10.48550/arxiv."
_LOCAL = r"local:[a-z0-9][a-z0-9-]{3,63}"

_ARXIV_HOSTS = ("arxiv.org", "export.arxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org")
_ARXIV_PATH = r"/(?:abs|pdf|html|format|ps)/(.+?)(?:\.pdf)?/?"
_DOI_HOSTS = ("doi.org", "dx.doi.org")

# What people's clicks leave in an address; it names nobody's page.
_TRACKING = r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED_PATH = "/:@!$&'()*+,;=~-._"

ORDER = ("arxiv", "doi", "url", "local")  # the uid is the first that a paper has


def arxiv(text: str) -> str | None:
    """`arxiv:…` for an arXiv id, with or without `arXiv:` and version; else None."""
    bare = text.strip().lower().removeprefix("arxiv:").strip()
    if match := re.fullmatch(_ARXIV_NEW, bare, re.ASCII):
        return f"arxiv:{match[1]}"
    if match := re.fullmatch(_ARXIV_OLD, bare, re.ASCII):
        return f"arxiv:{match[1]}/{match[2]}"
    return None


def doi(text: str) -> str | None:
    """`doi:…` for a DOI, or `arxiv:…` where it is arXiv's own DOI; else None."""
    bare = text.strip().lower().removeprefix("doi:").strip()
    if bare.startswith(_ARXIV_DOI) and (found := arxiv(bare.removeprefix(_ARXIV_DOI))):
        return found
    return f"doi:{bare}" if re.fullmatch(_DOI, bare, re.ASCII) and bare.isprintable() else None


def url(text: str) -> str | None:
    """The id of a web address: arXiv's and doi.org's by what they lead to; else None."""
    try:
        parts = urlsplit(scalar(text).strip())
        port = parts.port
    except ValueError:  # "http://[", a port of letters
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    host = _host(parts.hostname)
    if host is None:
        return None
    if host in _ARXIV_HOSTS and (match := re.fullmatch(_ARXIV_PATH, parts.path)):
        found = arxiv(unquote(match[1]))
        if found:
            return found
    if host in _DOI_HOSTS and (found := doi(unquote(parts.path).lstrip("/"))):
        return found
    if port is not None and port not in (_DEFAULT_PORTS[scheme], _DEFAULT_PORTS["https"]):
        host = f"{host}:{port}"
    query = _query(parts.query)
    return f"url:https://{host}{_path(parts.path)}{'?' + query if query else ''}"


def parse(text: str) -> str | None:
    """The id that `text` writes in any of its usual forms, or None if it writes none."""
    text = scalar(text).strip()
    if text.lower().startswith("url:"):
        return url(text[4:])
    if text.lower().startswith("doi:"):
        return doi(text)
    if "://" in text:
        return url(text)
    if text.startswith("local:"):
        return text if re.fullmatch(_LOCAL, text, re.ASCII) else None
    return arxiv(text) or doi(text)


def ordered(names: Iterable[str]) -> tuple[str, ...]:
    """The ids without repeats, those by which we would rather show a paper first."""
    unique = dict.fromkeys(names)
    return tuple(sorted(unique, key=lambda name: ORDER.index(name.partition(":")[0])))


def _host(name: str) -> str | None:
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    name = name.lower().rstrip(".")
    while name.startswith("www."):
        name = name.removeprefix("www.")
    if not name or not name.isprintable() or set(name) & set(" <>\"'\\|^`{}%"):
        return None
    return f"[{name}]" if ":" in name else name  # an IPv6 address


def _path(path: str) -> str:
    segments: list[str] = []
    for written in path.split("/"):
        segment = _quoted(written)
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(segment)
    return "".join(f"/{segment}" for segment in segments)


def _quoted(segment: str) -> str:
    # "%2F" stays apart from "/": a slash inside a segment is another address.
    pieces = re.split("%2[Ff]", segment)
    return "%2F".join(
        quote(unquote(piece, errors="surrogateescape"), _UNRESERVED_PATH, errors="surrogateescape")
        for piece in pieces
    )


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted(pair for pair in pairs if not re.fullmatch(_TRACKING, pair[0].lower()))
    return urlencode(kept, errors="surrogateescape")

"""From what people copy to the page that says what a paper is. Pure.

The address of a PDF names a paper as well as its page does, and says less.
"""

import re
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

_ANTHOLOGY: Final = "https://aclanthology.org"
# https://aclanthology.org/info/ids/: "N19-1423" until 2020, then "2020.acl-main.703".
_ACL_OLD: Final = r"[A-Z]\d{2}-\d{4,6}"
_ACL_NEW: Final = r"\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+"


class Rule(NamedTuple):
    """How a site calls a PDF, and how its page. `page` is a template of re."""

    host: str
    pattern: str  # of path and query, all of it
    page: str


RULES: Final = (
    Rule("aclanthology.org", rf"/({_ACL_OLD}|{_ACL_NEW})(?:v\d+)?(?:\.pdf|\.bib)?/?", r"/\1/"),
    Rule("aclweb.org", rf"/anthology/({_ACL_OLD}|{_ACL_NEW})(?:v\d+)?(?:\.pdf)?/?", r"/\1/"),
    Rule("openreview.net", r"/(?:pdf|attachment)\?(?:[^#]*&)?id=([\w-]+)(?:&.*)?", r"/forum?id=\1"),
    Rule("proceedings.mlr.press", r"/(v\d+|r\d+)/([\w-]+)/\2\.pdf", r"/\1/\2.html"),
    Rule(
        "proceedings.neurips.cc",
        r"/(paper_files/paper/\d{4}|paper/\d{4})/file/([0-9a-f]+)-(?:Paper|Supplemental|Bibtex)"
        r"(-[A-Za-z_]+)?\.(?:pdf|bib|zip)",
        r"/\1/hash/\2-Abstract\3.html",
    ),
    Rule("papers.nips.cc", r"/(paper/\d+-[\w.-]+?)\.pdf", r"/\1"),
    Rule(
        "openaccess.thecvf.com",
        r"/(content.*)/papers/([\w.-]+?)\.pdf",
        r"/\1/html/\2.html",
    ),
    Rule("jmlr.org", r"/papers/volume(\d+)/([\w-]+)/\2\.pdf", r"/papers/v\1/\2.html"),
    Rule("ojs.aaai.org", r"/(.*/article)/(?:view|download)/(\d+)/\d+/?", r"/\1/view/\2"),
)
_HOSTS: Final = {"aclweb.org": "aclanthology.org"}  # where a site has moved to


def page_of(url: str) -> str:
    """The page about the paper that is at `url`, which may be that itself."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    for rule in RULES:
        if host == rule.host and (match := re.fullmatch(rule.pattern, path, re.ASCII)):
            return f"https://{_HOSTS.get(host, host)}{match.expand(rule.page)}"
    return url


def anthology(text: str) -> str | None:
    """The page of a paper of the ACL Anthology that is typed by its id alone; else None."""
    text = text.strip()
    if re.fullmatch(f"{_ACL_OLD}|{_ACL_NEW}", text, re.ASCII):
        return f"{_ANTHOLOGY}/{quote(text)}/"
    return None

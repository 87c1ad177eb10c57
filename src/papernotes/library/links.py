"""Where a paper can be read, and where its code and other things lie. Pure."""

import re
from urllib.parse import urlsplit

from papernotes.errors import NOT_FOUND, USAGE, PapernotesError
from papernotes.model.paper import Paper
from papernotes.model.text import fold

_CODE_HOSTS = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "huggingface.co")


def page(paper: Paper, ref: str) -> str:
    """The paper's own address. `ref`, here and below: what it is called where it has none."""
    if paper.url is None:
        raise _none(paper, ref, "no address")
    return paper.url


def pdf(paper: Paper, ref: str) -> str:
    """The paper's PDF: by a link that says so, or by the rules of the site it lies on."""
    for label, url in paper.links:
        if fold(label) == "pdf":
            return url
    if paper.arxiv:
        return f"https://arxiv.org/pdf/{paper.arxiv}"
    for url in filter(None, [paper.url, *(url for _, url in paper.links)]):
        if found := _pdf_of(url):
            return found
    raise _none(paper, ref, "no PDF that we know of")


def code(paper: Paper, ref: str) -> str:
    """The paper's code: by a link that says so, or that leads where code is kept."""
    for label, url in paper.links:
        if "code" in fold(label).split():
            return url
    for _, url in paper.links:
        if _host(url) in _CODE_HOSTS:
            return url
    raise _none(paper, ref, "no link to code")


def labelled(paper: Paper, ref: str, label: str) -> str:
    """The link with that label, or with the only one that begins so."""
    wanted = fold(label.strip())
    own = [("Paper", paper.url)] if paper.url else []
    names = [(fold(name), name, url) for name, url in [*paper.links, *own]]
    exact = [each for each in names if each[0] == wanted]
    found = exact or [each for each in names if wanted and each[0].startswith(wanted)]
    if not found:
        raise _none(paper, ref, f"no link “{label}”")
    if len({url for _, _, url in found}) > 1:
        raise PapernotesError(
            f"{paper.name} has {len(found)} links that begin with “{label}”",
            hint=f"Take one of them: {', '.join(name for _, name, _ in found)}.",
            code=USAGE,
        )
    return found[0][2]


def _pdf_of(url: str) -> str | None:
    parts = urlsplit(url)
    path = parts.path
    if path.lower().endswith(".pdf"):
        return url
    host = _host(url)
    if host == "openreview.net" and path == "/forum":
        return url.replace("/forum?", "/pdf?", 1)
    if host == "aclanthology.org" and re.fullmatch(r"/[\w.-]+/?", path):
        return f"https://aclanthology.org{path.rstrip('/')}.pdf"
    return None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _none(paper: Paper, ref: str, what: str) -> PapernotesError:
    labels = ", ".join(label for label, _ in paper.links)
    has = f"Its links: {labels}." if labels else "It has no links."
    return PapernotesError(
        f"{paper.name} has {what}",
        hint=f"{has} See: papernotes show {ref}",
        code=NOT_FOUND,
    )

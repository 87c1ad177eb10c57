"""Where a catalog comes from: of an address, which file is meant, and what to call it. Pure."""

import re
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

FILE: Final = "papers.toml"


class _Rule(NamedTuple):
    """Addresses of pages at a host, and where the files themselves are to be had."""

    host: str
    path: str  # of a page; `repo` is the repository, `ref` a branch, `rest` a folder or file in it
    raw: str


# GitHub and GitLab give a repository's default branch the name HEAD. Forgejo, which Codeberg
# runs on, has it where its API is asked without one.
# https://docs.github.com/en/repositories  https://docs.gitlab.com/user/project/repository
# https://codeberg.org/api/swagger (repoGetRawFile)
_REPO = r"/(?P<repo>[^/]+/[^/]+?)(?:\.git)?"
_REST = r"/(?P<ref>[^/]+)(?P<rest>(?:/.*)?)"
_GROUPS = r"/(?P<repo>[^/]+(?:/(?!-/)[^/]+?)+?)(?:\.git)?"  # GitLab has groups within groups
_RULES: Final = (
    _Rule("github.com", rf"{_REPO}", "https://raw.githubusercontent.com/{repo}/HEAD{rest}"),
    _Rule(
        "github.com",
        rf"{_REPO}/(?:tree|blob|raw){_REST}",
        "https://raw.githubusercontent.com/{repo}/{ref}{rest}",
    ),
    _Rule("gitlab.com", rf"{_GROUPS}", "https://gitlab.com/{repo}/-/raw/HEAD{rest}"),
    _Rule(
        "gitlab.com",
        rf"{_GROUPS}/-/(?:tree|blob|raw){_REST}",
        "https://gitlab.com/{repo}/-/raw/{ref}{rest}",
    ),
    _Rule("codeberg.org", rf"{_REPO}", "https://codeberg.org/api/v1/repos/{repo}/raw{rest}"),
    _Rule(
        "codeberg.org",
        rf"{_REPO}/(?:src|raw)/(?P<kind>branch|tag|commit){_REST}",
        "https://codeberg.org/{repo}/raw/{kind}/{ref}{rest}",
    ),
)


def is_address(source: str) -> bool:
    """Whether it is to be had from the web; else it is a file or a folder."""
    return source.lower().startswith(("http://", "https://"))


def without_password(url: str) -> str:
    """The address as it may be shown and kept. Who needs a password is not asked at all."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def addresses(url: str) -> list[str]:
    """Where to look for the catalog's file; the second if the first is a page."""
    if raw := _at_a_host(url, FILE, r".*\.toml"):
        return [raw]
    parts = urlsplit(url)
    if parts.path.endswith(".toml"):
        return [url]
    within = parts._replace(path=f"{parts.path.rstrip('/')}/{FILE}", query="", fragment="")
    return [url, urlunsplit(within)]


def name_in(url: str) -> str:
    """What the file would be called: after its folder or repository, or after itself."""
    path = unquote(urlsplit(url).path).rstrip("/").removesuffix(f"/{FILE}")
    host = urlsplit(url).hostname or ""
    for rule in _RULES:
        match = re.fullmatch(rule.path, path)
        if host.removeprefix("www.") == rule.host and match:
            rest = match.groupdict().get("rest") or ""
            path = rest if rest.strip("/") else match["repo"]
            break
    return path.rpartition("/")[2].removesuffix(".toml") or host.partition(".")[0]


def list_address(url: str) -> str:
    """Where a reading list itself is to be had: of a repository's page its README."""
    return _at_a_host(url, "README.md", r".*/[^/]+\.[^/.]+") or url


def _at_a_host(url: str, file: str, is_file: str) -> str | None:
    """The file that a page of a repository is about: itself if its path `is_file`, else `file`."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    for rule in _RULES:
        match = re.fullmatch(rule.path, path)
        if (parts.hostname or "").removeprefix("www.") == rule.host and match:
            named = {"rest": "", **match.groupdict()}
            if not re.fullmatch(is_file, named["rest"]):
                named["rest"] = f"{named['rest']}/{file}"
            return rule.raw.format(**named)
    return None

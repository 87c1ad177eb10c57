"""Of an address: which file is meant, and what the catalog is called."""

import pytest

from papernotes.curating.sources import addresses, is_address, list_address, name_in

RAW = "https://raw.githubusercontent.com"
HOSTED = [
    ("https://github.com/ada/club", f"{RAW}/ada/club/HEAD/papers.toml", "club"),
    ("https://github.com/ada/club/", f"{RAW}/ada/club/HEAD/papers.toml", "club"),
    ("https://www.github.com/ada/club.git", f"{RAW}/ada/club/HEAD/papers.toml", "club"),
    ("http://github.com/ada/club?tab=readme#top", f"{RAW}/ada/club/HEAD/papers.toml", "club"),
    ("https://github.com/ada/lists/tree/main", f"{RAW}/ada/lists/main/papers.toml", "lists"),
    ("https://github.com/ada/lists/tree/main/a/rl", f"{RAW}/ada/lists/main/a/rl/papers.toml", "rl"),
    ("https://github.com/ada/lists/blob/v1/rl.toml", f"{RAW}/ada/lists/v1/rl.toml", "rl"),
    (
        "https://github.com/ada/lists/blob/main/rl/papers.toml",
        f"{RAW}/ada/lists/main/rl/papers.toml",
        "rl",
    ),
    ("https://gitlab.com/ada/club", "https://gitlab.com/ada/club/-/raw/HEAD/papers.toml", "club"),
    (
        "https://gitlab.com/group/sub/club.git",
        "https://gitlab.com/group/sub/club/-/raw/HEAD/papers.toml",
        "club",
    ),
    (
        "https://gitlab.com/group/sub/club/-/tree/main/rl",
        "https://gitlab.com/group/sub/club/-/raw/main/rl/papers.toml",
        "rl",
    ),
    (
        "https://gitlab.com/ada/club/-/blob/main/rl.toml?ref_type=heads",
        "https://gitlab.com/ada/club/-/raw/main/rl.toml",
        "rl",
    ),
    (
        "https://codeberg.org/ada/club",
        "https://codeberg.org/api/v1/repos/ada/club/raw/papers.toml",
        "club",
    ),
    (
        "https://codeberg.org/ada/club/src/branch/main/rl",
        "https://codeberg.org/ada/club/raw/branch/main/rl/papers.toml",
        "rl",
    ),
    (
        "https://codeberg.org/ada/club/src/branch/main/papers.toml",
        "https://codeberg.org/ada/club/raw/branch/main/papers.toml",
        "club",
    ),
]


@pytest.mark.parametrize(("url", "raw", "name"), HOSTED)
def test_the_page_of_a_repository_stands_for_the_catalog_in_it(
    url: str, raw: str, name: str
) -> None:
    assert addresses(url) == [raw]
    assert name_in(url) == name


@pytest.mark.parametrize(
    ("url", "tried", "name"),
    [
        ("https://a.example/papers.toml", ["https://a.example/papers.toml"], "a"),
        ("https://a.example/rl/papers.toml", ["https://a.example/rl/papers.toml"], "rl"),
        ("https://a.example/x.toml?v=1", ["https://a.example/x.toml?v=1"], "x"),
        ("https://a.example", ["https://a.example", "https://a.example/papers.toml"], "a"),
        (
            "https://a.example/club/?x=1#y",
            ["https://a.example/club/?x=1#y", "https://a.example/club/papers.toml"],
            "club",
        ),
        (
            "https://notgithub.com/ada/club",
            ["https://notgithub.com/ada/club", "https://notgithub.com/ada/club/papers.toml"],
            "club",
        ),
    ],
)
def test_any_other_address_is_the_file_or_where_it_lies(
    url: str, tried: list[str], name: str
) -> None:
    assert addresses(url) == tried
    assert name_in(url) == name


@pytest.mark.parametrize("path", ["", "/", "/ada", "//", "/ada//", "/a/b/tree", "/a/b/issues/3"])
@pytest.mark.parametrize("host", ["github.com", "gitlab.com", "codeberg.org"])
def test_no_address_is_too_odd(host: str, path: str) -> None:
    assert addresses(f"https://{host}{path}")
    name_in(f"https://{host}{path}")


def test_only_the_web_has_addresses() -> None:
    assert is_address("HTTPS://a.example")
    for other in ("club", "file:///x", "git@github.com:ada/club", "ftp://a.example", "httpx"):
        assert not is_address(other)


@pytest.mark.parametrize(
    ("address", "list_"),
    [
        ("https://github.com/ada/club", f"{RAW}/ada/club/HEAD/README.md"),
        ("https://github.com/ada/club/tree/main/rl", f"{RAW}/ada/club/main/rl/README.md"),
        ("https://github.com/ada/club/blob/main/rl/list.bib", f"{RAW}/ada/club/main/rl/list.bib"),
        ("https://example.org/list", "https://example.org/list"),
    ],
)
def test_of_a_repository_the_readme_is_the_list(address: str, list_: str) -> None:
    assert list_address(address) == list_

"""Open: the paper, its PDF, its code, in the browser or as an address."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import HEAD, Run, paper
from tests.test_json import assert_entry

pytestmark = pytest.mark.usefixtures("warm")

MINE = {"PAPERNOTES_CATALOG": "mine"}


@pytest.fixture
def browser(tmp_path: Path) -> tuple[str, Path]:
    """A browser to set, and the file where it writes the addresses that it was given."""
    script, seen = tmp_path / "my browser.py", tmp_path / "seen"
    script.write_text(
        f"import sys\nopen({str(seen)!r}, 'a').write(' '.join(sys.argv[1:]) + '\\n')\n"
    )
    return shlex.join([sys.executable, str(script)]), seen


@pytest.fixture
def mine(catalog: Callable[..., Path]) -> None:
    links = [
        {"label": "Code", "url": "https://github.com/a/b"},
        {"label": "Code of the demo", "url": "https://demo.example/"},
        {"label": "Talk", "url": "https://talks.example/?q=a b&c=$(touch x)"},
    ]
    catalog(
        "mine",
        HEAD
        + paper(1, links=links)
        + paper(2, arxiv=None, url="https://openreview.net/forum?id=abc")
        + paper(3, arxiv=None, url="https://aclanthology.org/2020.acl-main.1/")
        + paper(4, arxiv=None, url="https://papers.example/one.PDF")
        + paper(
            5, arxiv=None, doi="10.1234/x", links=[{"label": "PDF", "url": "https://p.example"}]
        )
        + paper(6, arxiv=None, uid="local:abcd", key="nowhere")
        + paper(7, links=[{"label": "Weights", "url": "https://huggingface.co/x"}]),
    )


def test_the_browser_of_the_setting_gets_the_address(run: Run, browser: tuple[str, Path]) -> None:
    setting, seen = browser
    assert run("open", "12", PAPERNOTES_BROWSER=setting) == (
        0, "https://arxiv.org/abs/2305.14314\n", "",
    )  # fmt: skip
    run("open", "12", "--pdf", PAPERNOTES_BROWSER=f"{setting} --new %s --end")
    assert seen.read_text().splitlines() == [
        "https://arxiv.org/abs/2305.14314",
        "--new https://arxiv.org/pdf/2305.14314 --end",
    ]


def test_without_a_setting_the_systems_browser_is_taken(
    run: Run, browser: tuple[str, Path]
) -> None:
    setting, seen = browser
    assert run("open", "12", BROWSER=setting).code == 0
    assert seen.read_text() == "https://arxiv.org/abs/2305.14314\n"


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("1", "https://arxiv.org/abs/2001.00001"),
        ("1 --pdf", "https://arxiv.org/pdf/2001.00001"),
        ("2 --pdf", "https://openreview.net/pdf?id=abc"),
        ("3 --pdf", "https://aclanthology.org/2020.acl-main.1.pdf"),
        ("4 --pdf", "https://papers.example/one.PDF"),
        ("5", "https://doi.org/10.1234/x"),
        ("5 --pdf", "https://p.example"),
        ("1 --code", "https://github.com/a/b"),
        ("7 --code", "https://huggingface.co/x"),
        ("1 --link code", "https://github.com/a/b"),
        ("1 --link TALK", "https://talks.example/?q=a b&c=$(touch x)"),
        ("1 -l ta", "https://talks.example/?q=a b&c=$(touch x)"),
    ],
)
def test_what_is_opened(line: str, address: str, run: Run) -> None:
    assert run("open", *line.split(), "--print", **MINE) == (0, f"{address}\n", "")


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("6", 3, "no address"),
        ("6 --pdf", 3, "no PDF"),
        ("2 --code", 3, "no link to code"),
        ("1 --link co", 2, "Code, Code of the demo"),
        ("1 --link blog", 3, "Its links: Code, Code of the demo, Talk"),
        ("2 --link x", 3, "no links"),
    ],
)
def test_what_can_not_be_opened_is_said_with_what_there_is(
    line: str, code: int, says: str, run: Run
) -> None:
    result = run("open", *line.split(), "--print", **MINE)
    assert (result.code, result.out) == (code, "")
    assert says in result.err


@pytest.mark.parametrize("setting", ["no-such-browser", "false", "'open quote"])
def test_a_browser_that_does_not_start_leaves_the_address_to_you(setting: str, run: Run) -> None:
    result = run("open", "12", PAPERNOTES_BROWSER=setting)
    assert (result.code, result.out) == (1, "")
    assert "https://arxiv.org/abs/2305.14314" in result.err
    assert "PAPERNOTES_BROWSER" in result.err


@pytest.mark.usefixtures("mine")
def test_no_shell_sees_an_address(
    run: Run, browser: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting, seen = browser
    monkeypatch.chdir(tmp_path)
    assert run("open", "1", "--link", "talk", PAPERNOTES_BROWSER=setting, **MINE).code == 0
    assert seen.read_text() == "https://talks.example/?q=a b&c=$(touch x)\n"
    assert not (tmp_path / "x").exists()


def test_without_a_ref_what_you_are_reading_is_opened(run: Run) -> None:
    run("start", "12")
    assert run("open", "--print").out == "https://arxiv.org/abs/2305.14314\n"


def test_json_says_what_was_opened(run: Run, browser: tuple[str, Path]) -> None:
    said = run("open", "12", "--json", PAPERNOTES_BROWSER=browser[0]).json
    assert_entry(said["paper"])
    assert (said["url"], said["opened"]) == ("https://arxiv.org/abs/2305.14314", True)
    assert run("open", "12", "--json", "--print").json["opened"] is False


def test_every_paper_of_the_bundled_catalog_can_be_opened(run: Run) -> None:
    for entry in run("list", "--json").json:
        result = run("open", str(entry["number"]), "--print")
        assert result.out == f"{entry['url']}\n"

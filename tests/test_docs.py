"""What the documents say is so."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from papernotes import __version__
from papernotes.cli.app import COMMANDS
from papernotes.settings import SETTINGS
from tests.conftest import HEAD, Run, paper

pytestmark = pytest.mark.usefixtures("warm")

CHECKOUT = Path(__file__).parent.parent
DOCS = [
    *("architecture", "catalogs", "checks", "cli", "errors", "json"),
    *("next", "performance", "reliability", "security", "tour"),
]
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/checks.md",
    "docs/cli.md",
    "docs/errors.md",
    "docs/json.md",
    "docs/next.md",
    "docs/performance.md",
    "docs/reliability.md",
    "docs/security.md",
    "docs/tour.md",
]


def text(page: str) -> str:
    return (CHECKOUT / page).read_text(encoding="utf-8")


def commands(page: str) -> list[str]:
    """The indented command lines of a page that run papernotes, without what they are piped to."""
    found = re.findall(r"^    (?:\$ )?(papernotes\b[^|#\n]*)", text(page), re.MULTILINE)
    return [line.strip() for line in found]


@pytest.mark.parametrize("script", ["picture", "graph"])
def test_the_pictures_in_the_readme_are_what_the_program_prints_now(script: str) -> None:
    picture = [sys.executable, f"docs/{script}.py", "--check"]
    done = subprocess.run(picture, cwd=CHECKOUT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_tour_shows_what_its_commands_print_now() -> None:
    tour = [sys.executable, "docs/tour.py", "--check"]
    done = subprocess.run(tour, cwd=CHECKOUT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert text("docs/tour.md").count("\n$ papernotes") > 30
    pictures = re.findall(r"screens/[a-z]+\.svg", text("docs/tour.md"))
    assert {path.name for path in (CHECKOUT / "docs" / "screens").iterdir()} == {
        picture.rpartition("/")[2] for picture in pictures
    }


def test_the_pages_of_what_was_measured_say_what_the_benchmarks_wrote() -> None:
    measured = [sys.executable, "docs/measured.py", "--check"]
    done = subprocess.run(measured, cwd=CHECKOUT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert text("docs/performance.md").count("| --- |") >= 5


def test_the_page_about_next_has_every_term_and_its_weight() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", text("docs/next.md"), re.MULTILINE))
    assert {f"next.{term}": float(weight) for term, weight in rows.items()} == {
        each.name: each.default for each in SETTINGS if each.name.startswith("next.")
    }


def test_the_tour_shows_every_command_that_needs_no_editor() -> None:
    page = text("docs/tour.md")
    assert not [name for name in COMMANDS if f"papernotes {name}" not in page]


def test_every_command_of_the_readme_runs_in_the_order_given(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # one of them writes a file
    lines = commands("README.md")
    assert len(lines) >= 15
    for line in lines:
        result = run(*shlex.split(line)[1:])
        assert result.code == 0, (line, result.err)


def test_every_command_of_the_json_page_gives_json(run: Run) -> None:
    lines = [line for line in commands("docs/json.md") if "--json" in line]
    assert len(lines) == 5
    for line in lines:
        assert isinstance(run(*shlex.split(line)[1:]).json, list)


@pytest.mark.parametrize("page", PAGES)
def test_links_between_the_pages_lead_somewhere(page: str) -> None:
    folder = (CHECKOUT / page).parent
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(page))
    assert not [link for link in links if not (folder / link).exists()]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_and_has_help_with_examples_that_run(
    name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert re.search(rf"`{name}`|papernotes {name}\b", text("README.md"))
    help_text = run(*name.split(), "--help", COLUMNS="200").out
    assert "Usage: papernotes " + name in help_text
    lines = re.sub(r" \\\n +", " ", help_text)
    examples = re.findall(rf"^\s*(papernotes {name}\b.*?)\s*$", lines, re.MULTILINE)
    assert examples
    run("start", "1", "--on", "2026-01-02")
    run("add", "--title", "One of mine")
    for key in ("mixtral-experts", "b", "c", "d", "e"):  # the examples' papers
        run("add", "--title", f"Paper {key}", "--key", key)
    monkeypatch.setenv("EDITOR", "true")
    if name in ("edit", "remove"):
        run("catalog", "use", "mine")
    (tmp_path / "club").mkdir()
    for file in ("reading-group.toml", "club/papers.toml"):
        (tmp_path / file).write_text(HEAD + paper(1))
    if name == "catalog update":
        run("catalog", "add", str(tmp_path / "club"))
    if name == "import":
        (tmp_path / "reading-list.md").write_text(
            "1. [A list's paper](https://arxiv.org/abs/2001.00001)\n"
        )
    (tmp_path / "library.bib").write_text("@article{x, title={A paper of a library}, year=2001}\n")
    (tmp_path / "books.csv").write_text("My title,Year\nA book of a table,1999\n")
    monkeypatch.chdir(tmp_path)
    for example in examples:
        assert run(*shlex.split(example)[1:]).code == 0, example


def test_the_page_about_catalogs_names_every_field_and_its_example_is_one(
    run: Run, tmp_path: Path
) -> None:
    from papernotes.catalog.schema import PaperIn

    page = text("docs/catalogs.md")
    named = set(
        re.findall(r"`([a-z]+)`", "".join(re.findall(r"^\| (`[^|]*) \|", page, re.MULTILINE)))
    )
    assert named == PaperIn.model_fields.keys()
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example
    (tmp_path / "group.toml").write_text(example[1])
    assert run("check", str(tmp_path / "group.toml")).code == 0
    assert run("catalog", "add", str(tmp_path / "group.toml")).code == 0
    assert len(run("list", "--catalog", "group").rows) == 1


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").out == f"papernotes {__version__}\n"
    assert f"## {__version__}" in text("CHANGELOG.md")


def test_the_table_of_variables_names_every_one_that_the_program_reads() -> None:
    sources = "".join(path.read_text("utf-8") for path in (CHECKOUT / "src").rglob("*.py"))
    read = set(re.findall(r'"(PAPERNOTES_[A-Z]+)"', sources))
    assert read
    assert read <= set(re.findall(r"PAPERNOTES_[A-Z]+", text("README.md")))

"""The format of a file is found by what it holds."""

from pathlib import Path

import pytest

from papernotes.importing.formats import format_of
from tests.records import DATA, text_of

BY_NAME = {
    "crossref.json": "crossref",
    "openalex.json": "openalex",
    "semantic-scholar.json": "semantic-scholar",
    "ours.jsonl": "json",
    # What Crossref answers for CSL-JSON is so much like its own JSON that either reader will do.
    "csl-doi-crossref.json": "crossref",
}
BY_BEGINNING = {"csl": "csl-json", "zotero-": "zotero"}
BY_END = {"atom": "atom", "rss": "atom", "ris": "ris", "csv": "csv", "tsv": "csv", "bib": "bibtex"}
PAGES = sorted(
    [*Path(__file__).parents[1].glob("*.md"), *Path(__file__).parents[1].glob("docs/*.md")]
)


def expected(name: str) -> str | None:
    begins = (form for start, form in BY_BEGINNING.items() if name.startswith(start))
    end = name.rpartition(".")[2]
    return BY_NAME.get(name) or BY_END.get(end) or next(begins, None)


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir() if path.is_file()))
def test_each_file_is_found_by_its_content(name: str) -> None:
    if expected(name) is None:
        pytest.skip("another test knows it")
    assert format_of(text_of(name)) == expected(name)


def test_pages_in_markdown_are_nothing_else() -> None:
    assert len(PAGES) > 5
    assert {format_of(page.read_text(encoding="utf-8")) for page in PAGES} == {"markdown"}

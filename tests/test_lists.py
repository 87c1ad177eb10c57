"""Reading lists in Markdown and HTML: found as people wrote them."""

import json
import os
import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from papernotes.importing import formats
from papernotes.model.record import Left, Record

LISTS = Path(__file__).parent / "lists"
NAMES = sorted(path.name.removesuffix(".truth.json") for path in LISTS.glob("*.truth.json"))
SECONDS = 2.0  # that a hostile text of the sizes below may take


class Score(NamedTuple):
    """How a list was read."""

    wanted: int = 0
    found: int = 0
    false: int = 0
    titled: int = 0
    linked: int = 0


def read(text: str, name: str = "markdown") -> list[Record | Left]:
    return list(formats.read(text, name).items)


def papers(text: str, name: str = "markdown") -> list[Record]:
    return [each for each in read(text, name) if isinstance(each, Record)]


def paper(line: str) -> Record:
    """The one paper of a list with a usual neighbour."""
    usual = "- **A Usual Neighbour of Papers** (2019), A. Name [[pdf](https://arxiv.org/abs/1901.00001)]"
    found = papers(f"# Papers\n\n{line}\n{usual}\n")
    assert [each.title for each in found[1:]] == ["A Usual Neighbour of Papers"]
    return found[0]


def score(name: str) -> Score:
    format_name = "html" if name.endswith(".html") else "markdown"
    left = papers((LISTS / name).read_text(encoding="utf-8"), format_name)
    truth = json.loads((LISTS / f"{name}.truth.json").read_text(encoding="utf-8"))
    found = titled = linked = 0
    for each in truth:
        by_title = [r for r in left if folded(r.title) == folded(each["title"])]
        by_link = [r for r in left if each["link"] and leads(r, each["link"])]
        both = [r for r in by_title if r in by_link]
        if record := next(iter([*both, *by_title, *by_link]), None):
            left.remove(record)
            found += 1
            titled += record.title == each["title"]
            linked += leads(record, each["link"]) if each["link"] else not record.ids
    return Score(len(truth), found, len(left), titled, linked)


def leads(record: Record, link: str) -> bool:
    return link in record.ids or link == record.url


def folded(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().casefold()


def test_the_corpus_has_twenty_lists_and_six_hundred_papers() -> None:
    truths = [json.loads((LISTS / f"{name}.truth.json").read_text("utf-8")) for name in NAMES]
    assert len(truths) >= 20
    assert sum(map(len, truths)) >= 600


@pytest.mark.parametrize("name", NAMES)
def test_a_list_gives_its_papers_and_nothing_else(name: str) -> None:
    done = score(name)
    assert done.found >= 0.98 * done.wanted
    assert done.false <= 0.03 * (done.found + done.false)
    assert done.titled >= 0.98 * done.found
    assert done.linked >= 0.98 * done.found


LINES = [
    line.split("\t") for line in (LISTS / "lines.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("line", "title", "uid"), LINES)
def test_a_line_has_its_title_and_its_link_wherever_they_stand(
    line: str, title: str, uid: str
) -> None:
    found = paper(line)
    assert found.title == title
    assert found.ids == ((uid,) if uid else ())


def test_authors_venue_and_year_are_told_apart() -> None:
    found = paper(
        "- **Deep Sets**, *Manzil Zaheer, Satwik Kottur*, NeurIPS 2017 "
        "[[paper](https://arxiv.org/abs/1703.06114)] [[code](https://github.com/x/deepsets)]"
    )
    assert found.authors == ("Manzil Zaheer", "Satwik Kottur")
    assert (found.venue, found.published) == ("NeurIPS 2017", "2017")
    assert found.links == (("Code", "https://github.com/x/deepsets"),)
    assert found.url is None


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        (
            "Kool, Wouter and Van Hoof, Herke and Welling, Max.",
            ("Wouter Kool", "Herke Van Hoof", "Max Welling"),
        ),
        (
            "Yan, Junchi and Yang, Shuang, and Hancock, Edwin R.",
            ("Junchi Yan", "Shuang Yang", "Edwin R. Hancock"),
        ),
        ("Smith, Kate A.", ("Kate A. Smith",)),
    ],
)
def test_names_that_are_turned_round_are_turned_back(
    written: str, authors: tuple[str, ...]
) -> None:
    found = paper(
        "1. **Deep Sets.** NeurIPS, 2017. [paper](https://arxiv.org/abs/1703.06114)\n\n"
        f"    *{written}*\n"
    )
    assert found.authors == authors


def test_a_date_is_as_precise_as_the_list_says_and_else_the_arxiv_id() -> None:
    link = "[Some title here](https://arxiv.org/abs/2305.14314)"
    assert paper(f"- [2023/06] {link}").published == "2023-06"
    assert paper(f"- 2023-06-01 {link}").published == "2023-06-01"
    assert paper(f"- {link}, 2024").published == "2024"
    assert paper(f"- {link}").published == "2023-05"
    assert paper(f"- [2023/13] {link}").published == "2023"


@pytest.mark.parametrize(
    ("mark", "status"),
    [("[x]", "done"), ("[X]", "done"), ("[/]", "reading"), ("[-]", "skipped"), ("[ ]", None)],
)
def test_a_box_says_how_far_its_reader_came(mark: str, status: str | None) -> None:
    reading = paper(f"- {mark} [Deep Sets](https://arxiv.org/abs/1703.06114)").reading
    assert reading.status == status
    assert reading.finished == ("unknown" if status == "done" else None)
    assert reading.started == ("unknown" if status == "reading" else None)


def test_what_stands_below_an_entry_is_part_of_it() -> None:
    (found,) = papers(
        "# Papers\n\n- Deep Sets\n  - Paper: https://arxiv.org/abs/1703.06114\n"
        "  - Code: https://github.com/x/deepsets\n  - Authors: Manzil Zaheer, Satwik Kottur\n"
        "  - TL;DR: sums over the elements are enough.\n"
    )
    assert found.ids == ("arxiv:1703.06114",)
    assert found.authors == ("Manzil Zaheer", "Satwik Kottur")
    assert found.takeaway == "sums over the elements are enough."
    assert found.links == (("Code", "https://github.com/x/deepsets"),)


def test_papers_below_a_topic_are_papers_and_it_is_their_topic() -> None:
    found = papers(
        "# List\n\n## Learning on sets\n\n- Permutations\n"
        "  - [Deep Sets](https://arxiv.org/abs/1703.06114)\n"
        "  - [Set Transformer](https://arxiv.org/abs/1810.00825)\n"
    )
    assert [each.title for each in found] == ["Deep Sets", "Set Transformer"]
    assert {each.topics for each in found} == {("Learning on sets", "Permutations")}


def test_numbers_takeaways_and_lines_come_along() -> None:
    found = papers("# Club\n\n7. **[Deep Sets](https://arxiv.org/abs/1703.06114):** Sum it up!\n")
    assert [(e.number, e.takeaway, e.line) for e in found] == [(7, "Sum it up!", 3)]


def test_what_is_no_paper_is_not_taken() -> None:
    text = (
        "# Papers\n\n[![badge](https://img.shields.io/x.svg)](https://github.com/x/y)\n\n"
        "- [Language](#language)\n- [Vision](#vision)\n\n"
        "The transformer is from [Attention Is All You Need](https://arxiv.org/abs/1706.03762) and "
        "so on.\n\n"
        "## Language\n\n- [Deep Sets](https://arxiv.org/abs/1703.06114)\n\n"
        "## Tools\n\n- [PyTorch](https://github.com/pytorch/pytorch): tensors\n\n"
        "## Contributing\n\n- Install with pip\n- See [the guide](https://example.org/guide)\n\n"
        "## Citation\n\nPlease cite [our survey of all](https://arxiv.org/abs/2303.18223):\n\n"
        "```\n@article{x, title={Y}}\n```\n\n"
        "## License\n\n- [CC0 1.0 Universal](https://creativecommons.org/publicdomain/zero/1.0/)\n"
    )
    assert [each.title for each in papers(text)] == ["Deep Sets"]


def test_a_list_without_words_of_reading_needs_more_than_a_phrase() -> None:
    text = "# Plan\n\n- Buy Bread and Other Things\n- Call the Landlord about Heating\n"
    assert papers(text) == []


def test_a_tail_that_only_some_titles_have_is_part_of_them() -> None:
    text = (
        "# Papers\n\n- Paxos Made Simple (Again)\n- On Sets and Maps\n- On Maps and Sets\n"
        "- On Maps and Functions\n- On Sets and Functions\n"
    )
    assert papers(text)[0].title == "Paxos Made Simple (Again)"


def test_who_presents_a_paper_did_not_write_it() -> None:
    text = (
        "# Seminar\n\n|Date|Paper|Presenter|\n|-|-|-|\n"
        "|2024-03-01|[Deep Sets](https://arxiv.org/abs/1703.06114)|Ada Byron, Charles Babbage|\n"
    )
    assert [each.authors for each in papers(text)] == [()]


def test_a_link_without_a_title_is_left_out_and_said() -> None:
    found = read("# Papers\n\n- https://arxiv.org/abs/1703.06114\n")
    assert found == [Left(3, "https://arxiv.org/abs/1703.06114", "has no title")]


def test_a_page_and_a_list_are_told_apart_and_have_titles() -> None:
    page = "<!doctype html><title>t</title><h1>Our <b>club</b> &amp; you</h1><ul><li>x</ul>"
    assert formats._module("html").looks_like(page)
    assert not formats._module("html").looks_like("# Club\n\n- [x](https://example.org)\n")
    assert formats.read(page, "html").title == "Our club & you"
    assert formats.read("# The **club** [![b](x)](y)\n\n- z\n", "markdown").title == "The club"
    assert formats.read("The club\n========\n", "markdown").title == "The club"
    assert formats.read("- z\n", "markdown").title is None


def test_hostile_text_becomes_one_harmless_line() -> None:
    (found,) = papers(
        "# Papers\n\n- [Deep\x1b31m \u202eSets\u2028 [red]now](https://arxiv.org/abs/1703.06114) "
        "[run](javascript:alert(1)) [f](file:///etc/passwd)\n"
    )
    assert found.title == "Deep31m Sets [red]now"
    assert found.links == ()


BOMBS = [
    "[", "![", "[[", "- ", "> ", "* **a", '"', "“", "(", "word ", "Word, ", "Word. ",
    "A. Name, ", "word: ", "a\\\n", "<br>", "http://x.org/a ", "`", "et al. ", "2017 ",
    "<b id=1><p>a", "<div>", "<ul><li>a", "<table><tr><td>a", '<a "', "<!--",
    "[a](http://x.org/a.pdf) ", "| a ", "# a b\n", "- a b\n", "~~", "Pearl, Judea & ",
    ", 2008", "A.", ": ", "){:", "[a b c](http://x.org/a.pdf) and ",
    "- A Title of Words (Name)\n", "### 1. A Title\n**B**\n- http://x.org/a.pdf\n\n",
]  # fmt: skip


def told_in_time(text: str, name: str) -> Iterator[Record | Left]:
    start = time.process_time()
    yield from read(text, name)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("name", ["markdown", "html"])
def test_no_text_takes_long(bomb: str, name: str) -> None:
    size = int(os.environ.get("PAPERNOTES_TRIES", "1")) * 12_000
    list(told_in_time("# Papers\n\n- " + bomb * (size // len(bomb)), name))


def test_a_line_of_ten_megabytes_is_left_out_and_said() -> None:
    entry = "- [Deep Sets](https://arxiv.org/abs/1703.06114)\n"
    found = list(told_in_time(f"# P\n\n{entry}\n- {'word ' * 300_000}\n\n{entry}", "markdown"))
    assert [each.line for each in found] == [3, 5, 7]
    assert isinstance(found[1], Left)
    assert found[1].why == "is too long for an entry"


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_a_text_without_end_is_refused(name: str) -> None:
    with pytest.raises(formats.UnreadableError, match="too long"):
        read("a b\n" * 3_000_000, name)


def test_a_list_in_the_form_of_ours_gives_every_number_title_link_and_takeaway() -> None:
    with (LISTS.parent.parent / "data" / "papers.toml").open("rb") as file:
        catalog = tomllib.load(file)["paper"]
    lines = []
    for each in catalog:
        url = each.get("url") or f"https://arxiv.org/abs/{each['arxiv']}"
        others = ", ".join(f"[{link['label']}]({link['url']})" for link in each.get("links", ()))
        takeaway = each["takeaway"].replace("*", "\\*").replace("_", "\\_")
        tail = f" ({others})" if others else ""
        lines.append(f"{each['number']}. **[{each['title']}]({url}):** {takeaway}{tail}\n")
    found = papers("# llm-paper-notes\n\nFollow along.\n\n---\n\n" + "\n".join(lines))
    assert [each.number for each in found] == [each["number"] for each in catalog]
    assert [each.title for each in found] == [each["title"] for each in catalog]
    assert [each.takeaway for each in found] == [each["takeaway"] for each in catalog]
    for record, each in zip(found, catalog, strict=True):
        assert leads(record, f"arxiv:{each['arxiv']}" if "arxiv" in each else each["url"])
        assert record.links == tuple((x["label"], x["url"]) for x in each.get("links", ()))


@pytest.mark.parametrize("name", NAMES)
def test_a_list_that_was_cut_off_anywhere_is_read(name: str) -> None:
    text = (LISTS / name).read_text(encoding="utf-8")
    for start in range(0, len(text), len(text) // 4):
        read(text[start : start + len(text) // 3], "html" if name.endswith("html") else "markdown")

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
from papernotes.model import ids
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


NAMES_WRITTEN = [
    ("Devlin et al., 2019", ("Devlin",), "2019"),
    ("Smith et al. 2019", ("Smith",), "2019"),
    ("Jane Doe and 12 others", ("Jane Doe",), None),
    ("Jane Doe, Ann Bee, + 3 more", ("Jane Doe", "Ann Bee"), None),
    ("et al. (Google)", (), None),
]


@pytest.mark.parametrize(("written", "authors", "year"), NAMES_WRITTEN)
def test_those_who_are_only_counted_and_a_year_are_no_authors(
    written: str, authors: tuple[str, ...], year: str | None
) -> None:
    table = f"# P\n\n|Paper|Authors|\n|-|-|\n|[Deep Sets](https://e.org/a.pdf)|{written}|\n"
    assert [(each.authors, each.published) for each in papers(table)] == [(authors, year)]
    rows = f'Title,Authors\nDeep Sets,"{written}"\n'
    assert [each.authors for each in papers(rows, "csv")] == [authors]


def test_a_name_of_the_work_before_its_authors_is_no_remark() -> None:
    title = "Training Compute-Optimal Models"
    for written in (f'"{title}"', f"[{title}](https://e.org/a.pdf)"):
        found = paper(f"- {written} (Chinchilla) by Hoffmann et al. 2022")
        assert (found.authors, found.published) == (("Hoffmann",), "2022")
        assert (found.short, found.takeaway) == ("Chinchilla", None)


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
    ("head", "row"),
    [
        ("|Date|Topic|Paper|Presenter|", "|2024-01-11|RL|[PPO again](URL)|Ann|"),
        ("|When|Paper|Discussion lead|", "|Jan 11, 2024|[PPO again](URL)|Ann|"),
        ("|Week|Paper|", "|2017-09-01|[PPO again](URL)|"),
        ("|#|Paper|Who|When|", "|1|[PPO again](URL)|Ann|2017-09-01|"),
        ("|Date|Paper|", "|2024-01-11|[PPO again](URL)|"),
    ],
)
def test_the_day_of_a_meeting_is_not_when_its_paper_appeared(head: str, row: str) -> None:
    rule = re.sub(r"[^|]+", "-", head)
    link = "https://arxiv.org/abs/1707.06347"
    table = f"# Club\n\n{head}\n{rule}\n{row}\n".replace("URL", link)
    assert [(each.title, each.published) for each in papers(table)] == [("PPO again", "2017-07")]
    cells = "".join(f"<td>{cell}" for cell in row.split("|")[1:-1])
    heads = "".join(f"<th>{cell}" for cell in head.split("|")[1:-1])
    page = f"<table><tr>{heads}<tr>{cells}</table>".replace(
        "[PPO again](URL)", f"<a href='{link}'>PPO again</a>"
    )
    assert [(each.title, each.published) for each in papers(page, "html")] == [
        ("PPO again", "2017-07")
    ]


def test_the_days_of_a_list_are_those_of_its_meetings_where_one_of_them_must_be() -> None:
    text = (
        "# Club\n\n- 2024-02-01: [PPO again](https://arxiv.org/abs/1707.06347)\n"
        "- 2024-02-08: [Newer than that](https://arxiv.org/abs/2312.00752)\n"
        "- 2024-02-15: [Of the web](https://example.org/a.pdf)\n"
    )
    assert [each.published for each in papers(text)] == ["2017-07", "2023-12", None]
    dated = papers(
        "# P\n\n|Date|Paper|\n|-|-|\n|2017-09-01|[Deep Sets](https://arxiv.org/abs/1707.06347)|\n"
    )
    assert [each.published for each in dated] == ["2017-09-01"]


@pytest.mark.parametrize(
    ("mark", "status"),
    [("[x]", "done"), ("[X]", "done"), ("[/]", "reading"), ("[-]", "skipped"), ("[ ]", None)],
)
def test_a_box_says_how_far_its_reader_came(mark: str, status: str | None) -> None:
    reading = paper(f"- {mark} [Deep Sets](https://arxiv.org/abs/1703.06114)").reading
    assert reading.status == status
    assert reading.finished == ("unknown" if status == "done" else None)
    assert reading.started == ("unknown" if status == "reading" else None)


def test_a_paper_that_is_only_mentioned_is_a_link_of_the_entry_and_not_its_id() -> None:
    found = {each.title: each for each in papers((LISTS / "mentions.md").read_text("utf-8"))}
    essay = found["My own essay on transformers"]
    assert essay.links == (("Attention", "https://arxiv.org/abs/1706.03762"),)
    assert essay.url == "https://blog.example.org/essay"
    assert essay.reading.status == "done"
    assert essay.published is None
    assert not any("arxiv:1706.03762" in each.ids for each in found.values())


def test_a_list_of_ours_that_was_changed_by_hand_takes_nothing_from_a_note_to_do() -> None:
    found = papers(
        "# Club\n\nWhat we read.\n\n1. [ ] **Deep Sets of Points:** sums them up\n\n   - [x] [t](https://arxiv.org/abs/1706.03762)\n"
        "   - [ ] send the slides to everybody\n\n2. [ ] **[Set Transformer](https://arxiv.org/abs/1810.00825)**\n\n"
        "   - [x] [t](https://arxiv.org/abs/1706.03762)\n"
    )
    assert [(each.title, each.ids, each.takeaway) for each in found] == [
        ("Deep Sets of Points", (), "sums them up"),
        ("Set Transformer", ("arxiv:1810.00825",), None),
    ]
    assert {each.reading.status for each in found} == {None}


def test_the_label_of_a_link_is_spelt_as_it_is_usual() -> None:
    link = "[Deep Sets](https://arxiv.org/abs/1703.06114) [pdf](https://e.org/a.pdf) [html](https://e.org/a)"
    assert paper(f"- {link} [github](https://github.com/x/y)").links[-1][0] == "GitHub"


def test_the_doi_of_its_data_is_not_that_of_a_paper() -> None:
    found = paper("- **Deep Sets of Points** (2017) [[data](https://doi.org/10.5281/zenodo.1234)]")
    assert (found.ids, found.links) == ((), (("Data", "https://doi.org/10.5281/zenodo.1234"),))


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


@pytest.mark.parametrize(
    "above",
    ["# Deep Paper Club", "# Deep Paper Club 🎉", "# 1. Deep Paper Club", "## M\n\n# Paper Club"],
)
def test_the_one_title_of_a_list_is_no_topic(above: str) -> None:
    entry = "- [Deep Sets](https://arxiv.org/abs/1703.06114)\n"
    first, second = papers(f"{above}\n\n{entry}\n## Sets\n\n{entry}")
    assert (first.topics, second.topics) == ((), ("Sets",))
    two = papers(f"# List\n\n# Vision\n\n{entry}\n# Sets\n\n{entry}")
    assert [each.topics for each in two] == [("Vision",), ("Sets",)]


def test_numbers_takeaways_and_lines_come_along() -> None:
    found = papers("# Club\n\n7. **[Deep Sets](https://arxiv.org/abs/1703.06114):** Sum it up!\n")
    assert [(e.number, e.takeaway, e.line) for e in found] == [(7, "Sum it up!", 3)]


RELATIVE = (
    "# Papers\n\n- [Deep Sets](papers/sets.pdf) [[code](../code.zip)]\n"
    "- A Name for Everything [[pdf](/pdf/name.pdf)]\n- [Relative link paper](//e.org/rel.pdf)\n"
)


def test_links_lead_on_from_the_address_of_their_list() -> None:
    base = "https://club.example.org/2024/list.md"
    found = [
        r for r in formats.read(RELATIVE, "markdown", base=base).items if isinstance(r, Record)
    ]
    assert [each.url for each in found] == [
        "https://club.example.org/2024/papers/sets.pdf",
        "https://club.example.org/pdf/name.pdf",
        "https://e.org/rel.pdf",
    ]
    assert found[0].links == (("Code", "https://club.example.org/code.zip"),)
    page = (
        "<html><base href='https://e.org/x/'><ul><li><a href='p/sets.pdf'>Deep Sets, again</a></ul>"
    )
    (sets,) = formats.read(page, "html", base=base).items
    assert isinstance(sets, Record)
    assert sets.url == "https://e.org/x/p/sets.pdf"


def test_links_of_a_file_that_lead_nowhere_are_left_out_and_their_papers_kept() -> None:
    found = papers(RELATIVE)
    assert [(each.title, each.ids, each.url) for each in found[:2]] == [
        ("Deep Sets", (), None),
        ("A Name for Everything", (), None),
    ]
    assert found[2].title == "Relative link paper"
    page = "<h1>Papers</h1><ul><li><a href='p/rel.pdf'>Relative link paper</a></ul>"
    assert [(each.title, each.ids) for each in papers(page, "html")] == [
        ("Relative link paper", ())
    ]


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


def test_papers_that_share_a_line_share_its_tick_and_keep_their_own_links() -> None:
    found = {each.title: each for each in papers((LISTS / "several-in-one.md").read_text("utf-8"))}
    assert found["Auto-Encoding Variational Bayes"].reading.status == "done"
    assert found["Deep Sets"].links == (("Code", "https://github.com/x/deepsets"),)
    assert found["Set Transformer"].links == ()
    assert found["Set Transformer"].topics == found["Deep Sets"].topics == ("Sets",)
    assert found["Denoising Diffusion Probabilistic Models"].authors == ("Jonathan Ho",)


def test_what_a_week_is_to_read_is_below_its_name_and_has_its_authors() -> None:
    found = {each.title: each for each in papers((LISTS / "read-lines.md").read_text("utf-8"))}
    assert found["Long Short-Term Memory"].authors == ("Hochreiter", "Schmidhuber")
    assert found["Deep Sets"].topics == ("Week 2: Attention",)
    assert (found["Graph paper"].authors, found["Graph paper"].published) == (("Doe",), "2020")
    assert found["GPT-3 paper"].short == "GPT-3"
    below = found["Scaling Laws for Neural Language Models"]
    assert below.topics == ("Scaling", "Why I like scaling")


def test_a_row_of_a_table_of_papers_that_can_not_be_used_is_said() -> None:
    table = (
        "# Papers\n\n|Paper|Year|\n|-|-|\n|[Deep Sets](https://e.org/a)|2017|\n"
        "|[link](https://e.org/b)|2018|\n"
    )
    assert read(table)[1] == Left(6, "https://e.org/b", "has no title")


def test_who_presents_a_paper_did_not_write_it() -> None:
    text = (
        "# Seminar\n\n|Date|Paper|Presenter|\n|-|-|-|\n"
        "|2024-03-01|[Deep Sets](https://arxiv.org/abs/1703.06114)|Ada Byron, Charles Babbage|\n"
    )
    assert [each.authors for each in papers(text)] == [()]


def test_a_link_without_a_title_is_left_out_and_said() -> None:
    found = read("# Papers\n\n- [paper](https://arxiv.org/abs/1703.06114)\n")
    assert found == [Left(3, "https://arxiv.org/abs/1703.06114", "has no title")]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("https://arxiv.org/abs/1703.06114v2", "arXiv:1703.06114"),
        ("<https://arxiv.org/abs/1703.06114>", "arXiv:1703.06114"),
        ("[1703.06114](https://arxiv.org/abs/1703.06114)", "arXiv:1703.06114"),
        ("arxiv.org/abs/1703.06114", "arXiv:1703.06114"),
        ("arXiv:1703.06114", "arXiv:1703.06114"),
        ("1703.06114", "arXiv:1703.06114"),
        ("https://doi.org/10.1145/3183713.3196909", "doi:10.1145/3183713.3196909"),
        ("10.1145/3183713.3196909", "doi:10.1145/3183713.3196909"),
    ],
)
def test_a_bare_address_or_id_is_the_stub_that_add_makes(line: str, title: str) -> None:
    for text in (f"# Papers\n\n- {line}\n", f"{line}\n", f"# Papers\n\n- [ ] {line} (DS)\n"):
        (found,) = read(text)
        assert isinstance(found, Record)
        assert (found.title, found.ids, found.published) == (title, (ids.parse(title),), None)
        assert found.short == ("DS" if "DS" in text else None)


def test_a_stub_that_went_out_comes_in_as_a_stub() -> None:
    (found,) = papers("# Club\n\n1. [ ] **[arXiv:1703.06114](https://arxiv.org/abs/1703.06114)**\n")
    assert (found.title, found.ids, found.published) == (
        "arXiv:1703.06114",
        ("arxiv:1703.06114",),
        None,
    )


def test_every_line_of_a_text_of_addresses_is_a_paper() -> None:
    text = (
        "https://arxiv.org/abs/1706.03762\narxiv.org/abs/1810.04805 (BERT)\n"
        "10.1145/3183713.3196909\n2005.14165\n"
    )
    uids = [
        "arxiv:1706.03762",
        "arxiv:1810.04805",
        "doi:10.1145/3183713.3196909",
        "arxiv:2005.14165",
    ]
    for apart in (text, text.replace("\n", "\n\n")):
        assert [each.ids[0] for each in papers(apart)] == uids
    assert [each.line for each in papers(text)] == [1, 2, 3, 4]


def test_addresses_below_something_else_are_papers_where_they_are_of_several() -> None:
    links = "  - https://arxiv.org/abs/1706.03762\n  - https://arxiv.org/abs/1810.04805\n"
    for above in ("Transformers", "[Why I like them so](https://blog.example.org/why)"):
        found = papers(f"# Papers\n\n- {above}\n{links}")
        assert [each.ids[0] for each in found if each.ids[0].startswith("arxiv:")] == [
            "arxiv:1706.03762",
            "arxiv:1810.04805",
        ]
    (whole,) = papers(f"# Papers\n\n- Transformers at length\n{links.splitlines()[0]}\n")
    assert (whole.title, whole.ids) == ("Transformers at length", ("arxiv:1706.03762",))


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

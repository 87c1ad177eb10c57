"""`export`: what goes out, in every format, and that other programs read it."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
import rispy  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from papernotes.cli import export
from papernotes.exporting.formats import FORMATS, Exported, Options, write
from papernotes.exporting.latex import latex, title
from papernotes.exporting.markdown import link, text
from papernotes.exporting.texts import line, web
from papernotes.importing.formats import read
from papernotes.model.cells import guarded, unguarded
from papernotes.model.paper import Entry, Paper, Progress
from papernotes.model.people import Person, apart, joined
from papernotes.model.record import Record
from tests.attacks.texts import ATTACKS, HOSTILE, assert_harmless
from tests.conftest import HEAD, Run, paper
from tests.strategies import texts

pytestmark = pytest.mark.usefixtures("warm")

MINE = {"PAPERNOTES_CATALOG": "mine"}
OPTIONS = Options("A list", progress=True)
SECONDS = 10  # what takes time by the square takes minutes
TRIES = int(os.environ.get("PAPERNOTES_TRIES", "60"))
every_format = pytest.mark.parametrize("name", FORMATS)
# What people write and what each format takes for its own: markup, its signs, and odd letters.
ODD = [
    "1. *Bold* _claims_ [sic] `code` <b>\\n</b> | # C# &amp; ~~no~~ $x^2$ {a}",
    "1. first", "- second", "# third", "> fourth", "=1+1", "+1", "-1", "@SUM(A1)", "'=quoted",
    "''=twice", "a -- b --- c", "''quoted''", "``quoted''", "100% of {braces", "unmatched }",
    'say "hi"', "ER  - ", "TY  - JOUR", "a, b; c", "back\\slash", "ends with \\", "&lt;",
    "Grüße, 漢字 and \U0001f600", "x" * 3_000, "http://a.example/?a=1&lt;=2", "!", "![image](x)",
]  # fmt: skip
some_text = st.one_of(
    st.sampled_from(ODD),
    st.text(st.sampled_from("ab1. *_[]()<>\\`|#!&;:~$%^{}\"'=+-@\n\té漢")),
    texts,
)


def entry(**fields: Any) -> Entry:
    given: dict[str, Any] = {"number": 1, "key": "one", "ids": ["local:abcd"], "title": "One"}
    progress = fields.pop("progress", Progress())
    return Entry("mine", Paper(**given | fields), progress, ready=True, has_note=False)


def written(name: str, *entries: Entry, note: str | None = None, progress: bool = True) -> str:
    return write(name, [Exported(each, note) for each in entries], Options("A list", progress))


# The command


def test_the_formats_of_the_command_are_those_that_are_written() -> None:
    assert get_args(export.Format) == tuple(FORMATS)


@every_format
def test_every_paper_goes_out_in_the_catalogs_order(name: str, run: Run) -> None:
    result = run("export", "--format", name)
    assert (result.code, result.err) == (0, "")
    assert_harmless(result.out)
    listed = run("list", "--json").json
    places = [result.out.find(each["title"].split()[-1]) for each in listed[:3]]
    assert -1 not in places
    counts = {
        "markdown": len(re.findall(r"^\d+\. ", result.out, re.MULTILINE)),
        "bibtex": result.out.count("\n}\n"),
        "csl-json": len(json.loads(result.out)) if name == "csl-json" else 0,
        "ris": result.out.count("ER  - \n"),
        "csv": len(list(csv.reader(io.StringIO(result.out)))) - 1,
        "json": len(json.loads(result.out)) if name == "json" else 0,
        "html": result.out.count("<li>"),
        "anki": len([row for row in result.lines if not row.startswith("#")]),
    }
    assert counts[name] == len(listed) == 46


def test_queries_and_options_select_as_they_do_for_list(run: Run) -> None:
    run("done", "10")
    for line_ in (["topic:rl"], ["attention"], ["--topic", "rl", "--topic", "scaling"],
                  ["--status", "done"], ["year:2023", "not:topic:rl"], ["-a"]):  # fmt: skip
        listed = [each["uid"] for each in run("list", *line_, "--json").json]
        assert [each["uid"] for each in run("export", *line_, "--json").json] == listed


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("x.md", "# LLM"), ("x.markdown", "# LLM"), ("x.bib", "% Written"),
        ("X.JSON", '[\n{"number"'), ("x.ris", "TY  - "), ("x.csv", "number,key,"),
        ("x.html", "<!doctype html>"), ("x.htm", "<!doctype"), ("x.tsv", "#separator:tab"),
        ("x", "# LLM"),
    ],
)  # fmt: skip
def test_the_files_name_says_the_format(file: str, begins: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / file
    result = run("export", "-o", str(path))
    assert (result.code, result.out, result.err) == (0, "", f"Wrote {path}\n")
    assert path.read_text("utf-8").startswith(begins)


@every_format
def test_a_file_holds_what_stdout_gets_whatever_the_terminal(
    name: str, run: Run, tmp_path: Path
) -> None:
    printed = run("export", "1-3", "attention", "--format", name).out
    file = tmp_path / "made"
    assert run("export", "1-3", "attention", "-f", name, "-o", str(file)).code == 0
    assert file.read_text("utf-8") == printed
    for more in (["-o", "-"], ["--color", "always"], ["--plain"], ["-q"]):
        assert run("export", "1-3", "attention", "-f", name, *more).out == printed


def test_a_file_that_is_there_is_replaced_only_by_force(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_text("mine")
    refused = run("export", "-o", str(file))
    assert (refused.code, refused.out) == (1, "")
    assert "--force" in refused.err
    assert file.read_text() == "mine"
    assert run("export", "-o", str(file), "--force").code == 0
    assert file.read_text("utf-8") == run("export").out
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["list.md"]


def test_json_is_the_format_json(run: Run) -> None:
    assert run("export", "--json").out == run("export", "-f", "json").out
    assert run("export", "--json", "-f", "json").code == 0
    assert run("export", "--json", "-f", "ris").code == 2


@every_format
def test_nothing_to_write_is_an_empty_document(name: str, run: Run) -> None:
    result = run("export", "no-such-word", "--format", name)
    assert (result.code, result.err) == (0, "")
    assert result.out == written(name, progress=FORMATS[name].progress).replace(
        "A list", "LLM paper club"
    )
    empty = {"bibtex": "% Written by papernotes.\n", "ris": "", "json": "[]\n", "csl-json": "[]\n"}
    assert result.out == empty.get(name, result.out)
    assert result.out.count("\n") == (1 if name in ("markdown", "csv") else result.out.count("\n"))


@every_format
def test_progress_goes_along_only_where_it_is_wanted(name: str, run: Run) -> None:
    run("done", "1", "--on", "2026-01-06", "--rating", "4", "-m", "I attended")
    run("tag", "1", "+x-tag")
    without, with_it = (run("export", "-f", name, f"--{no}progress").out for no in ("no-", ""))
    usual = run("export", "-f", name).out
    assert usual == (with_it if FORMATS[name].progress else without)
    for said in ("I attended", "x-tag", "2026-01-06", "[x]"):
        assert said not in without
    shown = {"markdown": ["[x]", "[ ]"], "anki": ["I attended", "x-tag"]}
    for said in shown.get(name, ["I attended", "x-tag", "2026-01-06"]):
        assert said in with_it


@pytest.mark.parametrize("name", [*FORMATS])
def test_notes_go_along_when_they_are_asked_for(name: str, run: Run) -> None:
    run("note", "1", "-m", "Beware the *scale* factor\n\nER  - \nand go on")
    assert "Beware the" not in run("export", "-f", name).out
    shown = run("export", "-f", name, "--notes").out
    assert "Beware the *scale* factor" in shown
    assert "and go on" in shown
    assert name != "ris" or shown.count("\nER  - \n") == 46


def test_papers_without_a_takeaway_are_no_cards_and_are_counted(
    run: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1, takeaway="Told") + paper(2) + paper(3))
    result = run("export", "-f", "anki", **MINE)
    assert result.code == 0
    assert len([row for row in result.lines if not row.startswith("#")]) == 1
    assert result.err == "2 papers have no takeaway, and so no card\n"
    run("takeaway", "2", "Mine", **MINE)
    assert "1 paper has no" in run("export", "-f", "anki", **MINE).err
    assert "2 papers have no" in run("export", "-f", "anki", "--no-progress", **MINE).err
    assert run("export", "-f", "anki", "-q", **MINE).err == ""


def test_a_card_keeps_its_guid_when_its_paper_is_told_of_anew() -> None:
    def guid(found: Entry) -> str:
        return written("anki", found).splitlines()[-1].split("\t")[0]

    before = guid(entry(takeaway="One"))
    assert guid(entry(takeaway="Two", title="Other", number=7, key="k")) == before
    assert guid(entry(takeaway="One", ids=["local:efgh"])) != before


def test_the_papers_of_several_catalogs_stand_under_their_names(
    run: Run, catalog: Callable[..., Path]
) -> None:
    catalog("mine", HEAD + paper(1, key="attention") + paper(7))
    shown = run("export", "-a").out
    assert shown.index("# All papers") < shown.index("\n## llm\n") < shown.index("\n## mine\n")
    assert run("export", "-a", "-f", "html").out.count("<h2>") == 2
    keys = re.findall(r"^@\w+\{(.*),$", run("export", "-a", "-f", "bibtex").out, re.MULTILINE)
    assert len(set(keys)) == len(keys) == 48
    assert {"attention", "attention-2"} <= set(keys)


# Markdown


def inline(markdown: str) -> list[Any]:
    """The tokens of the first item, or paragraph, of a CommonMark text."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    return next(each.children or [] for each in tokens if each.type == "inline")


def read_item(markdown: str) -> tuple[str, list[tuple[str, str]]]:
    """An item's text, and its links with their texts."""
    shown, links, inside = "", list[tuple[str, str]](), ""
    for token in inline(markdown):
        if token.type == "link_open":
            inside, start = str(token.attrs["href"]), len(shown)
        elif token.type == "link_close":
            links.append((shown[start:], inside))
        else:
            assert token.type in ("text", "text_special", "strong_open", "strong_close"), token
            shown += token.content
    return shown, links


@given(some_text, some_text, some_text)
@settings(max_examples=TRIES, deadline=None)
def test_markdown_shows_every_text_as_it_is(name: str, takeaway: str, label: str) -> None:
    address = "https://a.example/x_(y)/*z*?q=[1]&lt=2"
    found = entry(title=name, takeaway=takeaway, url=address, links=[(label, address)])
    item = written("markdown", found, progress=False).split("\n\n")[1]
    shown, links = read_item(item)
    colon = "" if line(name) and not takeaway else ":"
    told = " ".join(filter(None, (f"{line(name)}{colon}", line(takeaway), f"({line(label)})")))
    assert shown == told
    assert links == [(line(name), hrefs(address)), (line(label), hrefs(address))]
    assert item.count("\n") == 1


def hrefs(address: str) -> str:
    return str(MarkdownIt().normalizeLink(web(address) or ""))


@given(st.text(st.sampled_from("ab()<>\\&;#%[]*_`!'\" \n\x1b\u202eé漢/?=lt"), max_size=30))
@settings(max_examples=TRIES, deadline=None)
def test_a_link_of_markdown_leads_where_it_should(rest: str) -> None:
    address = web(f"https://a.example/{rest}") or ""
    _, links = read_item(f"**{link(text('x'), address)}:** y")
    assert links == [("x", hrefs(address))]


@given(some_text)
@settings(max_examples=TRIES, deadline=None)
def test_the_lists_title_is_a_heading_as_it_is(name: str) -> None:
    heading = write("markdown", [], Options(name, progress=False))
    tokens = MarkdownIt("commonmark").parse(heading)
    assert tokens[0].type == "heading_open"
    assert "".join(each.content for each in tokens[1].children or []) == line(name)
    assert len(tokens) == 3


def test_markdown_keeps_the_numbers_of_the_catalog_where_it_is_shown() -> None:
    entries = [entry(number=number, title=f"Paper {number}") for number in (3, 4, 9, 100_000)]
    shown = MarkdownIt("commonmark").render(written("markdown", *entries, progress=False))
    numbers = []
    for start, items in re.findall(r'<ol start="(\d+)">(.*?)</ol>', shown, re.DOTALL):
        numbers += [int(start) + n for n in range(items.count("<li>"))]
    assert numbers == [3, 4, 9, 100_000]


def test_a_note_stays_inside_its_item() -> None:
    note = "# One\n```\ncode\n1. x\n\n- y\n\n# head\n<div>\n"
    shown = written("markdown", entry(), entry(number=2, title="Two"), note=note)
    tokens = MarkdownIt("commonmark").parse(shown)
    outside = [each.type for each in tokens if each.level == 0 and each.nesting >= 0]
    assert outside == ["heading_open", "ordered_list_open"]
    assert sum(each.type == "list_item_open" and each.level == 1 for each in tokens) == 2


@given(*[st.sampled_from(ODD)] * 3)
@settings(max_examples=TRIES, deadline=None)
def test_a_list_that_we_wrote_comes_back_as_it_was(name: str, takeaway: str, label: str) -> None:
    note = (
        "- [ ] [t](https://arxiv.org/abs/1706.03762)\n\n1. x\n\n```\n2. **y**\n```\n\n"
        "about arXiv:1706.03762"
    )
    club = "https://club.example.org/1.pdf"
    address = "https://arxiv.org/abs/1810.04805"
    papers = [
        entry(title=name, takeaway=takeaway, url=address, links=[(label, club)]),
        entry(number=2, title=f"{name} again", links=[("PDF", club)], progress=Progress("done")),
        entry(number=9, title="The last", url=club),
    ]
    text = written("markdown", *papers, note=note)
    found = [each for each in read(text, "markdown").items if isinstance(each, Record)]
    first, second, third = found
    assert (first.title, first.takeaway) == (line(name), line(takeaway))
    assert first.links == ((line(label), club),)
    assert (first.ids, first.url, first.reading.status) == (("arxiv:1810.04805",), None, None)
    assert (second.title, second.takeaway, second.links) == (
        line(f"{name} again"),
        None,
        (("PDF", club),),
    )
    assert (second.ids, second.url, second.reading.status) == ((), None, "done")
    assert (third.ids, third.url, third.number) == ((f"url:{club}",), club, 9)
    assert {each.reading.note for each in found} == {note}
    assert {each.topics for each in found} == {()}


# Hostile texts


@every_format
def test_hostile_texts_stay_texts_in_every_format(
    name: str, run: Run, catalog: Callable[..., Path], home: Path
) -> None:
    told = [
        paper(
            n, title=each, short=each, takeaway=each, detail=each, topics=[each], authors=[each],
            venue=each, kind=each, links=[{"label": each, "url": "https://e.org/<script>\x1b"}],
            url=f'https://e.org/{n}"><script>x</script>', needs={"paper-1": each},
        )
        for n, each in enumerate([HOSTILE, *ATTACKS.values()], 1)
    ]  # fmt: skip
    catalog("mine", HEAD + "".join(told))
    notes = home / "data" / "notes"
    notes.mkdir(parents=True)
    (notes / "arxiv-2001.00001.md").write_text(HOSTILE, "utf-8", newline="")
    result = run("export", "-f", name, "--progress", "--notes", **MINE)
    assert (result.code, result.err) == (0, "")
    assert_harmless(result.out)
    if name == "html":
        assert tags_of(result.out) <= ALLOWED
    if name == "anki":
        assert {len(row.split("\t")) for row in result.lines if row[0] != "#"} == {4}
        assert tags_of(result.out) <= {"b", "br", "small"}
    if name == "ris":
        assert len(rispy.loads(result.out)) == len(told)
    if name == "csv":
        rows = list(csv.reader(io.StringIO(result.out)))
        assert {len(row) for row in rows} == {26}
        assert len(rows) == len(told) + 1


ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ol", "li", "span", "div",
    "a",
}  # fmt: skip


def tags_of(page: str) -> set[str]:
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)
            for name, value in attrs:
                assert not name.startswith("on")
                assert name != "href" or (value or "").startswith(("http://", "https://"))

    Reader().feed(page)
    return found


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
@every_format
def test_only_web_addresses_are_linked(name: str, url: str) -> None:
    shown = written(name, entry(url=url, takeaway="t", links=[("Code", url)]))
    if name not in ("json", "csl-json", "ris", "csv"):  # theirs is text of a program's own field
        assert url not in shown
    assert f'"URL": "{url}"' not in shown
    assert f"UR  - {url}" not in shown
    if name == "csv":
        assert next(csv.DictReader(io.StringIO(shown)))["url"] == ""


def test_a_page_takes_nothing_from_elsewhere_and_runs_nothing(run: Run) -> None:
    page = run("export", "-f", "html").out
    assert "default-src 'none'" in page
    assert tags_of(page) <= ALLOWED
    assert not re.search(r"@import|url\(|<script", page)
    assert "prefers-color-scheme:dark" in page


@given(some_text)
def test_a_cell_is_no_formula_and_read_again_the_same(told: str) -> None:
    cell = guarded(line(told))
    assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert unguarded(cell) == line(told)


@given(st.lists(some_text, min_size=1, max_size=3), some_text)
@settings(max_examples=TRIES, deadline=None)
def test_a_table_read_again_says_the_same(names: list[str], told: str) -> None:
    made = [entry(title=name, takeaway=told, progress=Progress(my_takeaway=told)) for name in names]
    rows = list(csv.DictReader(io.StringIO(written("csv", *made))))
    assert [unguarded(row["title"]) for row in rows] == [line(name) for name in names]
    assert {unguarded(row["takeaway"]) for row in rows} == {line(told)}
    assert {unguarded(row["my_takeaway"]) for row in rows} == {line(told)}


@every_format
def test_writing_takes_no_longer_than_the_texts_are_long(name: str) -> None:
    began = time.process_time()
    for sign in ("a ", "[", "{", "&", "'", " ", "\\", "A-", "=", "\n", "&lt;", "é"):
        long = sign * (20_000 // len(sign))
        found = entry(title=long, authors=[long], takeaway=long, url=f"https://a.example/{long}")
        written(name, found, note=long)
    many = [entry(key=None, title="The same", authors=["A B"], number=n) for n in range(1_000)]
    written(name, *many)
    assert time.process_time() - began < SECONDS


# People, titles, LaTeX


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ashish Vaswani", Person("Vaswani", "Ashish")),
        ("Ludwig van Beethoven", Person("Beethoven", "Ludwig", "van")),
        ("George van den Driessche", Person("Driessche", "George", "van den")),
        ("Diego de Las Casas", Person("Las Casas", "Diego", "de")),
        ("Sheer El Showk", Person("El Showk", "Sheer")),
        ("Jürgen Schmidhuber", Person("Schmidhuber", "Jürgen")),
        ("Robert Downey Jr.", Person("Downey", "Robert", suffix="Jr.")),
        ("John von Neumann III", Person("Neumann", "John", "von", "III")),
        ("bell hooks", Person("hooks", "bell")),
        ("Qing Ai", Person("Ai", "Qing")),
        ("OpenAI", Person("OpenAI", corporate=True)),
        ("Meta AI", Person("Meta AI", corporate=True)),
        ("Google Research", Person("Google Research", corporate=True)),
        ("Gemini Team", Person("Gemini Team", corporate=True)),
        ("University of Oxford", Person("University of Oxford", corporate=True)),
        ("Acme, Inc.", Person("Acme, Inc.", corporate=True)),
    ],
)
def test_a_name_is_taken_apart_as_people_are_called(name: str, person: Person) -> None:
    assert apart(name) == person
    assert joined(person) == name


@given(st.text())
def test_a_name_joined_again_is_the_same(name: str) -> None:
    assert joined(apart(" ".join(name.split()))) == " ".join(name.split())


@pytest.mark.parametrize(
    ("given_", "protected"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("BERT: Pre-training of Deep Transformers", "{BERT}: Pre-training of Deep Transformers"),
        ("Language Models are Few-Shot Learners", "Language Models are Few-Shot Learners"),
        ("QLoRA and T5 in 3D, with Q-learning", "{QLoRA} and {T5} in {3D}, with {Q-learning}"),
        ("Learning grammar of Chinese from text", "Learning grammar of {Chinese} from text"),
        ("100% of {braces", r"100\% of {\textbraceleft}braces"),
    ],
)
def test_a_title_keeps_the_capitals_that_belong_to_it(given_: str, protected: str) -> None:
    assert title(given_) == protected


@given(some_text)
def test_braces_of_latex_stand_in_pairs_and_no_sign_is_a_command(told: str) -> None:
    for shown in (latex(told), title(told)):
        depth = 0
        for char in shown:
            depth += (char == "{") - (char == "}")
            assert depth >= 0
        assert depth == 0
        assert not re.search(r"(?<!\\)[%&#_$]|[~^`|<>]|--|''", shown)


def test_no_line_of_a_note_looks_like_an_entry_of_bibtex() -> None:
    shown = written("bibtex", entry(), entry(number=2, key="two"), note="One\n@misc{x,\n  @b{")
    assert re.findall(r"^ *@\w+\{\w+", shown, re.MULTILINE) == ["@misc{one", "@misc{two"]


def test_a_paper_without_a_key_is_called_by_author_year_and_title() -> None:
    made = [
        entry(key=None, authors=["Łukasz van der Kaiser"], published="2017-06", title="A Là Carte"),
        entry(key=None, authors=["Łukasz van der Kaiser"], published="2017", title="The carte"),
        entry(key=None, title="漢字", number=9),
    ]
    keys = re.findall(r"^@\w+\{(.*),$", written("bibtex", *made), re.MULTILINE)
    assert keys == ["kaiser-2017-carte", "kaiser-2017-carte-2", "paper-9"]


@pytest.mark.parametrize(
    ("fields", "types"),
    [
        ({"venue": "NeurIPS 2017"}, ("inproceedings", "paper-conference", "CPAPER")),
        ({"venue": "JMLR 2020"}, ("article", "article-journal", "JOUR")),
        ({"venue": "Machine Learning"}, ("article", "article-journal", "JOUR")),
        ({"venue": "arXiv", "ids": ["arxiv:2001.00001"], "arxiv": "2001.00001"},
         ("misc", "article", "UNPB")),
        ({"kind": "book", "venue": "MIT Press"}, ("book", "book", "BOOK")),
        ({"kind": "thesis", "venue": "TU Wien"}, ("phdthesis", "thesis", "THES")),
        ({"kind": "post"}, ("misc", "post-weblog", "BLOG")),
        ({"venue": "OpenAI technical report"}, ("techreport", "report", "RPRT")),
        ({"kind": "dataset"}, ("misc", "dataset", "DATA")),
        ({"kind": "no such kind"}, ("misc", "document", "GEN")),
    ],
)  # fmt: skip
def test_what_sort_of_work_it_is_is_said_in_each_formats_words(
    fields: dict[str, Any], types: tuple[str, str, str]
) -> None:
    found = entry(**fields)
    assert written("bibtex", found).startswith(f"% Written by papernotes.\n\n@{types[0]}{{")
    assert json.loads(written("csl-json", found))[0]["type"] == types[1]
    assert written("ris", found).startswith(f"TY  - {types[2]}\n")


DONE = entry(
    topics=["rl, deep", "text"], takeaway="The list's", short="O",
    progress=Progress("done", None, None, 4, "Mine & yours", ("a", "to read again")),
)  # fmt: skip


def test_bibtex_says_progress_in_jabrefs_fields_and_ours() -> None:
    fields = dict(re.findall(r"^  ([\w-]+) = \{?(.*?)\}?,$", written("bibtex", DONE), re.MULTILINE))
    assert fields["readstatus"] == "read"
    assert fields["ranking"] == "rank4"
    assert fields["keywords"] == "rl, deep; text;"
    assert fields["annote"] == "The list's"
    assert {name: fields[name] for name in fields if name.startswith("papernotes")} == {
        "papernotes-ids": "local:abcd",
        "papernotes-status": "done",
        "papernotes-finished": "unknown",
        "papernotes-tags": "a, to read again",
        "papernotes-takeaway": r"Mine \& yours",
    }
    assert "readstatus = {skimmed}" in written("bibtex", entry(progress=Progress("reading")))
    known = entry(ids=["arxiv:1706.03762"], arxiv="1706.03762")
    assert "papernotes-" not in written("bibtex", known)


@pytest.mark.parametrize("name", ["csl-json", "ris"])
def test_csl_and_ris_bring_one_object_with_all_that_is_ours(name: str) -> None:
    shown = written(name, DONE)
    if name == "ris":
        (ours,) = rispy.loads(shown)
        found = json.loads(ours["custom1"].removeprefix("papernotes: "))
    else:
        found = json.loads(shown)[0]["custom"]["papernotes"]
    assert found == {
        "number": 1, "key": "one", "uid": "local:abcd", "short": "O",
        "topics": ["rl, deep", "text"], "takeaway": "The list's", "status": "done",
        "finished": "unknown", "rating": 4, "tags": ["a", "to read again"],
        "my_takeaway": "Mine & yours",
    }  # fmt: skip


def test_csl_items_have_the_fields_of_the_schema(run: Run) -> None:
    """https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json"""
    types = {"article-journal", "paper-conference", "article", "report", "post-weblog"}
    allowed = {
        "id", "type", "title", "title-short", "author", "issued", "publisher", "container-title",
        "number", "DOI", "URL", "number-of-pages", "keyword", "note", "custom",
    }  # fmt: skip
    items = run("export", "-f", "csl-json", "--notes").json
    for item in items:
        assert {"id", "type"} <= item.keys() <= allowed
        assert item["type"] in types
        assert item["issued"].keys() == {"date-parts"}
        assert all(isinstance(part, int) for part in item["issued"]["date-parts"][0])
        for name in item["author"]:
            assert name.keys() <= {"family", "given", "non-dropping-particle", "suffix", "literal"}
        assert all(isinstance(item.get(name, ""), str) for name in ("title", "DOI", "URL"))
    assert len({item["id"] for item in items}) == len(items)


def test_json_is_the_entries_of_list_with_the_note_besides(run: Run) -> None:
    run("done", "2")
    run("note", "1", "-m", "Noted")
    entries = run("list", "--json").json
    assert run("export", "--json").json == [each | {"note": None} for each in entries]
    noted = run("export", "--json", "--notes").json
    assert noted[0]["note"] == run("show", "1", "--json").json["note"]
    bare = run("export", "--json", "--no-progress").json
    assert "status" not in bare[0]
    assert bare[0].items() <= {**entries[0], "note": None}.items() or bare[0]["title"]


# Other programs

SICI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"


def program(name: str) -> str:
    """Its path. Without it a test fails in CI, and says so and is skipped elsewhere."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed, so that it reads what we write is NOT TESTED"
        if os.environ.get("CI"):
            pytest.fail(f"{message}: run .ci/shells")
        pytest.skip(message)
    return found


@pytest.fixture
def bibliography(run: Run, tmp_path: Path) -> Path:
    """The bundled catalog, and papers with what BibTeX and LaTeX could stumble over."""
    odd = [
        entry(number=n, key=f"odd-{n}", title=each, authors=[each, "Ludwig van Beethoven"],
              venue=each, takeaway=each, topics=[each], published="2020-02", doi=SICI)
        for n, each in enumerate([*ODD, *map(line, ATTACKS.values())], 1)
    ]  # fmt: skip
    file = tmp_path / "papers.bib"
    made = (
        run("export", "--format", "bibtex").out
        + "\n"
        + written("bibtex", *odd, note="@a{b,\n@c{d}")
    )
    file.write_text(made, "utf-8")
    return file


def entries_in(file: Path) -> int:
    return len(re.findall(r"^@\w+\{\w", file.read_text("utf-8"), re.MULTILINE))


STYLE = """ENTRY { author title year month } {} {}
MACRO {jan} {"1"} MACRO {feb} {"2"} MACRO {mar} {"3"} MACRO {apr} {"4"} MACRO {may} {"5"}
MACRO {jun} {"6"} MACRO {jul} {"7"} MACRO {aug} {"8"} MACRO {sep} {"9"} MACRO {oct} {"10"}
MACRO {nov} {"11"} MACRO {dec} {"12"}
FUNCTION {default.type}
{ "/" cite$ * "/" * author empty$ { "" } { author #1 "{vv|}{ll|}{jj|}{ff}" format.name$ } if$ *
  "/" * title empty$ { "" } { title "t" change.case$ } if$ * write$ newline$ }
FUNCTION {inproceedings} { default.type } FUNCTION {article} { default.type }
FUNCTION {misc} { default.type } FUNCTION {techreport} { default.type }
READ
ITERATE {call.type$}
"""


def test_bibtex_reads_names_and_keeps_capitals(bibliography: Path) -> None:
    folder = bibliography.parent
    (folder / "told.bst").write_text(STYLE)
    (folder / "x.aux").write_text("\\relax\n\\citation{*}\n\\bibstyle{told}\n\\bibdata{papers}\n")
    done = subprocess.run(
        [program("bibtex"), "x"], cwd=folder, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stdout
    assert "Warning" not in done.stdout
    told = re.sub(r"\n +", " ", (folder / "x.bbl").read_text("utf-8"))
    assert told.count("\n/") + 1 == entries_in(bibliography)
    assert "/attention/Vaswani|Ashish/Attention is all you need\n" in told
    assert "/bert/Devlin|Jacob/{BERT}: Pre-training of deep bidirectional" in told
    assert "/rwkv/" in told


def test_biber_reads_every_entry_without_a_complaint(bibliography: Path) -> None:
    out = bibliography.with_name("out.bib")
    done = subprocess.run(
        [program("biber"), "--tool", str(bibliography), f"--output-file={out}"],
        capture_output=True, check=False, text=True, cwd=bibliography.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert not re.search("WARN|ERROR", done.stdout), done.stdout
    assert entries_in(out) == entries_in(bibliography)
    assert re.search(r"EPRINT\s+= \{1706.03762\}", out.read_text("utf-8"))


def pandoc(*arguments: str, text: str = "") -> str:
    done = subprocess.run(
        [program("pandoc"), *arguments], input=text, capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_pandoc_reads_bibtex_as_it_was_meant(bibliography: Path, run: Run) -> None:
    items = {
        item["id"]: item
        for item in json.loads(pandoc("-f", "biblatex", "-t", "csljson", str(bibliography)))
    }
    assert len(items) == entries_in(bibliography)
    for each in run("list", "--json").json:
        item = items[each["key"]]
        assert len(item["author"]) == len(each["authors"])
        assert item["URL"] == each["url"]
        assert plain(item["title"]).casefold() == plain(each["title"]).casefold()
    for n, each in enumerate(ODD, 1):
        if not re.search("[{}]|--|``", each):  # what pandoc knows none of the commands for
            assert plain(items[f"odd-{n}"]["title"]).casefold() == plain(each).casefold()


def plain(told: str) -> str:
    """Letters, digits and signs, without what pandoc marks up and how it sets quotes."""
    return re.sub(r"</?\w+[^>]*>|[\s’'‘“”\"]", "", told)


def test_pandoc_makes_a_bibliography_of_csl_json(run: Run, tmp_path: Path) -> None:
    run("note", "1", "-m", "My note")
    file = tmp_path / "papers.json"
    run("export", "-f", "csl-json", "-o", str(file), "--notes")
    cited = pandoc(
        "--citeproc", f"--bibliography={file}", "-t", "plain", "--wrap=none",
        text='---\nnocite: "@*"\n---\n',
    )  # fmt: skip
    assert len([each for each in cited.split("\n\n") if each.strip()]) == 46
    assert "“Attention Is All You Need.” In NeurIPS 2017." in cited
    assert "van den Driessche" in cited


def test_rispy_reads_ris_as_it_was_meant(run: Run) -> None:
    found = rispy.loads(run("export", "-f", "ris").out)
    for item, each in zip(found, run("list", "--json").json, strict=True):
        assert item["title"] == each["title"]
        assert item["year"] == str(each["year"])
        assert item["keywords"] == each["topics"]
        assert item["urls"] == [each["url"]]
        assert len(item["authors"]) == len(each["authors"])


# As it looks


class OneFile(SingleFileSnapshotExtension):
    """A snapshot a file, as text, to be looked at."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@every_format
def test_the_first_papers_look_as_before(name: str, run: Run, snapshot: SnapshotAssertion) -> None:
    run("done", "1", "--on", "2026-01-06", "--rating", "4", "-m", "I attended, & it *paid* off")
    run("start", "3", "--on", "2026-01-07")
    run("tag", "1", "+classic", "+to read again")
    run("note", "1", "-m", "Why divide by the *root*?")
    shown = run("export", "year:..2018", "not:topic:rl", "-f", name, "--progress", "--notes").out
    assert shown == snapshot(extension_class=OneFile)

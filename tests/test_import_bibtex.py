"""BibTeX that comes in, as reference managers, publishers and people write it."""

import os
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.importing import bibtex
from papernotes.importing.formats import UnreadableError, read
from papernotes.model.record import Left, Record

TRIES = int(os.environ.get("PAPERNOTES_TRIES", "40"))  # by hand: many more
DATA = Path(__file__).parent / "data" / "bib"


def items(text: str) -> list[Record | Left]:
    return list(read(text, "bibtex").items)


def records(text: str) -> list[Record]:
    found = items(text)
    assert not [each for each in found if isinstance(each, Left)]
    return [each for each in found if isinstance(each, Record)]


def record(fields: str, kind: str = "article") -> Record:
    """The record of an entry with these fields and a title."""
    (only,) = records(f"@{kind}{{key,\n  title = {{A Title}},\n  {fields}\n}}\n")
    return only


def title(written: str) -> str:
    (only,) = records(f"@article{{key, title = {{{written}}}}}")
    return only.title


def from_file(name: str) -> dict[str, Record]:
    return {str(each.key): each for each in records((DATA / f"{name}.bib").read_text("utf-8"))}


# How those write it who write most of it.


def test_jabrefs_marks_groups_and_comments_become_progress_tags_and_notes() -> None:
    attention, bert = from_file("jabref").values()
    assert attention.reading.status == "done"
    assert attention.reading.finished == "unknown"
    assert attention.reading.rating == 5
    assert attention.reading.tags == ("Transformers", "Course")
    assert attention.reading.note == ("Start with section 3.\n\nFigure 1 is the one to remember.")
    assert attention.topics == ("attention", "sequence models")
    assert attention.ids == ("arxiv:1706.03762",)
    assert attention.authors == ("Ashish Vaswani", "Noam Shazeer", "Łukasz Kaiser")
    assert attention.pages == 11
    assert attention.line == 3
    assert (bert.reading.status, bert.reading.started) == ("reading", "unknown")
    assert (bert.reading.rating, bert.published, bert.line) == (3, "2019-06", 24)


def test_what_zotero_exports_comes_in() -> None:
    found = from_file("zotero")
    few_shot = found["brownLanguageModelsAre2020"]
    assert few_shot.title == "Language Models Are Few-Shot Learners"
    assert few_shot.authors == ("Tom Brown", "Benjamin Mann", "Jan van Dam")
    assert few_shot.venue == "Advances in Neural Information Processing Systems"
    assert few_shot.ids == (f"url:{few_shot.url}",)
    assert few_shot.topics == ("few-shot", "language models")
    assert few_shot.detail is None  # an abstract is no takeaway and no detail
    qlora = found["dettmersQLoRAEfficientFinetuning2023"]
    assert qlora.title == "QLoRA: Efficient Finetuning of Quantized LLMs"
    assert (qlora.short, qlora.ids, qlora.url) == ("QLoRA", ("arxiv:2305.14314",), None)
    assert (qlora.published, qlora.kind, qlora.reading.note) == ("2023-05-23", None, "")
    post = found["olahUnderstandingLSTMNetworks2015"]
    assert (post.kind, post.url) == (
        "post", "https://colah.github.io/posts/2015-08-Understanding-LSTMs/",
    )  # fmt: skip
    assert post.reading.note == "The pictures are worth a lecture each."
    book = found["goodfellowDeepLearning2016"]
    assert book.title == "Deep Learning: Adaptive Computation"
    assert (book.kind, book.pages, book.venue) == ("book", 775, "The MIT Press")


def test_what_mendeley_exports_comes_in_with_its_preface_ignored() -> None:
    lstm, adam = from_file("mendeley").values()
    assert (lstm.title, lstm.line) == ("Long Short-Term Memory", 6)
    assert lstm.authors == ("Sepp Hochreiter", "Jürgen Schmidhuber")
    assert lstm.ids == ("doi:10.1162/neco.1997.9.8.1735",)
    assert lstm.url == "https://direct.mit.edu/neco/article/9/8/1735-1780/6109"
    assert (lstm.published, lstm.pages) == ("1997-11", 46)
    assert lstm.reading.tags == ("Sequence models", "gates", "memory")
    assert lstm.reading.note == "Read the appendix first."
    assert lstm.takeaway is None
    assert adam.title == "Adam: A Method for Stochastic Optimization & More"
    assert (adam.ids, adam.url) == (("arxiv:1412.6980",), None)


def test_what_google_scholar_gives_comes_in() -> None:
    llama, resnet, thesis = from_file("scholar").values()
    assert (llama.ids, llama.venue) == (("arxiv:2302.13971",), None)
    assert llama.authors == ("Hugo Touvron", "Thibaut Lavril", "Baptiste Rozière")
    assert (resnet.published, resnet.pages, resnet.ids) == ("2016", 9, ())
    assert (thesis.kind, thesis.venue) == ("thesis", "University of Toronto")


def test_what_dblp_gives_inherits_from_the_volume_that_stands_behind_it() -> None:
    attention, few_shot = from_file("dblp").values()
    assert attention.venue == "Advances in Neural Information Processing Systems 30"
    assert attention.published == "2017"
    assert attention.authors == ("Ashish Vaswani", "Noam Shazeer", "Lukasz Kaiser")
    assert str(attention.url).endswith("c4a845aa-Abstract.html")
    assert (few_shot.ids, few_shot.url, few_shot.venue) == (("arxiv:2005.14165",), None, None)


def test_what_the_acl_anthology_gives_comes_in() -> None:
    bert, nothing = from_file("acl").values()
    assert bert.title.startswith("BERT: Pre-training of Deep")
    assert bert.authors[0] == "Jacob Devlin"
    assert len(bert.authors) == 4
    assert bert.ids == ("doi:10.18653/v1/n19-1423",)
    assert bert.url == "https://aclanthology.org/N19-1423/"
    assert (bert.published, bert.pages) == ("2019-06", 16)
    assert (
        bert.venue == "Proceedings of the 2019 Conference of the North American Chapter of the ACL"
    )
    assert nothing.title == "Is There “Nothing” Beyond English? – An Answer"
    assert nothing.authors == ("Ivan Vulić",)
    assert nothing.published == "2020-07"


def test_what_arxiv_and_openreview_give_comes_in() -> None:
    qlora, limit = from_file("arxiv").values()
    assert (qlora.ids, qlora.url, qlora.kind) == (("arxiv:2305.14314",), None, None)
    assert limit.ids == ("arxiv:hep-th/9711200",)
    assert limit.title.startswith("The Large N Limit")
    (lora,) = from_file("openreview").values()
    assert lora.title == "LoRA: Low-Rank Adaptation of Large Language Models"
    assert lora.ids == ("url:https://openreview.net/forum?id=nZeVKeeFYf9",)
    assert lora.url == "https://openreview.net/forum?id=nZeVKeeFYf9"


def test_biblatex_with_parentheses_abbreviations_and_shared_data_comes_in() -> None:
    chapter, book, dropout, thesis = from_file("biblatex").values()
    assert chapter.authors == ("Richard S. Sutton Jr", "Ana de la Cruz", "Deep Learning Group")
    assert (chapter.kind, chapter.venue, chapter.pages) == ("chapter", "Reinforcement Learning", 20)
    assert chapter.published == "2018-11-13"
    assert chapter.topics == ("value functions", "bootstrapping")
    assert (book.venue, book.published, book.kind) == ("MIT Press", "2018-11-13", "book")
    assert dropout.title.startswith('Dropout: A "Simple" Way to Prevent Neural')
    assert dropout.venue == "Journal of Machine Learning Research 15"
    assert (dropout.published, dropout.pages) == ("2014-06-14", 30)
    assert dropout.url == "https://jmlr.org/papers/v15/srivastava14a.html"
    assert thesis.authors == ("Tomáš Mikolov",)
    assert thesis.title == "Statistical Language Models: Based on Neural Networks"
    assert thesis.published == "2012"  # there is no month 13


@pytest.mark.parametrize("path", sorted(DATA.glob("*.bib")), ids=lambda path: path.stem)
def test_every_file_of_bibtex_is_known_by_its_looks(path: Path) -> None:
    assert bibtex.looks_like(path.read_text("utf-8"))


# What is broken.


def test_a_broken_entry_is_left_out_and_said_and_costs_none_of_the_others() -> None:
    found = items((DATA / "broken.bib").read_text("utf-8"))
    assert [(each.line, each.title) for each in found if isinstance(each, Record)] == [
        (1, "The First"), (13, "The Second"), (34, "The Third"), (35, "The Second Again"),
    ]  # fmt: skip
    left = [each for each in found if isinstance(each, Left)]
    assert [each.line for each in left] == [7, 18, 22, 26, 29]
    assert left[0].text.startswith("@article{open, title = {A Brace is {Missing}")
    assert "brace" in left[0].why
    assert "comma" in left[1].why
    assert left[2].why == "has a brace too many"
    assert left[3].why == "has no title"
    assert left[4].text.startswith("@article{quote,")


def test_of_a_repeated_field_the_first_counts() -> None:
    assert record("year = 2005, year = 2006").published == "2005"


def test_a_broken_entry_in_one_line_with_others_costs_none_of_them() -> None:
    text = "@article{a, title={A {B}, year=1999} @book{b, title={B}, year=2000} @misc{c, title={C}}"
    found = items(text)
    assert [each.title for each in found if isinstance(each, Record)] == ["B", "C"]
    assert [each.text[:11] for each in found if isinstance(each, Left)] == ["@article{a,"]


def test_a_single_line_of_bibtex_is_enough() -> None:
    text = "@article{a, title={One}, author={A, B}} @article{b, title={Two}}"
    assert bibtex.looks_like(text)
    assert [each.title for each in records(text)] == ["One", "Two"]


def test_comments_are_no_entries() -> None:
    text = """Some words about @misc and a@b.org.
@comment{
@article{no, title = {Commented Out}}
}
% @article{nor, title = {This}}
@article{yes,
  % an old title
  title = {Yes},
  abstract = {Write to
@someone{else} if it breaks},
}
"""
    (only,) = records(text)
    assert (only.title, only.line) == ("Yes", 6)


def test_a_note_may_quote_bibtex() -> None:
    note = "Cite it so:\n@article{x,\n  title = {Another}\n}\n  * and no other way"
    text = f"@misc{{a,\n title = {{A}},\n comment = {{{note}}}\n}}\n@misc{{b, title = {{B}}}}\n"
    first, second = records(text)
    assert (first.title, second.title, second.line) == ("A", "B", 9)
    assert first.reading.note.startswith("Cite it so:\n@article")
    assert first.reading.note.endswith("\n  * and no other way")


def test_a_brace_that_is_missing_and_one_too_many_behind_it_hide_no_entry_between() -> None:
    text = "@misc{a, title = {A\n@misc{b, title = {B}}\n}\n@misc{c, title = {C}}\n"
    found = items(text)
    assert [each.title for each in found if isinstance(each, Record)] == ["B", "C"]
    assert [each.line for each in found if isinstance(each, Left)] == [1]


def test_a_comment_without_an_end_hides_nothing() -> None:
    assert [each.title for each in records("@comment{ {\n@misc{a, title={A}}\n")] == ["A"]


def test_what_holds_no_entry_is_unreadable() -> None:
    with pytest.raises(UnreadableError, match="no entry"):
        read("Just words, a@b.org.", "bibtex")


@pytest.mark.parametrize(
    "text",
    [
        "# List\n\n- [A paper](https://arxiv.org/abs/1706.03762)\n\n@article{a,\n title={A}}\n",
        "# How to cite\n\n```\n@article{a,\n title={A}}\n```\n",
        "<html><pre>\n@article{a,\n title={A}}\n</pre></html>",
        "title,author\nAttention,a@b.org\n",
        "Write to @someone (me) or @you.",
        "",
    ],
)
def test_other_texts_do_not_look_like_bibtex(text: str) -> None:
    assert not bibtex.looks_like(text)


# Text.


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"{\"U}ber M{\"{u}}ller, Erd\H{o}s, \'{\i}, \v{S}, \c c, {\aa}, \o re, Stra{\ss}e",
         "Über Müller, Erdős, í, Š, ç, å, øre, Straße"),
        (r"$\alpha$-Stable \& {BERT} at 50% for \$5, or $5",
         "α-Stable & BERT at 50% for $5, or $5"),
        (r"{$O(n^2)$} and H$_2$O, x\textsuperscript{2}", "O(n²) and H₂O, x²"),
        (r"\emph{In} \textbf{Vivo}: {\it a}~b--c---d ``e''", "In Vivo: a b–c—d “e”"),
        (r"The \url{https://a.org/~b_c%20d} Page", "The https://a.org/~b_c%20d Page"),
        (r"\texttt{C\#} \textbackslash{} \{x\} \_y \textasciitilde{}z", "C# \\ {x} _y ~z"),
        (r"Loss of $\mathcal{O}(\sqrt{n})$ on $\mathbb{R}^n$", "Loss of 𝒪(√(n)) on ℝⁿ"),
        (r"A \unknowncommand{word} and \LaTeX", "A word and LaTeX"),
        (r"Crossref's &amp; and \&amp;", "Crossref's & and &amp;"),
        ("Two\n   lines\tand a tab", "Two lines and a tab"),
        (r"Ends in a break \\", "Ends in a break"),
    ],
)  # fmt: skip
def test_latex_becomes_text_to_read(written: str, shown: str) -> None:
    assert title(written) == shown


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Lovelace, Ada and Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("von Neumann, John and King, Jr, Martin Luther",
         ("John von Neumann", "Martin Luther King Jr")),
        ("Ludwig van Beethoven AND others", ("Ludwig van Beethoven",)),
        ("{Barnes and Noble, Inc.} and {OpenAI}", ("Barnes and Noble, Inc.", "OpenAI")),
        ("{\\'E}ric Dupont and Vuli{\\'c}, Ivan", ("Éric Dupont", "Ivan Vulić")),
        ("Ada Lovelace, Alan Turing, Grace Hopper, Kurt Gödel",
         ("Ada Lovelace", "Alan Turing", "Grace Hopper", "Kurt Gödel")),
        ("Lovelace, Ada; Turing, Alan", ("Ada Lovelace", "Alan Turing")),
        ("Plato", ("Plato",)),
        ("", ()),
    ],
)  # fmt: skip
def test_authors_are_written_as_people_are_called(written: str, people: tuple[str, ...]) -> None:
    assert record(f"author = {{{written}}}").authors == people


def test_editors_stand_in_for_authors() -> None:
    assert record("editor = {Lovelace, Ada}").authors == ("Ada Lovelace",)


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("date = {2023-05-23}", "2023-05-23"),
        ("date = {2023-05/2023-06}", "2023-05"),
        ("date = {2023-21}", "2023"),
        ("date = {2023-02-30}", "2023-02"),
        ("year = 2017, month = jan", "2017-01"),
        ("year = {2017}, month = {January}", "2017-01"),
        ("year = {2017}, month = 1", "2017-01"),
        ("year = {2017}, month = jan # {~12}", "2017-01-12"),
        ("year = {2017}, month = {5--9 May}", "2017-05-05"),
        ("year = {2017}, month = dec, day = 31", "2017-12-31"),
        ("year = {c. 1999a}", "1999"),
        ("year = {May 2020}", "2020-05"),
        ("year = {in press}", None),
        ("month = jan", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(fields: str, published: str | None) -> None:
    assert record(fields).published == published


@pytest.mark.parametrize(
    ("fields", "ids", "url"),
    [
        ("eprint = {1706.03762v5}, archivePrefix = {arXiv}", ("arxiv:1706.03762",), None),
        ("eprint = {arXiv:1706.03762}", ("arxiv:1706.03762",), None),
        ("eprint = {12345}, eprinttype = {pubmed}", (), None),
        ("doi = {https://doi.org/10.1007/978-3\\_4}", ("doi:10.1007/978-3_4",), None),
        ("doi = {DOI: 10.48550/arXiv.1706.03762}", ("arxiv:1706.03762",), None),
        ("url = {https://dx.doi.org/10.1000/X}", ("doi:10.1000/x",), None),
        ("journal = {arXiv:1706.03762 [cs]}", ("arxiv:1706.03762",), None),
        ("note = {arXiv:1706.03762}", ("arxiv:1706.03762",), None),
        ("howpublished = {\\url{https://a.org/~b}}", ("url:https://a.org/~b",), "https://a.org/~b"),
        ("url = {https://a.org/x}, doi = {10.1000/y}", ("doi:10.1000/y",), "https://a.org/x"),
        ("url = {javascript:alert(1)}", (), None),
        ("url = {ftp://a.org/x}", (), None),
    ],
)
def test_ids_are_found_wherever_a_field_has_them(
    fields: str, ids: tuple[str, ...], url: str | None
) -> None:
    found = record(fields)
    assert (found.ids, found.url) == (ids, url)


@pytest.mark.parametrize(
    ("kind", "pages", "count"),
    [
        ("article", "1--15", 15), ("article", "1234--45", 12), ("article", "12:1--12:33", 33),
        ("article", "1-3, 7-9", 6), ("article", "17", None), ("article", "e123", None),
        ("book", "320", 320), ("article", "9--1", None),
    ],
)  # fmt: skip
def test_pages_are_counted(kind: str, pages: str, count: int | None) -> None:
    assert record(f"pages = {{{pages}}}", kind).pages == count


# What its reader did.


def test_our_own_fields_bring_progress_back() -> None:
    found = record(
        "annote = {What the list says.}, papernotes-status = {done}, "
        "papernotes-started = {2023-05-01}, papernotes-finished = {2023-05-23}, "
        "papernotes-tags = {thesis, week 3}, papernotes-takeaway = {Mine: 5\\% is enough.}, "
        "keywords = {finetuning, efficiency}, ranking = {rank4}"
    )
    assert found.takeaway == "What the list says."
    assert found.topics == ("finetuning", "efficiency")
    assert found.reading.status == "done"
    assert (found.reading.started, found.reading.finished) == ("2023-05-01", "2023-05-23")
    assert (found.reading.rating, found.reading.tags) == (4, ("thesis", "week 3"))
    assert found.reading.takeaway == "Mine: 5% is enough."
    assert found.reading.note == ""


def test_an_annote_is_the_lists_takeaway_only_in_what_papernotes_wrote() -> None:
    entry = "@article{a, title = {A}, annote = {Good.}, comment = {Mine.}}\n"
    (other,) = records(entry)
    assert (other.takeaway, other.reading.note) == (None, "Mine.\n\nGood.")
    (ours,) = records("% Written by papernotes.\n\n" + entry)
    assert (ours.takeaway, ours.reading.note) == ("Good.", "Mine.")


def test_what_papernotes_wrote_of_kind_and_venue_is_not_guessed_anew() -> None:
    entry = "@techreport{a, title = {A}, institution = {arXiv}, shorttitle = {A}}\n"
    (other,) = records(entry)
    assert (other.kind, other.venue, other.short) == ("report", None, None)
    (ours,) = records("% Written by papernotes.\n" + entry)
    assert (ours.kind, ours.venue, ours.short) == (None, "arXiv", "A")


@pytest.mark.parametrize("odd", ["2023-02-30", "yesterday", "20230523", "2023-W21-2"])
def test_a_date_of_reading_that_is_none_is_not_believed(odd: str) -> None:
    found = record(f"papernotes-status = {{done}}, papernotes-finished = {{{odd}}}").reading
    assert (found.status, found.finished) == ("done", "unknown")


def test_a_note_is_the_readers_only_where_it_is_prose() -> None:
    assert record("note = {To appear in the proceedings of the year after}").reading.note == ""
    assert record("note = {Best paper}").reading.note == ""
    prose = "I should read this once more before the talk."
    assert record(f"note = {{{prose}}}").reading.note == prose


def test_nothing_is_said_of_reading_where_the_file_says_nothing() -> None:
    assert record("year = 2020, keywords = {a}").reading == Record("").reading


# Whatever is written comes back.

WORDS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NAMES = WORDS.filter(lambda word: word.lower() not in {"and", "others", "et"})


def _plainly(value: str) -> str:
    return f"{{{value}}}"


def _quoted(value: str) -> str:
    return f'"{value}"'


def _guarded(value: str) -> str:
    return f"{{{{{value[:1]}}}{value[1:]}}}"


def _joined(value: str) -> str:
    return f'{{{value[:1]}}} # "{value[1:]}"'


WAYS = st.sampled_from([_plainly, _quoted, _guarded, _joined])


@settings(max_examples=TRIES, deadline=None)
@given(data=st.data())
def test_what_is_written_comes_back(data: st.DataObject) -> None:
    wanted, text = [], ""
    for number in range(data.draw(st.integers(1, 4))):
        words, first, last = data.draw(TEXTS), data.draw(NAMES), data.draw(NAMES)
        year = data.draw(st.integers(1500, 2099))
        arxiv = f"{data.draw(st.integers(0, 9999)):04}.{data.draw(st.integers(0, 99999)):05}"
        way, parens = data.draw(WAYS), data.draw(st.booleans())
        gap = data.draw(st.sampled_from([" ", "\n  ", "\n\n\t"]))
        opening, closing = "()" if parens else "{}"
        fields = [
            f"TITLE = {way(words)}", f"author={way(f'{last}, {first} and Other, Some')}",
            f"year = {year}", f"eprint = {way(arxiv)}",
        ]  # fmt: skip
        written = f",{gap}".join(data.draw(st.permutations(fields)))
        line = text.count("\n") + 1
        text += f"@article{opening}k{number},{gap}{written}{closing}\n"
        wanted.append((line, words, f"{first} {last}", str(year), (f"arxiv:{arxiv}",)))
    found = records(text)
    assert [
        (one.line, one.title, one.authors[0], one.published, one.ids) for one in found
    ] == wanted


@settings(max_examples=TRIES, deadline=None)
@given(st.text(st.sampled_from('@{}()",=#\\%$~ \naé'), max_size=80))
def test_no_text_makes_it_fail_or_hides_the_entry_behind_it(noise: str) -> None:
    found = items(f"{noise}\n\n@article{{last,\n title = {{The Last}},\n year = 2020\n}}\n")
    assert any(isinstance(each, Record) and each.title == "The Last" for each in found)


# What is hostile.

HOSTILE = {
    "a long line": "@article{a, title={" + "x " * 500_000 + "}}",
    "a long line of accents": "@article{a, title={" + "\\'e$x$ " * 100_000 + "}}",
    "nested braces": "@article{a, title={" + "{" * 100_000 + "x" + "}" * 100_000 + "}}",
    "nested braces in names": "@misc{a, title={x}, author={" + "{" * 50_000 + "}" * 50_000 + "}}",
    "braces that stay open": "@article{a, title={" + "{" * 100_000,
    "deep commands": "@article{a, title={" + "\\sqrt{" * 600 + "x" + "}" * 600 + "}}",
    "abbreviations that double": '@string{a0 = "xxxx"}\n'
    + "".join(f"@string{{a{at + 1} = a{at} # a{at}}}\n" for at in range(200))
    + "@article{a, title = a200 # a200}\n" * 2_000,
    "entries that refer to each other": "@article{a, title={x}, crossref={b}}\n"
    "@article{b, title={x}, crossref={a}, xdata={b,a}}\n" * 300,
    "data shared a thousand times": "@article{a, title={x}, xdata={" + "a," * 200_000 + "}}",
    "beginnings without an end": "@article{\n" * 4_000,
    "beginnings in a line": "@article{" * 20_000,
    "entries within a title": "@article{a, title={x " + "@b{c, d=e " * 3_000,
    "comments that stay open": "@comment{\n" * 4_000,
    "backslashes": "@article{a, title={" + "\\" * 500_000 + "}}",
    "dollars": "@article{a, title={" + "$a " * 200_000 + "}}",
    "quotation marks": "@article{a, title=" + '"' * 200_000 + "}",
    "names without end": "@article{a, title={x}, author={" + " and " * 200_000 + "}}",
    "spaces": "@article{a, title={x" + " " * 1_000_000 + "y}}",
    "addresses": "@article{a, title={x}, url={" + "http://" * 100_000 + "}}",
    "mentions": "@article{a, title={x}, journal={" + "arxiv: " * 100_000 + "}}",
    "digits": "@misc{a, title={x}, year={" + "1" * 500_000 + "}, pages={" + "1-" * 200_000 + "}}",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_takes_no_more_time_than_its_length(name: str) -> None:
    text = HOSTILE[name]
    began = process_time()
    found = items(text)
    assert process_time() - began < 8  # a second here; what grows faster takes minutes
    assert found or name == "comments that stay open"
    grown = sum(len(each.title) for each in found if isinstance(each, Record))
    assert grown <= 3 * len(text) + 200_000


def test_texts_are_one_line_without_halves_of_letters() -> None:
    (only,) = records("@article{a, title={A\ud800 \x0b B\u2028C}, author={D\ud800, E}}")
    assert only.title == "A\ufffd B C"
    assert only.authors == ("E D\ufffd",)


def test_nothing_is_printed_of_what_is_broken() -> None:
    code = (
        "from papernotes.importing.formats import read\n"
        "list(read('@article{a, title={x\\n@article{b, title={\\\\begin{x} $}}', 'bibtex').items)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize(
    ("written", "people"),
    [
        (
            "family=Beethoven, given=Ludwig, prefix=van, useprefix=true and family=Doe, given=Jane",
            ("Ludwig van Beethoven", "Jane Doe"),
        ),
        (
            "given={Jean Pierre}, given-i=JP, prefix-i=d, prefix=de, family={la Tour}, suffix=Jr.",
            ("Jean Pierre de la Tour Jr.",),
        ),
        ("given-i=H, family=Simon, sortingnamekeytemplatename=abc", ("H Simon",)),
        ('given="Hans Christian", family={Foo, Sons}, family-i={F}', ("Hans Christian Foo, Sons",)),
        ('"family=Mies", "given=Ludwig", "prefix=van", "useprefix=false"', ("Ludwig van Mies",)),
        ("family={van Beethoven}, given=Ludwig and others", ("Ludwig van Beethoven",)),
    ],
)  # fmt: skip
def test_extended_names_of_biblatex_are_read_with_all_their_parts(
    written: str, people: tuple[str, ...]
) -> None:
    (record,) = records(f"@article{{k, title = {{T}}, author = {{{written}}}}}")
    assert record.authors == people


@pytest.mark.parametrize(
    ("written", "people"),
    [
        (r"{J{\"{u}}rgen Schmidhuber 0001} and Wei Wang 0059", ("Jürgen Schmidhuber", "Wei Wang")),
        ("Wang 0059, Wei", ("Wei Wang",)),
        ("{Team 2004} and R2 0001", ("Team 2004", "R2 0001")),
    ],
)
def test_the_numbers_by_which_dblp_tells_people_apart_are_no_part_of_their_names(
    written: str, people: tuple[str, ...]
) -> None:
    (record,) = records(f"@article{{k, title = {{T}}, author = {{{written}}}}}")
    assert record.authors == people


@pytest.mark.parametrize(
    ("written", "venue"),
    [
        (r"\aap", "Astronomy & Astrophysics"),
        (r"{\mnras}", "Monthly Notices of the Royal Astronomical Society"),
        (r"\apjl ", "Astrophysical Journal Letters"),
        (r"\nosuchjournal", None),
    ],
)
def test_the_commands_of_astronomers_for_journals_are_their_names(
    written: str, venue: str | None
) -> None:
    (record,) = records(f"@article{{k, title = {{T}}, journal = {{{written}}}}}")
    assert record.venue == venue


def test_a_link_in_a_title_is_what_it_prints() -> None:
    (record,) = records(
        r"@article{k, title = {See \href{https://example.org/a}{a link} and"
        r" \href{https://example.org/b} {\emph{another}} at \url{https://example.org/c}}}"
    )
    assert record.title == "See a link and another at https://example.org/c"


VOLUME = """@inproceedings{paper, title = {A paper}, author = {Doe, Jane}, crossref = {Conf/2020}}
@proceedings{conf/2020, title = {Proceedings of a Conference}, year = 2020%s}
@proceedings{conf/2021, title = {Proceedings that nothing refers to}, year = 2021}
"""


def test_a_volume_that_is_there_to_be_referred_to_is_no_paper() -> None:
    paper, other = records(VOLUME % "")
    assert (paper.title, paper.venue, paper.published) == (
        "A paper", "Proceedings of a Conference", "2020",
    )  # fmt: skip
    assert other.title == "Proceedings that nothing refers to"


def test_volumes_that_only_refer_to_each_other_are_not_lost() -> None:
    circle = (
        "@proceedings{a, title = {A}, crossref = {b}}\n"
        "@proceedings{b, title = {B}, crossref = {a}}\n"
        "@proceedings{c, title = {C}, crossref = {c}}\n"
    )
    assert [each.title for each in records(circle)] == ["A", "B", "C"]
    paper = "@inproceedings{d, title = {D}, crossref = {a}}"
    assert [each.title for each in records(circle + paper)] == ["C", "D"]


@pytest.mark.parametrize("field", ["readstatus = {read}", "ranking = {rank3}", "comment = {Good}"])
def test_a_volume_that_somebody_has_read_is_one(field: str) -> None:
    assert [each.key for each in records(VOLUME % f", {field}")] == [
        "paper", "conf/2020", "conf/2021",
    ]  # fmt: skip

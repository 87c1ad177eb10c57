"""Search: ranked, in your notes too, with the words that matched in their context."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papernotes.model.text import fold
from papernotes.query.excerpt import excerpts, phrase, spans
from tests.conftest import HEAD, Run, paper
from tests.test_json import assert_entry
from tests.test_streams import bare

pytestmark = pytest.mark.usefixtures("warm")

MINE = {"PAPERNOTES_CATALOG": "mine"}


def numbers(run: Run, *query: str, **environ: str) -> list[str]:
    return [row[0] for row in run("search", *query, **environ).rows]


def test_a_match_in_the_title_comes_before_one_in_the_takeaway_before_one_in_a_note(
    run: Run, catalog: Callable[..., Path]
) -> None:
    catalog(
        "mine",
        HEAD
        + paper(1, title="Nothing of the kind")
        + paper(2, title="Nothing of the sort", takeaway="Speaks of zebras in passing.")
        + paper(3, title="Zebras at night"),
    )
    run("note", "1", "-m", "As with zebras.", **MINE)
    assert numbers(run, "zebras", **MINE) == ["3", "2", "1"]


def test_search_finds_just_what_list_finds_in_another_order(run: Run) -> None:
    for query in (["attention"], ["language", "year:2020.."], ["author:kaiser"], ["topic:rl"]):
        assert sorted(numbers(run, *query, "-n", "99")) == sorted(
            row[0] for row in run("list", *query).rows
        )
    assert numbers(run, "topic:rl", "-n", "99") == [row[0] for row in run("list", "topic:rl").rows]


def test_words_match_by_their_beginning_without_case_and_accents(run: Run) -> None:
    assert "1" in numbers(run, "LUKASZ")
    assert numbers(run, "flashatt") == ["18"]
    assert numbers(run, "ttention", "-n", "99") == []


def test_a_quoted_argument_is_a_phrase(run: Run) -> None:
    assert numbers(run, "attention is all") == ["1"]
    assert numbers(run, "all is attention") == []


def test_a_note_is_found_the_moment_it_is_written(run: Run) -> None:
    assert numbers(run, "xylophone") == []
    run("note", "12", "-m", "The xylophone of quantization.")
    (row,) = run("search", "xylophone").rows
    assert row[0] == "12"
    assert row[7] == "note: The xylophone of quantization."


def test_json_is_an_array_of_entries_with_their_matches(run: Run) -> None:
    run("note", "18", "-m", "My attention span is short.")
    found = run("search", "attention", "--json").json
    for entry in found:
        assert_entry(entry)
    best = next(entry for entry in found if entry["number"] == 18)
    assert {match["field"] for match in best["matches"]} == {"title", "takeaway", "note"}
    for match in best["matches"]:
        assert list(match)[:3] == ["field", "text", "hits"]
        for first, end in match["hits"]:
            assert fold(match["text"][first:end]).startswith("attention")


def test_the_terminal_stresses_the_words_that_matched(run: Run) -> None:
    drawn = run("search", "attention", "-n", "1", "--color", "always").out
    assert "\x1b[1;33mAttention\x1b[0m" in drawn
    assert "\x1b[1;33mattention\x1b[0m" in drawn
    assert "takeaway: Two for-loops" in bare(drawn)


def test_what_is_left_out_is_counted_and_how_to_see_it_is_said(run: Run) -> None:
    total = len(numbers(run, "language", "-n", "99"))
    few = run("search", "language", "-n", "2")
    assert len(few.rows) == 2
    assert few.err == f"2 of {total} papers. All of them: -n {total}\n"
    assert f"2 of {total} papers" in run("search", "language", "-n", "2", "--color", "always").out
    assert run("search", "language", "-n", "99").err == ""


def test_nothing_found_is_said_and_fine(run: Run) -> None:
    assert run("search", "nothing-like-it") == (0, "", "Nothing was found.\n")
    assert run("search", "??").code == 0
    assert run("search", "nothing-like-it", "--json").json == []
    assert "Nothing was found" in run("search", "nothing-like-it", "--color", "always").out


def test_all_catalogs_are_searched_when_asked_for(run: Run, catalog: Callable[..., Path]) -> None:
    catalog("mine", HEAD + paper(7, title="Attention and zebras"))
    found = run("search", "attention", "--all-catalogs", "-n", "99").rows
    assert {row[8] for row in found} == {"llm", "mine"}
    assert all(row[8] != "mine" or row[0] == "7" for row in found)
    assert "mine/7" in run("search", "zebras", "-a", "--color", "always").out
    assert run("search", "zebras").rows == []


def test_the_title_that_a_note_begins_with_is_no_match_of_its_own(run: Run) -> None:
    run("note", "12", "-m", "something else")
    (entry,) = run("search", "qlora", "--json").json
    assert "note" not in [match["field"] for match in entry["matches"]]
    (entry,) = run("search", "something else", "--json").json
    assert [match["field"] for match in entry["matches"]] == ["note"]


def test_a_note_of_many_lines_gives_a_few_excerpts_only(run: Run) -> None:
    run("note", "12", "-m", "zebra one\n\nzebra two\n\nzebra three")
    (entry,) = run("search", "zebra", "--json").json
    assert [match["text"] for match in entry["matches"]] == ["zebra one", "zebra two"]


# What a match is, by itself

_words = st.text("abcäÉß1 ,-", max_size=30)


@given(text=_words, wanted=_words)
def test_every_span_begins_with_a_word_of_the_phrase(text: str, wanted: str) -> None:
    for first, end in spans(text, [phrase(wanted)]):
        assert 0 <= first < end <= len(text)
        assert fold(text[first:end]).startswith(phrase(wanted)[0])


@given(before=_words, word=st.text("abcäÉ", min_size=1, max_size=8), after=_words)
def test_a_word_is_found_wherever_it_stands_however_it_is_written(
    before: str, word: str, after: str
) -> None:
    text = f"{before} {word.upper()} {after}"
    assert any(
        fold(text[first:end]).startswith(fold(word)) for first, end in spans(text, [phrase(word)])
    )


@given(
    words=st.lists(st.text("xyzü", min_size=1, max_size=12), min_size=1, max_size=80),
    place=st.integers(0, 80),
)
def test_an_excerpt_is_short_and_shows_its_match_as_it_is_written(
    words: list[str], place: int
) -> None:
    words.insert(min(place, len(words)), "Zebra")
    (excerpt,) = excerpts(" ".join(words), [phrase("zebra")], 1)
    assert len(excerpt.text) <= 162
    assert "Zebra" in [excerpt.text[first:end] for first, end in excerpt.hits]
    inside = excerpt.text.strip("…")
    assert inside in " ".join(words)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Łukasz Kaiser", "lukasz", ["Łukasz"]),
        ("e\u0301tude in e\u0301", "etu", ["e\u0301tude"]),
        ("Straße", "strasse", ["Straße"]),
        ("self-attention, attention", "attention", ["attention", "attention"]),
        ("a b c", "b c", ["b c"]),
        ("Ⅳ ﬁne", "fine", ["ﬁne"]),
        ("nothing", "", []),
    ],
)
def test_spans_stand_where_the_text_has_them(text: str, query: str, shown: list[str]) -> None:
    found = [text[first:end] for first, end in spans(text, [phrase(query)])]
    assert found == shown

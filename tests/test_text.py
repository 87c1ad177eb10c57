"""Text as people type it: folded to be compared, fit to be stored, on one line."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papernotes.model.text import fold, one_line, scalar
from tests.strategies import texts

pytestmark = pytest.mark.usefixtures("warm")

surrogates = st.text(st.characters(categories=["Cs", "Lu", "Ll", "Zs"]))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("lukasz", "Łukasz"),
        ("transformers", "TRANSFORMERS"),
        ("muller", "Müller"),
        ("soren kierkegaard", "Søren Kierkegaard"),
        ("bjorn", "BJÖRN"),
        ("dordevic", "Đorđević"),
        ("thor", "Þór"),
        ("aether", "Æther"),
        ("oeuvre", "Œuvre"),
        ("strasse", "Straße"),
        ("isik", "Işık"),
        ("istanbul", "İstanbul"),
        ("hal", "Ħal"),
        ("dvorak", "Dvořák"),
        ("nguyen", "Nguyễn"),
        ("fine-tuning", "Fine-Tuning"),
        ("finetuning", "ﬁnetuning"),
        ("gpt4", "ＧＰＴ４"),
        ("σοφος", "ΣΟΦΌΣ"),
        ("и", "Й"),
    ],
)
def test_case_and_diacritics_make_no_difference(typed: str, written: str) -> None:
    assert fold(written) == fold(typed)


def test_words_that_differ_in_more_than_case_and_marks_stay_apart() -> None:
    words = ["lora", "qlora", "rola", "lo ra", "lo-ra", "l0ra", "注意", "注"]
    assert len({fold(word) for word in words}) == len(words)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_what_looks_the_same_folds_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(texts)
def test_folded_text_has_no_marks_left(text: str) -> None:
    assert not any(unicodedata.combining(char) for char in fold(text))


@given(texts)
def test_capitals_and_small_letters_fold_the_same(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(text.lower()) == fold(text)


@given(texts)
def test_text_that_a_file_can_hold_stays_as_it_is(text: str) -> None:
    assert scalar(text) == text


@given(surrogates)
def test_halves_of_pairs_are_replaced_and_nothing_else(text: str) -> None:
    expected = "".join("\ufffd" if unicodedata.category(char) == "Cs" else char for char in text)
    assert scalar(text) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        (" \t\r\n ", ""),
        ("  one  ", "one"),
        ("one\ntwo", "one two"),
        ("one\r\n\r\n\ttwo   three", "one two three"),
        ("one\u2028two\u2029three\x85four\x0bfive\x0csix", "one two three four five six"),
        ("one\u00a0two\u3000three", "one two three"),
        ("one\udcfftwo", "one\ufffdtwo"),
        ("one\x1b[31mtwo", "one\x1b[31mtwo"),
    ],
)
def test_a_line_has_single_spaces_and_no_ends(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.one_of(texts, surrogates))
def test_a_line_is_one_line_whatever_it_is_made_from(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not re.search(r"\s\s|^\s|\s$", line)
    assert one_line(line) == line
    assert scalar(line) == line


@given(texts)
def test_a_line_keeps_every_word(text: str) -> None:
    assert one_line(text).split() == text.split()

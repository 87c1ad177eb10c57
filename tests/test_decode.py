"""Bytes of files in every usual encoding become the text that they are."""

import codecs
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.importing.decode import text_of
from papernotes.importing.formats import UnreadableError

GERMAN = "@book{a, author = {Müller, Jörg}, title = {Über die Größe}}\n"
RUSSIAN = "Привет, мир: обучение без учителя и внимание\n"
JAPANESE = "深層学習による自然言語処理の研究について\n"
CHINESE = "注意力机制综述与大语言模型的推理能力研究\n"


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, JAPANESE, CHINESE, "plain\n", "", "🙂 ﬁ"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le+", "utf-16-be+", "utf-32-be+"]
)
def test_unicode_with_or_without_a_mark_is_read(text: str, encoding: str) -> None:
    marks = {"utf-16-le+": codecs.BOM_UTF16_LE, "utf-16-be+": codecs.BOM_UTF16_BE,
             "utf-32-be+": codecs.BOM_UTF32_BE}  # fmt: skip
    assert text_of(marks.get(encoding, b"") + text.encode(encoding.rstrip("+"))) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [GERMAN, RUSSIAN * 3, GERMAN + CHINESE])
def test_wide_letters_are_known_without_a_mark(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"), (GERMAN, "latin-1"), ("Jönsson\n", "latin-1"),
        ("“smart” – quotes and Ångström\n", "cp1252"), ("François Peña, ça va\n", "cp1252"),
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"), ("Ελληνικά κείμενα για μάθηση\n", "cp1253"),
        ("딥러닝을 이용한 자연어 처리 연구\n", "cp949"), ("Žižek, Dvořák a Škvorecký\n", "cp1250"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "Some words of English, as most files have them.\n" * 5])
def test_older_encodings_are_guessed_from_their_letters(
    text: str, encoding: str, before: str
) -> None:
    assert text_of((before + text).encode(encoding)) == before + text


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-2"?>\n', "iso-8859-2"),
        ('<html><meta charset="windows-1251">\n', "cp1251"),
        ("<meta http-equiv=Content-Type content='text/html; charset=koi8-u'>\n", "koi8-u"),
        ("% Encoding: ISO8859_2\n", "iso8859-2"),
        ("% -*- coding: mac-roman -*-\n", "mac-roman"),
        ("% Encoding: x-MacRoman\n% -*- coding: macroman -*-\n", "mac-roman"),
    ],
)
def test_what_a_text_says_of_its_encoding_is_believed(declaration: str, encoding: str) -> None:
    letters = {"iso-8859-2": "Dvořák žije", "iso8859-2": "Dvořák žije", "mac-roman": "Müller é"}
    text = declaration + letters.get(encoding, RUSSIAN)
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("name", ["utf-8", "no-such-thing", "zip", "hex", "utf-7", "idna", "ascii"])
def test_what_it_says_wrongly_is_not_believed(name: str) -> None:
    text = f"% Encoding: {name}\n{GERMAN}"
    assert text_of(text.encode("cp1252")) == text
    assert text_of(text.encode("utf-8")) == text


def test_a_stray_byte_costs_no_letter_but_itself() -> None:
    for text in (GERMAN, GERMAN * 50, RUSSIAN):
        data = text.encode() + b"caf\xe9!\n"
        assert text_of(data) == text + "caf\ufffd!\n"
    assert text_of(b"a caf\xe9 in plain letters") == "a café in plain letters"


def test_lines_end_as_lines_end_here() -> None:
    assert text_of(b"a\r\nb\rc\n\r\n") == "a\nb\nc\n\n"
    assert text_of("a\r\nb\rc".encode("utf-16")) == "a\nb\nc"


def test_single_zeros_are_left_out() -> None:
    assert text_of(b"one\x00 two " + b"and more words " * 20) == "one two " + "and more words " * 20


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.5\n%\xd0\xd4", "is a PDF"),
        (b"PK\x03\x04rest", "is a ZIP archive"),
        (b"\x1f\x8b\x08\x00", "is compressed with gzip"),
        (b"\x89PNG\r\n\x1a\n....", "is a picture"),
        (b"SQLite format 3\x00", "is an SQLite database"),
        (b"\x00" * 1000, "is no text"),
        (bytes(range(256)) * 20, "is no text"),
        (b"\x01\x02\x03\x04\x05" * 100, "is no text"),
    ],
)
def test_what_is_no_text_is_refused_and_said(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        text_of(data)


def test_halves_of_surrogates_never_come_out() -> None:
    for data in (b"a\xed\xa0\x80b" + GERMAN.encode(), codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00"):
        text = text_of(data)
        assert text.startswith("a")
        assert not any("\ud800" <= char <= "\udfff" for char in text)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_every_file_is_text_or_refused(data: bytes) -> None:
    try:
        text = text_of(data)
    except UnreadableError:
        return
    text.encode("utf-8")
    assert "\x00" not in text
    assert "\r" not in text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["C"]), max_size=200))
def test_what_is_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    magic = ("%PDF-", "PK\x03\x04", "BZh", "GIF8", "{\\rtf", "%!PS", "Rar!", "(")
    if not text.startswith(magic):
        assert text_of(text.encode()) == text


HOSTILE = {
    "latin": "Müller and words ".encode("latin-1") * 300_000,
    "stray": GERMAN.encode() * 80_000 + b"\xe9",
    "cyrillic": RUSSIAN.encode("koi8-r") * 50_000,
    "line ends": b"\r\n\r" * 1_500_000,
    "a line": b"\xe9" + b"x" * 5_000_000 + b"\xe9",
    "declarations": b"<?xml " * 500_000 + b"\xe9",
    "zeros": b"\x00" * 5_000_000,
    "noise": bytes(range(256)) * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_large_file_takes_no_more_time_than_its_length(name: str) -> None:
    began = process_time()
    try:
        assert text_of(HOSTILE[name])
    except UnreadableError:
        assert name in ("zeros", "noise")
    assert process_time() - began < 5  # tenths of a second here

"""Bytes into text, in whatever usual encoding they are."""

import codecs
import re
from typing import Final

from papernotes.importing.formats import UnreadableError

_BOMS: Final = (  # the longer first: UTF-32's begins like UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT: Final = (
    (b"%PDF-", "is a PDF"), (b"PK\x03\x04", "is a ZIP archive"),
    (b"PK\x05\x06", "is a ZIP archive"),
    (b"\x1f\x8b", "is compressed with gzip"), (b"BZh", "is compressed with bzip2"),
    (b"\xfd7zXZ\x00", "is compressed with xz"), (b"(\xb5/\xfd", "is compressed with zstd"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive"), (b"Rar!\x1a\x07", "is a RAR archive"),
    (b"SQLite format 3\x00", "is an SQLite database"), (b"\x89PNG\r\n\x1a\n", "is a picture (PNG)"),
    (b"\xff\xd8\xff", "is a picture (JPEG)"), (b"GIF87a", "is a picture (GIF)"),
    (b"GIF89a", "is a picture (GIF)"), (b"\x7fELF", "is a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office document"),
    (b"{\\rtf", "is an RTF document"), (b"%!PS", "is PostScript"),
)  # fmt: skip
# What a text says of itself: XML, HTML, JabRef, Emacs and Vim.
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})"
    rb"|<meta[^>]{0,200}?\bcharset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})"
    rb"|%\s{0,9}Encoding:\s{0,9}([\w.:-]{1,40})"
    rb"|-\*-.{0,200}?\bcoding:\s{0,9}([\w.:-]{1,40})"
    rb"|\bfileencoding=([\w.:-]{1,40})",
    re.IGNORECASE,
)
_WESTERN: Final = "À-ÖØ-öø-ÿŠšŽžŒœŸ“”‘’„‚–—…•™®©°·«»§€£¡¿´\xa0¨"
_CZECH_MARKS: Final = "[ŠšŽž]"  # the same in both of Windows's encodings
_CZECH_AS_WESTERN: Final = "[øìùèòïØÌÈÙ]"  # ř ě ů č
_HEAD: Final = 4_096  # bytes in which a text declares itself
_SAMPLE: Final = 64 * 1024  # bytes that tell UTF-16 and binary files
_GUESSED_FROM: Final = 16 * 1024  # bytes: the guess takes time with each
_MOST_CONTROLS: Final = 0.05  # of the characters of a text; a binary file has many more
_AROUND: Final = 100  # bytes that go along with those to be guessed from
_MOST: Final = 0.9  # of the letters have two zeros in UTF-32: all but emoji
_HALF_ZERO: Final = 0.3  # of the bytes on one side: text in UTF-16 of mostly Western letters
_FEWEST_SPACES: Final = 0.02  # of the letters of a text
_NO_CODECS: Final = ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape")


def text_of(data: bytes) -> str:
    """The text that `data` is, with "\\n" for line ends, without NUL and halves of surrogates.

    Raises UnreadableError where it is no text.
    """
    for magic, what in _NO_TEXT:
        if data.startswith(magic):
            raise UnreadableError(what)
    text = _decoded(data)
    if "\x00" in text:
        text = text.replace("\x00", "")
    if _is_binary(text):
        raise UnreadableError("is no text")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff")


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    sample = data[:_SAMPLE]
    if wide := _wide(sample):
        return data.decode(wide, "replace")
    if sample.count(0) > max(3, _MOST_CONTROLS * len(sample)):
        raise UnreadableError("is no text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(data[:_HEAD])
    if declared and not _is_utf8(declared):
        try:
            return _scalars(data.decode(declared))
        except UnicodeError:
            pass  # it says so wrongly
    text = data.decode("utf-8", "replace")
    # A stray byte in a text that is UTF-8 otherwise costs itself and no more. Bytes of other
    # encodings are seldom right in UTF-8.
    wrong = text.count("\ufffd")
    right = len(text) - len(text.encode("ascii", "ignore")) - wrong
    return text if right >= wrong else _guessed(data)


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: every other byte of Western letters is zero."""
    if b"\x00" not in sample:
        return None
    quarter, half = len(sample) // 4, len(sample) // 2
    if not half:
        return None
    by_four = [sample[at::4].count(0) for at in range(4)]
    for highest, high, low, encoding in ((3, 2, 0, "utf-32-le"), (0, 1, 3, "utf-32-be")):
        of_four = by_four[highest] == quarter and by_four[high] > _MOST * quarter
        if of_four and by_four[low] < quarter / 10 and not len(sample) % 4:
            return encoding
    even, odd = by_four[0] + by_four[2], by_four[1] + by_four[3]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > _HALF_ZERO * half and others < zeros / 10:
            return encoding
        # Of other scripts only the spaces have a zero: then all must be letters.
        if zeros > _FEWEST_SPACES * half and not others and _is_printed(sample, encoding):
            return encoding
    return None


def _is_printed(sample: bytes, encoding: str) -> bool:
    try:
        text = sample[: len(sample) // 4 * 4].decode(encoding)
    except UnicodeDecodeError:  # a pair that the sample's end parts is rare enough
        return False
    return all(char.isprintable() or char in "\r\n\t\f\ufeff" for char in text)


def _declared(head: bytes) -> str | None:
    match = _DECLARED.search(head)
    if match is None:
        return None
    name = next(group for group in match.groups() if group).decode("ascii", "replace").strip(".:")
    if name.lower() in ("iso-8859-1", "latin1", "latin-1", "iso8859_1", "us-ascii", "ascii"):
        return "cp1252"  # as browsers do: what is called so is that
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return "mac_roman" if name.lower() in ("x-macroman", "x-mac-roman") else None
    is_text = getattr(found, "_is_text_encoding", True)  # base64, zip and rot13 are none
    return found.name if is_text and found.name not in _NO_CODECS else None


def _is_utf8(encoding: str) -> bool:
    return encoding.startswith(("utf-8", "utf_8"))


def _guessed(data: bytes) -> str:
    """`data` in the encoding that its letters suggest; Windows's Western one if nothing does."""
    telling = _telling(data)
    encodings = ["cp1252"]
    if not _is_western(telling):
        encodings.insert(0, "euc_jp" if _is_euc_jp(telling) else _best(telling))
    for encoding in encodings:
        try:
            return _scalars(data.decode(encoding))
        except UnicodeError:
            continue
    return data.decode("cp1252", "replace")


def _is_western(telling: bytes) -> bool:
    """Whether what is beyond ASCII stands alone, as accents and dashes do in Western texts: of
    that a guess by statistics makes Polish or Arabic.
    """
    if re.search(rb"[\x80-\xff]{3}", telling):
        return False
    text = telling.decode("cp1252", "replace")
    if re.search(_CZECH_MARKS, text) and re.search(_CZECH_AS_WESTERN, text):
        return False
    return re.search(rf"[^\x00-\x7f{_WESTERN}]", text) is None


def _is_euc_jp(telling: bytes) -> bool:
    """Every Japanese text has many hiragana; the guess takes these for Korean."""
    try:
        text = telling.decode("euc_jp")
    except UnicodeDecodeError:
        return False
    return 5 * len(re.findall("[\u3041-\u3093]", text)) > len(re.findall("[^\x00-\x7f]", text))


def _best(telling: bytes) -> str:
    # Some 30 ms, and most files are UTF-8.
    from charset_normalizer import from_bytes

    excluded = ["utf_7"]
    for _ in range(2):
        best = from_bytes(telling, cp_exclusion=excluded, enable_fallback=False).best()
        if best is None:
            break
        # Nobody writes in halfwidth katakana: these were Cyrillic letters of KOI8.
        if not re.search("[\uff61-\uff9f]{2}", str(best)):
            return best.encoding
        excluded += ["cp932", "shift_jis", "shift_jisx0213", "shift_jis_2004"]
    return "cp1252"


def _telling(data: bytes) -> bytes:
    """The parts of `data` that are not ASCII: what is to be guessed from."""
    found: list[bytes] = []
    size = done = 0
    for match in re.finditer(rb"[\x80-\xff]+", data):
        if match.start() < done:
            continue
        done = match.end() + _AROUND
        found.append(data[max(0, match.start() - _AROUND) : done])
        size += len(found[-1])
        if size > _GUESSED_FROM:
            break
    return b"\n".join(found)


def _scalars(text: str) -> str:
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = re.findall("[\x01-\x06\x0e-\x1a\x1c-\x1f\ufffd]", sample)
    return len(controls) > max(3, _MOST_CONTROLS * len(sample))

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
    (b"%PDF-", "is a PDF"), (b"PK\x03\x04", "is a ZIP archive"), (b"PK\x05\x06", "is a ZIP archive"),
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
_HEAD: Final = 4_096  # bytes in which a text declares itself
_SAMPLE: Final = 64 * 1024  # bytes that tell UTF-16 and binary files
_GUESSED_FROM: Final = 16 * 1024  # bytes: the guess takes time with each
_PER_WRONG: Final = 50  # a text in UTF-8 has at least as many right letters to a wrong byte
_MOST_CONTROLS: Final = 0.05  # of the characters of a text; a binary file has many more
_HALF_ZERO: Final = 0.3  # of the bytes on one side: text in UTF-16 of mostly Western letters
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
    if wide := _wide(data[:_SAMPLE]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if data[:_SAMPLE].count(0) > _MOST_CONTROLS * len(data[:_SAMPLE]):
        raise UnreadableError("is no text")
    declared = _declared(data[:_HEAD])
    if declared and not _is_utf8(declared):
        try:
            return _scalars(data.decode(declared))
        except UnicodeError:
            pass  # it says so wrongly
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if wrong and _PER_WRONG * wrong > _beyond_ascii(data) and not (declared and wrong == 1):
        return _guessed(data)
    return text  # a stray byte or two in a text that is UTF-8 otherwise


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: every other byte of Western letters is zero."""
    if b"\x00" not in sample:
        return None
    quarter, half = len(sample) // 4, len(sample) // 2
    if not half:
        return None
    by_four = [sample[at::4].count(0) for at in range(4)]
    if quarter and by_four[1] + by_four[2] > 1.8 * quarter:
        for which, encoding in ((3, "utf-32-le"), (0, "utf-32-be")):
            if by_four[which] > 0.9 * quarter:
                return encoding
    even, odd = by_four[0] + by_four[2], by_four[1] + by_four[3]
    if odd > _HALF_ZERO * half and even < odd / 10:
        return "utf-16-le"
    if even > _HALF_ZERO * half and odd < even / 10:
        return "utf-16-be"
    return None


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
        return "mac_roman" if name.lower() == "macroman" else None
    is_text = getattr(found, "_is_text_encoding", True)  # base64, zip and rot13 are none
    return found.name if is_text and found.name not in _NO_CODECS else None


def _is_utf8(encoding: str) -> bool:
    return encoding.startswith(("utf-8", "utf_8"))


def _beyond_ascii(data: bytes) -> int:
    """How many bytes that begin a letter of UTF-8 beyond ASCII there are."""
    return len(data) - len(data.translate(None, bytes(range(0xC2, 0xF5))))


def _guessed(data: bytes) -> str:
    """`data` in the encoding that its letters suggest; Windows's Western one if nothing does."""
    # Some 30 ms, and most files are UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(_telling(data), cp_exclusion=["utf_7"], enable_fallback=False).best()
    for encoding in filter(None, (best and best.encoding, "cp1252")):
        try:
            return _scalars(data.decode(encoding))
        except UnicodeError:
            continue
    return data.decode("cp1252", "replace")


def _telling(data: bytes) -> bytes:
    """Lines of `data` that are not ASCII: what is to be guessed from."""
    found: list[bytes] = []
    size = 0
    for match in re.finditer(rb"[^\r\n]{0,200}[\x80-\xff][^\r\n]{0,200}", data):
        found.append(match[0])
        size += len(match[0])
        if size > _GUESSED_FROM:
            break
    return b"\n".join(found)


def _scalars(text: str) -> str:
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = re.findall("[\x01-\x06\x0e-\x1a\x1c-\x1f\ufffd]", sample)
    return len(controls) > max(3, _MOST_CONTROLS * len(sample))

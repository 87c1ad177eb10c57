"""Texts from outside, made fit for a file that others read."""

import html
import re
from urllib.parse import quote

from papernotes.model.clean import clean
from papernotes.model.text import HOSTILE

_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF))  # which no XML may hold, however it is written


def line(text: str | None) -> str:
    """On one line, without what a program could obey or a reader be misled by."""
    return " ".join(clean(text or "").translate(_NO_XML).split())


def escaped(text: str) -> str:
    """For XML and HTML, between tags and in quotes."""
    return html.escape(clean(text).translate(_NO_XML))


def web(url: str | None) -> str | None:
    """An address, if it is one that a file may link to; what it should not hold is encoded."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    return re.sub(f"[{HOSTILE}\\s\ufffe\uffff]", lambda odd: quote(odd[0], errors="replace"), url)

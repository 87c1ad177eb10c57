"""Texts from outside, made fit for a file that others read, and how wide they are."""

import unicodedata

from papernotes.exporting.texts import line

_NARROW = "fijlrtI1.,:;|!'()[]{}- "
_BROAD = "mwMWQGOCDHNUAKRXYBVE@%&+"


def width(text: str, size: float) -> float:
    """At most how wide `text` is in a sans-serif font of that size, whichever it is."""
    return sum(map(_ems, text)) * size


def fitted(text: str, size: float, most: float) -> str:
    """`text`, or as much of its beginning as fits, and an ellipsis."""
    text = line(text)
    if width(text, size) <= most:
        return text
    left, kept = most - size, 0  # an ellipsis is one em
    for char in text:
        left -= _ems(char) * size
        if left < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


def _ems(char: str) -> float:
    if char in _NARROW:
        return 0.36
    if char in _BROAD:
        return 0.86 if char not in "mwMW@%" else 1.0
    if char.isascii():
        return 0.6
    if unicodedata.combining(char):
        return 0.0
    # Emojis are wider than an em in some fonts.
    return 1.25 if unicodedata.east_asian_width(char) in "WF" else 0.9

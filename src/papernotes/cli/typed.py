"""Texts as people type them, checked: takeaways, tags, ratings, what comes by stdin."""

import os
import re
import stat
import sys
from collections.abc import Iterable

from papernotes.errors import USAGE, PapernotesError, refusing
from papernotes.model.event import MINUTES_MOST
from papernotes.model.text import HOSTILE, one_line, scalar

_TAKEAWAY_MOST = 10_000  # characters
_TAG_MOST = 60
_STDIN_MOST = 1_000_000  # bytes
_TIME = r"(?:(\d{1,4}(?:\.\d{1,2})?)\s*h)?\s*(?:(\d{1,6})\s*(?:m|min)?)?"
_RATINGS = {"none": 0, **{str(number): number for number in range(1, 6)}}


def takeaway(text: str) -> str:
    """A takeaway on one line. `-` is what comes by stdin."""
    if text == "-":
        text = stdin()
    if len(text) > _TAKEAWAY_MOST:
        raise PapernotesError(
            f"a takeaway of {len(text)} characters is no takeaway",
            hint=f"Say it in one line, of at most {_TAKEAWAY_MOST}.",
            code=USAGE,
        )
    return one_line(text)


def rating(text: str) -> int:
    """1 to 5; 0 for "none"."""
    found = _RATINGS.get(text.lower())
    if found is None:
        raise PapernotesError(
            f"“{one_line(text)[:_TAG_MOST]}” is no rating",
            hint="Give 1 to 5, or none to take it back: papernotes rate REF 4",
            code=USAGE,
        )
    return found


def minutes(text: str) -> int:
    """Minutes, from `90m`, `90`, `2h`, `1h30`, `1h30m` or `1.5h`."""
    match = re.fullmatch(_TIME, text.strip().lower(), re.ASCII)
    found = 0
    if match and match[0]:
        found = round(float(match[1] or 0) * 60 + float(match[2] or 0))
    if not 0 < found <= MINUTES_MOST:
        raise PapernotesError(
            f"“{one_line(text)[:_TAG_MOST]}” is no time to read",
            hint="Write 90m, 2h or 1h30.",
            code=USAGE,
        )
    return found


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags, each once. A query lists tags with commas, so that no tag has one.

    Nor has one what can't be seen: it would be another tag than the one it looks like, for
    good. What another program wrote all the same can be taken off (`removed_tags`).
    """
    found = []
    for text in texts:
        tag = one_line(text)
        if re.search(f"[{HOSTILE}]", tag):
            raise PapernotesError(
                f"“{tag[:_TAG_MOST]}” can't be a tag: it has characters that can't be seen",
                hint="Type it anew, of letters, digits and signs: +to-discuss",
                code=USAGE,
            )
        if not tag or len(tag) > _TAG_MOST or "," in tag or tag.startswith("+"):
            raise PapernotesError(
                f"“{tag[:_TAG_MOST]}” can't be a tag",
                hint=f"A tag has 1 to {_TAG_MOST} characters, and no comma: +to-discuss",
                code=USAGE,
            )
        found.append(tag)
    return tuple(dict.fromkeys(found))


def removed_tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags to take off: also those that can't be put on, as others may have written them."""
    return tuple(dict.fromkeys(filter(None, (one_line(text) for text in texts))))


def stdin() -> str:
    """All that comes by stdin, as text."""
    if sys.stdin is None:  # the shell closed it: `papernotes note 12 - <&-`
        return ""
    with refusing("read stdin"):
        data = sys.stdin.buffer.read(_STDIN_MOST + 1)
    if len(data) > _STDIN_MOST:
        raise PapernotesError(
            f"more than {_STDIN_MOST // 1_000_000} MB came by stdin",
            hint="Give less: nothing was recorded.",
            code=USAGE,
        )
    return scalar(data.decode("utf-8", "replace"))


def something_comes_by_stdin() -> bool:
    """Whether stdin is a pipe or a file: neither a terminal nor nothing at all."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):  # it is closed, or none of the system's
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)

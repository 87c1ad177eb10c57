"""A key for a paper that was given none: what people will type."""

import re
from collections.abc import Collection
from itertools import count

from papernotes.model.names import is_key
from papernotes.model.text import fold

_WORDS = 3  # of a title: enough to know it again
_LONGEST = 40  # characters; a key may have 64, and a number may have to be appended
_NAME_MOST = 2  # words before a colon that are a name: "QLoRA: Efficient Finetuning of …"

# Words that tell nothing about a paper.
_SILENT = frozenset(
    re.findall(
        "[a-z]+",
        "a about all an and are as at be by can do does for from how i in into is it its of on or"
        " our that the their this through to toward towards under using via we what when where"
        " which why with without you your",
    )
)


def key_from(text: str, taken: Collection[str], tried: dict[str, int] | None = None) -> str | None:
    """A key made of a short name or a title that none of `taken` is; None if it can't be.

    Who wants many keys gives the same `tried` for each: thousands of titles may begin alike, and
    the numbers that were tried for one are not tried again for the next.
    """
    name, colon, _ = text.partition(":")
    words = _words(text)
    if colon and 0 < len(_words(name)) <= _NAME_MOST:
        words = _words(name)
    telling = [word for word in words if word not in _SILENT] or words
    key = "-".join(telling[:_WORDS])[:_LONGEST].strip("-")
    if not is_key(key):
        return None
    return key if key not in taken else another(key, taken, tried)


def another(key: str, taken: Collection[str], tried: dict[str, int] | None = None) -> str:
    """A key like this one that is not taken; `tried` as for `key_from`."""
    begin = key[:_LONGEST]
    last = tried.get(begin, 1) if tried else 1
    number = next(n for n in count(last + 1) if f"{begin}-{n}" not in taken)
    if tried is not None:
        tried[begin] = number
    return f"{begin}-{number}"


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text).replace("'", "").replace("’", ""), re.ASCII)

"""Names of people in BibTeX: "Lovelace, Ada and {Analytical Society} and others"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from papernotes.importing.latex import plain
from papernotes.importing.people import unnumbered

_NOBODY = {"others", "et al.", "et al", "{others}", ""}
# Of BibLaTeX's extended names: parts, and options such as "useprefix=true".
_PART = re.compile(r"\"?\s*([a-z]{2,40}(?:-i)?)\s*=\s*", re.IGNORECASE)
_SHOWN = ("given", "prefix", "family", "suffix")  # in the order in which people say them


def people(text: str) -> tuple[str, ...]:
    """The people that an author field names, "Ada Lovelace": as they are called."""
    written = " ".join(text.split())
    names = apart(written, r"(?i: and (?:and )*)")
    if len(names) == 1 and ";" in written and "\\" not in written and "&" not in written:
        names = written.split(";")
    return tuple(person for name in names for person in _people(name.strip()) if person)


@lru_cache(maxsize=8192)
def _people(name: str) -> tuple[str, ...]:
    if name.lower() in _NOBODY:
        return ()
    parts = [part.strip() for part in apart(name, ",")]
    if all(_PART.match(part) for part in parts) and (labelled := _labelled(parts)):
        return (labelled,)
    parts = [unnumbered(plain(re.sub(r"(?i)[ ,]+et al\.?$", "", part))) for part in parts]
    parts = [part for part in parts if part]
    match parts:
        case [last, first]:
            return (f"{first} {last}",)
        case [last, junior, first]:
            return (f"{first} {last} {junior}",)
        case _:  # one name, or names that somebody parted by commas
            return tuple(parts)


def _labelled(parts: list[str]) -> str:
    """A name as BibLaTeX may have it: "family=Simon, given=Herbert, prefix=van, useprefix=true".

    Initials ("given-i=H") stand for a part that is not there itself.
    """
    found: dict[str, str] = {}
    for part in parts:
        if match := _PART.match(part):
            found.setdefault(match[1].lower(), plain(part[match.end() :].strip('" ')))
    each = (found.get(name) or found.get(f"{name}-i") for name in _SHOWN)
    return " ".join(filter(None, each))


def apart(text: str, separator: str) -> list[str]:
    """`text` split where `separator` stands outside of braces."""
    if "{" not in text:
        return re.split(separator, text)
    return list(_outside(text, separator))


def _outside(text: str, separator: str) -> Iterator[str]:
    depth = start = 0
    for match in re.finditer(rf"\\.|[{{}}]|{separator}", text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and match[0][0] != "\\":
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]

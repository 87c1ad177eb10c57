"""Names of people, as they are called: first name first."""

import re
from collections.abc import Mapping

from papernotes.importing.texts import line, lines, unique

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_OTHERS = re.compile(r"(?:\bet\.? al\b\.?|\band others|\bu\. ?a\.|…)$", re.IGNORECASE)
# "and 12 others", and a year after those who are not named.
_MORE = re.compile(
    r"[,;\s]*(?:\b(?:and|und|et|with)\b|&|\+)?\s*\b\d{1,4}\+? (?:others?|more|co-?authors?)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_ET_AL_THEN = re.compile(
    r"[,;\s]*(?:\bet\.? al\b\.?|\band others\b)[\s,]*"
    r"(?:\(?(?:19|20)\d\d[a-z]?\)?|\([^()]{0,80}\))?\s*$",
    re.IGNORECASE,
)
_AND = re.compile(r",? (?:and|und|et|&) |[;\n|]")
_INITIALS = re.compile(r"(?:\w\.?[\s-]*){1,4}")
_PAIR = 2


_HOMONYM = re.compile(r"(?<=[^\W\d_]) 0\d{3}$")


def unnumbered(name: str) -> str:
    """A name without the number by which DBLP tells people of one name apart: "Wei Wang 0001"."""
    return _HOMONYM.sub("", name)


def flipped(name: str) -> str:
    """ "Dettmers, Tim" as "Tim Dettmers"; a name without a comma as it is."""
    parts = [part for each in name.split(",") if (part := each.strip())]
    if len(parts) == _PAIR and not _SUFFIX.fullmatch(parts[1]):
        return f"{parts[1]} {parts[0]}"
    if len(parts) == _PAIR + 1 and _SUFFIX.fullmatch(parts[1]):
        return f"{parts[2]} {parts[0]} {parts[1]}"
    if len(parts) == _PAIR + 1 and _SUFFIX.fullmatch(parts[2]):
        return f"{parts[1]} {parts[0]} {parts[2]}"
    return " ".join(parts) if len(parts) == _PAIR else ", ".join(parts)


def person(value: object) -> str:
    """A name in the fields that CSL, Crossref and Zotero have for it."""
    if not isinstance(value, Mapping):
        return unnumbered(flipped(unnumbered(line(value))))
    whole = line(value.get("literal")) or line(value.get("name")) or line(value.get("display_name"))
    family = line(value.get("family")) or line(value.get("lastName"))
    if not family:
        return whole or line(value.get("given")) or line(value.get("firstName"))
    particles = ("dropping-particle", "non-dropping-particle")
    parts = [
        line(value.get("given")) or line(value.get("firstName")),
        *(line(value.get(particle)) for particle in particles),
        family,
        line(value.get("suffix")),
    ]
    return unnumbered(" ".join(filter(None, parts)))


def people(value: object) -> tuple[str, ...]:
    """Names of a list, each in its form."""
    if isinstance(value, (str, Mapping)):
        value = [value]
    each = value if isinstance(value, (list, tuple)) else []
    return unique(person(one) for one in each)


def listed(text: str) -> tuple[str, ...]:
    """The names in one text: "A. Vaswani, N. Shazeer and others", "Vaswani, A.; Shazeer, N."."""
    text = re.sub(r"[^\S\n]+", " ", text).strip()  # then no pattern meets a run of spaces
    text = _OTHERS.sub("", without_others(text)).rstrip(" ,;")
    parts = [part for each in _AND.split(text) if (part := each.strip(" ,"))]
    if len(parts) == 1 or any(part.count(",") > 1 for part in parts):
        parts = [name for part in parts for name in _by_commas(part)]
    elif any("," in part for part in parts) and not re.search("[;\n|]", text):
        # "Ashish Vaswani, Noam Shazeer and Niki Parmar", but "Vaswani, Ashish and Shazeer, Noam".
        apart = [name for part in parts for name in _by_commas(part)]
        parts = apart if any("," not in part for part in parts) else parts
    return unique(flipped(line(part)) for part in parts)


def without_others(text: str) -> str:
    """Names without those who are only counted: "Jane Doe and 12 others", "Doe et al., 2019"."""
    end = text[-200:]
    return text[: -len(end) or None] + _ET_AL_THEN.sub("", _MORE.sub("", end))


def _by_commas(text: str) -> list[str]:
    parts = [part for each in text.split(",") if (part := each.strip())]
    if len(parts) == _PAIR + 1 and any(_SUFFIX.fullmatch(part) for part in parts[1:]):
        return [text]  # "King, Jr., Martin Luther"
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 == 0 and pairs and all(_INITIALS.fullmatch(second) for _, second in pairs):
        return [f"{family}, {given}" for family, given in pairs]  # "Vaswani, A., Shazeer, N."
    if len(parts) == _PAIR and " " not in parts[0]:
        return [text]  # "Vaswani, Ashish"
    return parts


def authors(value: object) -> tuple[str, ...]:
    """Names of a list, or those of one text."""
    if isinstance(value, str):
        return listed(value.replace("\r", "\n")[:1_000_000])
    if isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value):
        return unique(flipped(name) for name in lines(value))
    return people(value)

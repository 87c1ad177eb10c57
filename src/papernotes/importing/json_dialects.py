"""Whose JSON a text is, by the names of fields at its beginning."""

import re
from functools import lru_cache
from typing import Final

_BEGINNING = 200_000  # characters: the first item of a service is rarely longer
_DEPTH = 5  # of the fields that tell something
_STARTS = re.compile(r'[\ufeff\s]*(?:\{\s*["}]|\[\s*(?:\{\s*["}]|\]\s*$))')
# Every string is matched to its end, or to the end of the text: no place is looked at twice.
_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)(?:"|\\?\Z)(\s*:)?|[{}\[\]]', re.DOTALL)
# Where a field of an item stands: in an array or alone, or under one of these.
_HOLDERS: Final = (
    "items",
    "papers",
    "results",
    "data",
    "message",
    "message.items",
    "paper",
    "recommendedPapers",
    "references",
)
_CSL: Final = frozenset(
    ("issued", "container-title", "citation-key", "citation-label", "accessed", "publisher-place")
)


def dialect(text: str) -> str | None:
    """The name of the format, "json" for our own and what is nobody's; None if it is no JSON."""
    return _dialect(text[:_BEGINNING])


@lru_cache(maxsize=2)
def _dialect(start: str) -> str | None:
    if not _STARTS.match(start):
        return None
    paths = _paths(start)
    names = {path for path in paths if "." not in path}
    for holder in _HOLDERS:
        names |= {path[len(holder) + 1 :] for path in paths if path.startswith(f"{holder}.")}
    if "uid" in names:
        found = "json"
    elif names & {"itemType", "data.itemType"}:
        found = "zotero"
    elif "paperId" in names or names & {"citedPaper.paperId", "citingPaper.paperId"}:
        found = "semantic-scholar"
    elif names & {"authorships", "display_name", "abstract_inverted_index"}:
        found = "openalex"
    elif {"message", "message-type"} <= paths or names & {"is-referenced-by-count", "indexed"}:
        found = "crossref"
    elif (names & _CSL and names & {"title", "author", "type", "DOI"}) or _csl_names(names):
        found = "csl-json"
    else:
        found = "json"
    return found


def _csl_names(names: set[str]) -> bool:
    people = {"author.family", "author.literal", "author.given", "editor.family"}
    return bool(names & people) or {"id", "type", "title"} <= names


def _paths(start: str) -> set[str]:
    """The names of fields with those above them; arrays count for nothing."""
    found: set[str] = set()
    above: list[str] = []  # what each open bracket belongs to
    last = ""
    for token in _TOKEN.finditer(start):
        sign = token[0]
        if sign in ("{", "["):
            above.append(last)
            last = ""
        elif sign in ("}", "]"):
            last = ""
            if above:
                above.pop()
        elif token[2] and len(above) <= 2 * _DEPTH:
            last = token[1]
            path = ".".join([*filter(None, above), last])
            if path.count(".") < _DEPTH:
                found.add(path)
    return found

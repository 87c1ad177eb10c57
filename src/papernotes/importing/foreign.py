"""Formats that do not come in, known by how they begin: what to take instead."""

import re
from typing import Final

from papernotes.importing.formats import UnreadableError

_BEGINNING: Final = 3_000  # characters
_RIS: Final = "Export it as RIS or BibTeX instead."
_XML: Final = r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!DOCTYPE[^<>]{0,500}>\s*)?"
_ROWS: Final = r"(?:[ \t]*(?:#[^\n]*|[\w-]{1,30}[ \t]?[=:] [^\n]*)?\n){0,40}"
_FOREIGN: Final = (
    (r"\s*FN [^\n]+\nVR \d|\s*PT [JBSP]\n(?:A|T|B|S)[A-Z] ", "Web of Science's plain text", _RIS),
    (r"\s*RT \w[^\n]*\n(?:[A-Z][A-Z0-9] [^\n]*\n){2}", "RefWorks' tagged format", _RIS),
    (rf"{_XML}<xml>\s*<records>", "EndNote's XML", _RIS),
    (
        rf"{_XML}<(?:PubmedArticleSet|PubmedBookArticleSet)\b", "PubMed's XML",
        "Save it in PubMed's own format instead (.nbib).",
    ),
    (rf"{_XML}<(?:\w{{1,20}}:)?mods(?:Collection)?\b", "MODS", _RIS),
    (rf"{_XML}<(?:b:)?Sources\b", "a list of sources of Word", _RIS),
    (rf"{_XML}<rdf:RDF\b[^<>]*\bzotero\.org", "Zotero's RDF", _RIS),
    (rf"{_XML}<opml\b", "OPML", "Export a list in Markdown or HTML instead."),
    (rf"{_ROWS}cff-version:", "a CITATION.cff", "Take the BibTeX that its page offers instead."),
    (
        rf"{_ROWS}\[\[paper\]\][ \t]*(?:#[^\n]*)?\n", "a catalog of papernotes",
        "Add it as it is: papernotes catalog add FILE",
    ),
)  # fmt: skip


def refuse(text: str) -> None:
    """Raises UnreadableError if `text` is of a format that is known and does not come in."""
    start = text[:_BEGINNING].lstrip("\ufeff")
    for pattern, name, hint in _FOREIGN:
        if re.match(pattern, start):
            raise UnreadableError(f"is {name}, which can't be read", hint)

"""BibTeX and BibLaTeX, as LaTeX, JabRef, Zotero, Mendeley and the publishers write them."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from papernotes.importing.bib import journals
from papernotes.importing.bib.blocks import Entry, beginnings, begins, entries
from papernotes.importing.bib.dates import pages, published
from papernotes.importing.bib.ids import is_address, linked, named
from papernotes.importing.bib.inherit import Heirs
from papernotes.importing.bib.names import people
from papernotes.importing.bib.reading import OWN, reading, words
from papernotes.importing.bib.values import Strings
from papernotes.importing.formats import UnreadableError
from papernotes.importing.latex import plain
from papernotes.importing.limits import few
from papernotes.model.record import Left, Record

_BEGINNING = 1_000_000  # characters: no preface is longer
# Long, and nothing of a record; to keep them would double the memory.
_UNWANTED = frozenset({"abstract", "file", "bdsk-file-1", "cited-references", "references"})
# Other texts that show how to cite them: a page of HTML, Markdown with a fence or a link.
_OTHER = re.compile(r"\A\s*<|^```|^~~~|\]\(https?://", re.MULTILINE)
_OURS = re.compile(r"\A\s*%[^\n]*\bpapernotes\b")

_KINDS = {
    "book": "book", "mvbook": "book", "booklet": "book", "collection": "book",
    "mvcollection": "book", "proceedings": "book", "mvproceedings": "book", "reference": "book",
    "inbook": "chapter", "incollection": "chapter", "suppbook": "chapter",
    "bookinbook": "chapter", "suppcollection": "chapter", "inreference": "chapter",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "techreport": "report", "report": "report", "manual": "manual", "online": "post",
    "electronic": "post", "www": "post", "webpage": "post", "software": "software",
    "dataset": "dataset", "video": "video", "movie": "video", "patent": "patent",
}  # fmt: skip
_VENUES = (
    "journaltitle", "journal", "booktitle", "eventtitle", "conference", "school", "institution",
    "organization", "howpublished", "publisher",
)  # fmt: skip
_NO_VENUE = re.compile(r"(?i)(?:arxiv(?:\b.*)?|corr|(?:arxiv )?preprints?|abs/\S+|online)")
_LONGEST_SHORT = 30  # characters; Zotero's short title may be half of the title


def looks_like(text: str) -> bool:
    """Whether a line begins an entry, and the text before it is of no other format."""
    first = begins(text[:_BEGINNING])
    return first is not None and not _OTHER.search(text, 0, first.start())


def read(text: str, columns: Mapping[str, str]) -> Iterator[Record | Left]:  # noqa: ARG001 (a table's)
    """The entries of `text`, in their order."""
    if not re.search(r"@\w+\s*[{(]", text):
        raise UnreadableError("holds no entry of BibTeX")
    return _records(text)


def _records(text: str) -> Iterator[Record | Left]:
    few(text, beginnings(text))
    strings = Strings(len(text))
    all_ours = _OURS.match(text) is not None
    found: list[Entry | Left] = []
    heirs = Heirs()
    for each in entries(text, strings):
        if isinstance(each, Entry):
            for name in _UNWANTED & each.fields.keys():
                del each.fields[name]
            heirs.add(each)
        found.append(each)
    # Those of whom they inherit may stand behind them: only now.
    for each in found:
        if isinstance(each, Left):
            yield each
        elif each.type != "xdata" and not heirs.is_only_a_volume(each):
            whole = heirs.whole(each)
            fields = {name: strings.text(parts) for name, parts in whole.items()}
            yield _record(each, fields, all_ours)


def _record(entry: Entry, fields: Mapping[str, str], all_ours: bool) -> Record | Left:
    title = _title(fields)
    if not title:
        return Left(entry.line, f"@{entry.type}{{{entry.key}"[:60], "has no title")
    ours = all_ours or any(name.startswith(OWN) for name in fields)
    ids, url = named(fields)
    takeaway = plain(fields.get("annote", "")) if ours else ""
    return Record(
        title=title,
        line=entry.line,
        ids=ids,
        authors=people(fields.get("author") or fields.get("editor") or ""),
        published=published(fields),
        venue=_venue(fields, ours),
        url=url,
        kind=plain(fields.get(OWN + "kind", "")) or (None if ours else _kind(entry.type, ids)),
        pages=pages(entry.type, fields),
        topics=tuple(dict.fromkeys(chain(*(words(fields.get(name, "")) for name in _TOPICS)))),
        takeaway=takeaway or None,
        links=linked(fields),
        short=_short(fields, title, ours),
        key=entry.key or None,
        reading=reading(fields, ours),
    )


_TOPICS = ("keywords", "keyword", "author_keywords")


def _title(fields: Mapping[str, str]) -> str:
    title = plain(fields.get("title", "") or fields.get("maintitle", ""))
    subtitle = plain(fields.get("subtitle", ""))
    if title and subtitle:
        return f"{title}{' ' if title[-1] in ':?!.–—' else ': '}{subtitle}"
    return title or subtitle or plain(fields.get("booktitle", ""))


def _short(fields: Mapping[str, str], title: str, ours: bool) -> str | None:
    short = plain(fields.get(OWN + "short", "") or fields.get("shorttitle", ""))
    is_name = ours or (short != title and len(short) <= _LONGEST_SHORT)
    return short if short and is_name else None


def _venue(fields: Mapping[str, str], ours: bool) -> str | None:
    for field in _VENUES:
        text = fields.get(field, "")
        if not text or is_address(text) or "\\href" in text:
            continue
        venue = journals.named(text) or plain(text)
        if venue and (ours or not _NO_VENUE.fullmatch(venue)):
            return venue
    return None


def _kind(written: str, ids: tuple[str, ...]) -> str | None:
    kind = _KINDS.get(written)
    # An online thing with an arXiv id or a DOI is a preprint.
    return None if kind == "post" and not all(name.startswith("url:") for name in ids) else kind

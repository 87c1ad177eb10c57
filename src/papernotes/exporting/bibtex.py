"""BibTeX, in fields that BibLaTeX knows as well: to be cited from as it is."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote

from papernotes.exporting.formats import Exported, Options
from papernotes.exporting.latex import latex, title
from papernotes.exporting.texts import line, web
from papernotes.exporting.works import Form, arxiv_id, dated, form, handles
from papernotes.model import ids
from papernotes.model.clean import clean_lines
from papernotes.model.paper import Paper, Progress
from papernotes.model.people import apart

# The type of an entry, and its field for where the work appeared.
_TYPES: Final[dict[Form, tuple[str, str]]] = {
    "article": ("article", "journal"),
    "conference": ("inproceedings", "booktitle"),
    "preprint": ("misc", "howpublished"),
    "book": ("book", "publisher"),
    "chapter": ("incollection", "booktitle"),
    "thesis": ("phdthesis", "school"),
    "report": ("techreport", "institution"),
    "post": ("misc", "howpublished"),
    "talk": ("misc", "howpublished"),
    "dataset": ("misc", "howpublished"),
    "software": ("misc", "howpublished"),
    "other": ("misc", "howpublished"),
}
# Outside of an entry all is a comment. It says whose the `annote` is: the list's.
_HEAD: Final = "% Written by papernotes.\n"
_MONTHS: Final = (  # BibTeX's own macros
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
# JabRef's words for what was read; the others it has no word for.
_READ: Final = {"done": "read", "reading": "skimmed"}


def write(papers: Sequence[Exported], options: Options) -> str:
    keys = handles([each.entry for each in papers])
    entries = (_entry(each, key, options) for each, key in zip(papers, keys, strict=True))
    return "\n".join([_HEAD, *entries])


def _entry(exported: Exported, key: str, options: Options) -> str:
    paper = exported.entry.paper
    kind, _ = _TYPES[form(paper)]
    fields = [*_work(paper), *_list(paper)]
    if options.progress:
        fields += _progress(exported.entry.progress)
    if exported.note:
        fields.append(("comment", _lines(exported.note)))
    rows = "".join(f"  {name} = {_value(name, value)},\n" for name, value in fields if value)
    return f"@{kind}{{{key},\n{rows}}}\n"


def _value(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"


def _work(paper: Paper) -> Iterator[tuple[str, str]]:
    """What any bibliography wants to know."""
    _, where = _TYPES[form(paper)]
    year, month, day = [*(paper.published or "").split("-"), "", ""][:3]
    arxiv = arxiv_id(paper)
    yield "author", " and ".join(_name(author) for author in paper.authors)
    yield "title", title(paper.title)
    yield "shorttitle", title(paper.short or "")
    yield where, latex(paper.venue)
    yield "year", year
    yield "month", _MONTHS[int(month) - 1] if month else ""
    yield "day", day
    yield "pagetotal", str(paper.pages or "")
    yield "eprint", arxiv or ""
    yield "archiveprefix", "arXiv" if arxiv else ""
    yield "doi", _doi(paper.doi or "")
    yield "url", _verbatim(web(paper.url))


def _list(paper: Paper) -> Iterator[tuple[str, str]]:
    """What the reading list says of it."""
    yield "papernotes-ids", " ".join(_more_ids(paper))
    yield "papernotes-kind", latex(paper.kind) if paper.kind != "paper" else ""
    yield "keywords", _listed(paper.topics)
    yield "annote", latex(paper.takeaway)


def _progress(mine: Progress) -> Iterator[tuple[str, str]]:
    """JabRef's fields, and ours for what it has none for."""
    started, finished = dated(mine)
    yield "readstatus", _READ.get(mine.status, "")
    yield "ranking", f"rank{mine.rating}" if mine.rating else ""
    yield "papernotes-status", mine.status if mine.status != "unread" else ""
    yield "papernotes-started", started or ""
    yield "papernotes-finished", finished or ""
    yield "papernotes-tags", _listed(mine.tags)
    yield "papernotes-takeaway", latex(mine.my_takeaway)


def _name(author: str) -> str:
    """“von Last, Jr, First”: the one form that leaves nothing to be guessed."""
    person = apart(line(author))
    if person.corporate:
        return f"{{{latex(person.family)}}}"
    family = f"{person.particle} {person.family}".strip()
    return ", ".join(latex(part) for part in (family, person.suffix, person.given) if part)


def _listed(words: Sequence[str]) -> str:
    """Words with commas between; with semicolons where one has a comma itself. What has a
    semicolon itself stands in braces.
    """
    shown = [f"{{{latex(word)}}}" if ";" in word else latex(word) for word in words]
    if any("," in word for word in shown):
        return "; ".join(shown) + ";"
    return ", ".join(shown)


def _doi(text: str) -> str:
    """A DOI as it is, with the "<" and ";" of the older ones; but braces have to stand in pairs,
    and a backslash begins a command.
    """
    return re.sub(r"[{}\\%]", lambda odd: quote(odd[0]), line(text))


def _more_ids(paper: Paper) -> list[str]:
    """Those that no other field says: a paper without any that is known elsewhere has one, too."""
    said = {ids.arxiv(arxiv_id(paper) or ""), ids.doi(paper.doi or ""), ids.url(paper.url or "")}
    more = (name for name in paper.ids if name not in said)
    return [name if name.startswith("url:") else _doi(name) for name in more]


def _verbatim(text: str | None) -> str:
    """An address as it is: there LaTeX reads no commands, but braces still count."""
    return re.sub(r"[{}\\^`|<>\"]", lambda odd: quote(odd[0]), line(text))


def _lines(note: str) -> str:
    """A note as LaTeX; its lines stay lines."""
    return "\n".join(_latex_line(each) for each in clean_lines(note).strip("\n").split("\n"))


def _latex_line(text: str) -> str:
    """A line whose spaces at the beginning stay: they mean something in Markdown.

    An "@" is not the first, since readers that mend broken files take it for an entry's.
    """
    bare = latex(text)
    spaces = " " * (len(text) - len(text.lstrip(" ")))
    return spaces + (f"{{@}}{bare[1:]}" if bare.startswith("@") else bare)

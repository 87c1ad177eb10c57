"""Which column of a table is which field of ours, by what people write above it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from papernotes.importing import meetings
from papernotes.importing.formats import UnreadableError
from papernotes.importing.texts import line
from papernotes.model.text import fold

# Folded, without signs. The first name that a table has is the best.
_WRITTEN: Final = {
    "title": """
        title, paper title, article title, titel, titre, titulo, titolo, paper, paper name,
        article, name, work, document title
    """,
    "authors": """
        authors, author, author s, by, autor, autoren, auteur, auteurs, autores, autori, writer,
        creator, creators, first author, additional authors, verfasser, author names
    """,
    "published": """
        published, date, year, publication date, publication year, date published, year
        published, original publication year, jahr, datum, annee, ano, anno, fecha, release
        date, released, pub date, pub year, erscheinungsjahr, date of publication, year of
        publication
    """,
    "venue": """
        venue, journal, conference, publication title, publication, zeitschrift, revue, revista,
        rivista, published in, where, journal conference, conference journal, venue journal,
        source title, booktitle, conference name, proceedings title
    """,
    "url": """
        url, link, links to paper, paper link, paper url, website, href, address, adresse, lien,
        enlace, web, webpage, web page, source, link to paper, weblink
    """,
    "pdf": "pdf, pdf link, pdf url, link pdf, paper pdf",
    "arxiv": "arxiv, arxiv id, arxiv link, arxiv url, eprint, arxiv number",
    "doi": "doi, doi link, doi url, id, paper id, identifier",
    "uid": "uid",
    "kind": "kind, type, item type, typ, art, document type, publication type, format",
    "pages": """
        pages, page count, number of pages, num pages, seiten, seitenzahl, nombre de pages,
        paginas, pp
    """,
    "topics": """
        topics, topic, keywords, author keywords, keyword, categories, category, area, areas,
        field, subject, subjects, labels, label, themen, thema, schlagworte, schlagworter,
        stichworte, mots cles, sujet, sujets, palabras clave, research area, theme, themes,
        domain
    """,
    "tags": "tags, tag, my tags",
    "status": """
        status, read, is read, read y n,
        done, state, reading status, read status, progress, finished
        reading, completed, complete, gelesen, lu, leido, letto, estado, stato, statut, fertig,
        erledigt, have read
    """,
    "rating": """
        rating, score, stars, my rating, bewertung, sterne, valutazione, calificacion, my score
    """,
    "started": "started, date started, start date, started on, begonnen, begonnen am, start",
    "finished": """
        finished, date read, read date, date finished, finish date, finished on, read on,
        completed on, date completed, end date, gelesen am, fertig am, lu le, last read, end
    """,
    "note": """
        note, notes, comment, comments, my notes, notizen, notiz, kommentar, kommentare,
        bemerkung, bemerkungen, commentaires, remarques, notas, thoughts, my review, review,
        private notes, my thoughts
    """,
    "takeaway": """
        takeaway, takeaways, tl dr, tldr, summary, key takeaway, key takeaways, zusammenfassung,
        kurzfassung, resume, resumen, riassunto, one liner, main idea, key idea, fazit, in one
        line, one line summary
    """,
    "my_takeaway": "my takeaway",
    "short": "short, short name, short title, acronym, abbreviation, nickname, alias, kurztitel",
    "number": "number, no, nr, index, num",
    "key": "key, citation key, citekey, cite key, bibtex key",
    "detail": "detail, details, description",
    "links": """
        links, code, code link, code url, github, github link, repo, repository, implementation,
        slides, video, videos, talk, blog, blog post, project, project page, demo, data,
        dataset, poster, colab
    """,
    "needs": "needs",
    "helps": "helps",
}
_NAMES: Final = {
    field: [" ".join(name.split()) for name in names.split(",")]
    for field, names in _WRITTEN.items()
}
_FIELDS: Final = {name: field for field, names in _NAMES.items() for name in names}
FIELDS: Final = tuple(_NAMES)
# Of which a paper has several, in as many columns; else the first that is not empty counts.
_SEVERAL: Final = ("authors", "topics", "tags", "links", "note", "url", "pdf", "arxiv", "doi")
_SHOWN: Final = 30  # names of columns in a message
_WIDTH: Final = 40


@lru_cache(maxsize=1000)
def _folded(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(name)).split())


def field_of(name: str) -> str | None:
    """The field that the name of a column means."""
    if len(name) > 60:  # noqa: PLR2004  # no name of a column is so long
        return None
    if name.strip() == "#":
        return "number"
    without = re.sub(r"\([^()]*\)", "", name)  # "Rating (1-5)"
    return _FIELDS.get(_folded(name)) or _FIELDS.get(_folded(without))


def columns(header: Sequence[str], told: Mapping[str, str]) -> dict[str, list[int]]:
    """Where each field stands: the columns for it, the best first.

    `told` decides over what the names seem to mean. Raises UnreadableError if it names a column or
    a field that is not there, or one field for two columns, and if no column has the titles.
    """
    said = _said(header, told)
    found: dict[str, list[int]] = {}
    issues = any(_folded(name) in ("volume", "issue") for name in header)
    for at, name in enumerate(header):
        field = said.get(at, field_of(name))
        if field and not (field == "number" and issues and at not in said):  # of a journal
            found.setdefault(field, []).append(at)
    for at in meetings.places(header):
        if at not in said and at in found.get("published", ()):
            found["published"].remove(at)
    for field, places in found.items():
        names = _NAMES[field]
        rank = {name: order for order, name in enumerate(names)}
        places.sort(key=lambda at: (at not in said, rank.get(_folded(header[at]), len(names))))
    if "title" not in found:
        raise UnreadableError(f"has no column that is known to hold titles, only {_shown(header)}")
    return found


def _said(header: Sequence[str], told: Mapping[str, str]) -> dict[int, str]:
    """Which column somebody said is which field."""
    said: dict[int, str] = {}
    for name, wanted in told.items():
        at, field = _column(header, name), _field(wanted)
        if at in said and said[at] != field:
            raise UnreadableError(f"can't have two fields in the column {_shown(header[at:][:1])}")
        if field in said.values() and field not in _SEVERAL and said.get(at) != field:
            both = [name for other, name in enumerate(header) if said.get(other) == field]
            raise UnreadableError(
                f"can't have {field} in two columns, {_shown([*both, header[at]])}"
            )
        said[at] = field
    return said


def _column(header: Sequence[str], name: str) -> int:
    for same in (str, str.casefold, _folded):
        wanted = same(name.strip())
        for at, each in enumerate(header):
            if same(each.strip()) == wanted:
                return at
    raise UnreadableError(f"has no column “{line(name)[:_WIDTH]}”, only {_shown(header)}")


def _field(name: str) -> str:
    field = name if name in FIELDS else field_of(name)
    if field is None:
        raise UnreadableError(
            f"can have no column for “{line(name)[:_WIDTH]}”; fields are {', '.join(FIELDS)}"
        )
    return field


def _shown(header: Sequence[str]) -> str:
    names = [f"“{line(name)[:_WIDTH]}”" for name in header if line(name)]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more if names else "columns without names"

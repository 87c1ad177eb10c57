"""A row of a table whose columns were guessed by their names, or told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from papernotes.importing import dates, identity, meetings, people, standing
from papernotes.importing.drafts import checked
from papernotes.importing.dropped import Dropped
from papernotes.importing.kinds import kind
from papernotes.importing.lists.links import label_kind
from papernotes.importing.tables.cells import addresses, cell, words
from papernotes.importing.tables.rows import Row
from papernotes.importing.texts import block, line, number, web
from papernotes.model import ids
from papernotes.model.paper import Status
from papernotes.model.record import Left, Reading, Record

_KINDS: Final = ("book", "post", "survey", "talk", "thesis", "report", "chapter", "dataset")
_ORDINARY: Final = ("paper", "article", "journal", "conference", "preprint")
_LABELS: Final = {"github": "Code", "repo": "Code", "repository": "Code", "links": "Link"}


class Guess:
    """Which column is which, and out of how many it rates."""

    def __init__(
        self,
        header: Sequence[str],
        places: Mapping[str, Sequence[int]],
        rows: Sequence[Row],
        dropped: Dropped,
    ) -> None:
        self.header = header
        self.dropped = dropped
        self.places = places
        self.meets = bool(meetings.places(header))
        rated = places.get("rating", ())[:1]
        ratings = [row.cells[at] for at in rated for row in rows if at < len(row.cells)]
        said = [most for at in rated for most in (10, 100) if str(most) in header[at]]
        self.most = max([standing.scale(ratings), *said])

    def record(self, row: Row) -> Record | Left:
        title = next((cell(raw) for raw in self._all(row, "title")), cell(""))
        pages = [
            url
            for field in ("url", "pdf")
            for raw in self._all(row, field)
            for _, url in addresses(raw)
        ]
        own, others = _titles_own(title.links)
        pages += own
        written = [ids.parse(line(raw)) for raw in self._all(row, "uid")]
        known = identity.identify(
            [
                *written,
                *(identity.arxiv(_target(raw)) for raw in self._all(row, "arxiv")),
                *(identity.doi(_target(raw)) for raw in self._all(row, "doi")),
                *(
                    identity.arxiv_in(raw)
                    for field in ("venue", "url")
                    for raw in self._all(row, field)
                ),
            ],
            [*pages, *(web(_target(raw)) for raw in self._all(row, "doi"))],
        )
        topics = standing.apart(self._words(row, "topics", *(() if self._both else ("tags",))))
        span = self._one(row, "pages")
        name = title.text or (title.links[0][1] if title.links else "")
        made = Record(
            title=name,
            line=row.line,
            ids=known.ids,
            authors=tuple(
                name
                for raw in self._all(row, "authors")
                for name in people.authors(cell(raw).text if "\n" not in raw else raw)
            ),
            published=self._published(row, known.ids),
            venue=identity.venue(self._one(row, "venue")),
            url=known.url,
            kind=_kind(self._one(row, "kind")),
            pages=number(span) or identity.span(span),
            topics=topics.topics,
            takeaway=self._one(row, "takeaway"),
            detail=self._one(row, "detail"),
            links=(*self._links(row, known), *others),
            short=self._one(row, "short"),
            number=number(self._one(row, "number").strip("#. ")),
            key=self._one(row, "key"),
            reading=self._reading(row, topics),
        )
        found = checked(made, " ".join(filter(None, map(line, row.cells))))
        if isinstance(found, Record):
            self._say_dropped(row)
        return found

    def _say_dropped(self, row: Row) -> None:
        """What stands in a column that has dates or ratings and is none. "n/a" is no loss."""
        for field in ("published", "started", "finished", "rating"):
            for at in self.places.get(field, ()):
                text = line(row.cells[at]) if at < len(row.cells) else ""
                if re.search(r"\d", text) and (why := self._why(field, text)):
                    self.dropped.note(row.line, text, self.header[at], why)

    def _why(self, field: str, text: str) -> str:
        if field == "rating":
            return "" if standing.rating(text, self.most) or text == "0" else "is no rating"
        if dates.day(text):
            return ""
        why = dates.no_day(text)
        if field == "published":  # may be a year alone
            return "" if why == "names no day" else why
        return "" if standing.status(text) else why

    def _published(self, row: Row, names: Sequence[str]) -> str | None:
        said = dates.most_precise(self._all(row, "published"))
        if said and not (meetings.is_later(said, names) and not self._one(row, "venue")):
            return said
        return meetings.posted(names) if said or self.meets else None

    @property
    def _both(self) -> bool:
        """Where a table has topics and tags, the tags are the reader's own."""
        return "topics" in self.places and "tags" in self.places

    def _all(self, row: Row, field: str) -> list[str]:
        """The cells for a field that are not empty, the best column first."""
        found = (row.cells[at] for at in self.places.get(field, ()) if at < len(row.cells))
        return [raw for raw in found if raw.strip()]

    def _one(self, row: Row, field: str) -> str:
        return next((cell(raw).text for raw in self._all(row, field)), "")

    def _words(self, row: Row, *fields: str) -> list[str]:
        return [word for field in fields for raw in self._all(row, field) for word in words(raw)]

    def _reading(self, row: Row, topics: standing.Tags) -> Reading:
        status: Status | None = None
        finished, started = self._day(row, "finished"), self._day(row, "started")
        for raw in self._all(row, "status"):
            status = status or standing.status(raw)
            finished = finished or (dates.day(raw) if status is None else None)
        for raw in self._all(row, "finished"):  # "yes", where a day should be
            status = status or standing.status(raw)
        rated = next((standing.rating(raw, self.most) for raw in self._all(row, "rating")), None)
        return standing.reading(
            status or topics.status,
            started=started,
            finished=finished,
            rating=rated or topics.rating,
            tags=self._words(row, "tags") if self._both else (),
            takeaway=self._one(row, "my_takeaway"),
            note="\n\n".join(map(block, self._all(row, "note"))),
        )

    def _day(self, row: Row, field: str) -> str | None:
        """A day; "unknown" where a date says less than that."""
        for raw in self._all(row, field):
            if found := dates.published(raw):
                return found if found == dates.day(raw) else "unknown"
        return None

    def _links(self, row: Row, known: identity.Identity) -> Iterator[tuple[str, str]]:
        for at in self.places.get("links", ()):
            for label, url in addresses(row.cells[at]) if at < len(row.cells) else ():
                name = line(self.header[at])
                yield label or _LABELS.get(name.lower().split(" ")[0], name), url
        for at in self.places.get("pdf", ()):
            for _, url in addresses(row.cells[at]) if at < len(row.cells) else ():
                if url != known.url and ids.url(url) not in known.ids:
                    yield "PDF", url
        for raw in self._all(row, "url"):
            for label, url in addresses(raw)[1:]:
                if label and ids.url(url) not in known.ids:
                    yield label, url


def _titles_own(
    links: Sequence[tuple[str, str]],
) -> tuple[list[str], list[tuple[str, str]]]:
    """The addresses of a title's cell that are the paper's, and the links that are others'."""
    own = [at for at, (label, _) in enumerate(links) if not at or label_kind(label) == "paper"]
    others = [link for at, link in enumerate(links) if at not in own]
    return [links[at][1] for at in own], others


def _target(raw: str) -> str:
    """The address of a link, or the text that stands there."""
    found = cell(raw)
    return found.links[0][1] if found.links else found.text


def _kind(text: str) -> str | None:
    """In our words; those of others as they are, unless they only say that it is an article."""
    words = text.lower().split()
    if not words or set(words) & set(_ORDINARY):
        return None
    return kind(text) or next((each for each in _KINDS if each in words), text.lower())

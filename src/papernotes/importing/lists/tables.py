"""Tables: which column is what, and the entries of their rows."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from papernotes.importing.lists import columns as columns_of
from papernotes.importing.lists import line as lines
from papernotes.importing.lists import mentions, names
from papernotes.importing.lists.cleaning import clean
from papernotes.importing.lists.entry import Entry, stub
from papernotes.importing.lists.entry import read as read_entry
from papernotes.importing.lists.fields import only_links
from papernotes.importing.lists.line import Line
from papernotes.importing.lists.links import Link
from papernotes.importing.lists.several import apart
from papernotes.importing.lists.tree import Node, Run
from papernotes.importing.people import without_others
from papernotes.model.record import Left


class Row(NamedTuple):
    """What a row says."""

    entry: Entry | None
    topics: tuple[str, ...] = ()


class Table(NamedTuple):
    """The rows of a table of papers."""

    rows: tuple[Row | Left, ...]
    titled: bool  # a column is called "Paper" or "Title"


_PAPERS: Final = ("scholarly", "pdf", "page")
_EMPTY: Final = lines.of_runs(())
_READ: Final = re.compile(
    r"(?:x|✓|✔|✅|☑|read|done|yes|finished|true|已读|是|✔️|gelesen|lu)\W*|\[x\]", re.IGNORECASE
)
_READING: Final = re.compile(r"(?:reading|in progress|started|wip|🚧|在读|/)\W*", re.IGNORECASE)


def read(table: Node, columns: Mapping[str, str]) -> Table | None:
    """The entries of a table, or None if it is but a way to lay out a page."""
    rows = [row for row in _rows(table) if row.children]
    if not rows:
        return None
    if any(
        child.kind == "table" for row in rows for cell in row.children for child in cell.children
    ):
        return None
    cells = [[_cell(cell) for cell in row.children] for row in rows]
    if len(rows) > 1 and not any(cell.text.strip() for cell in cells[0]):
        rows, cells = rows[1:], cells[1:]  # Markdown's tables have a head, were it empty
    heads = columns_of.by_content(columns_of.heads(cells[0], columns), cells)
    headed = (
        "title" in heads
        or sum(head is not None for head in heads) >= 2
        or any(c.header for c in rows[0].children)
    )
    if not headed and max(len(row) for row in cells) < 2:
        return None
    body = list(zip(rows, cells, strict=True))[1 if headed else 0 :]
    if not headed:
        heads = []
    place = columns_of.title_place(heads, [row for _, row in body])
    if place is None:
        return None
    if not headed and (
        not any(place < len(row) and columns_of.strong(row[place]) for _, row in body)
        or any(sum(map(columns_of.strong, row)) > 1 for _, row in body)  # but a grid of papers
    ):
        return None
    told: list[Row | Left] = []
    topic: tuple[str, ...] = ()
    for node, row in _singly(body, heads, place):
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) == 1 and not filled[0].links and len(heads) > 1:
            topic = (" ".join(filled[0].text.split()),)
            continue
        found = _row(row, heads, place, node.line)
        if found is not None and found.entry is not None and len(heads) > 1:
            found = found._replace(entry=_whole(found.entry, row[place], heads))
        if found is None:
            links = [x for cell in row[place : place + 1] for x in cell.links if x.leads in _PAPERS]
            links += [x for cell in row for x in cell.links if x.leads == "scholarly"]
            told += [Left(node.line, link.url, "has no title") for link in links[:1]]
        else:
            told.append(found._replace(topics=(*topic, *found.topics)))
    return Table(tuple(told), "title" in heads)


_SHARED: Final = ("topics", "published", "status", "none")


def _singly(
    body: list[tuple[Node, list[Line]]], heads: list[str | None], place: int
) -> Iterator[tuple[Node, list[Line]]]:
    """The rows, each with one paper: what is said of several is said of the first."""
    for node, row in body:
        papers = apart(row[place]) if place < len(row) else []
        for number, paper in enumerate(papers or [None]):
            if paper is None or len(papers) == 1:
                yield node, row
                continue
            shared = [
                cell
                if (heads[at] if at < len(heads) else None) in _SHARED
                or (not number and (at >= len(heads) or heads[at] != "authors"))
                else _EMPTY
                for at, cell in enumerate(row)
            ]
            yield node, [*shared[:place], paper, *shared[place + 1 :]]


def _rows(node: Node) -> list[Node]:
    return [child for child in node.children if child.kind == "row"]


def _cell(cell: Node) -> Line:
    runs = list(cell.runs)
    stack = list(reversed(cell.children))
    while stack:
        node = stack.pop()
        if node.runs:
            runs += [Run("\n"), *node.runs]
        stack += reversed(node.children)
    return lines.of_runs(runs)


def _row(row: list[Line], heads: list[str | None], place: int, at: int) -> Row | None:
    if place >= len(row) or not row[place].text.strip():
        return None
    alone = only_links(row[place])
    entry = stub(row[place], at) if alone else read_entry(row[place], at)
    if entry is None:
        return None
    topics: tuple[str, ...] = ()
    for index, cell in enumerate(row):
        if index == place:
            continue
        head = heads[index] if index < len(heads) else None
        value = " ".join(cell.plain(cell.text).split()).strip(" *_`-")
        links = tuple(_named(link, head) for link in cell.links)
        entry = entry._replace(links=(*entry.links, *links))
        if not value or value.lower() in ("null", "none", "n/a", "na", "tbd", "?", "—"):
            continue
        if head == "topics":
            topics = tuple(
                part.strip(" `#[]") for part in re.split(r"[,;/、]", value) if part.strip(" `#[]")
            )
        else:
            entry = _told(entry, head, value, bool(cell.links))
    return Row(entry, topics)


def _whole(entry: Entry, cell: Line, heads: list[str | None]) -> Entry:
    """An entry whose cell is but its title, where other columns tell the rest."""
    told = {"venue", "authors", "published", "link"} & set(heads)
    named = "title" in heads
    if entry.how == "plain" and named and told and not cell.links and "\n" not in cell.text:
        return entry._replace(title=clean(columns_of.plain(cell)) or entry.title, how="cell")
    return entry._replace(how="cell") if entry.how == "plain" and named and told else entry


def _told(entry: Entry, head: str | None, value: str, linked: bool) -> Entry:
    if head == "none":
        return entry
    if head == "authors":
        cited = names.cites(value)
        bare = without_others(value)
        who = cited[0] if cited else names.people(bare, alone=True)
        if not who and not linked and len(value) <= 400:
            who = tuple(filter(None, re.split(r",\s*", bare)))
        published = entry.published or (cited[1] if cited else None)
        return entry._replace(authors=who, published=published, dated=True)
    if head == "published":
        return entry._replace(
            published=names.published(value) or entry.published,
            venue=entry.venue or names.venue(value),
            dated=True,
        )
    if head == "venue":
        where = None if re.match("arxiv", value, re.IGNORECASE) or len(value) > 100 else value
        return entry._replace(
            venue=where or entry.venue,
            published=entry.published or names.published(value),
            dated=True,
        )
    if head == "takeaway":
        return entry._replace(takeaway=value)
    if head == "status":
        status = (
            "done"
            if _READ.fullmatch(value)
            else "reading"
            if _READING.fullmatch(value)
            else entry.status
        )
        return entry._replace(status=status)
    if head == "number" and value.strip("[].#").isdecimal() and len(value) <= 6:
        return entry._replace(number=int(value.strip("[].#")))
    if head is None and not linked:
        if who := names.people(value):
            return entry._replace(authors=entry.authors or who)
        if names.venue_and_date(value):
            return entry._replace(
                published=entry.published or names.published(value),
                venue=entry.venue or names.venue(value),
                dated=True,
            )
    return entry


def _named(link: Link, head: str | None) -> Link:
    if head == "link" and link.says != "other":
        return link._replace(says="paper")
    if head in ("takeaway", "authors", "topics", "none"):
        mention = not mentions.says_where(link.label)
        return link._replace(says=link.says or "other", mention=mention)
    if head == "code":
        label = (
            link.label if link.says == "other" else "Code" if link.leads == "code" else link.label
        )
        return link._replace(says="other", label=label)
    return link if link.says else link._replace(says="other")

"""What one paper's fields say that they had better not."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from papernotes.catalog.read import named
from papernotes.catalog.schema import PaperIn
from papernotes.checking.finding import Finding
from papernotes.checking.listed import Listed
from papernotes.model import ids
from papernotes.model.paper import Paper
from papernotes.model.text import HOSTILE

# Characters. CONTRIBUTING.md has the first; a detail is two to five sentences.
LONGEST_TAKEAWAY = 160
LONGEST_DETAIL = 1_200
LONGEST_TITLE = 250
_LINK_FIELDS = ("label", "url")
EARLIEST = "1600"  # before the first journal, of 1665
_LONGEST = 60  # characters of a name that a message repeats


def fields(each: Listed, today: str) -> Iterator[Finding]:
    """The warnings about one paper."""
    yield from _control_characters(each)
    if (paper := each.paper) is not None:
        yield from _dates(each, paper, today)
        yield from _lengths(each, paper)
        yield from _links(each, paper)
        yield from _ids(each)


def _dates(each: Listed, paper: Paper, today: str) -> Iterator[Finding]:
    date = paper.published
    if date is None:
        return
    message = f"{named(each.table)}published: {date}"
    if date > today[: len(date)]:
        message += " is still to come"
        yield Finding(each.line("published"), "future-date", message, "Is it a slip?")
    elif date < EARLIEST:
        message += " is before all journals"
        yield Finding(each.line("published"), "early-date", message, "Is it a slip?")


def _lengths(each: Listed, paper: Paper) -> Iterator[Finding]:
    for field, text, limit, hint in (
        ("takeaway", paper.takeaway, LONGEST_TAKEAWAY, "Lists show it on one line: shorten it."),
        ("detail", paper.detail, LONGEST_DETAIL, "Two to five sentences are read; shorten it."),
        ("title", paper.title, LONGEST_TITLE, "Is there more in it than the title?"),
    ):
        if text and len(text) > limit:
            message = f"{named(each.table)}{field} has {len(text)} characters, more than {limit}"
            yield Finding(each.line(field), f"long-{field}", message, hint)


def _links(each: Listed, paper: Paper) -> Iterator[Finding]:
    labels: dict[str, int] = {}
    urls: dict[str, int] = {}
    own = ids.url(paper.url) if paper.url else None
    for place, (label, url) in enumerate(paper.links):
        address = ids.url(url) or url
        if label.casefold() in labels:
            message = f"{named(each.table)}two links are called “{_short(label)}”"
            hint = "Give each a label of its own: “open --link LABEL” takes one of them."
            yield Finding(each.line("links", place, "label"), "duplicate-label", message, hint)
        if address in urls:
            message = f"{named(each.table)}two links lead to {_short(url)}"
            yield Finding(
                each.line("links", place, "url"), "duplicate-link", message, "Drop one of them."
            )
        elif address == own:
            message = f"{named(each.table)}the link “{_short(label)}” is the paper's own address"
            yield Finding(
                each.line("links", place, "url"),
                "link-to-itself",
                message,
                "Drop it: it is shown anyway.",
            )
        labels[label.casefold()] = urls[address] = place


def _ids(each: Listed) -> Iterator[Finding]:
    """Ids that are understood, and are not how they are usually written."""
    arxiv, doi = each.table.get("arxiv"), each.table.get("doi")
    if isinstance(arxiv, str) and (name := ids.arxiv(arxiv)) and f"arxiv:{arxiv}" != name:
        yield _unusual(each, ("arxiv",), arxiv, name.removeprefix("arxiv:"))
    if isinstance(doi, str) and (name := ids.doi(doi)):
        if name.startswith("arxiv:"):
            yield _unusual(each, ("doi",), doi, f'arxiv = "{name.removeprefix("arxiv:")}"')
        elif f"doi:{doi.lower()}" != name:
            yield _unusual(each, ("doi",), doi, re.sub("(?i)^ *doi: *", "", doi).strip())
    for field in ("aka", "needs", "helps"):
        names = each.table.get(field)
        for place, text in enumerate(names if isinstance(names, list | dict) else ()):
            if isinstance(text, str) and (better := _without_version(text)):
                where = (field, place if isinstance(names, list) else text)
                yield _unusual(each, where, text, better)


def _without_version(text: str) -> str | None:
    """What an arXiv id with a version should be; None if `text` is none."""
    name = ids.parse(text)
    if name and name.startswith("arxiv:") and re.search(r"(?i)\dv\d+(\.pdf)?/?\s*$", text):
        return name
    return None


def _unusual(each: Listed, field: tuple[str | int, ...], text: str, better: str) -> Finding:
    message = f"{named(each.table)}{field[0]}: “{_short(text)}” is not how this id is written"
    hint = f"It is understood. Write: {_short(better)}"
    return Finding(each.line(*field), "unusual-id", message, hint)


def unknown_fields(each: Listed) -> Iterator[tuple[str | int, ...]]:
    """The fields of a paper and its links that we do not know."""
    yield from ((name,) for name in each.table if name not in PaperIn.model_fields)
    links = each.table.get("links")
    for place, link in enumerate(links if isinstance(links, list) else []):
        if isinstance(link, dict):
            yield from (("links", place, name) for name in link if name not in _LINK_FIELDS)


def unknown_field(each: Listed, field: tuple[str | int, ...]) -> Finding:
    name, of_link = str(field[-1]), len(field) > 1
    message = (
        f"{named(each.table)}“{_short(name)}” is no field of a {'link' if of_link else 'paper'}"
    )
    known = _LINK_FIELDS if of_link else tuple(PaperIn.model_fields)
    near = get_close_matches(name[:_LONGEST].lower(), known, n=1)
    hint = f"Did you mean {near[0]}?" if near else "It is kept and ignored."
    return Finding(each.line(*field), "unknown-field", message, hint)


def _control_characters(each: Listed) -> Iterator[Finding]:
    for path, text in _texts(each.table, ()):
        # Ends of lines and tabs are blanks, as all fields are one line.
        if not text.isprintable() and (found := re.search(f"[{HOSTILE}]", text.translate(_BLANK))):
            where = ".".join(str(part) for part in path[:2])
            message = f"{named(each.table)}{_short(where)} holds a control character"
            hint = (
                f"Take U+{ord(found[0]):04X} out: it is never shown, and misleads those who edit."
            )
            yield Finding(each.line(*path), "control-characters", message, hint)


_BLANK = str.maketrans("\t\n\r", "   ")


def _texts(
    value: object, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in a table, keys too, with its place."""
    stack: list[tuple[tuple[str | int, ...], object]] = [(path, value)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, list):
            stack += reversed([((*path, place), item) for place, item in enumerate(value)])
        elif isinstance(value, dict):
            for key in value:
                yield (*path, key), key
            stack += reversed([((*path, key), item) for key, item in value.items()])


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

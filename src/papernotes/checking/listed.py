"""A catalog's file, taken apart for those who look for faults in it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from papernotes.catalog.read import Flaw, FlawKind, head, named, pieces, toml
from papernotes.catalog.schema import SCHEMA, Complaint, complaints, paper
from papernotes.checking.finding import Finding
from papernotes.checking.positions import Lines
from papernotes.model import ids
from papernotes.model.names import is_key
from papernotes.model.paper import Paper

_HINTS: dict[FlawKind, str] = {
    "no-toml": "Mend the line; the other papers are read.",
    "no-utf8": "Save the file as UTF-8.",
    "no-schema": "Begin the file with: schema = 1",
    "newer-schema": "Upgrade papernotes; what this version knows of it is read.",
    "no-table": "Begin each paper with a line of its own: [[paper]]",
}
_ID_FIELDS = ("arxiv", "doi", "url", "uid")
_HEAD_FIELDS = ("schema", "title", "paper")


class Listed(NamedTuple):
    """One `[[paper]]` as it is written, and what was read from it, if it describes a paper."""

    table: Mapping[str, Any]
    paper: Paper | None
    lines: Lines
    place: int  # among the papers of its block

    def line(self, *field: str | int) -> int:
        return self.lines.of("paper", self.place, *field)

    @property
    def name(self) -> str:
        return named(self.table).removesuffix(": ")

    @property
    def key(self) -> str | None:
        key = self.table.get("key")
        return key if isinstance(key, str) and is_key(key) else None

    def ids(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Every id of the paper, and the field that gives it; also where others are wrong."""
        parsers = {"arxiv": ids.arxiv, "doi": ids.doi, "url": ids.url, "uid": ids.parse}
        for field, parse in parsers.items():
            text = self.table.get(field)
            if isinstance(text, str) and (name := parse(text)):
                yield name, (field,)
        also = self.table.get("aka")
        for place, text in enumerate(also if isinstance(also, list) else []):
            if isinstance(text, str) and (name := ids.parse(text)):
                yield name, ("aka", place)


class Parts(NamedTuple):
    """What a catalog's file holds."""

    head: Mapping[str, Any]
    papers: list[Listed]
    findings: list[Finding]


def take_apart(data: bytes) -> Parts:
    """The papers of a catalog, and why what is no paper is none. Any bytes at all may come."""
    parts = Parts({}, [], [])
    for position, block in enumerate(pieces(data)):
        tables = toml(block)
        if isinstance(tables, Flaw):
            parts.findings.append(_finding(tables))
            continue
        lines = Lines(block)
        if position == 0:
            parts = parts._replace(head=tables)
            parts.findings.extend(_schema(tables, lines))
        parts.findings.extend(_unknown_tables(tables, lines))
        _take_papers(tables.get("paper", []), lines, parts)
    return parts


def _finding(flaw: Flaw) -> Finding:
    return Finding(flaw.line, flaw.kind, flaw.message, _HINTS.get(flaw.kind))


def _schema(tables: Mapping[str, Any], lines: Lines) -> Iterator[Finding]:
    title, complaint = head(dict(tables))
    if complaint:
        schema = tables.get("schema")
        newer = type(schema) is int and schema > SCHEMA and "newer" in complaint
        kind: FlawKind = "newer-schema" if newer else "no-schema"
        yield Finding(lines.of("schema"), kind, complaint, _HINTS[kind])
    if not title:
        hint = 'Write beneath the schema: title = "What people call this list"'
        yield Finding(lines.of("title"), "no-title", "the catalog has no title", hint)


def _unknown_tables(tables: Mapping[str, Any], lines: Lines) -> Iterator[Finding]:
    for name in tables.keys() - _HEAD_FIELDS:
        message = f"“{name}” is no field of a catalog"
        hint = "It is kept and ignored. A catalog has: schema, title, and [[paper]] tables."
        yield Finding(lines.of(name), "unknown-field", message, hint)


def _take_papers(found: object, lines: Lines, parts: Parts) -> None:
    if not isinstance(found, list):
        flaw = Flaw(lines.of("paper"), "[paper] is one table: write [[paper]]", "no-table")
        parts.findings.append(_finding(flaw))
        return
    for place, table in enumerate(found):
        if not isinstance(table, dict):
            line = lines.of("paper", place)
            flaw = Flaw(line, "paper holds what is no table: write [[paper]]", "no-table")
            parts.findings.append(_finding(flaw))
            continue
        try:
            parts.papers.append(Listed(table, paper(table), lines, place))
        except ValueError:
            each = Listed(table, None, lines, place)
            parts.papers.append(each)
            parts.findings.extend(_complaints(each, complaints(table)))


def _complaints(each: Listed, wrong: list[Complaint]) -> Iterator[Finding]:
    for complaint in wrong:
        line = each.line(*complaint.field)
        message = f"{named(each.table)}{complaint}"
        if not complaint.field:
            yield _no_id(each)
        elif complaint.missing:
            hint = f"Add the line: {complaint.field[-1]} = …"
            yield Finding(line, "missing-field", message, hint)
        else:
            yield Finding(line, "bad-field", message, "Until then the paper is left out.")
    # Pydantic looks for ids only where all else is right.
    if any(complaint.field for complaint in wrong) and not any(
        field in each.table for field in (*_ID_FIELDS, "aka")
    ):
        yield _no_id(each)


def _no_id(each: Listed) -> Finding:
    message = f"{named(each.table)}has no arxiv, doi, url or uid: nothing to know it by"
    hint = 'Add one of them. Where nothing else exists: uid = "local:some-name"'
    return Finding(each.line(), "no-id", message, hint)

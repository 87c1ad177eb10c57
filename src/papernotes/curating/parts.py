"""A catalog's file as what it is made of: a head, and papers as they are written. Pure."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from papernotes.catalog.read import Flaw, head, pieces, toml
from papernotes.catalog.schema import paper
from papernotes.curating.fields import assignments
from papernotes.model.paper import Paper


class Part(NamedTuple):
    """One `[[paper]]`: its text, its fields as they are written, and what they describe."""

    text: bytes | None  # None: it is written inside of something larger
    table: Mapping[str, Any]
    paper: Paper


class Parts(NamedTuple):
    """What a catalog's file holds, in its order."""

    head: bytes
    title: str | None
    papers: list[Part]


NO_PARTS = Parts(b"", None, [])


def take_apart(data: bytes) -> Parts:
    """The parts of a catalog that is sound. Raises ValueError of one that is not."""
    parts = NO_PARTS._replace(papers=[])
    for position, block in enumerate(pieces(data)):
        tables = toml(block)
        if isinstance(tables, Flaw):
            raise ValueError(f"{tables.line}: {tables.message}")  # noqa: TRY004 (a file's fault)
        found = tables.get("paper", [])
        if position == 0:
            others = {name: value for name, value in tables.items() if name != "paper"}
            top = assignments(others).encode() if "paper" in tables else block.data
            parts = parts._replace(head=top, title=head(tables)[0])
        whole = block.data if position > 0 and len(found) == 1 else None
        parts.papers.extend(Part(whole, table, paper(table)) for table in found)
    return parts

"""What stands in a catalog's file, block by block; what the index holds already is not parsed."""

from collections.abc import Iterator
from typing import NamedTuple

from papernotes.catalog.read import Flaw, head, papers, pieces, toml
from papernotes.index.fresh import digest
from papernotes.index.progress import counted
from papernotes.model.paper import Paper


class Kept(NamedTuple):
    """A paper whose block has not changed."""

    row: int
    number: int
    handles: tuple[str, ...]


class Found(NamedTuple):
    """A paper that was parsed; its block's digest, if the block holds it alone."""

    line: int
    paper: Paper
    block: bytes | None


class At(NamedTuple):
    line: int
    kept: Kept


def items(
    catalog: str, data: bytes, before: dict[bytes, Kept]
) -> Iterator[Flaw | str | At | Found]:
    """Title, papers and flaws of a catalog, in the order of the file."""
    cut = pieces(data, lambda block: digest(block.data) in before)
    for position, block in enumerate(counted(f"Reading {catalog}", cut)):
        name = digest(block.data)
        if position and (kept := before.get(name)):
            yield At(block.line, kept)
            continue
        tables = toml(block)
        if isinstance(tables, Flaw):
            yield tables
            continue
        if position == 0:
            title, complaint = head(tables)
            if title is not None:
                yield title
            if complaint is not None:
                yield Flaw(0, complaint)
        read = list(papers(tables, block.line))
        for item in read:
            if isinstance(item, Flaw):
                yield item
            else:
                yield Found(item.line, item.paper, name if position and len(read) == 1 else None)

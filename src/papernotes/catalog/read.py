"""Read the blocks of a catalog into papers, or into what is wrong with them."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from papernotes.catalog.blocks import Block, blocks
from papernotes.catalog.bombs import is_bomb
from papernotes.catalog.schema import MAX_NUMBER, SCHEMA, paper
from papernotes.model.paper import Paper
from papernotes.model.text import one_line

FlawKind = Literal["bad-field", "no-schema", "newer-schema", "no-table", "no-toml", "no-utf8"]


class Flaw(NamedTuple):
    """What a file should not hold, and where (the first line is 1)."""

    line: int
    message: str
    kind: FlawKind = "bad-field"


class Read(NamedTuple):
    """A paper that was read, and the line where its block begins."""

    line: int
    paper: Paper


def pieces(data: bytes, is_known: Callable[[Block], bool] = lambda _: False) -> list[Block]:
    """The blocks of a catalog; all of it in one, if a cut went through a string.

    Blocks that are known are not looked at: they were TOML before. Many small bombs are one.
    """
    if is_bomb(data):
        return [Block(1, data)]
    cut = list(blocks(data))
    if b'"""' not in data and b"'''" not in data:
        return cut
    broken = any(isinstance(toml(block), Flaw) for block in cut if not is_known(block))
    if broken and not isinstance(toml(Block(1, data)), Flaw):
        return [Block(1, data)]
    return cut


def toml(block: Block) -> dict[str, Any] | Flaw:
    """The tables of a block, or why it is no TOML. Any bytes at all may come."""
    if is_bomb(block.data):
        return Flaw(block.line, "is no TOML that anybody wrote: keys without end", "no-toml")
    try:
        return tomllib.loads(block.data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = block.line + block.data.count(b"\n", 0, error.start)
        return Flaw(line, "is no UTF-8 text", "no-utf8")
    except tomllib.TOMLDecodeError as error:
        what, line = _place(str(error), block)
        return Flaw(line, f"is no TOML: {what}", "no-toml")
    except (RecursionError, ValueError):
        # tomllib lets both through: brackets nested a thousand deep, a date of 31 February
        what = "is no TOML: nested too deep, or a value that cannot be"
        return Flaw(block.line, what, "no-toml")


def papers(tables: dict[str, Any], line: int) -> Iterator[Read | Flaw]:
    """The papers among the tables of a block that begins at `line`."""
    found = tables.get("paper", [])
    if not isinstance(found, list):
        yield Flaw(line, "[paper] is one table: write [[paper]]", "no-table")
        return
    for table in found:
        if not isinstance(table, dict):
            yield Flaw(line, "paper holds what is no table: write [[paper]]", "no-table")
            continue
        try:
            yield Read(line, paper(table))
        except ValueError as error:
            yield Flaw(line, f"{named(table)}{error}")


def head(tables: dict[str, Any]) -> tuple[str | None, str | None]:
    """The catalog's title, and what is to be said of its schema (None: nothing)."""
    title = tables.get("title")
    schema = tables.get("schema")
    complaint = None
    if "schema" not in tables:
        complaint = "has no schema: begin it with schema = 1"
    elif type(schema) is not int or not 1 <= schema <= MAX_NUMBER:
        complaint = "its schema is no number: begin it with schema = 1"
    elif schema > SCHEMA:
        complaint = f"is of schema {schema}, newer than this papernotes: upgrade it to read all"
    return (one_line(title) if isinstance(title, str) else None), complaint


def _place(message: str, block: Block) -> tuple[str, int]:
    """tomllib ends its messages in "(at line 3, column 7)", counted from the block's start."""
    what, _, where = message.rpartition(" (at ")
    if what and where.startswith("line "):
        return what, block.line + int(where[5:].split(",")[0]) - 1
    return what or message, block.line + block.data.count(b"\n")


def named(table: Mapping[str, Any]) -> str:
    """`paper 12: `, which begins a complaint about the paper of a table."""
    number = table.get("number")
    # Not a number of thousands of digits, which Python refuses to write out.
    shown = type(number) is int and 0 < number <= MAX_NUMBER
    return f"paper {number}: " if shown else "a paper: "

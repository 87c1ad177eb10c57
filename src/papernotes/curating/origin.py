"""Where a catalog came from, and what it was then: kept beside it, so that it is synced with it."""

import tomllib
from pathlib import Path
from typing import Final, NamedTuple

from papernotes.curating.block import string

NAME: Final = ".origin"
BUNDLED: Final = "papernotes:llm"  # the source of a copy of the bundled catalog
_END: Final = b"--- the catalog as it was then ---\n"


class Origin(NamedTuple):
    """The source that `update` looks at, and the bytes that it last gave."""

    source: str
    data: bytes

    @property
    def text(self) -> bytes:
        """As it is kept: a little TOML, a line, and the catalog byte for byte."""
        return f"schema = 1\nsource = {string(self.source)}\n".encode() + _END + self.data


def origin(folder: Path) -> Origin | None:
    """Where the catalog in a folder came from; None if that is not known."""
    try:
        top, found, data = (folder / NAME).read_bytes().partition(_END)
        table = tomllib.loads(top.decode())
    except (OSError, ValueError):
        return None
    source = table.get("source")
    return Origin(source, data) if found and isinstance(source, str) and source else None

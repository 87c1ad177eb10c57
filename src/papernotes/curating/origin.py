"""Where a catalog came from, and what it was then: kept beside it, so that it is synced with it."""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from papernotes.curating.block import string
from papernotes.curating.place import FILE
from papernotes.files import write_whole

NAME: Final = ".origin"
BUNDLED: Final = "papernotes:llm"  # the source of a copy of the bundled catalog
_NEXT: Final = ".origin.next"
_END: Final = b"--- the catalog as it was then ---\n"


class Origin(NamedTuple):
    """The source that `update` looks at, and the bytes that it last gave."""

    source: str
    data: bytes

    def text(self, catalog: bytes = b"") -> bytes:
        """As it is kept: a little TOML, a line, and what the source gave, byte for byte.

        It holds from when the catalog's file holds `catalog`, if that is said.
        """
        holds = f'with = "{_digest(catalog)}"\n' if catalog else ""
        head = f"schema = 1\nsource = {string(self.source)}\n{holds}"
        return head.encode() + _END + self.data


def origin(folder: Path) -> Origin | None:
    """Where the catalog in a folder came from; None if that is not known."""
    return _read(folder, _NEXT) or _read(folder, NAME)


def replace(folder: Path, new: Origin, data: bytes) -> None:
    """Give a catalog another text and another origin: both at once, or on an error neither.

    Call it under the writer's lock.
    """
    draft = folder / _NEXT
    try:
        write_whole(draft, new.text(data))
        write_whole(folder / FILE, data)  # from this moment on the draft holds
    except BaseException:
        if _digest((folder / FILE).read_bytes()) != _digest(data):
            draft.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # whoever reads it next takes the draft
        settle(folder)


def settle(folder: Path) -> None:
    """Finish what a killed writer left. Call it under the writer's lock."""
    draft = folder / _NEXT
    if _read(folder, _NEXT):
        draft.replace(folder / NAME)
    else:
        draft.unlink(missing_ok=True)


def _read(folder: Path, name: str) -> Origin | None:
    import tomllib  # whoever only names a source needs it not

    try:
        top, found, data = (folder / name).read_bytes().partition(_END)
        table = tomllib.loads(top.decode())
        holds_with = table.get("with")
        if name == _NEXT and holds_with != _digest((folder / FILE).read_bytes()):
            return None
    except (OSError, ValueError):
        return None
    source = table.get("source")
    return Origin(source, data) if found and isinstance(source, str) and source else None


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()

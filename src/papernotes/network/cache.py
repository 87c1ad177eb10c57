"""Pages that were fetched, kept on the disk for a month. Deleting them loses nothing."""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from papernotes.files import BINARY, FILE_MODE, private_folder

_DAYS: Final = 30
_MOST: Final = 64_000_000  # bytes of all of them
_DAY: Final = 86_400


class Page(NamedTuple):
    """What was fetched: `url` is where it was in the end, `type` without parameters."""

    url: str
    type: str  # "text/html"; "" if that was not said
    data: bytes
    charset: str = ""  # as it was said, "" if it was not


class Cache:
    """A file a page, by a hash of what was asked for: no name of a page makes a path."""

    def __init__(
        self,
        folder: Path,
        days: float = _DAYS,
        most: int = _MOST,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._days = days
        self._most = most
        self._clock = clock

    def get(self, url: str, accept: str) -> Page | None:
        """The page, if it was kept not too long ago and is what was written."""
        try:
            head, _, data = self._file(url, accept).read_bytes().partition(b"\n")
            kept = json.loads(head)
            age = self._clock() - kept["at"]
            page = Page(kept["page"], kept["type"], data, kept["charset"])
            sound = kept["hash"] == _hash(page) and kept["url"] == url
        except (OSError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
            return None
        return page if sound and 0 <= age <= self._days * _DAY else None

    def put(self, url: str, accept: str, page: Page) -> None:
        """Keep it. That the disk is full, or may not be written to, is no failure."""
        kept = {
            "url": url, "page": page.url, "type": page.type, "charset": page.charset,
            "at": self._clock(), "hash": _hash(page),
        }  # fmt: skip
        file = self._file(url, accept)
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            private_folder(self._folder)
            self._make_room(len(page.data))
            draft.unlink(missing_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY
            with os.fdopen(os.open(draft, flags, FILE_MODE), "wb") as stream:
                stream.write(json.dumps(kept).encode() + b"\n" + page.data)
            draft.replace(file)
        except OSError:
            with suppress(OSError):
                draft.unlink()
        except BaseException:  # Ctrl-C leaves nothing half-written
            with suppress(OSError):
                draft.unlink()
            raise

    def _file(self, url: str, accept: str) -> Path:
        return self._folder / sha256(f"{accept}\n{url}".encode("utf-8", "replace")).hexdigest()

    def _make_room(self, size: int) -> None:
        """Remove the oldest, and what is too old, until `size` more would fit."""
        with os.scandir(self._folder) as entries:
            files = sorted(
                (each.stat().st_mtime, each.stat().st_size, each.path) for each in entries
            )
        total = size + sum(each[1] for each in files)
        oldest = time.time() - self._days * _DAY
        for written, its_size, path in files:
            if total <= self._most and written >= oldest:
                return
            with suppress(OSError):
                Path(path).unlink()
            total -= its_size


def _hash(page: Page) -> str:
    return sha256(b"\0".join([*(t.encode() for t in (page.url, page.type)), page.data])).hexdigest()

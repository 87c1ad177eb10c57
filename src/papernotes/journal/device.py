"""Which device this is: an id of its own for each home, never copied along with it."""

import os
import platform
import re
import secrets
from pathlib import Path

from papernotes.files import (
    BINARY,
    FILE_MODE,
    fsync_file,
    fsync_folder,
    private_folder,
    write_all,
)

_ID = re.compile(r"[a-z0-9]{1,32}", re.ASCII)


def device(state: Path) -> str:
    """This device's id, made on first use. Call it under the writer's lock.

    The file is named after the host, so that a home that several hosts mount gives each
    an id of its own, and holds its own inode, so that a copied home gets a new one.
    """
    host = re.sub(r"[^a-z0-9]+", "-", platform.node().lower()).strip("-")[:60] or "host"
    file = state / "devices" / host
    return _known(file) or _new(file, host)


def known_device(state: Path) -> str | None:
    """This device's id, if it has one already."""
    host = re.sub(r"[^a-z0-9]+", "-", platform.node().lower()).strip("-")[:60] or "host"
    try:
        return _known(state / "devices" / host)
    except OSError:
        return None


def _known(file: Path) -> str | None:
    try:
        name, inode = file.read_text("utf-8").split()
        if int(inode) == file.stat().st_ino and _ID.fullmatch(name):
            return name
    except (FileNotFoundError, ValueError):  # ValueError: not what we wrote, or no UTF-8
        pass
    return None


def _new(file: Path, host: str) -> str:
    # A readable beginning, for whoever looks at the journal's folders.
    name = f"{re.sub('[^a-z0-9]', '', host)[:12]}{secrets.token_hex(5)}"
    private_folder(file.parent)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, FILE_MODE)
    try:
        write_all(descriptor, f"{name} {os.fstat(descriptor).st_ino}\n".encode())
        fsync_file(descriptor)
    finally:
        os.close(descriptor)
    draft.replace(file)
    fsync_folder(file.parent)
    return name

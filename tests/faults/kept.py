"""What a home holds, byte for byte; how to bring it back; and what papernotes says of it."""

import json
import os
import tomllib
from pathlib import Path
from typing import Any

Files = dict[str, bytes | str]  # by path: bytes, or where a link leads to

# The index is a cache; a lock and a device's name are no data of the reader's.
NOT_YOURS = ("cache/", "state/lock", "state/devices/")
_PASSING = {"id", "at", "target", "device"}  # what is another one in every run


def files(root: Path) -> Files:
    """All that is the reader's below a home: data, config, and what state keeps."""
    found: Files = {}
    for folder, folders, names in os.walk(root):
        for name in [*names, *(each for each in folders if (Path(folder) / each).is_symlink())]:
            path = Path(folder) / name
            inside = path.relative_to(root).as_posix()
            if not inside.startswith(NOT_YOURS):
                found[inside] = str(path.readlink()) if path.is_symlink() else path.read_bytes()
    return found


class Kept:
    """A home as it was. It is brought back in place: inodes stay, as a device's name wants."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = files(root)
        self.folders = self._folders()
        self.others = {path for path in root.glob("state/**/*") if path.is_file()}

    def _folders(self) -> list[Path]:
        return [path for path in self.root.glob("[ds]*/**/") if not path.is_symlink()]

    def restore(self) -> None:
        now = files(self.root)
        for name in now.keys() - self.files.keys():
            (self.root / name).unlink()
        for path in self.root.glob("state/**/*"):
            if path.is_file() and path not in self.others:
                path.unlink()
        for folder in reversed(self._folders()):
            if folder not in self.folders:
                folder.rmdir()
        for folder in self.folders:
            folder.mkdir(mode=0o700, exist_ok=True)
        for name, held in self.files.items():
            path = self.root / name
            if now.get(name) == held:
                continue
            if isinstance(held, str):
                path.unlink(missing_ok=True)
                path.symlink_to(held)
            else:
                path.write_bytes(held)


def events(root: Path) -> list[dict[str, Any]]:
    """The finished events of all journals, read without papernotes."""
    found = []
    for path in sorted((root / "data" / "journal").glob("*/*.toml")):
        text = path.read_text("utf-8")
        whole = text[: text.rfind("\n\n") + 2] if "\n\n" in text else ""
        found += tomllib.loads(whole).get("event", [])
    return found


SAID = (["log", "--json", "-n", "9999"], ["catalog", "list", "--json"], ["list", "--json"])


def view(said: list[tuple[int, str]]) -> Any:
    """What papernotes says of a home (`SAID`), without what differs from run to run."""
    assert [code for code, _ in said] == [0] * len(SAID), said
    log, *rest = (json.loads(out) for _, out in said)
    return [{k: v for k, v in each.items() if k not in _PASSING} for each in log], rest

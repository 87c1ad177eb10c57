"""Inputs that go different ways through the parsers, as a fuzzer found: a zip a target."""

import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent.parent / "data" / "corpus"
_WHEN = (2026, 1, 1, 0, 0, 0)  # the same inputs make the same file


def read(target: str) -> list[bytes]:
    """Nothing if there is none yet."""
    file = FOLDER / f"{target}.zip"
    if not file.exists():
        return []
    with zipfile.ZipFile(file) as opened:
        return [opened.read(name) for name in opened.namelist()]


def write(target: str, inputs: Iterable[bytes]) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{target}.zip"
    named = {hashlib.sha256(each).hexdigest()[:16]: each for each in inputs}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        for name, data in sorted(named.items()):
            opened.writestr(zipfile.ZipInfo(name, _WHEN), data, zipfile.ZIP_DEFLATED)
    return file

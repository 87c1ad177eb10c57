"""Settings, the current catalog, what was set aside, and who may read and write the files."""

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from papernotes.checking.copied import names_in
from papernotes.checking.finding import Finding
from papernotes.config import read
from papernotes.errors import PapernotesError
from papernotes.library.core import Library, must_exist
from papernotes.paths import Places

_OTHERS = stat.S_IRGRP | stat.S_IROTH
_ENTER = stat.S_IXGRP | stat.S_IXOTH


def settings(file: str, data: bytes) -> Iterator[Finding]:
    """What is wrong with the bytes of config.toml."""
    for complaint in read(data)[1]:
        hint = "Until then the default holds."
        yield Finding(complaint.line, "bad-setting", complaint.message, hint, file)


def current_catalog(library: Library) -> Iterator[Finding]:
    try:
        must_exist(library)
    except PapernotesError as error:
        source = library.settings.sources["catalog"]
        file = {"state": str(library.places.state / "catalog")}.get(source, source)
        message = f"{error.message}, and it is set to be the current one"
        yield Finding(0, "no-catalog", message, error.hint, file)


def set_aside(places: Places) -> Iterator[Finding]:
    names = names_in(places.set_aside)
    catalogs = sum((places.set_aside / name).is_dir() for name in names)
    entries = len(names) - catalogs
    what = []
    if entries:
        what.append("1 unfinished entry" if entries == 1 else f"{entries} unfinished entries")
    if catalogs:
        what.append("1 removed catalog" if catalogs == 1 else f"{catalogs} removed catalogs")
    if what:
        message = f"{' and '.join(what)} set aside"
        hint = (
            "Look at them with any editor: nothing reads them. What you don't miss may be deleted."
        )
        yield Finding(0, "set-aside", message, hint, str(places.set_aside))


def permissions(places: Places) -> Iterator[Finding]:
    data = places.data
    for folder in (data, places.journal):
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            message = "the folder can't be written to: nothing can be marked"
            hint = f"Make it yours: chmod u+rwx {shlex.quote(str(folder))}"
            yield Finding(0, "not-writable", message, hint, str(folder))
            break
    if os.name != "nt" and all(_can_enter(folder) for folder in (data, data.parent)):
        yield from _readable(data)


def _can_enter(folder: Path) -> bool:
    try:
        return bool(folder.stat().st_mode & _ENTER)
    except OSError:
        return False


def _readable(data: Path) -> Iterator[Finding]:
    found: list[Path] = []
    for folder, folders, files in os.walk(data):
        # What others can't enter they can't read.
        folders[:] = [name for name in folders if _can_enter(Path(folder, name))]
        found += [path for path in (Path(folder, name) for name in files) if _is_open(path)]
    if found:
        what = "1 file is" if len(found) == 1 else f"{len(found)} files are"
        message = f"{what} open to other users of this machine, such as {min(found)}"
        hint = f"Keep them to yourself: chmod -R go= {shlex.quote(str(data))}"
        yield Finding(0, "open-to-others", message, hint, str(data))


def _is_open(file: Path) -> bool:
    try:
        return bool(file.lstat().st_mode & _OTHERS)
    except OSError:
        return False

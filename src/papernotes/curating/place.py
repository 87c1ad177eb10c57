"""Put a catalog's folder in its place, or out of it: as a whole or not at all."""

import errno
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from papernotes.files import fsync_file, fsync_folder, private_folder, write_whole
from papernotes.paths import Places

FILE = "papers.toml"


def place(
    places: Places, name: str, data: bytes, beside: Mapping[str, bytes] | None = None
) -> Path:
    """Make a new catalog that holds `data`, and `beside` it other files, by their names.

    Call it under the writer's lock. Readers see it when all of it is on the disk. Gives its file.
    """
    others = beside or {}
    folder = places.catalogs / name
    private_folder(places.catalogs)
    if folder.is_dir():  # somebody made it, and put no catalog into it yet
        return _into(folder, data, others)
    draft = _hidden(folder, "draft")
    if draft.is_symlink():  # somebody laid it out: it leads elsewhere
        draft.unlink()
    shutil.rmtree(draft, ignore_errors=True)  # what a killed writer left
    try:
        private_folder(draft)
        for other, held in others.items():
            write_whole(draft / other, held)
        write_whole(draft / FILE, data)
        draft.rename(folder)
        try:
            fsync_folder(places.catalogs)
        except OSError:
            folder.rename(draft)  # what may not last was not done
            raise
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return folder / FILE


def _into(folder: Path, data: bytes, others: Mapping[str, bytes]) -> Path:
    """The same into a folder that is there. What is in it already stays."""
    new = [name for name in others if not os.path.lexists(folder / name)]
    try:
        for name in new:
            write_whole(folder / name, others[name])
        write_whole(folder / FILE, data)  # the last: only then it is a catalog
    except BaseException:
        for name in new:
            (folder / name).unlink(missing_ok=True)
        raise
    return folder / FILE


def take_back(places: Places, name: str, *, folder: bool, beside: Sequence[str] = ()) -> None:
    """Undo `place`: the whole folder, or of one that somebody made what was put into it."""
    if folder:
        _delete(places.catalogs / name)
    else:
        (places.catalogs / name / FILE).unlink()
        for other in beside:
            (places.catalogs / name / other).unlink(missing_ok=True)


def set_aside(places: Places, name: str, when: str) -> Path:
    """Move a catalog's folder to the state folder, under a name with `when`. Gives the path.

    Call it under the writer's lock. At every moment all of it is in the one place or in
    the other; across file systems for a moment in both. On an error it is where it was.
    """
    folder = places.catalogs / name
    private_folder(places.set_aside)
    target = free(places.set_aside, f"{name}-{when}")
    gone = _hidden(folder, "gone")
    with ExitStack() as back:
        if folder.is_symlink():  # what it leads to is somebody else's: let be
            leads_to = folder.readlink()
            target.symlink_to(folder.resolve())
            back.callback(target.unlink)
            folder.unlink()
            back.callback(folder.symlink_to, leads_to)
        else:
            outside = _outside(folder)
            try:
                folder.rename(target)
                back.callback(target.rename, folder)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                back.callback(shutil.rmtree, target, ignore_errors=True)
                _copy(folder, target)
                shutil.rmtree(gone, ignore_errors=True)
                folder.rename(gone)
                back.callback(gone.rename, folder)
            if outside:
                back.callback(_link_anew, target / FILE, (target / FILE).readlink())
                _link_anew(target / FILE, outside)
        fsync_folder(places.set_aside)
        fsync_folder(places.catalogs)
        back.pop_all()
    shutil.rmtree(gone, ignore_errors=True)  # nobody sees it any more
    return target


def keep(places: Places, name: str, data: bytes, when: str) -> Path:
    """Keep what a catalog was in a folder of the state folder, as if it had been set aside."""
    private_folder(places.set_aside)
    target = free(places.set_aside, f"{name}-{when}")
    draft = _hidden(places.set_aside / name, "draft")
    shutil.rmtree(draft, ignore_errors=True)  # what a killed writer left
    try:
        private_folder(draft)
        write_whole(draft / FILE, data)
        draft.rename(target)
        fsync_folder(places.set_aside)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def _hidden(folder: Path, why: str) -> Path:
    """A name beside `folder` that no reader looks at."""
    return folder.with_name(f".{folder.name}.{why}")


def free(folder: Path, name: str, ending: str = "") -> Path:
    """A path that does not exist yet: two may be set aside within a second."""
    names = (f"{name}{ending}" if n == 1 else f"{name}-{n}{ending}" for n in count(1))
    return next(folder / each for each in names if not os.path.lexists(folder / each))


def _outside(folder: Path) -> Path | None:
    """Where the file of a catalog is a link to, if that is not in its folder."""
    file = folder / FILE
    found = file.resolve() if file.is_symlink() else None
    return found if found and folder.resolve() not in found.parents else None


def _link_anew(file: Path, target: Path) -> None:
    """A link that was written from its old place would lead nowhere."""
    draft = file.with_name(f".{file.name}.link")
    draft.symlink_to(target)
    draft.replace(file)


def _copy(folder: Path, target: Path) -> None:
    draft = _hidden(target.with_name(folder.name), "draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        shutil.copytree(folder, draft, symlinks=True)
        for path in [draft, *draft.rglob("*")]:
            if path.is_symlink():
                continue
            if path.is_dir():
                fsync_folder(path)
            else:
                _fsync(path)
        draft.rename(target)
    except BaseException as error:
        shutil.rmtree(draft, ignore_errors=True)
        if isinstance(error, shutil.Error):  # a list of all that could not be copied, and why
            source, _, why = error.args[0][0]
            raise OSError(errno.EIO, why, source) from error
        raise
    fsync_folder(target.parent)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fsync_file(descriptor)
    finally:
        os.close(descriptor)


def _delete(folder: Path) -> None:
    """Make a folder invisible at once, then delete it."""
    gone = _hidden(folder, "gone")
    shutil.rmtree(gone, ignore_errors=True)
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)

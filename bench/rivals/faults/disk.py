"""The disk fills up in the middle of a mark."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.rivals.faults.bed import TARGET, Bed, outcome, span, ways
from bench.rivals.tool import Command

TRIES = 5
_MORE = (-1, 0, 40, 100, 1000)  # bytes beyond the size of the file before the mark
_ROOM = 256 * 1024  # bytes of a file system that are not the library's

# A download that takes each free block as soon as there is one.
_DOWNLOAD = """
import os, sys, time
descriptor = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
while True:
    try:
        os.write(descriptor, bytes(4096))
    except OSError:
        time.sleep(0.00005)
"""

FULL = ("mark ends with", "records kept", "list while full", "another mark, with room")
LIMITED = ("mark ends with", "records kept", "said done, and was not", "next list")


def full(bed: Bed) -> Sequence[str]:
    """On a file system of its own that another program keeps filling. Needs root."""
    ended, kept, lists, again = [], [], [], []
    for turn in range(TRIES):
        with _small_disk(bed):
            bed.note(f"full disk {turn}")
            with _download(bed.home / "download"):
                marked = bed.mark()
                ended.append(_honest(outcome(marked), marked.returncode, bed.state().marked))
                kept.append(bed.state().kept)
                code, shown, traceback = bed.look()
                lists.append(_listed(code, shown, len(bed.papers), traceback=traceback))
            (bed.home / "download").unlink()
            another = bed.papers[TARGET + 1]
            done = bed.noted("mark", bed.tool.run(bed.home, bed.tool.mark(another)))
            works = done.returncode == 0 and bed.marks([another]) == 1
            again.append("works" if works else f"{outcome(done)}, not marked")
    return ways(ended), span(kept, len(bed.papers)), ways(lists), ways(again)


def limited(bed: Bed) -> Sequence[str]:
    """No file may grow beyond so many bytes (RLIMIT_FSIZE): each write ends there."""
    ended, kept, lists, lies = [], [], [], 0
    bed.fresh()
    size = bed.tool.written(bed.home, bed.target).stat().st_size
    limits = [size * part // 4 for part in range(4)] + [size + more for more in _MORE]
    for limit in limits:
        bed.fresh()
        bed.note(f"limit {limit}")
        done = bed.noted("mark", bed.tool.run(bed.home, _below(limit, bed.tool.mark(bed.target))))
        state = bed.state()
        ended.append(outcome(done))
        lies += done.returncode == 0 and not state.marked
        kept.append(state.kept)
        code, shown, traceback = bed.look()
        lists.append(_listed(code, shown, len(bed.papers), traceback=traceback))
    return ways(ended), span(kept, len(bed.papers)), f"{lies} of {len(limits)}", ways(lists)


def _below(limit: int, commands: Sequence[Command]) -> list[Command]:
    # Not the signal that comes with it, which would be a kill: that is another test.
    shell = 'trap "" XFSZ; limit=$1; shift; exec prlimit --fsize="$limit" -- "$@"'
    return [["sh", "-c", shell, "sh", str(limit), *command] for command in commands]


def _honest(ended: str, code: int, marked: bool) -> str:
    if code == 0:
        return f"{ended}, marked" if marked else f"{ended}, not marked"
    return f"{ended}, marked all the same" if marked else ended


def _listed(code: int, shown: int, total: int, *, traceback: bool) -> str:
    how = "traceback, " if traceback else ""
    return f"{how}{shown} of {total}" + ("" if code == 0 else f", exit {code}")


@contextmanager
def _small_disk(bed: Bed) -> Iterator[None]:
    used = sum(8192 + path.stat().st_size for path in bed.template.rglob("*"))
    shutil.rmtree(bed.home, ignore_errors=True)
    bed.home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={used + _ROOM}", "tmpfs", str(bed.home)]
    subprocess.run(mount, check=True)
    try:
        bed.fresh()
        yield
    finally:
        subprocess.run(["umount", "-l", str(bed.home)], check=True)


@contextmanager
def _download(file: Path) -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-I", "-S", "-c", _DOWNLOAD, str(file)]) as child:
        while shutil.disk_usage(file.parent).free > 0:
            time.sleep(0.01)
        try:
            yield
        finally:
            child.kill()

"""A cache that is broken, or older than the files that it was made from."""

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.rivals.faults.bed import Bed, ways
from bench.rivals.work import retitle

COLUMNS = (
    "cut in half", "bytes flipped at random", "emptied", "text in its place",
    "title changed by git", "by a file from a backup, its date older",
)  # fmt: skip
_SEEDS = 3
_NEW = "A title from elsewhere"


def caches(bed: Bed) -> Sequence[str]:
    if not bed.tool.cached:
        stale = [_stale(bed, older=older) for older in (False, True)]
        return ["no cache"] * 4 + (stale if bed.tool.text else ["no text files"] * 2)
    return [
        ways([_broken(bed, _halved, 0)]),
        ways([_broken(bed, _flipped, seed) for seed in range(_SEEDS)]),
        ways([_broken(bed, lambda _, __: b"", 0)]),
        ways([_broken(bed, lambda _, __: b"no cache at all\n" * 50, 0)]),
        _stale(bed, older=False),
        _stale(bed, older=True),
    ]


def _halved(data: bytes, _draw: random.Random) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes, draw: random.Random) -> bytes:
    """One byte of every hundred, at least one."""
    changed = bytearray(data)
    for place in draw.sample(range(len(data)), min(len(data), 1 + len(data) // 100)):
        changed[place] ^= draw.randrange(1, 256)
    return bytes(changed)


def _broken(bed: Bed, breaks: Callable[[bytes, random.Random], bytes], seed: int) -> str:
    bed.fresh()
    draw = random.Random(seed)  # noqa: S311 (which bytes to break)
    for file in _files(bed):
        stat = file.stat()
        file.write_bytes(breaks(file.read_bytes(), draw))
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    bed.note(f"cache broken: {getattr(breaks, '__name__', '')} {seed}")
    code, shown, traceback = bed.look()
    if traceback:
        return f"traceback, exit {code}"
    if code != 0:
        return f"exit {code}, {shown} shown"
    return "right" if shown == len(bed.papers) else f"exit 0, {shown} of {len(bed.papers)}"


def _files(bed: Bed) -> list[Path]:
    found = []
    for place in bed.tool.caches(bed.home):
        found += [path for path in sorted(place.rglob("*")) if path.is_file()]
    return found


def _stale(bed: Bed, *, older: bool) -> str:
    bed.fresh()
    file = bed.tool.edited(bed.home, bed.target)
    stat = file.stat()
    retitle(file, bed.target.title, _NEW)
    if older:
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns - 10**9))
    done = bed.noted("list", bed.tool.run(bed.home, bed.tool.everything()))
    if b"Traceback" in done.stderr + done.stdout:
        return "traceback"
    text = b" ".join(done.stdout.split())
    if _NEW.encode() in text:
        return "right"
    return "stale" if done.returncode == 0 else f"exit {done.returncode}"

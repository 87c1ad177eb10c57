"""SIGKILL in the middle of a mark: at each change of a file, and at random moments."""

import random
import re
import signal
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple

from bench.rivals.faults.bed import Bed, span, ways

AT_CALLS = 20
# What changes files: a kill comes before the call is carried out.
_CALLS = (
    "write,pwrite64,writev,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,"
    "openat,close"
)

COLUMNS = ("kills", "records kept", "said done, and lost", "next list")


class _Moment(NamedTuple):
    call: str
    turn: int  # the how-manieth of this call, from 1


def killed(bed: Bed, kills: int, draw: random.Random) -> Sequence[str]:
    kept: list[int] = []
    lists: list[str] = []
    for moment in _moments(bed):
        bed.fresh()
        bed.note(f"kill before {moment.call} {moment.turn}")
        if _killed_at(bed, moment):
            _judge(bed, kept, lists)
    at_calls = len(kept)
    if at_calls == 0:
        raise SystemExit(f"{bed.tool.name} could not be killed: nothing was tested")
    bed.fresh()
    began = time.perf_counter()
    bed.mark()
    took = time.perf_counter() - began
    lies = 0
    for _ in range(kills):
        bed.fresh()
        # The first half of its time a program reads; nothing can happen to it there.
        code = _killed_after(bed, took * draw.uniform(0.5, 1))
        lies += code == 0 and not bed.state().marked
        _judge(bed, kept, lists)
    count = f"{at_calls} at calls, {kills} at random"
    return count, _lost(kept, len(bed.papers)), str(lies), ways(lists)


def _lost(kept: Sequence[int], total: int) -> str:
    bad = sum(each < total for each in kept)
    return span(kept, total) + (f" ({bad} of {len(kept)} kills)" if bad else "")


def _judge(bed: Bed, kept: list[int], lists: list[str]) -> None:
    state = bed.state()
    kept.append(state.kept)
    code, shown, traceback = bed.look()
    bed.note(f"kept {state.kept}, list exit {code}, shows {shown}")
    if code == 0 and shown == len(bed.papers):
        lists.append("works")
    else:
        how = "traceback, " if traceback else ""
        lists.append(f"{how}{shown} shown, exit {code}")


def _moments(bed: Bed) -> list[_Moment]:
    """The calls by which a mark changes the files of the library, at most `AT_CALLS`."""
    bed.fresh()
    log = bed.home.with_name("strace")
    # -f: programs may start others; a call is counted in its own process.
    trace = ["strace", "-f", "-y", "-qq", "-e", f"trace={_CALLS}", "-o", str(log)]
    bed.tool.run(bed.home, [[*trace, *command] for command in bed.tool.mark(bed.target)])
    counts: dict[str, int] = {}
    found: dict[str, list[_Moment]] = {}  # by file
    first = ""
    for line in log.read_text("utf-8", "replace").splitlines():
        match = re.match(r"(\d+) +(\w+)\((.*)", line)
        if not match or (first and match[1] != first):
            continue
        first, call = match[1], match[2]
        counts[call] = counts.get(call, 0) + 1
        file = re.search(f'{re.escape(str(bed.home))}[^">]*', match[3])
        changes = "O_WRONLY" in line or "O_RDWR" in line or call not in ("openat", "close")
        # To close what was only read says nothing; after a change it is a moment as well.
        if file and (changes or (call == "close" and file[0] in found)):
            found.setdefault(file[0], []).append(_Moment(call, counts[call]))
    return _spread(list(found.values()))


def _spread(files: Sequence[Sequence[_Moment]]) -> list[_Moment]:
    """The same number of each file, evenly chosen; all of those that have few."""
    chosen: list[_Moment] = []
    for done, moments in enumerate(sorted(files, key=len)):
        share = (AT_CALLS - len(chosen)) // (len(files) - done)
        step = max(1.0, len(moments) / max(1, share))
        chosen += [moments[int(place * step)] for place in range(min(len(moments), share))]
    return chosen


def _killed_at(bed: Bed, moment: _Moment) -> bool:
    """Whether it came to that: the next run of a program may take another way."""
    inject = f"inject={moment.call}:signal=SIGKILL:when={moment.turn}"
    # Not --seccomp-bpf, with which strace 6.1 loses count of the calls.
    strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={moment.call}", "-e", inject]
    done = bed.tool.run(bed.home, [[*strace, *command] for command in bed.tool.mark(bed.target)])
    bed.note(f"ended with {done.returncode}")
    # strace ends as its child did; where it can't, it says so by its exit code.
    return done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)


def _killed_after(bed: Bed, seconds: float) -> int:
    (command,) = bed.tool.mark(bed.target)
    with subprocess.Popen(
        command,
        env=bed.tool.environ(bed.home),
        cwd=bed.home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            return child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()

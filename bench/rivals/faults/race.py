"""Twenty processes mark a paper each at once, while others read."""

import subprocess
import threading
from collections.abc import Sequence

from bench.rivals.faults.bed import MARKED, Bed, span
from bench.rivals.tool import titles_in

WRITERS, READERS, TRIES = 20, 3, 3

COLUMNS = ("marks that said done", "of these there afterwards", "records kept", "reads that failed")


def raced(bed: Bed) -> Sequence[str]:
    said, there, kept = [], [], []
    reads: list[bool] = []
    papers = bed.papers[MARKED : MARKED + WRITERS]
    for turn in range(TRIES):
        bed.fresh()
        bed.note(f"race {turn}")
        stop = threading.Event()
        readers = [
            threading.Thread(target=_read, args=(bed, stop, reads), daemon=True)
            for _ in range(READERS)
        ]
        for reader in readers:
            reader.start()
        children = [_started(bed, bed.tool.mark(paper)[0]) for paper in papers]
        done = []
        for paper, child in zip(papers, children, strict=True):
            _, err = child.communicate(timeout=300)
            if child.returncode == 0:
                done.append(paper)
            bed.note(f"mark {paper.number}: exit {child.returncode} {err[-300:]!r}")
        stop.set()
        for reader in readers:
            reader.join()
        said.append(len(done))
        there.append(bed.marks(done))
        kept.append(bed.state(papers).kept)
    failed = reads.count(False)
    return (
        span(said, WRITERS),
        ", ".join(f"{have} of {want}" for have, want in zip(there, said, strict=True)),
        span(kept, len(bed.papers)),
        f"{failed} of {len(reads)}",
    )


def _started(bed: Bed, command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env=bed.tool.environ(bed.home),
        cwd=bed.home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _read(bed: Bed, stop: threading.Event, reads: list[bool]) -> None:
    while not stop.is_set():
        done = bed.tool.run(bed.home, bed.tool.everything())
        fine = done.returncode == 0 and titles_in(done.stdout, bed.papers) == len(bed.papers)
        if not fine:
            bed.note(f"read: exit {done.returncode} {done.stderr[-300:]!r}")
        reads.append(fine)

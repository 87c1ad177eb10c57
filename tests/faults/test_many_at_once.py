"""Many processes at once: nothing is lost, and nobody fails or waits for long."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.kept import events
from tests.faults.processes import Home
from tests.shells import program

PAPERS = 46
READERS = 32
PATIENCE = 60.0  # seconds that a reader may take on a busy machine; alone it takes a hundredth
READ = (["list"], ["show", "12", "--json"], ["next", "--quiet"], ["list", "is:ready", "--json"])
PROMPT = 'while [ ! -e "$1" ]; do papernotes next --quiet -n 1 || exit 1; sleep 0.05; done'


def test_forty_six_mark_at_once_while_thirty_two_read_and_a_prompt_is_drawn(
    house: Home, tmp_path: Path
) -> None:
    stop = tmp_path / "stop"
    bin_folder = program(tmp_path / "bin")
    environ = os.environ | house.environ | {"PATH": f"{bin_folder}:{os.environ['PATH']}"}
    prompt = subprocess.Popen(
        ["sh", "-c", PROMPT, "sh", str(stop)],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    house.run("list")
    writers = [house.job(["done", str(number), "--quiet"]) for number in range(1, PAPERS + 1)]
    # Whoever ends last lets the readers go: they read all the while.
    readers = [house.job(READ[number % len(READ)], until=str(stop)) for number in range(READERS)]
    begun = time.monotonic()
    watch = subprocess.Popen([sys.executable, "-c", WATCH, str(house.path), str(stop)])
    ended = house.forks.run(*writers, *readers)
    took = time.monotonic() - begun
    out, err = prompt.communicate()
    assert watch.wait() == 0

    for each in ended[:PAPERS]:
        assert (each.code, each.err) == (0, "")
    papers = [event["papers"] for event in events(house.path)]
    assert len(papers) == PAPERS  # each mark once
    assert len({name for names in papers for name in names}) == PAPERS
    ids = [event["id"] for event in events(house.path)]
    assert ids == sorted(set(ids))
    for each in ended[PAPERS:]:
        assert (each.code, each.err) == (0, "")
        assert each.out
    assert (prompt.returncode, err) == (0, "")
    assert out
    assert took < PATIENCE
    assert len(house.run("list", "--status", "done").out.splitlines()) == PAPERS


# Makes the file that the readers wait for, when every mark is in the journal.
WATCH = f"""
import sys, time
from pathlib import Path
for _ in range(1200):
    found = Path(sys.argv[1]).glob("data/journal/*/*.toml")
    if sum(file.read_bytes().count(b"[[event]]") for file in found) >= {PAPERS}:
        break
    time.sleep(0.05)  # nothing tells of it; the readers wait for the file below
Path(sys.argv[2]).touch()
"""

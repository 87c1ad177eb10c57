"""Run the tests of each guard on a copy of the project that lacks it.

    python -m tests.guards [-j 2] [WORD ...]     only guards whose text has one of the words

Exit code 1 if the tests of a guard pass without it.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.guards import ROOT, Guard, guards

_PATIENCE = 100  # seconds: what hangs without its guard fails, too
_TESTS_FAILED = 1  # pytest's exit codes: 2 and more say that the tests could not be run


def taken_out(guard: Guard) -> str:
    """How the tests fared without the guard: `held`, or what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        leave = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis")
        shutil.copytree(ROOT, copy, ignore=leave)
        (copy / guard.file).write_text(guard.without(), "utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *guard.tests],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # to end what its tests have started, too
        )
        try:
            out, _ = process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return f"fails: no end after {_PATIENCE} seconds"
    if process.returncode == _TESTS_FAILED:
        failed = [line for line in out.splitlines() if line.startswith("FAILED ")]
        return f"fails: {failed[0].split(' ')[1]}" if failed else "fails"
    if process.returncode == 0:
        return "PASSES WITHOUT IT"
    return f"COULD NOT BE RUN ({process.returncode}): {out[-1200:]}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("-j", type=int, default=os.cpu_count() or 1, help="at once")
    parser.add_argument("words", nargs="*")
    said = parser.parse_args()
    chosen = [
        guard
        for guard in guards()
        if not said.words or any(word in " ".join(map(str, guard)) for word in said.words)
    ]
    bad = 0
    with ThreadPoolExecutor(said.j) as pool:
        for guard, fared in zip(chosen, pool.map(taken_out, chosen), strict=True):
            bad += not fared.startswith("fails")
            print(f"{guard.what}\n    {guard.file}: {fared}", flush=True)  # noqa: T201
    print(f"{len(chosen)} guards taken out, {bad} not missed")  # noqa: T201
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())

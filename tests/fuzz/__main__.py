"""Fuzz one of the parsers for a while, and keep what goes new ways.

    python -m tests.fuzz catalog --seconds 300
    python -m tests.fuzz catalog --seconds 300 --keep    then the corpus of the tests grows

An input that breaks a promise is written to the file that is named, and ends the run.
"""

import argparse
import importlib
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

NAMES = ("catalog", "journal", "query", "ref")
_LONGEST = 4096  # bytes of an input
_KEPT = 60  # inputs of a target: what the tests replay in a second
_KEPT_BYTES = 35_000


def fuzz(target: str, command: list[str]) -> None:
    """What libFuzzer is called by, and told. Never comes back: libFuzzer ends the process."""
    atheris: Any = importlib.import_module("atheris")  # only whoever fuzzes has it
    with atheris.instrument_imports(include=["papernotes", "tomllib"]):
        targets = importlib.import_module("tests.fuzz.targets")
    atheris.Setup(command, targets.TARGETS[target])
    atheris.Fuzz()


def _run(program: Path, *arguments: str) -> int:
    return subprocess.run([program, *arguments], check=False).returncode


def _program(folder: Path, target: str) -> Path:
    """What runs libFuzzer, as a file: to merge, it calls itself by a shell."""
    file = folder / "fuzz"
    line = shlex.join([sys.executable, "-m", "tests.fuzz", target, "--"])
    file.write_text(f'#!/bin/sh\nexec {line} "$0" "$@"\n')
    file.chmod(0o700)
    return file


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("target", choices=NAMES)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--keep", action="store_true", help="merge the inputs into the corpus")
    parser.add_argument("libfuzzer", nargs="*", help="after --: what libFuzzer is told")
    said = parser.parse_args()
    if said.libfuzzer:
        fuzz(said.target, said.libfuzzer)
    from tests.fuzz import corpus, seeds

    with tempfile.TemporaryDirectory(prefix="papernotes-corpus-") as name:
        grown, small, dictionary = Path(name, "grown"), Path(name, "small"), Path(name, "words")
        grown.mkdir()
        small.mkdir()
        for place, data in enumerate([*seeds.seeds(said.target), *corpus.read(said.target)]):
            (grown / f"{place:04d}").write_bytes(data)
        dictionary.write_text("".join(f'"{_escaped(each)}"\n' for each in seeds.words(said.target)))
        found = Path(tempfile.gettempdir(), f"papernotes-{said.target}-")
        program = _program(Path(name), said.target)
        code = _run(
            program,
            f"-max_total_time={said.seconds}",
            f"-max_len={_LONGEST}",
            f"-dict={dictionary}",
            f"-artifact_prefix={found}",
            "-print_final_stats=1",
            "-timeout=20",
            str(grown),
        )
        if code:
            return code
        if said.keep:
            _run(program, "-merge=1", f"-max_len={_LONGEST}", str(small), str(grown))
            print(corpus.write(said.target, _few(small)))  # noqa: T201
    return 0


def _few(folder: Path) -> list[bytes]:
    """The smallest inputs, as many as the tests have time for."""
    found = sorted((path.read_bytes() for path in folder.iterdir()), key=len)
    step = max(1, -(-len(found) // _KEPT))
    few, size = [], 0
    for data in found[::step]:
        size += len(data)
        if size <= _KEPT_BYTES:
            few.append(data)
    return few


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())

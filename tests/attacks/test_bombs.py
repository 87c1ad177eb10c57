"""Files made to burst the reader: told of in seconds and in bounded memory, never a hang."""

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from papernotes.journal.write import header
from tests.conftest import HEAD, Run, paper
from tests.test_streams import PAPERNOTES, surroundings

_MOST = 600_000_000  # bytes of address space that a process gets; a list of 46 takes 100 MB
_SECONDS = 60  # CPU; the slowest takes 2 where nobody else works

BOMBS = {
    "nested arrays": b"x = " + b"[" * 200_000,
    "arrays nested less than Python minds": b"x = " + b"[" * 300 + b"]" * 300,
    "nested tables": b"x = " + b"{a=" * 100_000,
    "a key without end": b".".join([b"a"] * 200_000) + b" = 1",
    "many keys without end": b"\n".join(b"a%d" % n + b".b" * 900 + b" = 1" for n in range(3000)),
    "a table's name without end": b"[" + b".".join([b"a"] * 200_000) + b"]",
    "many tables": b"\n".join(b"[t%d]" % n for n in range(30_000)),
    "a number of a million digits": b"x = " + b"9" * 1_000_000,
    "hexadecimal without end": b"x = 0x" + b"f" * 1_000_000,
    "a fraction of a million digits": b"x = 0." + b"1" * 1_000_000,
    "a line of 10 MB": b'x = "' + b"y" * 10_000_000 + b'"',
    "a comment of 10 MB": b"#" + b"y" * 10_000_000,
    "a string without end": b'x = """' + b"y\n" * 500_000,
    "dates that can not be": b"\n".join(b"d%d = 2026-02-31" % n for n in range(10_000)),
    "line ends alone": b"\n" * 4_000_000,
    "carriage returns alone": b"\r" * 1_000_000,
    "quotes alone": b'"' * 1_000_000,
    "opening quotes": b'x = """""' * 100_000,
    "brackets alone": b"[[paper]]" * 100_000,
    "papers without anything": b"[[paper]]\n" * 10_000,
    "events without anything": b"[[event]]\n\n" * 10_000,
    "nothing but zeros": bytes(2_000_000),
    "backslashes": b'x = "' + b"\\" * 999_999 + b'"',
    "escapes": b'x = "' + b"\\u0041" * 300_000 + b'"',
}


class Spent(NamedTuple):
    """What a process of its own did, and took."""

    code: int
    err: str
    seconds: float  # of CPU
    kilobytes: int  # of memory, at the most


def spent(*words: str, most: int = _MOST) -> Spent:
    """The real command, with little memory and little time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))

    with subprocess.Popen(
        [*PAPERNOTES, *words],
        env=surroundings(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=limit,  # noqa: PLW1509 (no threads here)
    ) as process:
        assert process.stderr
        err = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Spent(process.returncode, err, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def assert_borne(found: Spent, *codes: int) -> None:
    assert found.code in codes, found
    assert "Traceback" not in found.err
    assert "bug in papernotes" not in found.err
    assert "not enough memory" not in found.err
    assert found.err.count("\n") <= 4
    assert len(found.err) < 2_000


def test_bombs_in_catalogs_cost_their_files_alone(catalog: Callable[..., Path], run: Run) -> None:
    for place, bomb in enumerate(BOMBS.values()):
        catalog(f"bomb-{place}", HEAD.encode() + paper(1).encode() + bomb + b"\n")
    found = spent("list")
    assert_borne(found, 4)
    assert "data/catalogs/bomb-" in found.err
    assert len(run("list").rows) == 46


def test_bombs_in_journals_and_notes_cost_their_files_alone(home: Path, run: Run) -> None:
    assert run("done", "1", "--on", "2026-01-02").code == 0
    notes = home / "data" / "notes"
    notes.mkdir()
    for place, bomb in enumerate(BOMBS.values()):
        file = home / "data" / "journal" / f"bomb{place}" / "0001.toml"
        file.parent.mkdir()
        file.write_bytes(header("bomb") + bomb + b"\n\n")
        (notes / f"bomb{place}.md").write_bytes(bomb)
    found = spent("list")
    assert_borne(found, 4)
    assert "data/journal/bomb" in found.err
    assert run("show", "1", "--json").json["status"] == "done"
    assert_borne(spent("skip", "2"), 0)


@pytest.mark.parametrize("bomb", ["nested arrays", "a key without end", "many tables", "escapes"])
def test_a_bomb_in_the_config_is_a_warning(bomb: str, home: Path) -> None:
    file = home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(BOMBS[bomb][:999_000])
    found = spent("list")
    assert_borne(found, 4)
    assert "config.toml" in found.err


@pytest.mark.parametrize(
    "bomb", ["line ends alone", "a line of 10 MB", "many tables", "nested tables"]
)
def test_check_bears_a_bomb(bomb: str, tmp_path: Path, home: Path) -> None:
    file = tmp_path / "papers.toml"
    file.write_bytes(HEAD.encode() + paper(1).encode() + BOMBS[bomb] + b"\n")
    assert_borne(spent("check", str(file)), 0, 4)
    refused = spent("catalog", "add", str(file), "--name", "bomb")
    assert_borne(refused, 0, 4)
    assert (home / "data").exists() == (refused.code == 0)


HUGE = {
    "catalog": "data/catalogs/mine/papers.toml",
    "journal": "data/journal/other/0001.toml",
    "config": "config/config.toml",
    "note": "data/notes/arxiv-1706.03762.md",
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_file_of_many_gigabytes_is_told_of_and_never_read(kind: str, home: Path) -> None:
    file = home / HUGE[kind]
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        opened.truncate(8_000_000_000)  # on the disk it takes nothing
    for line in (["show", "1"], ["check"]):
        found = spent(*line)
        assert_borne(found, 1, 4)
        assert line == ["check"] or "is larger than" in found.err
    assert_borne(spent("skip", "2"), 0)
    noted = spent("note", "1", "-m", "text")
    assert_borne(noted, 4 if kind == "note" else 0)
    assert file.stat().st_size == 8_000_000_000

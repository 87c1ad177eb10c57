"""Journals that somebody or something harmed: what is whole counts, and marking goes on."""

import gzip
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from papernotes.journal.write import encode, header
from papernotes.model.event import Event
from tests.conftest import Run

PAPERS = ("arxiv:1706.03762", "arxiv:1810.04805", "arxiv:1910.10683")  # 1, 3 and 4
ONE, TWO, THREE = (
    Event(f"{1795434683472090 + number:016d}-desk", "", "done", (name,), on="2026-11-01")
    for number, name in enumerate(PAPERS)
)
HEAD = header("desk")
WHOLE = HEAD + encode(ONE) + encode(TWO)
OTHER = HEAD + encode(THREE) + encode(ONE) + encode(THREE._replace(id="1795434683472099-desk"))
TAIL = (encode(THREE) + encode(THREE)).replace(b"\n\n", b"\n")
GIT = b"<<<<<<< HEAD\n" + encode(TWO)[:-1] + b"=======\n" + encode(THREE)[:-1] + b">>>>>>> b\n\n"


class Harm(NamedTuple):
    """What became of `WHOLE`, the papers that are done then, and what a reader ends with."""

    data: bytes
    done: list[str]
    code: int = 0


HARMS = {
    "emptied": Harm(b"", []),
    "blank": Harm(b"\n\n\n", []),
    "torn": Harm(WHOLE[:-20], ["1"]),
    "torn in its head": Harm(WHOLE[:10], []),
    "followed by zeros, as a power cut leaves it": Harm(WHOLE + bytes(4096), ["1", "3"]),
    "zeros": Harm(bytes(4096), []),
    "with a block twice": Harm(WHOLE + encode(TWO), ["1", "3"]),
    "twice": Harm(WHOLE + WHOLE, ["1", "3"], 4),  # a head in the middle is no event
    "merged by git, with its marks": Harm(HEAD + encode(ONE) + GIT, ["1"], 4),
    "with a letter missing": Harm(WHOLE.replace(b"kind", b"knd", 1), ["3"], 4),
    "without its head": Harm(encode(ONE) + encode(TWO), ["1", "3"], 4),
    "with the line ends of Windows": Harm(WHOLE.replace(b"\n", b"\r\n"), ["1", "3"]),
    "with an editor's mark": Harm(b"\xef\xbb\xbf" + WHOLE, ["1", "3"]),
    "with blanks in its empty lines": Harm(WHOLE.replace(b"\n\n", b"\n \t\n"), ["1", "3"]),
    "without its empty lines": Harm(WHOLE.replace(b"\n\n", b"\n"), [], 4),
    "with two entries behind its last empty line": Harm(WHOLE + TAIL, ["1", "3"], 4),
    "in UTF-16": Harm(WHOLE.decode().encode("utf-16"), [], 4),
    "with the line ends of an old Mac": Harm(WHOLE.replace(b"\n", b"\r"), [], 4),
    "zipped": Harm(gzip.compress(WHOLE), [], 4),
    "with marks that name no paper": Harm(WHOLE.replace(b"papers =", b"paper ="), [], 4),
    "replaced by another, longer history": Harm(OTHER, ["1", "4"]),
    "of a newer schema": Harm(
        WHOLE.replace(b"schema = 1", b"schema = 2").replace(b"on =", b"mood = 3\non ="),
        ["1", "3"],
        4,
    ),
    "with a kind of a newer version": Harm(
        WHOLE + encode(THREE).replace(b'"done"', b'"ponder"'), ["1", "3"]
    ),
}


@pytest.fixture
def segment(run: Run, home: Path) -> Path:
    """This device's journal, which holds what `WHOLE` says, and which the index knows."""
    run("skip", "46")
    (file,) = (home / "data" / "journal").glob("*/*.toml")
    run("list")
    file.write_bytes(WHOLE)
    assert done(run) == ["1", "3"]
    return file


def done(run: Run, code: int = 0) -> list[str]:
    listed = run("list", "--status", "done")
    assert listed.code == code, listed.err
    return [row[0] for row in listed.rows]


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_what_is_whole_counts_once_and_marking_goes_on(
    harm: Harm, segment: Path, run: Run, home: Path
) -> None:
    segment.write_bytes(harm.data)
    assert done(run, harm.code) == harm.done
    marked = run("done", "9", "--on", "2026-11-01")
    assert marked.code == 0
    assert done(run, harm.code) == [*harm.done, "9"]
    if harm.code:  # not ours to mend: it is as it was, and a new segment was begun
        assert segment.read_bytes() == harm.data
    else:
        kept = b"".join(path.read_bytes() for path in home.glob("state/set-aside/*"))
        assert sorted(segment.read_bytes() + kept).count(0) == harm.data.count(0)
        for block in harm.data.split(b"\n\n")[:-1]:
            assert block.strip() in segment.read_bytes() + kept
    assert run("undo").rows[0][0] == "9"
    assert done(run, harm.code) == harm.done
    shutil.rmtree(home / "cache")
    assert done(run, harm.code) == harm.done  # the files say what the index said


def test_two_files_with_the_same_events_count_once(segment: Path, run: Run) -> None:
    shutil.copy(segment, segment.with_name("0002.toml"))
    other = segment.parent.with_name("other")
    shutil.copytree(segment.parent, other)
    assert done(run) == ["1", "3"]
    assert len(run("log").rows) == 2
    segment.unlink()
    shutil.rmtree(other)
    assert done(run) == ["1", "3"]


def test_a_file_that_grows_again_after_it_was_cut_is_read_right(segment: Path, run: Run) -> None:
    segment.write_bytes(HEAD + encode(ONE))
    assert done(run) == ["1"]
    segment.write_bytes(HEAD + encode(ONE) + encode(THREE))
    assert done(run) == ["1", "4"]
    segment.write_bytes(WHOLE)
    assert done(run) == ["1", "3"]


def test_an_end_that_is_mended_is_no_longer_complained_of(segment: Path, run: Run) -> None:
    segment.write_bytes(WHOLE + TAIL)
    assert done(run, 4) == ["1", "3"]
    assert "is no entry of a journal" in run("list").err
    segment.write_bytes(WHOLE + encode(THREE))
    assert done(run) == ["1", "3", "4"]


Edit = Callable[[Path, bytes], None]


def in_place(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def replaced(file: Path, data: bytes) -> None:
    draft = file.with_name(".draft")
    draft.write_bytes(data)
    draft.replace(file)


@pytest.mark.parametrize("edit", [in_place, replaced])
def test_an_edit_of_the_same_length_within_a_tick_is_seen(
    edit: Edit, segment: Path, run: Run
) -> None:
    first = segment.stat()
    texts = [HEAD + encode(ONE) + encode(TWO._replace(papers=(name,))) for name in PAPERS[1:]]
    assert len({len(text) for text in texts}) == 1
    for text, numbers in zip(texts * 2, [["1", "3"], ["1", "4"]] * 2, strict=True):
        edit(segment, text)
        os.utime(segment, ns=(first.st_atime_ns, first.st_mtime_ns))
        assert done(run) == numbers

"""What the faults did, as Markdown."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bench.rivals.faults import disk, kill, race


class Part(NamedTuple):
    """One fault: a row a program."""

    name: str
    columns: Sequence[str]
    rows: Mapping[str, Sequence[str]]


_TITLES = {
    "full": "The disk is full",
    "limited": "A file can't grow",
    "killed": "Killed in the middle of a mark",
    "raced": "Twenty at once",
    "shown": "Escapes in a title",
    "cached": "A broken or old cache",
    "missing": "No such paper",
}
_HOW = {
    "full": f"""\
The library lies on a small tmpfs of its own, and a download beside it takes every block as soon
as it is free: {disk.TRIES} marks, each on a library made anew. “kept”: records that are byte for
byte as before (the one being marked: as before, or marked). Then, still full, all papers are
listed; then the download is deleted and another paper is marked.""",
    "limited": """\
`RLIMIT_FSIZE` at nine sizes, from nothing to 1,000 bytes above the size of the file that the mark
writes, with SIGXFSZ ignored, so that a write fails (EFBIG) as it does on a full disk. The list
comes without the limit.""",
    "killed": f"""\
SIGKILL before each system call by which a mark changes the library's files (strace injects it;
at most {kill.AT_CALLS}, of each file the same number), and at random moments of the mark's second
half. A list follows.""",
    "raced": f"""\
{race.WRITERS} processes mark a paper each at the same time, {race.READERS} more list all in a
loop; {race.TRIES} times. “said done”: ended with 0. A read has failed if it did not end with 0 or
did not show all papers.""",
    "shown": """\
One paper, with the text in its title in the program's own data file, is listed and shown on a
terminal (a pty) of 200 columns. “raw”: the very bytes came out.""",
    "cached": """\
All files of the cache are broken, their dates kept, and all papers are listed: “right” is all 46,
exit 0. Then, with a whole cache, another title is put into a data file as git does it (a new file
in the place of the old one), and once more with a date of one second before; “stale”: the old
title shows. papis has to be told to look (`papis cache update-newer`), as its manual says.""",
    "missing": "The exit code where a paper is named that the library does not have.",
}


def page(about: str, parts: Sequence[Part]) -> str:
    lines = [
        "# The same faults in other programs",
        "",
        "Made by `python -m bench.rivals.faults --write`. Each program has a library of the 46",
        "papers that ship with papernotes, 20 of them marked as read, and its own settings.",
        "",
        about,
        "",
    ]
    for part in parts:
        lines += [f"## {_TITLES[part.name]}", ""]
        lines.append(f"| | {' | '.join(part.columns)} |")
        lines.append(f"| --- |{' --- |' * len(part.columns)}")
        lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in part.rows.items()]
        lines += ["", _HOW[part.name], ""]
    return "\n".join(lines)

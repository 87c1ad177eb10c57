"""Titles with escapes, control and bidi characters, and markup, listed on a terminal."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path

from bench.rivals.tool import Command, Tool, remove
from papernotes.model.paper import Paper

# What a title holds, and the bytes by which it is seen to have reached the terminal raw.
ATTACKS = {
    "window title (OSC 0)": ("\x1b]0;owned\x07", b"\x1b]0;owned"),
    "colour (CSI)": ("\x1b[5;35mblink", b"\x1b[5;35m"),
    "bell": ("ring\x07ring", b"ring\x07ring"),
    "bidi override": ("left\u202etfel", "\u202e".encode()),
}
MARKUP = "[bold]kept[/bold]"

COLUMNS = (*ATTACKS, f"`{MARKUP}`")


def shown(tool: Tool, work: Path) -> Sequence[str]:
    texts = [text for text, _ in ATTACKS.values()] + [MARKUP]
    said = []
    for number, text in enumerate(texts, 1):
        home = work / "faults" / tool.slug / "terminal"
        remove(home)
        home.mkdir(parents=True)
        paper = Paper(
            number,
            f"title-{number}",
            (f"arxiv:2001.0000{number}",),
            f"Title {text} end",
            authors=("Ada Lovelace",),
            published="2020-01-01",
            arxiv=f"2001.0000{number}",
            url=f"https://arxiv.org/abs/2001.0000{number}",
            topics=("rl",),
        )
        raw = b""
        try:
            tool.fill(home, [paper])
            for command in tool.list_all() + tool.show(paper):
                raw += _on_a_terminal(tool, home, command)
        except subprocess.CalledProcessError:
            said.append("can't be read in")
            continue
        with (home.parent / "log").open("ab") as log:
            log.write(f"## {text!r} on a terminal: {raw!r}\n".encode())
        said.append(_judged(text, raw))
    return said


def _judged(text: str, raw: bytes) -> str:
    if b"Traceback" in raw:
        return "traceback"
    if text == MARKUP:
        if text.encode() in raw:
            return "kept"
        return "eaten" if b"kept" in raw else "not shown"
    proof = next(proof for attack, proof in ATTACKS.values() if attack == text)
    if proof in raw:
        return "raw"
    return "made harmless" if b"end" in raw else "not shown"


def _on_a_terminal(tool: Tool, home: Path, command: Command) -> bytes:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    environ = tool.environ(home) | {"COLUMNS": "200", "PAGER": "cat"}
    raw = b""
    with subprocess.Popen(
        command, env=environ, cwd=home, stdin=slave, stdout=slave, stderr=slave
    ) as child:
        os.close(slave)
        try:
            while chunk := os.read(master, 65536):
                raw += chunk
        except OSError:  # the last one has closed the terminal
            pass
        child.wait(60)
    os.close(master)
    return raw

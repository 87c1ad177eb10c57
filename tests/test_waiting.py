"""Who waits for a large library is shown how far it is, and nobody else is."""

import io
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from papernotes.catalog.blocks import Block
from papernotes.catalog.read import toml
from papernotes.cli import waiting
from papernotes.index import found
from tests.conftest import HEAD, Result, Run, paper
from tests.web.server import Reply, Web

HIDE_CURSOR, SHOW_CURSOR, ERASE = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"


Listed = Callable[..., tuple[Result, str]]


class Terminal(io.StringIO):
    def __init__(self, tty: bool) -> None:
        super().__init__()
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


@pytest.fixture
def listed(run: Run, catalog: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Listed:
    """`list` on a machine so slow that 300 papers are many: the result, and what stderr showed."""
    catalog("mine", HEAD + "".join(paper(number) for number in range(1, 301)))
    monkeypatch.setattr(waiting, "_PATIENCE", 0)

    def call(*arguments: str, tty: bool = True, term: str = "xterm-256color") -> tuple[Result, str]:
        stderr = Terminal(tty)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", stderr)
            result = run("list", *arguments, PAPERNOTES_CATALOG="mine", TERM=term)
        return result, stderr.getvalue()

    return call


def test_a_long_refresh_shows_how_far_it_is_and_leaves_no_trace(listed: Listed) -> None:
    result, shown = listed()
    assert result.code == 0
    assert len(result.rows) == 300  # and stdout is as ever
    assert "Reading mine" in shown
    assert re.search(r"\d%", shown)
    # Each bar is erased, and the cursor is there again.
    assert shown.count(HIDE_CURSOR) == shown.count(SHOW_CURSOR) > 0
    assert shown.endswith(ERASE)


def test_a_fresh_index_shows_no_bar(listed: Listed) -> None:
    listed()
    assert listed()[1] == ""


@pytest.mark.parametrize("option", ["--quiet", "-q"])
def test_who_wants_quiet_gets_no_bar(option: str, listed: Listed) -> None:
    result, shown = listed(option)
    assert (result.code, shown) == (0, "")


def test_a_dumb_terminal_and_what_is_none_get_no_bar(listed: Listed, home: Path) -> None:
    assert listed(term="dumb")[1] == ""
    shutil.rmtree(home / "cache")
    assert listed(tty=False)[1] == ""


def test_ctrl_c_in_the_middle_gives_the_cursor_back(
    listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(block: Block) -> object:
        if block.line > 500:
            raise KeyboardInterrupt
        return toml(block)

    monkeypatch.setattr(found, "toml", interrupted)
    result, shown = listed()
    assert result.code == 130
    assert shown.count(HIDE_CURSOR) == shown.count(SHOW_CURSOR) == 1


def test_who_waits_for_a_slow_server_is_told_for_whom(
    run: Run, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(_: object) -> Reply:
        time.sleep(0.3)
        return Reply("- [LoRA](https://arxiv.org/abs/2106.09685)\n", "text/plain")

    web.pages["/list.md"] = answer
    monkeypatch.delenv("PAPERNOTES_OFFLINE")
    monkeypatch.setattr(waiting, "_PATIENCE", 0.05)
    stderr = Terminal(tty=True)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stderr)
        result = run("import", web.url("/list.md"), "--catalog", "club", TERM="xterm-256color")
    assert result.code == 0
    assert "Waiting for 127.0.0.1" in stderr.getvalue()
    assert stderr.getvalue().count(HIDE_CURSOR) <= stderr.getvalue().count(SHOW_CURSOR)

"""The programs that are compared, and where they are put."""

import os
import subprocess
from pathlib import Path

from bench.rivals.buku import Buku
from bench.rivals.cobib import Cobib
from bench.rivals.ours import Papernotes
from bench.rivals.papis import Papis, PapisSqlite, PapisWhoosh
from bench.rivals.pubs import Pubs
from bench.rivals.taskwarrior import Taskwarrior
from bench.rivals.tool import Tool

WORK = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "papernotes-rivals"


def tools(work: Path, *, own: bool = False) -> list[Tool]:
    return [
        Papernotes(work, own=own),
        Papis(work),
        PapisWhoosh(work),
        PapisSqlite(work),
        Pubs(work),
        Cobib(work),
        Buku(work),
        Taskwarrior(work),
    ]


def install(chosen: list[Tool]) -> None:
    """Set them all up. From here on nothing needs a network."""
    for tool in chosen:
        print(f"installing {tool.name}", flush=True)
        try:
            tool.install()
        except subprocess.CalledProcessError as error:
            raise SystemExit(f"could not install {tool.name}: {error}") from error

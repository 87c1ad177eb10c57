"""That no program asks the network for anything while it is measured."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.library import bundled
from bench.rivals.tool import Tool, remove
from bench.rivals.work import TASKS


def offline(tools: Sequence[Tool], work: Path) -> None:
    """Run each task once under strace. Stops where an address of the internet is tried."""
    if not shutil.which("strace"):
        print("no strace here: not looked at whether a program uses the network")
        return
    papers = bundled()
    for tool in tools:
        home = work / "offline" / tool.slug
        remove(home)
        home.mkdir(parents=True)
        tool.fill(home, papers)
        log = work / "offline" / f"{tool.slug}.strace"
        for task in TASKS:
            for command in task.commands(tool, papers, 0) or []:
                strace = ["strace", "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(log)]
                subprocess.run(
                    [*strace, *command],
                    env=tool.environ(home),
                    cwd=home,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    check=False,
                )
                if tried := re.search("AF_INET6?.*", log.read_text()):
                    raise SystemExit(f"{tool.name} uses the network in {command}: {tried[0]}")
    print("none of them uses the network", flush=True)

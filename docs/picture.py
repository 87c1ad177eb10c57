"""Make docs/terminal.svg, the picture in the README, from what the program really prints.

    python docs/picture.py [--check]

`--check` writes nothing and fails if the picture is not what it would be now.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

PICTURE = Path(__file__).with_name("terminal.svg")
WIDTH = 100

# Fixed dates: the picture changes only when the program does.
BEFORE = [
    "papernotes done 1-3 11 21 --on 2026-11-06",
    "papernotes start 5 --on 2026-11-20",
]
SHOWN = [
    'papernotes done -m "Enough text, and tasks come for free" --on 2026-11-22',
    "papernotes next -n 2",
    "papernotes list topic:finetuning --limit 8",
]


def session() -> str:
    """A terminal session in a new home, as ANSI text."""
    with tempfile.TemporaryDirectory() as home:
        environ = {
            **{name: value for name, value in os.environ.items() if "COLOR" not in name},
            "PAPERNOTES_HOME": home,
            "COLUMNS": str(WIDTH),
            "FORCE_COLOR": "1",
        }

        def run(command: str) -> str:
            arguments = [sys.executable, "-m", *shlex.split(command)]
            done = subprocess.run(arguments, env=environ, check=True, capture_output=True)
            return done.stdout.decode()

        for command in BEFORE:
            run(command)
        return "\n".join(f"\x1b[32m$\x1b[0m {command}\n{run(command)}" for command in SHOWN)


def picture() -> str:
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(session()))
    svg = console.export_svg(title="papernotes", theme=DIMMED_MONOKAI, unique_id="papernotes")
    return svg + "\n"


def main() -> None:
    made = picture()
    if "--check" not in sys.argv:
        PICTURE.write_text(made, encoding="utf-8")
    elif not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != made:
        sys.exit("docs/terminal.svg is stale: run `make docs`")


if __name__ == "__main__":
    main()

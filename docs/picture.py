"""Make docs/terminal.svg, the picture in the README, from what the program really prints.

    python docs/picture.py [--check]

`--check` writes nothing and fails if the picture is not what it would be now.
"""

import sys
from pathlib import Path

from session import session, svg

PICTURE = Path(__file__).with_name("terminal.svg")
WIDTH = 100

BEFORE = [
    "papernotes done 1-3 11 21 --on 2026-11-06",
    "papernotes start 5 --on 2026-11-20",
]
SHOWN = [
    'papernotes done -m "Enough text, and tasks come for free"',
    "papernotes next -n 2",
    "papernotes list topic:finetuning --limit 8",
]


def picture() -> str:
    with session(WIDTH) as terminal:
        terminal.on("2026-11-22")
        for line in BEFORE:
            terminal.run(line)
        drawn = "\n".join(f"\x1b[32m$\x1b[0m {line}\n{terminal.run(line)}" for line in SHOWN)
    return svg(drawn, WIDTH, "terminal")


def main() -> None:
    made = picture()
    if "--check" not in sys.argv:
        PICTURE.write_text(made, encoding="utf-8")
    elif not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != made:
        sys.exit("docs/terminal.svg is stale: run `make docs`")


if __name__ == "__main__":
    main()

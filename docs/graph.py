"""Make docs/graph.svg, the picture of the bundled catalog in the README.

    python docs/graph.py [--check]

`--check` writes nothing and fails if the picture is not what it would be now.
"""

import sys
from pathlib import Path

from picture import BEFORE
from session import session

PICTURE = Path(__file__).with_name("graph.svg")


def picture() -> str:
    with session(100) as terminal:
        terminal.on("2026-11-22")
        for line in BEFORE:  # the reader of the other picture
            terminal.run(line)
        return terminal.run("papernotes graph --format svg")


def main() -> None:
    made = picture()
    if "--check" not in sys.argv:
        PICTURE.write_text(made, encoding="utf-8", newline="\n")
    elif not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != made:
        sys.exit("docs/graph.svg is stale: run `make docs`")


if __name__ == "__main__":
    main()

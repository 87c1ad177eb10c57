"""Make docs/cli.md and docs/papernotes.1 from the help of the commands.

    python docs/reference.py [--check]

`--check` writes nothing and fails if a page is not what it would be now.
"""

import sys
from pathlib import Path

import typer

from papernotes import __version__
from papernotes.cli.app import everything
from papernotes.help.man import man
from papernotes.help.markdown import markdown
from papernotes.help.reference import reference

DOCS = Path(__file__).parent
NOTE = "Made by docs/reference.py from the help of the commands: edit that, and run make docs."


def pages() -> dict[str, str]:
    """The text of each file."""
    manual = reference(typer.main.get_command(everything()))
    return {
        "cli.md": markdown(manual, f"*{NOTE}*"),
        "papernotes.1": man(manual, __version__, NOTE),
    }


def main() -> None:
    for name, text in pages().items():
        file = DOCS / name
        if "--check" not in sys.argv:
            file.write_text(text, encoding="utf-8", newline="\n")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            sys.exit(f"docs/{name} is stale: run `make docs`")


if __name__ == "__main__":
    main()

"""Make the outputs and pictures of docs/tour.md anew, by running its commands.

    python docs/tour.py [--check]

`--check` writes nothing and fails if the page does not show what would be printed now.
The page steers it by comments: `<!-- day: 2026-03-02 -->` sets the clock, `<!-- file: NAME -->`
before a block makes that file, and `<!-- screen: NAME -->` after a block makes its last
command's picture, which the page shows.
"""

import re
import sys
from pathlib import Path

from session import Session, bare, session, svg

DOCS = Path(__file__).parent
PAGE = DOCS / "tour.md"
WIDTH = 80

_STEP = re.compile(
    r"<!-- day: (?P<day>[0-9-]+) -->"
    r"|<!-- file: (?P<file>[\w./-]+) -->\n+```\w*\n(?P<text>.*?)```"
    r"|```console\n(?P<block>.*?)```"
    r"|<!-- screen: (?P<screen>[\w-]+) -->",
    re.DOTALL,
)


def made() -> dict[Path, str]:
    """The page and its pictures as they would be now."""
    found: dict[Path, str] = {}
    shown = ""
    with session(WIDTH) as terminal:

        def step(match: re.Match[str]) -> str:
            nonlocal shown
            if match["day"]:
                terminal.on(match["day"])
            elif match["file"]:
                file = terminal.home / match["file"]
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(match["text"], encoding="utf-8")
            elif match["screen"]:
                name = match["screen"]
                found[DOCS / "screens" / f"{name}.svg"] = svg(shown, WIDTH, name)
            else:
                block, shown = _block(terminal, match["block"])
                return f"```console\n{block}```"
            return match[0]

        found[PAGE] = _STEP.sub(step, PAGE.read_text(encoding="utf-8"))
    return found


def _block(terminal: Session, block: str) -> tuple[str, str]:
    """The block with what its commands print now; and the last of them in colours."""
    said, drawn = "", ""
    for line in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        out = terminal.run(line)
        drawn = f"\x1b[32m$\x1b[0m {line}\n{out}"
        said += f"$ {line}\n{bare(out)}"
    return said.replace(str(terminal.home), "~"), drawn


def main() -> None:
    found = made()
    stale = [
        path for path, text in found.items() if not path.exists() or path.read_text("utf-8") != text
    ]
    if "--check" in sys.argv:
        if stale:
            sys.exit(f"stale: {', '.join(path.name for path in stale)}. Run: make docs")
        return
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found[path], encoding="utf-8")


if __name__ == "__main__":
    main()

"""The scripts of the shells, as they are printed and as they are installed."""

from pathlib import Path
from typing import Final, Literal

Shell = Literal["bash", "zsh", "fish"]
FILES: Final[dict[Shell, str]] = {
    "bash": "papernotes.bash",
    "zsh": "_papernotes",
    "fish": "papernotes.fish",
}


def script(shell: Shell) -> str:
    return (Path(__file__).parent / FILES[shell]).read_text("utf-8")

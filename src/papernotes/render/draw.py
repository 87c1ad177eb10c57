"""Draw with Rich: once, into text, then to the terminal or its pager."""

import io
import re

from rich.console import Console, RenderableType

from papernotes.render.output import Output, write_text
from papernotes.render.pager import page


def draw(content: RenderableType, out: Output) -> None:
    text = drawn(content, out)
    if not (out.height and text.count("\n") >= out.height and page(text)):
        write_text(text)


def drawn(content: RenderableType, out: Output) -> str:
    """What would go to the terminal."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=out.width,
        # Sixteen colours, which follow the user's light or dark theme. None: no escape at all.
        color_system="standard" if out.color else None,
        force_terminal=True,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    console.print(content)
    # What is copied from a terminal shall not end in blanks, coloured or not.
    return re.sub(
        r" +((?:\x1b\[[0-9;]*m *)*)$", _without_blanks, buffer.getvalue(), flags=re.MULTILINE
    )


def _without_blanks(match: re.Match[str]) -> str:
    return match[1].replace(" ", "")

"""Draw with Rich: once, into text."""

import io
import re

from rich.console import Console, RenderableType

from papernotes.render.output import Output

_ESCAPE = r"(?:\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\)"
_BLANKS = rf" +((?:{_ESCAPE} *)*)$"


def drawn(content: RenderableType, out: Output) -> str:
    """What would go to the terminal."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=out.width,
        # Sixteen colours, which follow the user's light or dark theme. None: no escape at all.
        color_system="standard" if out.color else None,
        no_color=False,  # by itself Rich would heed NO_COLOR, which --color decides over
        force_terminal=True,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    console.print(content)
    # What is copied from a terminal shall not end in blanks, coloured, linked or not.
    return re.sub(_BLANKS, _without_blanks, buffer.getvalue(), flags=re.MULTILINE)


def _without_blanks(match: re.Match[str]) -> str:
    return "".join(re.findall(_ESCAPE, match[1]))

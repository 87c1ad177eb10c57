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
    text = re.sub(_BLANKS, _without_blanks, buffer.getvalue(), flags=re.MULTILINE)
    return _numbered(text)


def _numbered(text: str) -> str:
    """Links are numbered by Rich at random: in order, the same drawing is the same text."""
    ids: dict[str, int] = {}
    return re.sub(
        "\x1b]8;id=([0-9-]+);",
        lambda match: f"\x1b]8;id={ids.setdefault(match[1], len(ids) + 1)};",
        text,
    )


def _without_blanks(match: re.Match[str]) -> str:
    return "".join(re.findall(_ESCAPE, match[1]))

"""Messages as wide as the terminal that shows them."""

from typing import TextIO


def paragraph(text: str, stream: TextIO) -> str:
    """`text` on one line; on a terminal broken between words, as wide as that is."""
    if not stream.isatty():
        return text
    import shutil
    import textwrap

    width = max(20, shutil.get_terminal_size().columns)
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)

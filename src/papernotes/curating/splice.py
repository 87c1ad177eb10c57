"""Put papers' blocks into a catalog's text, or take them out; all else stays as it is. Pure."""

import re
from collections.abc import Mapping, Sequence

from papernotes.catalog.blocks import blocks

# A line that says something: not empty, and no comment.
_SAYS = re.compile(rb"^[ \t]*[^\s#].*$", re.MULTILINE)

# Where the fields of the paper itself end and those of its tables begin.
_TABLE = re.compile(r"^[ \t]*\[\[?[ \t]*paper[ \t]*\.", re.MULTILINE)
END = 1 << 30  # beyond the last block of any catalog
_AKA = re.compile(r"^[ \t]*aka[ \t]*=[ \t]*\[", re.MULTILINE)


def core(block: bytes) -> tuple[bytes, bytes]:
    """A paper's block, and what follows it: empty lines and comments, perhaps the next one's."""
    end = 0
    for match in _SAYS.finditer(block):
        end = match.end()
    return block[:end], block[end:]


def spliced(
    data: bytes, changes: Mapping[int, str | None], added: Sequence[tuple[int, str]] = ()
) -> bytes:
    """`data` with other texts in place of some blocks, and more at the end.

    `changes` are by the block's place among `blocks(data)`; None takes it out. `added` says with
    each text before which block it comes, or END.
    """
    end = b"\r\n" if b"\r" in data and b"\r\n" in data else b"\n"
    if not changes and all(place == END for place, _ in added):  # nothing needs to be cut
        return _appended(data, [_encoded(text, end) for _, text in added], end)
    cut = list(blocks(data))
    before: dict[int, list[bytes]] = {}
    for place, text in added:
        before.setdefault(min(place, len(cut)), []).append(_encoded(text, end))
    pieces = []
    for place, block in enumerate(cut):
        pieces += [text + end for text in before.get(place, [])]
        if place not in changes:
            pieces.append(block.data)
            continue
        _, rest = core(block.data)
        new = changes[place]
        if new is None:  # its line's own end goes, and the empty line after it
            pieces.append(rest.removeprefix(end).removeprefix(end))
        else:
            pieces += [_encoded(new, end)[: -len(end)], rest or end]
    return _appended(b"".join(pieces), before.get(len(cut), []), end)


def _appended(data: bytes, texts: Sequence[bytes], end: bytes) -> bytes:
    """`data`, then each text after an empty line."""
    if not texts:
        return data
    gap = b"" if data.endswith(end * 2) or not data else end if data.endswith(end) else end * 2
    return b"".join([data, gap, end.join(texts)])


def _encoded(text: str, end: bytes) -> bytes:
    return (text.rstrip("\n") + "\n").encode().replace(b"\n", end)


def with_lines(text: str, lines: Sequence[str]) -> str:
    """A paper's text with more fields of its own."""
    if not lines:
        return text
    table = _TABLE.search(text)
    head, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    return "\n".join([head.rstrip(), *lines, *(["", rest] if rest else [])])


def also_known_as(text: str, names: Sequence[str]) -> str:
    """A paper's text with more ids in its `aka`, so that progress under them is still its own."""
    quoted = ", ".join(f'"{name}"' for name in names)
    match = _AKA.search(text)
    if names and match:
        return f"{text[: match.end()]}{quoted}, {text[match.end() :]}"
    return with_lines(text, [f"aka = [{quoted}]"] if names else [])

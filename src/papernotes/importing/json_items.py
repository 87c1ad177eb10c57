"""The items of a JSON text, one after the other, with their lines.

An array and JSON Lines are read item by item: a large file is never in memory as a whole.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from papernotes.importing.formats import UnreadableError
from papernotes.importing.limits import few
from papernotes.importing.texts import beginning
from papernotes.model.record import Left, Record

_SPACE: Final = re.compile(r"[\ufeff\s]*")
_DIGITS: Final = 18  # beyond, Python refuses (4,300) or takes long; no field of ours has so many

Making = Callable[[Mapping[str, object], int], Record | Left | None]


class _Broken(NamedTuple):
    """What is no JSON in a line of JSON Lines."""

    text: str
    why: str


def read(text: str, holders: Sequence[str], record: Making) -> Iterator[Record | Left]:
    """What `record` makes of each item; None is nothing that anybody misses.

    `holders` are the fields in which an object has the items ("items", "message.items"): the first
    that it has. Raises UnreadableError where `text` is no JSON, or holds too many.
    """
    few(text, _items(text, holders))
    for line, item in _items(text, holders):
        if isinstance(item, _Broken):
            yield Left(line, beginning(item.text), item.why)
        elif isinstance(item, Mapping):
            made = record(item, line)
            if made is not None:
                yield made
        else:
            yield Left(
                line, beginning(item) if isinstance(item, str) else "a value", "is no object"
            )


def _items(text: str, holders: Sequence[str]) -> Iterator[tuple[int, Any]]:
    at = _skip(text, 0)
    if text[at : at + 1] == "[":
        yield from _elements(text, at)
    elif text[at : at + 1] == "{":
        yield from _objects(text, at, holders)
    else:
        raise UnreadableError("is no JSON: it begins neither with { nor with [")


def _elements(text: str, at: int) -> Iterator[tuple[int, Any]]:
    """Those of an array."""
    line, counted = 1, 0
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        item, at = _decode(text, at)
        yield line, item
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise UnreadableError(f"is broken JSON in line {text.count(chr(10), 0, at) + 1}")
    at = _skip(text, at + 1)
    if at < len(text):
        raise UnreadableError(f"goes on after its end in line {text.count(chr(10), 0, at) + 1}")


def _objects(text: str, at: int, holders: Sequence[str]) -> Iterator[tuple[int, Any]]:
    """One object that holds them, or is one; or JSON Lines; or objects one after the other."""
    line, counted = 1, 0
    item, end = _decode(text, at)
    if (after := _skip(text, end)) == len(text):
        yield from ((0 if held is not item else 1, held) for held in _held(item, holders))
        return
    yield 1 + text.count("\n", 0, at), item
    in_lines = "\n" not in text[at:end]
    at = after
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        if in_lines:
            end = text.find("\n", at) + 1 or len(text)
            item = _line(text[at:end])
        else:
            item, end = _decode(text, at)
        yield line, item
        at = _skip(text, end)


def _line(text: str) -> Any:
    """One of JSON Lines: it stands alone, and so does what is wrong with it."""
    try:
        item, end = _decode(text, 0)
    except UnreadableError as error:
        return _Broken(text[:1000], str(error).partition(" in line")[0])
    rest = text[_skip(text, end) :]
    return _Broken(text[:1000], "goes on after its end") if rest.strip(",") else item


def _held(item: Any, holders: Sequence[str]) -> list[Any]:
    for holder in holders:
        found = item
        for name in holder.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        if isinstance(found, list):
            return found
        if isinstance(found, Mapping):
            return [found]
    return [item]


def _decode(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is broken JSON in line {error.lineno}") from None
    except RecursionError:
        raise UnreadableError("is JSON nested too deeply") from None


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _int(digits: str) -> int | None:
    return int(digits) if len(digits) <= _DIGITS else None


_DECODER: Final = json.JSONDecoder(parse_int=_int, parse_constant=lambda _name: None, strict=False)

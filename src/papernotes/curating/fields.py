"""Change fields of a `[[paper]]` in its text, and leave the rest as it is written. Pure."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from papernotes.curating.block import FIELDS, string

# A value of several lines is read anew with each: what is longer than this is written anew.
_LONGEST = 16_000  # characters of a block
_LINES = 40  # of a value


class _Statement(NamedTuple):
    """Some lines of a block: a field, or (without a name) what stands between fields."""

    name: str | None
    text: str


def spliced(text: bytes | None, table: Mapping[str, Any], other: bytes | None) -> bytes | None:
    """`text`, a paper, with the fields of `table`; those that `other` says so, as it says it.

    None if its fields can't be told apart line by line.
    """
    whole = _statements(text)
    if whole is None:
        return None
    now = _fields(whole)
    said = _fields(_statements(other) or [])
    end = "\r\n" if "\r\n" in whole[0].text else "\n"
    lines: list[str] = []
    last = 0  # after the last field, where new ones go
    for statement in whole:
        name = statement.name
        if name is not None and name in table:
            is_so = same(now[name][0], table[name])
            lines.append(statement.text if is_so else _line(name, table[name], said, end))
        elif name is None:
            lines.append(statement.text)
            if len(lines) > 1:  # it is not the line that the block begins with
                continue
        last = len(lines)
    new = [_line(name, table[name], said, end) for name in in_order(table) if name not in now]
    return "".join([*lines[:last], *new, *lines[last:]]).encode()


def with_field(text: bytes, name: str, value: object) -> bytes:
    """Assignments, line by line, with one of another value; at the end if it was not there."""
    found = _read(_lines(text.decode("utf-8-sig")))
    if found is None:
        raise ValueError(f"{name} can't be told from what stands around it")
    line = f"{_key(name)} = {_value(value)}\n"
    if name not in [each.name for each in found]:
        places = [place for place, each in enumerate(found, 1) if each.name is not None]
        found.insert(max(places, default=0), _Statement(name, line))
    return "".join(line if each.name == name else each.text for each in found).encode()


def written(table: Mapping[str, Any]) -> str:
    """A `[[paper]]` written anew, a line a field."""
    return "[[paper]]\n" + assignments({name: table[name] for name in in_order(table)})


def assignments(table: Mapping[str, Any]) -> str:
    """A line a field; unlike `block`, of anything that a file may hold."""
    return "".join(f"{_key(name)} = {_value(value)}\n" for name, value in table.items())


def in_order(table: Mapping[str, Any]) -> list[str]:
    """The fields that a paper has, in the order in which we write them."""
    return sorted(table, key=lambda name: FIELDS.index(name) if name in FIELDS else len(FIELDS))


def same(one: object, other: object) -> bool:
    # `nan`, which TOML knows, is not equal to itself.
    return one == other or repr(one) == repr(other)


def _statements(text: bytes | None) -> list[_Statement] | None:
    """The statements of a paper's text; None if they can't be told apart line by line."""
    if text is None or len(text) > _LONGEST:
        return None
    first, *rest = _lines(text.decode("utf-8"))
    found = _read(rest)
    return None if found is None else [_Statement(None, first), *found]


def _lines(text: str) -> list[str]:
    """The lines as TOML has them: other ends of lines may stand in a string."""
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")]


def _read(lines: Sequence[str]) -> list[_Statement] | None:
    found: list[_Statement] = []
    open_lines: list[str] = []
    for line in lines:
        if not open_lines and line.lstrip(" \t").startswith("["):
            return None  # a table of its own: what follows is no field of the paper
        open_lines.append(line)
        try:
            table = tomllib.loads("".join(open_lines))
        except tomllib.TOMLDecodeError:
            if len(open_lines) == _LINES:
                return None
            continue
        found.append(_Statement(next(iter(table), None), "".join(open_lines)))
        open_lines = []
    names = [statement.name for statement in found if statement.name is not None]
    if open_lines or len(names) != len(set(names)):  # dotted keys: a field in several lines
        return None
    return found


def _fields(statements: list[_Statement]) -> dict[str, tuple[Any, str]]:
    return {
        each.name: (tomllib.loads(each.text)[each.name], each.text)
        for each in statements
        if each.name is not None
    }


def _line(name: str, value: object, said: Mapping[str, tuple[Any, str]], end: str) -> str:
    if name in said and same(said[name][0], value):
        return said[name][1]
    return f"{_key(name)} = {_value(value)}{end}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else string(name)


def _value(value: object) -> str:
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(_pairs(value))} }}" if value else "{}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return repr(value)  # whole numbers, and others: "inf" and "nan" are TOML, too


def _pairs(table: Mapping[str, object]) -> Iterator[str]:
    return (f"{_key(name)} = {_value(value)}" for name, value in table.items())

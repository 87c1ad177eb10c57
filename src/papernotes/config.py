"""The door for `config.toml`, which only the user ever writes.

Imported only when that file has changed: Pydantic guards it.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError

from papernotes.catalog.bombs import is_bomb
from papernotes.catalog.schema import explain
from papernotes.model.text import one_line
from papernotes.settings import SETTINGS, Setting, Value

_LONGEST = 1_000  # characters of a value
_MOST = 20  # complaints: to find the line of each takes a look at all lines

_Text = Annotated[str, StringConstraints(max_length=_LONGEST), AfterValidator(one_line)]


class Complaint(NamedTuple):
    """What the file should not hold, and where (the first line is 1)."""

    line: int
    message: str


def read(data: bytes) -> tuple[dict[str, Value], list[Complaint]]:
    """The settings of a config file; what is wrong is left out, and said."""
    if is_bomb(data):
        return {}, [Complaint(1, "is no TOML that anybody wrote: keys without end")]
    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return {}, [Complaint(1 + data.count(b"\n", 0, error.start), "is no UTF-8 text")]
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        what = str(error).partition(" (at ")[0]
        line = int(place[1]) if place else 1 + data.count(b"\n")
        return {}, [Complaint(line, f"is no TOML: {what}")]
    except (RecursionError, ValueError):
        return {}, [Complaint(1, "is no TOML: nested too deep, or a value that cannot be")]
    values: dict[str, Value] = {}
    complaints: list[Complaint] = []
    for name, value in _flat(table):
        found = _value(name, value)
        if not isinstance(found, Complaint):
            values[name] = found
        elif len(complaints) < _MOST:
            complaints.append(found._replace(line=_line(text, name)))
    return values, complaints


def _flat(table: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Names with dots for what stands in a table: `next.goal` for `goal` of `[next]`."""
    groups = {each.name.rpartition(".")[0] for each in SETTINGS}
    for name, value in table.items():
        if name in groups and isinstance(value, dict):
            yield from ((f"{name}.{own}", each) for own, each in value.items())
        else:
            yield name, value


def _value(name: str, value: object) -> Value | Complaint:
    setting = next((each for each in SETTINGS if each.name == name), None)
    if setting is None:
        group, _, own = name.rpartition(".")
        names = [each.name for each in SETTINGS]
        near = [each[len(group) + 1 :] for each in names if each.startswith(f"{group}.")]
        near = near or [each for each in names if "." not in each]
        return Complaint(0, f"{own} is no setting: there are {', '.join(near)}")
    try:
        checked: Value = TypeAdapter(_kind(setting)).validate_python(value, strict=True)
    except ValidationError as error:
        return Complaint(0, f"{name}: {explain(error)}")
    return checked


def _kind(setting: Setting) -> Any:
    if isinstance(setting.default, bool):
        return bool
    if isinstance(setting.default, float):
        return Annotated[float, Field(ge=setting.least, le=setting.most, allow_inf_nan=False)]
    return Literal[setting.choices] if setting.choices else _Text


def _line(text: str, name: str) -> int:
    name = name.rpartition(".")[2]
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(
            rf"""\s*["']?{re.escape(name)}["']?\s*[.=\]]|\s*\[+\s*{re.escape(name)}""", line
        ):
            return number
    return 1

"""Take the guards out, one by one, and see the tests fail: `make guards`.

A guard is a line or two of the program that stands between a fault or an attack and the
reader. The tables beside this file name each, what to put in its place, and the tests that
must fail then. A test that can't fail shows nothing; this is how we know that ours can.
"""

import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Guard(NamedTuple):
    what: str  # what it promises
    file: str  # from the root of the project
    old: str  # the guard, as it stands there once
    new: str  # what is left without it
    tests: tuple[str, ...]  # as pytest names them; at least one of them must fail

    def without(self) -> str:
        """The file's text with the guard taken out."""
        return (ROOT / self.file).read_text("utf-8").replace(self.old, self.new)


def guards() -> list[Guard]:
    """All that are written down, in the order of the tables."""
    tables = sorted(Path(__file__).parent.glob("*.toml"))
    rows = [row for table in tables for row in tomllib.loads(table.read_text("utf-8"))["guard"]]
    return [Guard(**{**row, "tests": tuple(row["tests"])}) for row in rows]

"""The tables of guards say what is so: each stands where they say, and its tests exist."""

import ast
from pathlib import Path

import pytest

from tests.guards import ROOT, Guard, guards

GUARDS = guards()


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.what)
def test_a_guard_stands_once_where_the_table_says(guard: Guard) -> None:
    assert (ROOT / guard.file).read_text("utf-8").count(guard.old) == 1
    assert guard.new != guard.old
    ast.parse(guard.without())  # a syntax error would prove nothing
    assert guard.tests
    for test in guard.tests:
        path, _, name = test.partition("::")
        name = name.partition("[")[0]
        assert Path(ROOT / path).is_file(), test
        assert not name or f"def {name}(" in (ROOT / path).read_text("utf-8"), test

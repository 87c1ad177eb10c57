"""What a fuzzer found goes the ways that it went then, and breaks no promise."""

import pytest

from tests.fuzz import corpus
from tests.fuzz.targets import TARGETS

_LEAST = 20  # inputs of a target


@pytest.mark.parametrize("target", TARGETS)
def test_the_inputs_that_a_fuzzer_kept_break_no_promise(target: str) -> None:
    inputs = corpus.read(target)
    assert len(inputs) >= _LEAST
    for data in inputs:
        TARGETS[target](data)


def test_the_corpus_stays_small() -> None:
    files = list(corpus.FOLDER.iterdir())
    assert {file.stem for file in files} == TARGETS.keys()
    assert sum(file.stat().st_size for file in files) < 150_000
    assert sum(len(corpus.read(target)) for target in TARGETS) < 300

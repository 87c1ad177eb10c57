"""Whether a paper that comes in is one that is there already."""

import time

import pytest

from papernotes.curating.intake import intake
from papernotes.curating.key import key_from
from papernotes.curating.known import Identity, Known
from papernotes.model.record import Record


def merged(*records: Record) -> int:
    """How many of the records were taken for one before them."""
    return len(records) - len(intake(records, []).slots)


def test_thousands_of_works_of_one_title_take_no_longer_than_others() -> None:
    known: Known[int] = Known()
    began = time.process_time()
    for at in range(5_000):
        identity = Identity((f"doi:10.1234/{at}",), "Introduction to the special issue")
        assert known.find(identity) is None
        known.add(identity, at)
    assert time.process_time() - began < 10  # by the square it is minutes
    assert known.find(Identity(("doi:10.1234/4999",), "")) == 4_999


class Counting(set[str]):
    """Keys that are taken, and how often one was asked for."""

    asked = 0

    def __contains__(self, key: object) -> bool:
        self.asked += 1
        return super().__contains__(key)


def test_keys_of_titles_that_begin_alike_are_found_without_trying_all_before_them() -> None:
    taken, tried = Counting({"paper-title-number", "paper-title-number-3"}), dict[str, int]()
    for at in range(1_000):
        key = key_from(f"A paper title number {at}", taken, tried)
        assert key is not None
        taken.add(key)
    assert taken.asked < 2_010
    assert len(taken) == 1_002
    assert {"paper-title-number-2", "paper-title-number-1002"} <= taken


def test_thousands_of_addresses_of_one_work_take_no_longer_than_others() -> None:
    began = time.process_time()
    pages = [f"https://example.org/{at}" for at in range(10_000)]
    found = intake(
        [
            Record("One and the same work", ids=(f"url:{page}",), links=(("Copy", page),))
            for page in pages
        ],
        [],
    )
    (slot,) = found.slots
    assert time.process_time() - began < 10
    assert (len(slot.aka), len(slot.table["links"])) == (9_999, 10_000)


@pytest.mark.parametrize(
    "title", ["Editorial", "Guest Editorial", "Preface", "Introduction to the Special Issue on X"]
)
def test_what_people_write_every_year_under_one_title_is_another_work_each_year(title: str) -> None:
    first = Record(title, authors=("Ann Bell",), published="2001")
    assert merged(first, first._replace(published="2002"), first._replace(published="2003")) == 0
    assert merged(first, first._replace(published="2001-05"), first._replace(published=None)) == 2


def test_a_preprint_and_its_publication_are_one_work_though_their_years_differ() -> None:
    first = Record("On the Theory of Reading Lists", authors=("Ann Bell",), published="2001")
    assert merged(first, first._replace(published="2003")) == 1
    assert merged(first, first._replace(published="2004")) == 0
    assert merged(first, first._replace(authors=("Carl Dee",))) == 0

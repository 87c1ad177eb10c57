"""Two versions of a catalog made one: what upstream changed, and what the reader did."""

import re
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.curating.merge import merge
from papernotes.curating.merged import Merged
from papernotes.curating.parts import take_apart
from papernotes.curating.review import review
from tests.conftest import HEAD, paper

NOBODY: frozenset[str] = frozenset()
ONE, TWO, THREE = paper(1), paper(2), paper(3)
BASE = HEAD + ONE + TWO


def merged(base: str | None, mine: str, theirs: str, marked: frozenset[str] = NOBODY) -> Merged:
    parts = [None if text is None else take_apart(text.encode()) for text in (base, mine, theirs)]
    assert parts[1]
    assert parts[2]
    found = merge(parts[0], parts[1], parts[2], lambda each: bool(marked & set(each.ids)))
    assert review("club", found.data).flaws == []
    return found


def numbered(paper_number: int, number: int) -> str:
    """The paper that `paper` makes, with another number."""
    return paper(paper_number).replace(f"number = {paper_number}\n", f"number = {number}\n")


def tables(found: Merged) -> list[dict[str, Any]]:
    return list(tomllib.loads(found.data.decode())["paper"])


def numbers(found: Merged) -> list[int]:
    return [table["number"] for table in tables(found)]


def test_a_copy_that_nobody_changed_becomes_upstreams_file_byte_for_byte() -> None:
    theirs = "# Ours.\n" + HEAD + paper(1, title="Anew") + "# New.\n" + paper(3) + paper(7)
    found = merged(BASE, BASE, theirs)
    assert found.data == theirs.encode()
    assert [each.number for each in found.new] == [3, 7]
    (changed,) = found.changed
    assert (changed.paper.number, changed.fields) == (1, {"title": ("Paper number 1", "Anew")})
    (gone,) = found.gone
    assert (gone.paper.number, gone.kept) == (2, False)
    assert (found.moved, found.yours) == ([], [])


def test_a_number_that_changed_is_said_as_a_move_and_nothing_else() -> None:
    found = merged(BASE, BASE, HEAD + numbered(2, 1) + numbered(1, 2))
    assert [(each.before, each.paper.number) for each in found.moved] == [(2, 1), (1, 2)]
    assert (found.changed, found.new, found.gone) == ([], [], [])


def test_a_paper_that_is_gone_and_was_marked_stays_at_the_end_with_a_free_number() -> None:
    theirs = HEAD + numbered(2, 1)
    found = merged(BASE, BASE, theirs, frozenset({"arxiv:2001.00001"}))
    assert found.data.decode().startswith(theirs)
    assert numbers(found) == [1, 2]
    assert tables(found)[1]["title"] == "Paper number 1"
    (gone,) = found.gone
    assert (gone.kept, gone.paper.number) == (True, 2)


def test_a_number_that_is_still_free_is_kept() -> None:
    found = merged(BASE, BASE, HEAD + TWO, frozenset({"arxiv:2001.00001"}))
    assert numbers(found) == [2, 1]
    assert found.moved == []


def test_a_key_that_another_paper_has_now_is_numbered() -> None:
    theirs = HEAD + TWO + paper(3, key="paper-1")
    found = merged(BASE, BASE, theirs, frozenset({"arxiv:2001.00001"}))
    assert [table["key"] for table in tables(found)] == ["paper-2", "paper-1", "paper-1-2"]


def test_fields_that_the_reader_changed_hold_where_upstream_left_them() -> None:
    mine = HEAD + paper(1, takeaway="Mine.") + TWO
    found = merged(BASE, mine, HEAD + paper(1, title="Anew") + TWO)
    first = tables(found)[0]
    assert (first["title"], first["takeaway"]) == ("Anew", "Mine.")
    assert found.yours == []
    assert [list(each.fields) for each in found.changed] == [["title"]]


def test_what_both_changed_stays_the_readers_and_is_said() -> None:
    mine = HEAD + paper(1, title="Mine") + TWO
    found = merged(BASE, mine, HEAD + paper(1, title="Theirs") + TWO)
    assert tables(found)[0]["title"] == "Mine"
    assert found.changed == []
    (yours,) = found.yours
    assert (yours.paper.number, yours.fields) == (1, {"title": ("Mine", "Theirs")})


def test_a_field_that_the_reader_took_out_stays_out() -> None:
    base = HEAD + paper(1, venue="Here") + TWO
    found = merged(base, BASE, HEAD + paper(1, venue="Here", title="Anew") + TWO)
    assert "venue" not in tables(found)[0]
    assert tables(found)[0]["title"] == "Anew"


def test_papers_that_the_reader_added_stay_and_make_room() -> None:
    mine = BASE + "# Mine.\n" + paper(3, title="My own", arxiv="2002.00001")
    found = merged(BASE, mine, BASE + THREE)
    assert [table["title"] for table in tables(found)][-1] == "My own"
    assert numbers(found) == [1, 2, 3, 4]
    assert [(each.before, each.paper.number) for each in found.moved] == [(3, 4)]
    assert found.gone == []


def test_a_paper_that_the_reader_removed_stays_removed() -> None:
    found = merged(BASE, HEAD + TWO, HEAD + paper(1, title="Anew") + TWO + THREE)
    assert numbers(found) == [2, 3]


def test_a_paper_that_the_reader_edited_stays_where_it_is_gone() -> None:
    found = merged(BASE, HEAD + paper(1, takeaway="Mine.") + TWO, HEAD + TWO)
    assert numbers(found) == [2, 1]
    assert [each.kept for each in found.gone] == [True]


def test_a_paper_that_both_added_is_one() -> None:
    mine = BASE + paper(3, takeaway="Mine.", arxiv="2002.00009")
    theirs = BASE + paper(7, key="theirs", arxiv="2002.00009", title="Paper number 3", pages=3)
    found = merged(BASE, mine, theirs)
    assert len(found.papers) == 3
    assert tables(found)[2]["takeaway"] == "Mine."
    assert tables(found)[2]["pages"] == 3


def test_an_address_that_became_an_id_stays_known_by_what_it_was() -> None:
    base = HEAD + paper(1, arxiv=None, url="https://a.example/one") + TWO
    found = merged(base, base, HEAD + paper(1, arxiv="2003.00001") + TWO)
    assert found.papers[0].ids == ("arxiv:2003.00001", "url:https://a.example/one")
    assert tables(found)[0]["aka"] == ["url:https://a.example/one"]
    again = merged(HEAD + paper(1, arxiv="2003.00001") + TWO, found.data.decode(), BASE + THREE)
    assert "url:https://a.example/one" in again.papers[0].ids


def test_a_key_that_was_given_to_another_work_makes_them_no_one_work() -> None:
    base = HEAD + paper(1, authors=["Ada Lovelace"]) + TWO
    theirs = HEAD + paper(1, arxiv="2003.00001", title="Another", authors=["Eve"]) + TWO
    found = merged(base, base, theirs, frozenset({"arxiv:2001.00001"}))
    assert [each.title for each in found.new] == ["Another"]
    assert [each.kept for each in found.gone] == [True]
    assert "aka" not in tables(found)[0]


def test_two_papers_that_became_one_are_both_known_by_all_their_ids() -> None:
    base = HEAD + ONE + paper(2, doi="10.1234/x")
    found = merged(base, base, HEAD + paper(1, aka=["arxiv:2001.00002"]))
    assert set(found.papers[0].ids) == {
        "arxiv:2001.00001",
        "arxiv:2001.00002",
        "doi:10.1234/x",
    }
    (gone,) = found.gone
    assert (gone.kept, gone.into) == (False, "arxiv:2001.00001")


def test_an_id_that_upstream_gave_to_another_paper_is_that_ones_alone() -> None:
    base = HEAD + paper(1, doi="10.1234/x") + TWO
    found = merged(base, base, HEAD + ONE + TWO + paper(3, arxiv=None, doi="10.1234/x"))
    assert found.papers[0].ids == ("arxiv:2001.00001",)
    assert found.papers[2].ids == ("doi:10.1234/x",)


def test_without_a_memory_all_papers_of_the_reader_stay_and_upstreams_fields_hold() -> None:
    mine = HEAD + paper(1, takeaway="Mine.", title="Mine") + TWO
    found = merged(None, mine, HEAD + paper(1, title="Theirs") + THREE)
    assert numbers(found) == [1, 3, 2]
    assert tables(found)[0] == tomllib.loads(paper(1, title="Theirs", takeaway="Mine."))["paper"][0]
    assert (found.gone, found.yours) == ([], [])


def test_comments_of_the_reader_stay_beside_what_upstream_changed() -> None:
    mine = BASE.replace('title = "Paper number 1"', '# Hard!\ntitle = "Paper number 1"')
    theirs = BASE.replace('arxiv = "2001.00001"', 'arxiv = "2001.00001"\nvenue = "Here"')
    found = merged(BASE, mine, theirs)
    assert b"# Hard!\n" in found.data
    assert tables(found)[0]["venue"] == "Here"
    assert (
        found.data
        == theirs.replace('title = "Paper number 1"', '# Hard!\ntitle = "Paper number 1"').encode()
    )


def test_both_sides_of_a_paper_keep_their_layout() -> None:
    base = HEAD + '[[paper]]\nnumber = 1\ntitle = "T"\narxiv = "2001.00001"\n'
    mine = base + "topics = [\n  'a', # one\n  'b',\n]\nfuture = { x = 1 } # mine\n"
    theirs = base.replace('"T"', "'''T2''' # better") + "pages = 0x10\n"
    found = merged(base, mine, theirs)
    text = found.data.decode()
    for piece in ("  'a', # one\n", "{ x = 1 } # mine\n", "'''T2''' # better\n", "pages = 0x10\n"):
        assert piece in text
    assert tables(found) == [
        {
            "number": 1, "title": "T2", "arxiv": "2001.00001", "topics": ["a", "b"],
            "future": {"x": 1}, "pages": 16,
        }
    ]  # fmt: skip


AWKWARD = [
    'needs.x = "a"\nneeds.y = "b"\n',
    '[paper.needs]\nx = "a"\n',
    '[[paper.links]]\nlabel = "Code"\nurl = "https://a.example"\n',
    'detail = """\n[[paper]]\nnumber = 9\n"""\n',
    "when = 1979-05-27T07:32:00Z\nfloat = nan\nbig = [inf, true, [1, { a = 'b' }]]\n",
]


@pytest.mark.parametrize("extra", AWKWARD)
def test_papers_in_any_form_of_toml_are_put_together(extra: str) -> None:
    one = '[[paper]]\nnumber = 1\ntitle = "{}"\narxiv = "2001.00001"\n{}'
    base = HEAD + one.format("T", extra) + TWO
    mine = HEAD + one.format("Mine", extra) + TWO
    theirs = HEAD + one.format("T", f"venue = 'V'\n{extra}") + TWO
    found = merged(base, mine, theirs)
    want = tomllib.loads(one.format("Mine", f"venue = 'V'\n{extra}"))["paper"][0]
    assert repr(sorted(tables(found)[0].items())) == repr(sorted(want.items()))


@pytest.mark.parametrize("marked", [NOBODY, frozenset({"arxiv:2001.00002"})])
def test_an_array_of_papers_is_put_together_too(marked: frozenset[str]) -> None:
    base = HEAD + 'paper = [\n  { number = 1, title = "A", arxiv = "2001.00001" },\n]\n'
    mine = HEAD + 'paper = [\n  { number = 1, title = "B", arxiv = "2001.00001" },\n]\n'
    found = merged(base, mine, base.replace("number = 1", "number = 4"), marked)
    assert tables(found) == [{"number": 4, "title": "B", "arxiv": "2001.00001"}]


def test_ends_of_lines_and_a_missing_last_one_are_no_matter() -> None:
    theirs = (HEAD + ONE).replace("\n", "\r\n").rstrip("\r\n")
    found = merged(BASE, BASE, theirs, frozenset({"arxiv:2001.00002"}))
    assert numbers(found) == [1, 2]
    assert found.data.startswith(theirs.encode() + b"\r\n\r\n[[paper]]\n")


def test_a_head_that_both_changed_is_the_readers_and_that_is_said() -> None:
    mine = BASE.replace('"Mine"', '"My own"')
    theirs = BASE.replace('"Mine"', '"Theirs"')
    assert merged(BASE, BASE, theirs).title == ("Mine", "Theirs")
    assert merged(BASE, mine, BASE).title == ("My own", "My own")
    found = merged(BASE, mine, theirs)
    assert (found.title, found.head_is_yours) == (("My own", "My own"), True)


# Random edits

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["A", "B", "C", "A way to B"]),
    "takeaway": st.sampled_from(["One.", "Two.", None]),
    "venue": st.sampled_from(["Here", None]),
    "authors": st.sampled_from([["Ada"], ["Bob", "Ada"], None]),
    "key": st.sampled_from(["a", "b", "c", "d", None]),
    "doi": st.sampled_from(["10.1234/a", "10.1234/b", "10.1234/c", None]),
    "url": st.sampled_from(["https://a.example/a", "https://a.example/b", None]),
    "arxiv": st.sampled_from(["2001.00001", "2001.00002", "2001.00003", "2001.00004", None]),
    "number": st.integers(1, 9),
}
papers = st.fixed_dictionaries(FIELDS)


@st.composite
def catalogs(draw: st.DrawFn, before: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """A catalog that is sound; an edit of one that was `before`."""
    kept = [dict(each) for each in before or [] if draw(st.booleans()) or draw(st.booleans())]
    for each in kept:
        if draw(st.booleans()):
            name = draw(st.sampled_from(sorted(FIELDS)))
            each[name] = draw(FIELDS[name])
    found: list[dict[str, Any]] = []
    for each in draw(st.permutations([*kept, *draw(st.lists(papers, max_size=3))])):
        ids = ("doi", "url", "arxiv", "number", "key")
        taken = any(each[name] and each[name] == other[name] for other in found for name in ids)
        if not taken and any(each[name] for name in ids[:3]):
            found.append(each)
    return found


def text_of(papers: list[dict[str, Any]]) -> str:
    return HEAD + "".join(paper(**each) for each in papers)


def ids_in(text: str) -> list[tuple[str, ...]]:
    return [tuple(each.paper.ids) for each in take_apart(text.encode()).papers]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_id_under_which_something_was_marked_is_ever_lost(data: st.DataObject) -> None:
    base = data.draw(catalogs())
    mine = data.draw(st.one_of(st.just(base), catalogs(base)))
    theirs = data.draw(catalogs(base))
    texts = [text_of(each) for each in (base, mine, theirs)]
    known = [name for names in ids_in(texts[1]) for name in names]
    marked = frozenset(data.draw(st.sets(st.sampled_from(known))) if known else ())
    before, ours, others = (take_apart(text.encode()) for text in texts)

    def keeps(each: Any) -> bool:
        return bool(marked & set(each.ids))

    found = merge(before, ours, others, keeps)
    flaws = review("club", found.data).flaws
    if mine == base or not any("belongs to" in flaw.message for flaw in flaws):
        assert flaws == []
        after = {name for names in ids_in(found.data.decode()) for name in names}
        assert marked <= after
        # With what upstream is now as its memory, there is nothing more to do.
        assert merge(others, take_apart(found.data), others, keeps).data == found.data


def test_nothing_takes_time_that_grows_faster_than_the_catalog() -> None:
    many = HEAD + "".join(paper(number, key=None) for number in range(1, 1501))
    theirs = re.sub(r'title = "Paper', 'venue = "X"\ntitle = "Paper', many)
    mine = many.replace("Paper number", "My number")
    found = merged(many, mine, theirs)
    assert len(found.changed) == 1500
    assert tables(found)[-1]["title"] == "My number 1500"

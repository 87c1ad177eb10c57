"""A catalog of which only the end was read anew is the library that the whole file would be."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papernotes.index.grown import grew
from papernotes.library.core import Library, consult, problems
from papernotes.library.find import find
from papernotes.library.note import note
from papernotes.library.relations import helps, leads_to, needs, opens
from papernotes.library.search import search
from papernotes.library.suggestions import suggestions
from papernotes.paths import Places, places
from papernotes.query.terms import parse
from papernotes.render.card import Card
from papernotes.render.hits import Found
from papernotes.render.listing import Listing
from papernotes.render.suggestions import Suggestions
from papernotes.settings import Given
from tests.conftest import HEAD, paper, sealed

TRIES = int(os.environ.get("PAPERNOTES_TRIES", "30"))
MINE = {"PAPERNOTES_CATALOG": "mine"}
TODAY = "2026-11-25"


def look(library: Library) -> list[object]:
    """What `list`, `show`, `search` and `next` print as JSON, and what is said of the files."""
    entries = find(library, [])
    shown: list[object] = [Listing(entries).json(), *problems(library)]
    for entry in entries:
        related = needs(library, entry), helps(library, entry)
        ahead = opens(library, entry), leads_to(library, entry)
        shown.append(Card(entry, *related, *ahead, note(library, entry), []).json())
    for words in (["paper"], ["topic:rl"], ["appended", "attention"]):
        found = search(library, parse(words), 20)
        shown.append(Found(found).json())
    for blocked in (False, True):
        suggested = suggestions(library, [], TODAY, 20, blocked=blocked)
        shown.append(Suggestions(suggested, why=True).json())
    return shown


class Both:
    """A catalog in an index that follows it, and in one that is made anew each time."""

    def __init__(self, home: Path, built: Path) -> None:
        self.followed = places({"PAPERNOTES_HOME": str(home)})
        self.anew = self.followed._replace(cache=home / "anew")
        self.built = built
        self.file = self.followed.catalogs / "mine" / "papers.toml"
        self.file.parent.mkdir(parents=True)
        self._begin(self.followed)

    def _begin(self, at: Places) -> None:
        at.cache.mkdir(exist_ok=True)
        shutil.copyfile(self.built, at.index_file)
        sealed(at.index_file)

    def agree(self) -> None:
        self._begin(self.anew)
        now = [
            consult(each, Given(MINE), look, any_catalog=True)
            for each in (self.followed, self.anew)
        ]
        assert now[0] == now[1], self.file.read_bytes()


@pytest.fixture
def grown(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each catalog that was read was read from where it ended."""
    found: list[bool] = []

    def watched(*arguments: Any) -> bool:
        found.append(grew(*arguments))
        return found[-1]

    monkeypatch.setattr("papernotes.index.catalogs.grew", watched)
    return found


def _paper(number: int, key: int, name: int, need: int) -> str:
    return paper(
        number,
        key=f"paper-{key}" if key else None,
        arxiv=f"2001.{name:05d}",
        takeaway="Appended." if number % 2 else "Attention.",
        topics=["rl"] if name % 2 else [],
        needs={f"paper-{need}": "why", f"arxiv:2001.{key + 1:05d}": ""} if need else {},
    )


few = st.integers(0, 9)
sound = st.integers(1, 9).map(lambda n: _paper(n, n, n, n // 2))
clashing = st.builds(_paper, st.integers(1, 9), few, st.integers(1, 9), few)
odd = st.sampled_from(
    [
        "takeaway = \"More.\"\n",
        "topics = [\n",
        "  \"moe\",\n]\n",
        "[paper.needs]\n\"paper-1\" = \"first\"\n",
        "[[paper.links]]\nlabel = \"Code\"\nurl = \"https://a.example\"\n",
        "aka = [\"arxiv:2001.00003\"]\n",
        "# A remark.\n",
        "# One without an end, and [[paper]] in it",
        "\n\n",
        " \t\n",
        "[[paper]]\nnumber = \n\n",
        "[[paper]]\ntitle = \"No number\"\n\n",
        "[[paper]\n",
        "[[ paper ]]\nnumber = 21\ntitle = \"Spaced\"\nkey = \"spaced\"\ndoi = \"10.1/21\"\n\n",
        "[[\"paper\"]]\nnumber = 22\ntitle = \"Quoted\"\nkey = \"quoted\"\ndoi = \"10.1/22\"\n\n",
        "[\"paper\"]\nnumber = 23\n\n",
        "[paper]\nnumber = 24\n\n",
        "paper = 7\n",
        "schema = 2\n",
        "title = \"Another head\"\n",
        "[other]\nx = 1\n",
        "\"number\" = 25\n",
        "takeaway = \"\"\"\n[[paper]]\nnumber = 26\n",
        "takeaway = '''\n",
        "\"\"\"\n",
        "'''\n",
        "\ufeff",
        "\r",
        "x = \"\\ud800\"\n",
        "\x00",
    ]
)  # fmt: skip
pieces = st.lists(st.one_of(sound, sound, clashing, odd), min_size=1, max_size=3).map("".join)
appended = st.tuples(st.just("append"), pieces, st.sampled_from(["\n", "\n", "\n", "\r\n"]))
parted = st.tuples(st.just("in two"), pieces, st.floats(0, 1))
edited = st.tuples(st.just("edit"), st.sampled_from(["Paper", "2001.", "paper-", "[[", "rl"]), few)
begun = st.sampled_from([HEAD, HEAD, HEAD + paper(1), "schema = 1", "", HEAD.rstrip(), "# Mine"])


def _files(begin: str, steps: list[tuple[str, Any, Any]]) -> Iterator[bytes]:
    """What the file holds, one after the other."""
    data = begin.encode()
    yield data
    for how, what, more in steps:
        if how == "append":
            data += what.replace("\n", more).encode("utf-8", "replace")
        elif how == "in two":
            cut = int(len(what) * more)
            yield data + what[:cut].encode("utf-8", "replace")
            data += what.encode("utf-8", "replace")
        else:  # somewhere in the middle
            parts = data.split(what.encode())
            place = more % len(parts)
            data = what.encode().join(parts[:place]) + b"#" + what.encode().join(parts[place:])
        yield data


@given(begun, st.lists(st.one_of(appended, appended, parted, edited), min_size=1, max_size=5))
@settings(
    max_examples=TRIES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_catalog_that_grew_is_the_library_that_its_file_is(
    tmp_path_factory: pytest.TempPathFactory,
    built: Path,
    begin: str,
    steps: list[tuple[str, Any, Any]],
) -> None:
    both = Both(tmp_path_factory.mktemp("grown"), built)
    for data in _files(begin, steps):
        both.file.write_bytes(data)
        both.agree()


SOUND = [
    paper(2, needs={"paper-1": "why"}),
    "# A remark.\n\n",
    paper(3).replace("\n", "\r\n"),
    "  [[ paper ]]\n" + paper(4).removeprefix("[[paper]]\n"),
    "takeaway = \"More of it.\"\n",
    "[paper.needs]\n\"paper-2\" = \"why\"\n\n",
    paper(5, key=None) + paper(6),
]  # fmt: skip


def test_what_is_appended_soundly_is_all_that_is_read(
    home: Path, built: Path, grown: list[bool]
) -> None:
    both = Both(home, built)
    both.file.write_text(HEAD + paper(1))
    both.agree()
    for piece in SOUND:
        with both.file.open("a", newline="") as file:
            file.write(piece)
        del grown[:]
        both.agree()
        assert grown == [True], piece  # and of the other index nothing is known before


UNSOUND = {
    "with the number of another": paper(1, key="new", arxiv="2001.00009"),
    "with the key of another": paper(9, key="paper-1"),
    "with the id of another": paper(9, arxiv="2001.00001"),
    "also known as another": paper(9, aka=["arxiv:2001.00001"]),
    "twice": paper(9) + paper(9),
    "twice with one number": paper(9) + paper(9, key="new", arxiv="2001.00010"),
    "twice with one id": paper(9) + paper(10, arxiv="2001.00009"),
    "that can't be read, after one that can": paper(9) + "[[paper]]\nnumber = \n",
    "without a title": paper(9, title=None),
    "in a table of another spelling": paper(9).replace("[[paper]]", '[["paper"]]'),
    "in one table with the last": paper(9).replace("[[paper]]\n", ""),
    "that ends the last one's text": "takeaway = ",
    "whose id the last one takes": 'aka = ["arxiv:2001.00001"]\n',
    "with a paper's line in a text of it": paper(9, detail=None) + 'detail = """\n[[paper]]\n"""\n',
}


@pytest.mark.parametrize("more", UNSOUND.values(), ids=UNSOUND)
def test_where_anything_else_is_appended_the_whole_file_counts(
    more: str, home: Path, built: Path, grown: list[bool]
) -> None:
    both = Both(home, built)
    both.file.write_text(HEAD + paper(1) + paper(2))
    both.agree()
    for text in (more, paper(12)):  # what comes after it, too
        with both.file.open("a") as file:
            file.write(text)
        both.agree()
    assert grown[:1] == [False]


def test_a_catalog_with_another_beginning_is_read_from_there(
    home: Path, built: Path, grown: list[bool]
) -> None:
    both = Both(home, built)
    both.file.write_text(HEAD + paper(1) + paper(2))
    both.agree()
    both.file.write_text(HEAD + paper(1, title="Paper NUMBER 1") + paper(2) + paper(3))
    both.agree()
    assert grown == []


def test_what_is_wrong_before_the_end_is_said_after_it_grew(home: Path, built: Path) -> None:
    both = Both(home, built)
    both.file.write_text(HEAD + paper(1, title=None) + paper(2))
    both.agree()
    with both.file.open("a") as file:
        file.write(paper(3))
    both.agree()


def test_what_two_catalogs_have_in_common_is_no_clash(
    home: Path, built: Path, grown: list[bool]
) -> None:
    both = Both(home, built)
    other = both.file.parent.with_name("other") / "papers.toml"
    other.parent.mkdir()
    other.write_text(HEAD + paper(2))
    both.file.write_text(HEAD + paper(1))
    both.agree()
    both.file.write_text(HEAD + paper(1) + paper(2))
    both.agree()
    assert grown == [True]

"""Queries: every term of the contract, the options of `list`, and any text at all."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papernotes.errors import USAGE, PapernotesError
from papernotes.library.find import find
from papernotes.model.paper import STATUSES
from papernotes.model.text import fold
from papernotes.notes import file_name
from papernotes.query.terms import parse
from tests.conftest import HEAD, Result, Run, paper
from tests.test_catalogs import KINDS, Home, a_home, event

pytestmark = pytest.mark.usefixtures("warm")


class Book(NamedTuple):
    """A paper with all that a query may ask about; its uid follows from its number."""

    number: int
    title: str
    short: str | None = None
    authors: tuple[str, ...] = ()
    takeaway: str | None = None
    topics: tuple[str, ...] = ()
    published: str | None = None
    pages: int | None = None
    needs: tuple[str, ...] = ()
    status: str = "unread"
    started: str | None = None
    finished: str | None = None
    rating: int | None = None
    tags: tuple[str, ...] = ()
    mine: str | None = None
    note: str | None = None

    @property
    def uid(self) -> str:
        return f"arxiv:2001.{self.number:05d}"

    @property
    def year(self) -> int | None:
        return int(self.published[:4]) if self.published else None

    @property
    def texts(self) -> list[str]:
        found = [self.title, self.short, "\n".join(self.authors), self.takeaway]
        found += ["\n".join(self.topics), self.mine, self.note]
        return [text for text in found if text]


BOOKS = [
    Book(
        1,
        "Transformers are all you need",
        short="TAYN",
        authors=("Łukasz Kaiser", "Ada Lovelace"),
        takeaway="Drop the recurrence.",
        topics=("architecture", "rl"),
        published="2017-06-12",
        pages=11,
        status="done",
        started="2026-01-01",
        finished="2026-01-05",
        rating=5,
        tags=("classic", "Größe"),
        mine="Attention replaces memory",
        note="# Zebras\n\nRead with coffee.",
    ),
    Book(
        2,
        "Größere Netze lernen besser",
        authors=("Jürgen Müller",),
        takeaway="Scale wins; transform nothing.",
        topics=("scaling laws", "Pretraining"),
        published="2020",
        pages=30,
        needs=("paper-1",),
        rating=3,
    ),
    Book(
        3,
        "A survey of policy gradients",
        short="PG & Co",
        authors=("Ada Byron", "Vaswani, A."),
        topics=("RL", "survey"),
        published="2021-11",
        pages=11,
        needs=("paper-2",),
        status="reading",
        started="2026-02-01",
        tags=("classic",),
    ),
    Book(4, "attention, briefly", takeaway="It is enough", published="2022-01-01"),
    Book(5, "C++ in 100% of cases_x", status="skipped", note="Not for me. Needs attention!"),
    Book(6, "Zoo of models", topics=("zoo",), needs=("paper-4",), status="reading", rating=3),
    Book(
        7,
        "älter als gedacht",
        authors=("Søren Aabye",),
        published="2020-05-23",
        status="done",
        finished="2025-12-31",
        mine="zebra crossing",
        tags=("later",),
    ),
]


def fill(home: Home) -> None:
    """Write all books, what was done to them, and the notes about them."""
    fields = ("title", "short", "takeaway", "published", "pages")
    home.catalog(
        HEAD
        + "".join(
            paper(
                book.number,
                **{name: getattr(book, name) for name in fields},
                authors=list(book.authors),
                topics=list(book.topics),
                needs=list(book.needs),
            )
            for book in BOOKS
        )
    )
    events = []
    for book in BOOKS:
        tick = book.number * 10
        extra = {"rating": book.rating, "takeaway": book.mine}
        if book.started:
            events.append(event(tick, "start", book.uid, on=book.started))
        elif book.status == "reading":
            events.append(event(tick, "start", book.uid, on="unknown"))
        if book.status in ("done", "skipped"):
            on = book.finished or "unknown"
            events.append(event(tick + 1, KINDS[book.status], book.uid, on=on))
        if book.rating or book.mine:
            events.append(event(tick + 2, "rate", book.uid, on=None, **extra))
        if book.tags:
            events.append(event(tick + 3, "tag", book.uid, add=("gone", *book.tags)))
            events.append(event(tick + 4, "tag", book.uid, remove=("gone",)))
        if book.note:
            file = home.path / "data" / "notes" / file_name(book.uid)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(book.note, "utf-8")
    home.journal(*events)


@pytest.fixture
def books(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(Home(home))
    monkeypatch.setenv("PAPERNOTES_CATALOG", "mine")


def numbers(result: Result) -> list[int]:
    assert (result.code, result.err) == (0, "")
    return [int(row[0]) for row in result.rows]


ANSWERS: list[tuple[list[str], list[int]]] = [
    ([], [1, 2, 3, 4, 5, 6, 7]),
    ([""], [1, 2, 3, 4, 5, 6, 7]),
    # words: everywhere, by prefix, in any case, with or without marks
    (["transformer"], [1]),
    (["TRANSFORM"], [1, 2]),
    (["former"], []),
    (["lukasz"], [1]),
    (["ŁUKASZ"], [1]),
    (["muller"], [2]),
    (["Müller"], [2]),
    (["grosserer"], []),
    (["grossere"], [2]),
    (["GRÖSSERE"], [2]),
    (["alter"], [7]),
    (["soren"], [7]),
    (["tayn"], [1]),
    (["recurrence"], [1]),
    (["pretraining"], [2]),
    (["attention"], [1, 4, 5]),
    (["memory"], [1]),
    (["zebra"], [1, 7]),
    (["coffee"], [1]),
    (["100"], [5]),
    (["cases_x"], [5]),
    (["2020"], []),
    (["&"], []),
    (["..."], []),
    # several words are several terms, and one argument is a phrase
    (["all", "need"], [1]),
    (["need", "all"], [1]),
    (["all you need"], [1]),
    (["all you ne"], [1]),
    (["need all"], []),
    (["al you need"], []),
    (["attention, briefly"], [4]),
    (["policy   gradients"], [3]),
    (["scaling laws"], [2]),
    # fields
    (["author:vaswani"], [3]),
    (["author:ada"], [1, 3]),
    (["author:ada byron"], [3]),
    (["author:łukasz"], [1]),
    (["author:attention"], []),
    (["topic:rl"], [1, 3]),
    (["topic:RL"], [1, 3]),
    (["topic:r"], []),
    (["topic:scaling laws"], [2]),
    (["topic:rl,zoo"], [1, 3, 6]),
    (["topic:rl, zoo"], [1, 3, 6]),
    (["topic:rl", "topic:survey"], [3]),
    (["topic:nothing"], []),
    (["tag:classic"], [1, 3]),
    (["tag:grosse"], [1]),
    (["tag:classic,later"], [1, 3, 7]),
    (["tag:gone"], []),
    (["status:unread"], [2, 4]),
    (["status:reading"], [3, 6]),
    (["status:done"], [1, 7]),
    (["status:skipped"], [5]),
    (["status:done,skipped"], [1, 5, 7]),
    (["year:2020"], [2, 7]),
    (["year:2020..2021"], [2, 3, 7]),
    (["year:2021.."], [3, 4]),
    (["year:..2020"], [1, 2, 7]),
    (["rating:3"], [2, 6]),
    (["rating:4.."], [1]),
    (["rating:..4"], [2, 6]),
    (["rating:1..5"], [1, 2, 6]),
    (["is:ready"], [2, 4]),
    (["is:reading"], [3, 6]),
    (["is:ready,done"], [1, 2, 4, 7]),
    (["has:note"], [1, 5]),
    (["has:takeaway"], [1, 7]),
    (["has:rating"], [1, 2, 6]),
    (["has:tag"], [1, 3, 7]),
    (["has:note,tag"], [1, 3, 5, 7]),
    # not
    (["not:attention"], [2, 3, 6, 7]),
    (["not:topic:rl"], [2, 4, 5, 6, 7]),
    (["not:tag:classic"], [2, 4, 5, 6, 7]),
    (["not:status:unread,reading"], [1, 5, 7]),
    (["not:is:ready"], [1, 3, 5, 6, 7]),
    (["not:has:note"], [2, 3, 4, 6, 7]),
    (["not:all you need"], [2, 3, 4, 5, 6, 7]),
    (["not:not:attention"], [1, 4, 5]),
    (["not:..."], [1, 2, 3, 4, 5, 6, 7]),
    # all terms must hold
    (["attention", "status:unread"], [4]),
    (["attention", "not:has:note", "year:2022"], [4]),
    (["topic:rl", "tag:classic", "status:done"], [1]),
    (["zebra", "not:zebra"], []),
]


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(("terms", "expected"), ANSWERS, ids=[" ".join(t) for t, _ in ANSWERS])
def test_a_query_finds_the_papers_for_which_all_its_terms_hold(
    terms: list[str], expected: list[int], run: Run
) -> None:
    assert numbers(run("list", *terms)) == expected
    assert [entry["number"] for entry in run("list", *terms, "--json").json] == expected


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("not:year:2020", [1, 3, 4, 5, 6]),
        ("not:rating:4..", [2, 3, 4, 5, 6, 7]),
        ("not:rating:1..5", [3, 4, 5, 7]),
    ],
)
def test_not_keeps_the_papers_of_which_the_value_is_unknown(
    term: str, expected: list[int], run: Run
) -> None:
    assert numbers(run("list", term)) == expected


# The same by brute force


def tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def contains(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` follow each other in `text`, the last one as a prefix."""
    wanted, found = tokens(phrase), tokens(text)
    *whole, last = wanted or [""]
    return bool(wanted) and any(
        found[i : i + len(whole)] == whole and found[i + len(whole)].startswith(last)
        for i in range(len(found) - len(whole))
    )


def within(value: int | None, span: str) -> bool:
    low, dots, high = span.partition("..")
    if value is None:
        return False
    if not dots:
        return value == int(span)
    return (not low or value >= int(low)) and (not high or value <= int(high))


def is_ready(book: Book) -> bool:
    settled = {f"paper-{b.number}" for b in BOOKS if b.status in ("done", "skipped")}
    return book.status in ("unread", "reading") and set(book.needs) <= settled


def matches(book: Book, term: str) -> bool:
    field, colon, value = term.partition(":")
    several = [fold(part.strip()) for part in value.split(",")]
    if not colon:
        return any(contains(text, term) for text in book.texts)
    if field == "not":
        return not matches(book, value)
    has = {"note": book.note, "takeaway": book.mine, "rating": book.rating, "tag": book.tags}
    return {
        "author": lambda: contains("\n".join(book.authors), value),
        "topic": lambda: not {fold(topic) for topic in book.topics}.isdisjoint(several),
        "tag": lambda: not {fold(tag) for tag in book.tags}.isdisjoint(several),
        "status": lambda: book.status in several,
        "year": lambda: within(book.year, value),
        "rating": lambda: within(book.rating, value),
        "is": lambda: book.status in several or ("ready" in several and is_ready(book)),
        "has": lambda: any(has[name] for name in several),
    }[field]()


every_word = sorted({word for book in BOOKS for text in book.texts for word in tokens(text)})
one_word = st.sampled_from(every_word).flatmap(
    lambda word: st.integers(1, len(word)).map(lambda length: word[:length])
)
phrases = st.one_of(
    one_word,
    one_word.map(str.upper),
    st.lists(st.sampled_from(every_word), min_size=2, max_size=3).map(" ".join),
    st.sampled_from([text for book in BOOKS for text in book.texts]).map(
        lambda text: " ".join(tokens(text)[:3])
    ),
)


def lists(*choices: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(choices), min_size=1, max_size=3).map(",".join)


def spans(low: int, high: int) -> st.SearchStrategy[str]:
    ends = st.integers(low, high).map(str)
    one_side = st.one_of(ends.map("{}..".format), ends.map("..{}".format))
    both = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)
    return st.one_of(ends, one_side, both.map(lambda two: f"{two[0]}..{two[1]}"))


single = st.one_of(
    phrases,
    phrases.map("author:{}".format),
    lists("rl", "RL", "zoo", "survey", "scaling laws", "nothing").map("topic:{}".format),
    lists("classic", "later", "größe", "gone").map("tag:{}".format),
    lists(*STATUSES).map("status:{}".format),
    lists(*STATUSES, "ready").map("is:{}".format),
    lists("note", "takeaway", "rating", "tag").map("has:{}".format),
    spans(2016, 2023).map("year:{}".format),
    spans(0, 6).map("rating:{}".format),
)
terms = st.one_of(single, single.map("not:{}".format), single.map("not:not:{}".format))


def test_queries_find_what_brute_force_finds() -> None:
    with a_home() as home:
        fill(home)

        @given(st.lists(terms, max_size=3))
        @settings(max_examples=200, deadline=None)
        def holds(query: list[str]) -> None:
            found = home.ask(lambda library: find(library, parse(query)))
            expected = [b.number for b in BOOKS if all(matches(b, term) for term in query)]
            assert [entry.paper.number for entry in found] == expected

        holds()


# Any text at all

syntax = st.lists(
    st.one_of(
        st.sampled_from(
            [
                '"',
                "'",
                "*",
                "^",
                "+",
                "-",
                "(",
                ")",
                ":",
                "{",
                "}",
                " ",
                ",",
                "..",
                "%",
                "_",
                "\\",
                ";",
            ]
        ),
        st.sampled_from(
            [
                "AND",
                "OR",
                "NOT",
                "NEAR",
                "NEAR(a b, 2)",
                "title",
                "words",
                "--",
                "/*",
                "a",
                "ß",
                "²",
            ]
        ),
        st.sampled_from(
            [
                "topic:",
                "not:",
                "year:",
                "author:",
                "is:",
                "has:",
                "tag:",
                "\x1b",
                "\u202e",
                "٣",
                "🅐",
            ]
        ),
    ),
    max_size=8,
).map("".join)
any_text = st.one_of(
    syntax, st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
)


def test_any_text_at_all_as_a_query_finds_papers_or_is_wrong_usage() -> None:
    with a_home() as home:
        fill(home)

        @given(st.lists(any_text, min_size=1, max_size=3))
        @settings(max_examples=200, deadline=None)
        def holds(query: list[str]) -> None:
            try:
                wanted = parse(query)
            except PapernotesError as error:
                said = (error.code, bool(error.hint))
                assert said == (USAGE, True)
            else:
                found = home.ask(lambda library: find(library, wanted))
                assert {entry.paper.number for entry in found} <= {book.number for book in BOOKS}

        holds()


ODD = ['"', '""', "a*", "NEAR(a b)", "title:a", "a OR b", "^a", "a + b", "{a b}", "a' OR 1=1 --"]
HOSTILE = [*ODD, "%", "_", "\\", "\x1b[31m", "\u202e", "\ufeff", "a\nb", "a\tb", "🅐", "²", "٣"]


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["", "author:", "topic:", "tag:", "not:", "status:", "year:"])
def test_no_query_is_read_as_a_language_of_the_index(field: str, text: str, run: Run) -> None:
    result = run("list", field + text)
    assert result.code in (0, 2)
    assert result.err.count("\n") == (result.code != 0)
    assert not re.search(r"sqlite|fts5|syntax error", result.err, re.IGNORECASE)


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    "term", ["zzz\udcff", "\udcff", "author:zzz\udcff", "topic:\udcff", "tag:\ud800"]
)
def test_bytes_of_the_command_line_that_are_no_text_find_nothing(term: str, run: Run) -> None:
    assert numbers(run("list", term)) == []


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    "query",
    [
        ["not:" * 3000 + "attention"],
        [f"a{n}" for n in range(3000)],
        ["topic:" + "a," * 300_000],
        ["a" * 100_000],
    ],
    ids=["nots", "words", "commas", "letters"],
)
def test_a_query_of_any_length_finds_papers_or_is_wrong_usage(query: list[str], run: Run) -> None:
    assert run("list", *query).code in (0, 2)


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("term", "hint"),
    [
        ("colour:red", "topic:"),
        ("titel:x", "topic:"),
        ("status:finished", "unread, reading, done, skipped"),
        ("status:done,finished", "unread, reading, done, skipped"),
        ("is:good", "ready"),
        ("has:pages", "note, takeaway, rating, tag"),
        ("year:2022..2020", "year:2020..2022"),
        ("year:soon", "year:2023"),
        ("year:..", "year:2023"),
        ("year:20200", "year:2023"),
        ("rating:good", "rating:4"),
        ("not:year:x", "year:2023"),
    ],
)
def test_a_term_that_cannot_be_is_wrong_usage_and_says_what_can(
    term: str, hint: str, run: Run
) -> None:
    result = run("list", term)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("papernotes: ")
    assert hint in result.err


# The options of `list`


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--status", "reading"], [3, 6]),
        (["-s", "reading", "--status", "skipped"], [3, 5, 6]),
        (["--status", "done,skipped"], [1, 5, 7]),
        (["--topic", "RL"], [1, 3]),
        (["-t", "zoo", "-t", "scaling laws"], [2, 6]),
        (["--topic", "rl", "--status", "done"], [1]),
        (["--topic", "rl", "survey"], [3]),
        (["--status", "reading", "not:topic:rl"], [6]),
    ],
)
def test_options_repeated_widen_and_together_narrow(
    options: list[str], expected: list[int], run: Run
) -> None:
    assert numbers(run("list", *options)) == expected


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    "options",
    [
        ["--status", "finished"],
        ["--sort", "colour"],
        ["--limit", "-1"],
        ["--limit", "many"],
        ["--nonsense"],
    ],
)
def test_an_option_that_cannot_be_is_wrong_usage(options: list[str], run: Run) -> None:
    result = run("list", *options)
    assert (result.code, result.out) == (2, "")
    assert "papernotes list --help" in result.err or "There are" in result.err


@pytest.mark.usefixtures("books")
def test_white_space_around_a_topic_says_nothing(run: Run) -> None:
    assert numbers(run("list", "--topic", " rl ")) == [1, 3]


@pytest.mark.usefixtures("books")
def test_an_empty_topic_does_not_search_for_the_word_topic(run: Run, home: Path) -> None:
    (home / "data/notes" / file_name("arxiv:2001.00004")).write_text("Off topic.", "utf-8")
    result = run("list", "--topic", "")
    assert result.code == 2 or result.rows == []


SORTS: dict[str, dict[int, object]] = {  # what is known, by number
    "number": {book.number: book.number for book in BOOKS},
    "title": {book.number: fold(book.title) for book in BOOKS},
    "year": {book.number: book.published for book in BOOKS if book.published},
    "pages": {book.number: book.pages for book in BOOKS if book.pages},
    "status": {
        book.number: ["reading", "unread", "done", "skipped"].index(book.status) for book in BOOKS
    },
    "rating": {book.number: book.rating for book in BOOKS if book.rating},
    "started": {book.number: book.started for book in BOOKS if book.started},
    "finished": {book.number: book.finished for book in BOOKS if book.finished},
}


def ordered(sort: str, *, reverse: bool = False) -> Iterator[object]:
    return iter(sorted(SORTS[sort].values(), reverse=reverse))  # type: ignore[type-var]


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("sort", SORTS)
def test_sorted_papers_keep_the_catalogs_order_where_equal_and_come_last_where_unknown(
    sort: str, run: Run
) -> None:
    known = SORTS[sort]
    unknown = [book.number for book in BOOKS if book.number not in known]
    by_value = sorted(known, key=lambda number: (known[number], number))
    assert numbers(run("list", "--sort", sort)) == [*by_value, *unknown]


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("sort", SORTS)
def test_the_other_way_round_the_values_fall_and_the_unknown_still_come_last(
    sort: str, run: Run
) -> None:
    known = SORTS[sort]
    found = numbers(run("list", "--sort", sort, "--reverse"))
    first, last = found[: len(known)], found[len(known) :]
    assert [known[number] for number in first] == list(ordered(sort, reverse=True))
    assert set(last) == {book.number for book in BOOKS} - known.keys()


@pytest.mark.usefixtures("books")
def test_reverse_alone_is_the_catalog_backwards(run: Run) -> None:
    assert numbers(run("list", "-r")) == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--limit", "0"], []),
        (["-n", "1"], [1]),
        (["-n", "3", "attention"], [1, 4, 5]),
        (["-n", "2", "attention"], [1, 4]),
        (["-n", "2", "--sort", "title"], [3, 7]),
        (["-n", "2", "-r"], [7, 6]),
        (["-n", "1000000"], [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_a_limit_takes_the_first(options: list[str], expected: list[int], run: Run) -> None:
    assert numbers(run("list", *options)) == expected


@pytest.mark.usefixtures("books")
def test_a_query_that_finds_nothing_is_fine(run: Run) -> None:
    result = run("list", "nothingofthesort")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert run("list", "nothingofthesort", "--json").json == []


@given(st.lists(any_text, max_size=2))
@example([" ", "\t"])
def test_blank_arguments_are_no_terms(query: list[str]) -> None:
    try:
        found = parse(query)
    except PapernotesError:
        return
    assert parse(["", *query, " \n"]) == found
    assert len(found) == sum(bool(argument.strip()) for argument in query)

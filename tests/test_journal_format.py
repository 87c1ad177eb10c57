"""The journal's text: what is written is what is read, whatever it is, or is not there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.journal.chunks import chunks, finished
from papernotes.journal.read import Damage, events
from papernotes.journal.write import encode, header
from papernotes.model.event import Event
from tests.strategies import events as any_event
from tests.strategies import imports

HEADER = header("laptop1")
ONE = Event("1795434683472093-laptop1", "2026-11-23T11:51:23Z", "done", ("arxiv:1706.03762",))
TWO = ONE._replace(id="1795434683472094-laptop1", kind="skip")
HEAD_OF_ONE = '[[event]]\nid = "1795434683472093-laptop1"\nkind = "done"\n'


@given(st.lists(st.one_of(any_event, imports), max_size=4))
def test_parse_after_write_is_the_identity_for_any_text_that_unicode_allows(
    written: list[Event],
) -> None:
    data = HEADER + b"".join(map(encode, written))
    assert list(events(data)) == written


@given(st.one_of(any_event, imports))
def test_an_event_ends_in_its_only_empty_line(event: Event) -> None:
    text = encode(event)
    assert text.endswith(b"\n\n")
    assert b"\n\n" not in text[:-1]
    assert b"\r" not in text


def test_an_event_does_not_exist_before_its_last_byte_is_written() -> None:
    data = HEADER + encode(ONE) + encode(TWO)
    first, second = len(HEADER) + len(encode(ONE)), len(data)
    for cut in range(len(data) + 1):
        whole = [ONE] * (cut >= first) + [TWO] * (cut >= second)
        assert list(events(data[:cut])) == whole, cut
        assert finished(data[:cut]) in (0, len(HEADER), first, second)


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_at_all_are_events_or_damage(data: bytes) -> None:
    for item in events(data):
        assert isinstance(item, Event | Damage)


@given(st.binary(max_size=120).filter(lambda data: b"\n" not in data and b"\r" not in data))
def test_damage_costs_no_more_than_its_own_block(junk: bytes) -> None:
    data = HEADER + encode(ONE) + b"[[event]]\nid = " + junk + b"\n\n" + encode(TWO)
    found = list(events(data))
    assert [item for item in found if isinstance(item, Event)] == [ONE, TWO]
    (damage,) = [item for item in found if isinstance(item, Damage)]
    assert damage.line == 1 + (HEADER + encode(ONE)).count(b"\n")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('id = "12-laptop1"', "id"),
        ('id = "1795434683472093-Laptop/1"', "id"),
        ('id = "1795434683472093-laptop1"\nkind = 7', "kind"),
        ('id = "1795434683472093-laptop1"', "kind: is missing"),
        ('id = "1795434683472093-laptop1"\nkind = "done"\non = "2026-02-30"', "on"),
        ('id = "1795434683472093-laptop1"\nkind = "done"\nrating = 6', "rating"),
        ('id = "1795434683472093-laptop1"\nkind = "done"\npapers = "arxiv:1"', "papers"),
        ("id = 2026-02-31", "no TOML"),
        ('id = "\\ud800"', "no TOML"),
    ],
)
def test_what_is_no_event_is_named_with_its_line(line: str, complaint: str) -> None:
    (damage,) = events(HEADER + b"[[event]]\n" + line.encode() + b"\n\n")
    assert isinstance(damage, Damage)
    assert complaint in damage.message
    assert damage.line == 4


def test_kinds_and_fields_of_a_newer_version_are_let_be() -> None:
    text = encode(ONE).replace(b'kind = "done"', b'kind = "ponder"\nmood = {x = 1}')
    (event,) = events(HEADER + text)
    assert isinstance(event, Event)
    assert event.kind == "ponder"


def test_a_newer_schema_is_said_and_its_events_are_read() -> None:
    said, event = events(HEADER.replace(b"schema = 1", b"schema = 2") + encode(ONE))
    assert isinstance(said, Damage)
    assert "schema 2" in said.message
    assert event == ONE


def test_a_journal_edited_by_hand_is_read() -> None:
    text = HEADER + b"# a comment of its own\n\n" + encode(ONE).replace(b"\n", b"\r\n")
    text += encode(TWO).replace(b'at = "2026-11-23T11:51:23Z"', b"at = 2026-11-23T11:51:23Z")
    text += b"\n\n\n"
    first, second = events(text)
    assert first == ONE
    assert isinstance(second, Event)
    assert second.at.startswith("2026-11-23T11:51:23")


def test_a_file_without_a_header_is_damaged_and_read() -> None:
    damage, event = events(encode(ONE))
    assert isinstance(damage, Damage)
    assert event == ONE


@given(st.lists(any_event, min_size=1, max_size=4), st.data())
def test_reading_on_from_where_it_ended_is_reading_all(
    written: list[Event], data: st.DataObject
) -> None:
    text = HEADER + b"".join(map(encode, written))
    lines = [chunk.line for chunk in chunks(text)]
    begins = [len(b"\n".join(text.split(b"\n")[: line - 1])) + (line > 1) for line in lines]
    start = data.draw(st.sampled_from(begins))
    place = begins.index(start)
    assert list(events(text, start)) == written[max(0, place - 1) :]
    assert [chunk.line for chunk in chunks(text, start)] == lines[place:]


HARMS = st.one_of(
    st.binary(max_size=4),
    st.sampled_from(
        [b'"', b"'", b'"""', b"'''", b"[", b"]", b"{", b"[[event]]", b"[event]", b"=", b"#"]
    ),
    st.sampled_from(
        [b"\xff", b"\x00", b"\r", b"\n", b"\n\n", b"\\ud800", b"nan", b"1e999", b"true"]
    ),
    st.sampled_from([b"2026-02-31", b"07:32:00", b"0x" + b"f" * 5000, b"9" * 5000, b"[" * 3000]),
)


@given(st.lists(any_event, min_size=1, max_size=4), HARMS, st.integers(0, 5), st.data())
def test_whatever_is_done_to_one_event_the_others_are_read(
    written: list[Event], harm: bytes, cut: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(written) - 1))
    pieces = [encode(event) for event in written]
    body = pieces[place][:-2]
    at = data.draw(st.integers(0, len(body)))
    pieces[place] = body[:at] + harm + body[at + cut :] + b"\n\n"
    found = list(events(HEADER + b"".join(pieces)))
    others = len(written) - 1 - place
    assert found[:place] == written[:place]
    assert found[len(found) - others :] == written[place + 1 :]
    for item in found[place : len(found) - others]:
        assert isinstance(item, Event) or item.line >= 1 + HEADER.count(b"\n")


@given(HARMS, st.integers(0, 5), st.integers(0, len(HEADER) - 2))
def test_whatever_is_done_to_the_header_the_events_are_read(harm: bytes, cut: int, at: int) -> None:
    head = HEADER[:-2]
    found = list(events(head[:at] + harm + head[at + cut :] + b"\n\n" + encode(ONE) + encode(TWO)))
    assert found[-2:] == [ONE, TWO]


@pytest.mark.parametrize(
    "block",
    [
        "event = 3",
        "event = []",
        "event = [3]",
        "[event]\nid = 1",
        "[[event]]\n[[event.papers]]\nx = 1",
        "[[events]]",
        f"{HEAD_OF_ONE}rating = 0x{'f' * 5000}",
        f"{HEAD_OF_ONE}rating = 4.0",
        f"{HEAD_OF_ONE}rating = true",
        f"{HEAD_OF_ONE}rating = -1",
        f"{HEAD_OF_ONE}on = 0x{'f' * 5000}",
        f"{HEAD_OF_ONE}on = 2026-01-02T10:00:00Z",
        f"{HEAD_OF_ONE}on = ''",
        f"{HEAD_OF_ONE}at = 07:32:00",
        f"{HEAD_OF_ONE}add = ['a', 3]",
        "[[event]]\nid = '1795434683472093-laptop1\\n'\nkind = 'done'",
        '[[event]]\nid = "1795434683472093-laptop1\\n"\nkind = "done"',
        '[[event]]\nid = "1795434683472093-"\nkind = "done"',
        '[[event]]\nid = "١٧٩٥٤٣٤٦٨٣٤٧٢٠٩٣-laptop1"\nkind = "done"',
    ],
)
def test_tables_of_another_form_are_damage_that_costs_nothing_else(block: str) -> None:
    first, damage, second = events(HEADER + encode(ONE) + block.encode() + b"\n\n" + encode(TWO))
    assert (first, second) == (ONE, TWO)
    assert isinstance(damage, Damage)
    assert damage.line == 1 + (HEADER + encode(ONE)).count(b"\n")
    assert len(damage.message) < 200


def test_a_day_without_quotes_is_a_day() -> None:
    text = encode(ONE._replace(on="2026-01-02"))
    bare = text.replace(b'"2026-01-02"', b"2026-01-02")
    assert bare != text
    assert list(events(HEADER + bare)) == [ONE._replace(on="2026-01-02")]


def test_events_that_someone_joined_are_still_two() -> None:
    joined = encode(ONE).rstrip(b"\n") + b"\n" + encode(TWO)
    assert list(events(HEADER + joined)) == [ONE, TWO]
    assert list(events(HEADER.rstrip(b"\n") + b"\n" + encode(ONE))) == [ONE]


def test_comments_and_an_editors_mark_at_the_beginning_are_let_be() -> None:
    text = b"\xef\xbb\xbf# mine\n" + HEADER + encode(ONE).replace(b"kind", b"# so it was\nkind")
    assert list(events(text)) == [ONE]
    assert list(events(b"# mine\n\n" + HEADER + encode(ONE) + b"# the end\n\n")) == [ONE]


def test_an_empty_file_is_a_journal_of_nothing() -> None:
    assert list(events(b"")) == []
    assert list(events(b"\n\n\n")) == []
    assert list(events(HEADER)) == []


def test_a_file_with_the_line_ends_of_windows_is_cut_at_its_empty_lines() -> None:
    harmed = encode(ONE).replace(b"kind", b"= kind")
    data = (HEADER + encode(ONE) + harmed + encode(TWO)).replace(b"\n", b"\r\n")
    first, damage, second = events(data)
    assert (first, second) == (ONE, TWO)
    assert isinstance(damage, Damage)
    assert damage.line == 1 + (HEADER + encode(ONE)).count(b"\n")
    assert finished(data) == len(data)
    assert finished(data + b"[[event]]\r\n") == len(data)


def test_damage_has_the_same_line_whether_a_journal_is_read_on_or_anew() -> None:
    read = HEADER + encode(ONE)
    for more in (b"", b"\n", b"\r\n", b"\n\n\r\n"):
        text = read + more + b"[[event]]\nno toml\n\n"
        (again,) = events(text, len(read))
        assert list(events(text)) == [ONE, again]
        assert isinstance(again, Damage)
        assert text.split(b"\n")[again.line - 1] == b"[[event]]"

"""Import: records into a catalog of one's own, and what their reader did into the journal."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

from papernotes.curating.block import block, fields
from papernotes.curating.change import Change, Put, change, text_of
from papernotes.curating.commit import commit
from papernotes.curating.intake import Intake, Slot, intake, name_all, told
from papernotes.curating.outcome import Imported
from papernotes.curating.splice import END, also_known_as, spliced, with_lines
from papernotes.curating.target import Target
from papernotes.curating.writing import writing
from papernotes.errors import BAD_DATA, PapernotesError
from papernotes.files import write_whole
from papernotes.index.progress import counted
from papernotes.journal.write import encode
from papernotes.library.core import Library, consult, problems, select
from papernotes.library.history import progress_of
from papernotes.library.note import file_of_note, text_of_note
from papernotes.marking.record import record, stamped
from papernotes.model.event import Event, Told, apply
from papernotes.model.paper import Entry, Paper, Progress
from papernotes.model.record import NOTHING_READ, Left, Record
from papernotes.notes import beyond_heading
from papernotes.noting import add_to
from papernotes.paths import Places
from papernotes.settings import Given

_EVENT_MOST = 12_000_000  # bytes of one event; journals larger than 16 MB are not read


class _Planned(NamedTuple):
    target: Target
    intake: Intake
    new: list[Slot]
    change: Change | None
    event: Event | None
    notes: list[tuple[Path, str, Paper]]
    progress: dict[Slot, Progress]  # as it will be


def take_in(
    places: Places,
    given: Given,
    choose: Callable[[Library], Target],
    items: Iterable[Record | Left],
    format_: str,
    *,
    dry: bool = False,
) -> Imported:
    """Import the records into the catalog that `choose` finds; with `dry` only say what that does.

    Raises PapernotesError, with everything as it was, if something can't be written.
    """
    held = list(items)  # what is wrong with the source shows before anything is locked
    if dry:
        return consult(
            places,
            given,
            lambda library: _outcome(library, _plan(library, choose(library), held), format_),
            any_catalog=True,
        )
    with writing(places, "import that"):
        planned = consult(
            places,
            given,
            lambda library: _stamped(library, _plan(library, choose(library), held)),
            any_catalog=True,
        )
        with ExitStack() as back:
            # Notes first: those of papers that are in no catalog do no harm.
            _write_notes(planned, back)
            store = partial(record, places, given)
            if planned.change and planned.event:
                commit(places, planned.change, planned.event, store, back)
            elif planned.event:
                store(planned.event)
            back.pop_all()
    return consult(
        places,
        given,
        lambda library: _outcome(library, planned, format_, done=True),
        any_catalog=True,
    )


def _plan(library: Library, into: Target, items: Sequence[Record | Left]) -> _Planned:
    there = select(library, "catalog = ?", [into.name], "ORDER BY number")
    found = intake(counted("Looking for what is there already", items), there)
    try:
        name_all(found.slots, into.numbers, into.keys, into.free_numbers)
    except ValueError as error:
        raise PapernotesError(
            f"{into.name} can't take that: {error}",
            hint="Nothing was changed. Import into another catalog with --catalog.",
            code=BAD_DATA,
        ) from None
    new = [slot for slot in found.slots if slot.entry is None]
    puts = [Put(block(slot.table), paper=slot.paper, last=True) for slot in new]
    for slot in found.slots:
        more = {name: value for name, value in slot.table.items() if slot.entry}
        if slot.entry and (more or slot.aka):
            text = with_lines(text_of(library, into, slot.entry), fields(more))
            puts.append(Put(also_known_as(text, slot.aka), slot.entry))
    progress = {}
    marks = {}
    for slot in found.slots:
        marks[slot], progress[slot] = _marks(library, slot)
    about = [*new, *(slot for slot in found.slots if slot.entry and marks[slot] != Told())]
    event = None
    if about or puts:
        papers = [_of(slot) for slot in about] or [_of(slot) for slot in found.slots]
        event = Event(
            "",
            "",
            "import",
            tuple(paper.uid for paper in papers),
            tuple(paper.title for paper in papers),
            catalog=into.name if puts else None,
            new=len(new),
            each=tuple(marks[slot] for slot in about),
        )
        if len(encode(event)) > _EVENT_MOST:
            raise PapernotesError(
                f"these are too many papers for one import: {len(papers)}",
                hint="Nothing was changed. Take the file apart, and import the pieces.",
            )
    changed = _changed(library, into, puts)
    return _Planned(into, found, new, changed, event, _notes(library, found.slots), progress)


def _stamped(library: Library, planned: _Planned) -> _Planned:
    return planned._replace(event=stamped(library, planned.event)) if planned.event else planned


def _of(slot: Slot) -> Paper:
    if slot.paper is None:
        raise RuntimeError("a paper was not named")
    return slot.paper


def _marks(library: Library, slot: Slot) -> tuple[Told, Progress]:
    """What the source tells of a paper that we do not know, and its progress with that."""
    before = slot.entry.progress if slot.entry else Progress()
    readings = [record.reading for record in slot.records if record.reading.marks != NOTHING_READ]
    if readings and slot.entry is None:
        before = progress_of(library, _of(slot).ids)
    found = Told()
    after = before
    for reading in readings:
        new = told(after, reading)
        after = apply(after, Event("", "", "import", each=(new,)))
        fields_ = [value or old for value, old in zip(new[:-1], found[:-1], strict=True)]
        found = Told._make([*fields_, (*found.tags, *new.tags)])
    return found, after


def _notes(library: Library, slots: Iterable[Slot]) -> list[tuple[Path, str, Paper]]:
    """The notes that are not there yet, and the files that they go to."""
    found = []
    for slot in slots:
        paper = _of(slot)
        for record_ in slot.records:
            text = beyond_heading(record_.reading.note, paper.title).strip()
            if not text:
                continue
            if text not in (text_of_note(library.places, paper.ids) or ""):
                found.append((file_of_note(library.places, paper.ids), text, paper))
    return found


def _changed(library: Library, into: Target, puts: Sequence[Put]) -> Change | None:
    if not puts:
        return None
    if into.path is None:
        return Change(into, spliced(into.data, {}, [(END, put.text) for put in puts]))
    return change(library, into, cut=[], put=puts)


def _write_notes(planned: _Planned, back: ExitStack) -> None:
    """Write the notes; `back` is what takes them back."""
    for file, text, paper in planned.notes:
        before = file.read_bytes() if file.exists() else None
        add_to(file, text, paper)
        if before is None:
            back.callback(file.unlink, missing_ok=True)
        else:
            back.callback(write_whole, file, before)


def _outcome(library: Library, planned: _Planned, format_: str, *, done: bool = False) -> Imported:
    into = planned.target
    if done:
        numbers = {_of(slot).number for slot in planned.new}
        there = select(library, "catalog = ?", [into.name], "ORDER BY number") if numbers else []
        now = {entry.paper.number: entry for entry in there}
        entries = [now[_of(slot).number] for slot in planned.new]
    else:
        entries = [_would_be(into.name, slot, planned.progress[slot]) for slot in planned.new]
    event = planned.event
    return Imported(
        format_,
        into.name,
        into.path is None and bool(planned.new),
        entries,
        [_of(slot).uid for slot in planned.intake.merged],
        planned.intake.left,
        sum(each != Told() for each in event.each) if event else 0,
        len(planned.notes),
        library.settings,
        problems(library),
    )


def _would_be(catalog: str, slot: Slot, progress: Progress) -> Entry:
    paper = _of(slot)
    return Entry(catalog, paper, progress, not progress.settled and not paper.needs, False)

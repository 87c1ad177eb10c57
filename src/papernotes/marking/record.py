"""Record events: under the writer's lock, to the journal first and then to the index."""

import datetime as dt
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from papernotes.errors import refusing
from papernotes.index.learn import learn
from papernotes.index.store import Opener, healing, in_memory
from papernotes.journal.append import append
from papernotes.journal.clock import next_id
from papernotes.journal.device import device
from papernotes.journal.lock import writer_lock
from papernotes.library.core import Library, open_library, problems
from papernotes.library.history import largest_id
from papernotes.model.event import Event
from papernotes.paths import Places
from papernotes.settings import Given

_T = TypeVar("_T")


class Recorded(NamedTuple):
    """The library afterwards, the event, and where an unfinished tail was set aside."""

    library: Library
    event: Event
    aside: Path | None


class Recorder(NamedTuple):
    """A library that may be added to, while we hold the writer's lock."""

    library: Library
    device: str
    stack: ExitStack

    def anew(self) -> Library:
        """The library read from the files alone, for when the index fails us."""
        db = self.stack.enter_context(closing(in_memory(self.library.places)))
        return self.library._replace(db=db)

    def record(self, event: Event) -> Recorded:
        """Append `event` as this device's newest, with the id that it has or a new one."""
        library = self.library
        places = library.places
        event = event if event.id else stamped(library, event)
        appended = append(
            places.journal / self.device,
            self.device,
            event,
            closed={Path(problem.path) for problem in problems(library)},
            aside=places.set_aside,
        )
        try:
            learn(library.db, appended, self.device, event)
        except sqlite3.Error:
            # The event is safe; only the index could not take it. The files tell the rest.
            library = self.anew()
        return Recorded(library, event, appended.aside)


def stamped(library: Library, event: Event) -> Event:
    """The event as the newest of this device. Call it under the writer's lock."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    own = device(library.places.state)
    return event._replace(id=next_id(time.time_ns(), largest_id(library), own), at=at)


@contextmanager
def recording(places: Places, given: Given, opener: Opener) -> Iterator[Recorder]:
    """The library, locked against other writers of this device."""
    with refusing("record it"), ExitStack() as stack:
        stack.enter_context(writer_lock(places.state))
        if places.unfinished.exists():
            finish(places)
        library = stack.enter_context(open_library(places, given, opener))
        yield Recorder(library, device(places.state), stack)


def finish(places: Places) -> None:
    """Record what a writer who was killed did to a catalog. Call it under the writer's lock."""
    from papernotes.marking.unfinished import end, unrecorded  # brings Pydantic; hardly ever

    if event := unrecorded(places):
        record(places, Given({}), event)
    end(places)


def record(places: Places, given: Given, event: Event) -> None:
    """Append `event`, and nothing else. Call it under the writer's lock."""
    record_and(places, given, lambda _: None, event)


def record_and(places: Places, given: Given, then: Callable[[Library], _T], event: Event) -> _T:
    """Append `event`, and look at the library as it is then: what `then` finds there.

    Call it under the writer's lock.
    """
    from papernotes.marking.unfinished import is_recorded  # brings Pydantic; marks need it not

    def once(opener: Opener) -> _T:
        with (
            ExitStack() as stack,
            open_library(places, given, opener, any_catalog=True) as library,
        ):
            if not (event.id and is_recorded(places, event)):  # an index may fail after that
                recorder = Recorder(library, device(places.state), stack)
                return then(recorder.record(event).library)
            return then(library)

    return healing(places, once)

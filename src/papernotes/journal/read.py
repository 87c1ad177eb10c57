"""The door for journals: chunks of text into events, guarded by Pydantic.

Imported only when a journal has changed behind our back.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from papernotes.catalog.bombs import is_bomb
from papernotes.catalog.schema import explain
from papernotes.journal.chunks import Chunk, chunks, finished, is_unfinished
from papernotes.journal.clock import ID
from papernotes.journal.write import EACH, SCHEMA
from papernotes.model.event import MINUTES_MOST, UNDOABLE, UNKNOWN_DATE, Event, Told
from papernotes.model.names import is_key


class Damage(NamedTuple):
    """A chunk that is no event, and why. Other chunks are read all the same."""

    line: int
    message: str
    newer: bool = False  # of a schema that comes after ours


def _text(value: object) -> object:
    """A date or time that someone wrote without quotes is the text that it looks like."""
    return value.isoformat() if isinstance(value, dt.date) else value


def _on(value: object) -> object:
    value = _text(value)
    if value == UNKNOWN_DATE:
        return value
    try:
        return _date(value)
    except ValueError:
        raise ValueError('is no date: write "2026-11-23" or "unknown"') from None


def _catalog(value: str) -> str:
    if not is_key(value):  # it will be part of a path
        raise ValueError("is no catalog's name")
    return value


def _maybe(value: object) -> object:
    return "" if value == "" else _on(value)


def _until(value: object) -> object:
    return "" if value == "" else _date(value)


def _date(value: object) -> object:
    value = _text(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        dt.date.fromisoformat(value)
        return value
    raise ValueError('is no date: write "2026-11-23"')


class EventIn(BaseModel):
    """One `[[event]]` table. Kinds and fields that we do not know are newer: let be."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: Annotated[str, Field(pattern=f"^(?:{ID.pattern})$")]
    at: Annotated[str, BeforeValidator(_text)] = ""
    kind: str
    papers: list[str] = []
    titles: list[str] = []
    on: Annotated[str, BeforeValidator(_on)] | None = None
    rating: Annotated[int, Field(ge=0, le=5)] | None = None  # 0 takes it back
    takeaway: str | None = None  # "" takes it back
    add: list[str] = []
    remove: list[str] = []
    target: str | None = None
    minutes: Annotated[int, Field(ge=0, le=MINUTES_MOST)] | None = None  # 0 takes them back
    until: Annotated[str, BeforeValidator(_until)] | None = None  # "" takes it back
    drop: bool = False
    catalog: Annotated[str, AfterValidator(_catalog)] | None = None
    new: Annotated[int, Field(ge=0)] = 0
    aside: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*\.toml$")] | None = None
    # With "import", of each paper; an empty list says nothing of any.
    each: Annotated[int, Field(ge=0)] = 0
    statuses: list[Literal["", "unread", "reading", "done", "skipped"]] = []
    starts: list[Annotated[str, BeforeValidator(_maybe)]] = []
    ends: list[Annotated[str, BeforeValidator(_maybe)]] = []
    ratings: list[Annotated[int, Field(ge=0, le=5)]] = []
    takeaways: list[str] = []
    tags: list[list[str]] = []

    @model_validator(mode="after")
    def _names_a_paper(self) -> "EventIn":
        if self.kind in UNDOABLE and not self.papers:
            raise ValueError("papers: names none")
        if self.new > len(self.papers):
            raise ValueError("new: is more than there are papers")
        if self.each not in (0, len(self.papers)):
            raise ValueError("each: is not how many papers there are")
        for name in EACH:
            if len(getattr(self, name)) not in (0, self.each):
                raise ValueError(f"{name}: has not one value for each paper")
        return self

    def told(self) -> tuple[Told, ...]:
        """What it tells of each paper."""
        fields = [
            getattr(self, name) or [empty] * self.each
            for name, empty in zip(EACH, Told(), strict=True)
        ]
        return tuple(
            Told._make([*values, tuple(tags)]) for *values, tags in zip(*fields, strict=True)
        )

    def event(self) -> Event:
        return Event(
            id=self.id,
            at=self.at,
            kind=self.kind,
            papers=tuple(self.papers),
            titles=tuple(self.titles),
            on=self.on,
            rating=self.rating,
            takeaway=self.takeaway,
            add=tuple(self.add),
            remove=tuple(self.remove),
            target=self.target,
            minutes=self.minutes,
            until=self.until,
            drop=self.drop,
            catalog=self.catalog,
            new=self.new,
            aside=self.aside,
            each=self.told(),
        )


def events(data: bytes, start: int = 0) -> Iterator[Event | Damage]:
    """The finished events of a journal from byte `start` on, and what is damaged there."""
    first = start == 0
    for chunk in chunks(data, start):
        tables = _tables(chunk)
        if isinstance(tables, Damage):
            yield tables
        elif tables:  # else it holds comments only
            if first and (complaint := _header(tables)):
                yield Damage(chunk.line, complaint, newer="newer" in complaint)
            if not first or "event" in tables:
                yield from _events(tables, chunk.line)
            first = False
    end = finished(data)
    if not is_unfinished(data, end):
        line = 1 + data.count(b"\n", 0, end)
        yield Damage(line, "is no entry of a journal: it may be in another encoding, or edited")


def _events(tables: dict[str, Any], line: int) -> Iterator[Event | Damage]:
    found = tables.get("event")
    if not isinstance(found, list) or not found:
        yield Damage(line, "is no event: it does not begin with [[event]]")
        return
    for table in found:
        try:
            yield EventIn.model_validate(table).event()
        except ValidationError as error:
            yield Damage(line, f"is no event: {explain(error)}")


def _header(tables: dict[str, Any]) -> str | None:
    schema = tables.get("schema")
    if type(schema) is not int or not 1 <= schema < 1000:  # noqa: PLR2004 (a version)
        return "does not begin with schema = 1"
    if schema > SCHEMA:
        return f"is of schema {schema}, newer than this papernotes: upgrade it to read all"
    return None


def _tables(chunk: Chunk) -> dict[str, Any] | Damage:
    if is_bomb(chunk.data):
        return Damage(chunk.line, "is no TOML that anybody wrote: keys without end")
    try:
        return tomllib.loads(chunk.data.decode("utf-8-sig" if chunk.line == 1 else "utf-8"))
    except UnicodeDecodeError:
        return Damage(chunk.line, "is no UTF-8 text")
    except (ValueError, RecursionError):  # TOMLDecodeError is a ValueError
        return Damage(chunk.line, "is no TOML")

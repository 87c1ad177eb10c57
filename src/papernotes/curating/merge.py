"""Two versions of a catalog made one: upstream's, and what the reader changed in theirs. Pure."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

from papernotes.catalog.schema import MAX_NUMBER, paper
from papernotes.curating.fields import in_order, same, spliced, written
from papernotes.curating.merged import Change, Gone, Merged, Moved
from papernotes.curating.pairs import pairs
from papernotes.curating.parts import NO_PARTS, Part, Parts
from papernotes.model.paper import Paper

_LONGEST_KEY = 40  # characters, before a number is appended


def merge(base: Parts | None, mine: Parts, theirs: Parts, keeps: Callable[[Paper], bool]) -> Merged:
    """Upstream's version with what the reader changed since `base`, upstream's version of then.

    A paper that is gone from it stays if it `keeps` something (a mark, a note), or if the
    reader changed it; what the reader removed stays removed. Without a base all papers of
    the reader stay, and upstream's fields hold.
    """
    return _Merge(base, mine, theirs, keeps).merged()


class _Placed(NamedTuple):
    """A paper of the new file: what it was made of, its fields, and its text."""

    mine: Part | None
    table: dict[str, Any]
    text: bytes
    contested: dict[str, tuple[Any, Any]]


class _Merge:
    def __init__(
        self, base: Parts | None, mine: Parts, theirs: Parts, keeps: Callable[[Paper], bool]
    ) -> None:
        self._sides = base, mine, theirs
        self._remembered = base is not None
        self._keeps = keeps
        self._base, self._mine, self._theirs = (base or NO_PARTS).papers, mine.papers, theirs.papers
        olds, ours, others = map(_papers, (self._base, self._mine, self._theirs))
        found = pairs(olds, ours, others)
        self._to_theirs, self._to_base, self._base_of, self._removed = found
        self._numbers = {each.number for each in others}
        self._keys = {each.key for each in others if each.key}
        self._staying = [place for place in range(len(ours)) if self._stays(place)]
        self._claimed = {name for each in others for name in each.ids}
        self._claimed |= {name for place in self._staying for name in ours[place].ids}
        self._sources: dict[int, list[int]] = {}
        for place, there in self._to_theirs.items():
            self._sources.setdefault(there, []).append(place)

    def merged(self) -> Merged:
        base, mine, theirs = self._sides
        head, head_is_yours = _head(base, mine, theirs)
        placed = [*self._upstream(), *map(self._appended, self._staying)]
        papers = [paper(each.table) for each in placed]
        both = list(zip(placed, papers, strict=True))
        kept = [(each.mine, now) for each, now in both if each.mine]
        return Merged(
            _joined(head, [each.text for each in placed], len(self._staying)),
            (mine.title, mine.title if head is mine.head else theirs.title),
            [now for each, now in both if each.mine is None],
            [
                Change(now, fields)
                for each, now in both
                if each.mine and (fields := _differences(each.mine, each.table))
            ],
            [Moved(now, was.paper.number) for was, now in kept if was.paper.number != now.number],
            list(self._gone(papers[len(papers) - len(self._staying) :])),
            [Change(now, each.contested) for each, now in both if each.contested],
            head_is_yours,
            papers,
        )

    def _stays(self, place: int) -> bool:
        """Whether upstream has not this paper of the reader's, and it stays all the same."""
        if place in self._to_theirs:
            return False
        if place not in self._to_base:
            return True
        before = self._base[self._to_base[place]]
        each = self._mine[place]
        return not same(each.table, before.table) or self._keeps(each.paper)

    def _gone(self, kept: Sequence[Paper]) -> Iterator[Gone]:
        now = dict(zip(self._staying, kept, strict=True))
        for place, each in enumerate(self._mine):
            there = self._to_theirs.get(place)
            if there is None and place in self._to_base:
                yield Gone(now.get(place, each.paper), place in now)
            elif there is not None and self._sources[there][0] != place:
                yield Gone(each.paper, False, self._theirs[there].paper.uid)

    def _upstream(self) -> Iterator[_Placed]:
        """The papers that upstream has, without those that the reader removed."""
        for place, theirs in enumerate(self._theirs):
            if place in self._sources:
                yield self._both(place, theirs)
            elif self._base_of.get(place) not in self._removed:
                table = dict(theirs.table)
                yield _Placed(None, table, _text(table, theirs, None), {})

    def _both(self, place: int, theirs: Part) -> _Placed:
        first, *others = self._sources[place]
        mine = self._mine[first]
        old = self._to_base.get(first, self._base_of.get(place))
        before = None if old is None else self._base[old]
        table, contested = self._fields(before, mine, theirs)
        names = [*mine.paper.ids, *(name for each in others for name in self._mine[each].paper.ids)]
        names += theirs.paper.ids
        self._also_known_as(table, dict.fromkeys(names), theirs)
        if before is None or before.text == mine.text:  # the reader changed nothing
            return _Placed(mine, table, _text(table, theirs, mine), contested)
        return _Placed(mine, table, _text(table, mine, theirs), contested)

    def _fields(
        self, before: Part | None, mine: Part, theirs: Part
    ) -> tuple[dict[str, Any], dict[str, tuple[Any, Any]]]:
        """Field by field: who changed it decides; the reader if both did."""
        table: dict[str, Any] = {}
        contested = {}
        for name in dict.fromkeys([*theirs.table, *mine.table]):
            ours, others = mine.table.get(name), theirs.table.get(name)
            old = before.table.get(name) if before else None
            if not self._remembered and others is not None:  # as if the reader had changed nothing
                old = ours
            value = others if same(ours, old) else ours
            if name in ("number", "key") and not self._is_free(name, value, others):
                value = others
            elif name == "aka":
                value = list(dict.fromkeys([*(others or ()), *(ours or ())]))
            elif not any(same(*pair) for pair in ((ours, old), (others, old), (ours, others))):
                contested[name] = (ours, others)
            if value is not None:
                table[name] = value
        return table, contested

    def _is_free(self, name: str, value: Any, others: Any) -> bool:
        """Whether a number or a key is no other paper's. It is taken from then on."""
        taken: set[Any] = self._numbers if name == "number" else self._keys
        if value == others:
            return True
        if value is None or value in taken:
            return False
        taken.add(value)
        return True

    def _also_known_as(self, table: dict[str, Any], names: dict[str, None], theirs: Part) -> None:
        """Every id that it has had, unless another paper has it now: progress hangs on them."""
        known = paper(table).ids
        also = [
            name
            for name in names
            if name not in known and (name not in self._claimed or name in theirs.paper.ids)
        ]
        if also:
            table["aka"] = [*table.get("aka", []), *also]
            self._claimed.update(also)

    def _appended(self, place: int) -> _Placed:
        """A paper that only the reader has, with a number and a key that are free."""
        mine = self._mine[place]
        table = dict(mine.table)
        if not self._is_free("number", table["number"], None):
            table["number"] = _free(self._numbers)
            self._numbers.add(table["number"])
        if "key" in table and not self._is_free("key", table["key"], None):
            begin = str(table["key"])[:_LONGEST_KEY].strip("-")
            keys = (f"{begin}-{number}" for number in count(2))
            table["key"] = next(key for key in keys if self._is_free("key", key, None))
        return _Placed(mine, table, _text(table, mine, None), {})


def _papers(parts: Sequence[Part]) -> list[Paper]:
    return [each.paper for each in parts]


def _head(base: Parts | None, mine: Parts, theirs: Parts) -> tuple[bytes, bool]:
    """The head that holds, and whether both sides had changed it."""
    if base is None or mine.head in (base.head, theirs.head):
        return theirs.head, False
    return mine.head, theirs.head != base.head


def _differences(mine: Part, table: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What is said in another way than the reader's file did; numbers are told apart."""
    names = in_order(dict.fromkeys([*mine.table, *table]))
    both = {name: (mine.table.get(name), table.get(name)) for name in names if name != "number"}
    return {name: pair for name, pair in both.items() if not same(*pair)}


def _text(table: dict[str, Any], first: Part, second: Part | None) -> bytes:
    """The first's text with those fields, some of them as the second writes them."""
    if first.text is not None and same(first.table, table):
        return first.text
    if (text := spliced(first.text, table, second.text if second else None)) is not None:
        return text
    if second and second.text is not None and same(second.table, table):
        return second.text
    return written(table).encode()


def _free(numbers: set[int]) -> int:
    """After the largest, as long as there is one; then the smallest that is free."""
    largest = max(numbers, default=0)
    return largest + 1 if largest < MAX_NUMBER else next(n for n in count(1) if n not in numbers)


def _joined(head: bytes, texts: Sequence[bytes], appended: int) -> bytes:
    """The file; what is `appended` stands after an empty line."""
    found = [head]
    end = b"\r\n" if b"\r\n" in head else b"\n"
    for place, text in enumerate(texts):
        if found[-1] and not found[-1].endswith(b"\n"):
            found.append(end)
        before = b"".join(found[-2:])
        if place >= len(texts) - appended and not before.endswith((b"\n\n", b"\n\r\n")):
            found.append(end)
        found.append(text)
    return b"".join(found)

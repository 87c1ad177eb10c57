"""How far a long refresh has come, for whoever wants to show it.

A refresh is deep down, where nothing prints: the command line listens if it can show a bar.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

_T = TypeVar("_T")
UNKNOWN = -1  # how many items there are
_REPORTS = 200  # in all: more steps of a bar can't be seen

Listener = Callable[[str, int, int], None]  # what is being done, how many of how many items
_listeners: list[Listener] = []


def listen(listener: Listener | None) -> None:
    """Tell `listener`, or nobody, of this process's refreshes from now on."""
    _listeners[:] = [listener] if listener else []


def reached(what: str, done: int, total: int) -> None:
    """Tell the listener how far something is that does not come as a sequence."""
    for listener in _listeners:
        listener(what, done, total)


@contextmanager
def waited(what: str) -> Iterator[None]:
    """Tell the listener that something takes as long as others let it."""
    reached(what, 0, UNKNOWN)
    try:
        yield
    finally:
        reached(what, 1, 1)


def counted(what: str, items: Sequence[_T]) -> Iterator[_T]:
    """The items, one by one; the listener hears of them."""
    total = len(items)
    step = max(1, total // _REPORTS)
    for done, item in enumerate(items):
        if done % step == 0:
            for listener in _listeners:
                listener(what, done, total)
        yield item
    for listener in _listeners:
        listener(what, total, total)

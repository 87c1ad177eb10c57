"""QUERY terms, taken apart and checked. One argument is one term, so a quoted one is a phrase."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from papernotes.errors import USAGE, PapernotesError
from papernotes.model.paper import STATUSES

IS = (*STATUSES, "ready")
HAS = ("note", "takeaway", "rating", "tag")
_FIELD = r"([a-z]+):(\S.*)"
_SPAN = r"(\d{1,4})|(\d{1,4})?\.\.(\d{1,4})?"

EXAMPLES = {
    "topic": "topic:rl",
    "status": "status:unread",
    "author": "author:vaswani",
    "year": "year:2020..2022",
    "tag": "tag:classic",
    "rating": "rating:4..",
    "is": "is:ready",
    "has": "has:note",
    "not": "not:topic:rl",
}


class Term(NamedTuple):
    """One condition. `field` is "word" for what is no `field:value`."""

    field: str
    value: str
    negated: bool = False


def parse(arguments: Iterable[str]) -> tuple[Term, ...]:
    """The terms of a QUERY. Raises PapernotesError (wrong usage) for one that can't be."""
    return tuple(_term(argument) for argument in arguments if argument.strip())


def span(value: str) -> tuple[int | None, int | None]:
    """`2020..2022`, `2020..`, `..2022` or `2020`, as the ends that it includes."""
    match = re.fullmatch(_SPAN, value, re.ASCII)
    if not match or value == "..":
        raise ValueError(value)
    if match[1]:
        return int(match[1]), int(match[1])
    return (int(match[2]) if match[2] else None, int(match[3]) if match[3] else None)


def _term(argument: str, *, negated: bool = False) -> Term:
    match = re.fullmatch(_FIELD, argument.strip(), re.DOTALL)
    if not match:
        return Term("word", argument.strip(), negated)
    field, value = match.groups()
    if field == "not":
        return _term(value, negated=not negated)
    if field not in EXAMPLES:
        raise PapernotesError(
            f"“{field}:” is nothing to search by",
            hint=f"There are {', '.join(f'{name}:' for name in EXAMPLES)} and plain words.",
            code=USAGE,
        )
    _check(field, value)
    return Term(field, value, negated)


def _check(field: str, value: str) -> None:
    if field in ("year", "rating"):
        try:
            span(value)
        except ValueError:
            one = "year:2023" if field == "year" else "rating:4"
            raise _wrong(field, value, f"Write {one} or {EXAMPLES[field]}") from None
    choices = {"status": STATUSES, "is": IS, "has": HAS}.get(field)
    if choices and not all(part in choices for part in value.split(",")):
        raise _wrong(field, value, f"There are {', '.join(choices)}")


def _wrong(field: str, value: str, hint: str) -> PapernotesError:
    return PapernotesError(f"“{field}:{value}” can't be", hint=f"{hint}.", code=USAGE)

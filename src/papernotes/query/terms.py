"""QUERY terms, taken apart and checked. One argument is one term, so a quoted one is a phrase."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from papernotes.errors import USAGE, PapernotesError
from papernotes.model.paper import STATUSES
from papernotes.model.text import scalar

IS = (*STATUSES, "ready", "goal", "later")
HAS = ("note", "takeaway", "rating", "tag")
_MOST = 100  # terms of a query, and values of a term: far below what SQLite takes
_SHOWN = 60  # characters of a wrong value that a message repeats
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
    terms = tuple(_term(scalar(argument).strip()) for argument in arguments if argument.strip())
    if len(terms) > _MOST:
        raise PapernotesError(
            f"{len(terms)} terms are more than a query can have",
            hint=f"Give at most {_MOST}.",
            code=USAGE,
        )
    return terms


def either(field: str, values: Iterable[str]) -> Term:
    """The term that an option stands for which may be repeated: any of `values`."""
    return _checked(field, ",".join(scalar(value).strip() for value in values))


def asked_for(query: Iterable[str] | None, **options: Sequence[str] | None) -> tuple[Term, ...]:
    """The terms of a QUERY, and those of options (`status=`, `topic=`) that may be repeated."""
    return (
        *parse(query or ()),
        *(either(field, values) for field, values in options.items() if values),
    )


def span(value: str) -> tuple[int | None, int | None]:
    """`2020..2022`, `2020..`, `..2022` or `2020`, as the ends that it includes.

    Raises ValueError for anything else, and for a span that runs backwards.
    """
    match = re.fullmatch(_SPAN, value, re.ASCII)
    if not match or value == "..":
        raise ValueError(value)
    if match[1]:
        return int(match[1]), int(match[1])
    low, high = (int(end) if end else None for end in (match[2], match[3]))
    if low is not None and high is not None and low > high:
        raise ValueError(value)
    return low, high


def _term(argument: str) -> Term:
    written, negated = argument, False
    while argument.startswith("not:"):
        argument, negated = argument[4:].strip(), not negated
    field = argument[:-1] if argument.endswith(":") else ""
    if (written and not argument) or field in EXAMPLES:
        raise PapernotesError(
            f"“{field or 'not'}:” says not what",
            hint=f"Write on without a blank: {EXAMPLES[field or 'not']}",
            code=USAGE,
        )
    match = re.fullmatch(_FIELD, argument, re.DOTALL)
    term = _checked(*match.groups()) if match else Term("word", argument)
    return term._replace(negated=negated)


def _checked(field: str, value: str) -> Term:
    if field not in EXAMPLES:
        raise PapernotesError(
            f"“{field}:” is nothing to search by",
            hint=f"There are {', '.join(f'{name}:' for name in EXAMPLES)} and plain words.",
            code=USAGE,
        )
    if value.count(",") >= _MOST:
        raise _wrong(field, value, f"Give at most {_MOST} values")
    if field in ("year", "rating"):
        try:
            span(value)
        except ValueError:
            one = "year:2023" if field == "year" else "rating:4"
            hint = f"Write {one}, or {EXAMPLES[field]} for a span"
            raise _wrong(field, value, hint) from None
    choices = {"status": STATUSES, "is": IS, "has": HAS}.get(field)
    if choices and not all(part in choices for part in value.split(",")):
        raise _wrong(field, value, f"There are {', '.join(choices)}")
    return Term(field, value)


def _wrong(field: str, value: str, hint: str) -> PapernotesError:
    shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return PapernotesError(f"“{field}:{shown}” can't be", hint=f"{hint}.", code=USAGE)

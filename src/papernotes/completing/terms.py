"""QUERY terms: `topic:` and its like, then their values."""

from collections.abc import Callable, Iterable

from papernotes.completing import names
from papernotes.completing.candidate import Ask, Candidate, beginning, listed
from papernotes.model.paper import STATUSES
from papernotes.query.terms import EXAMPLES, HAS, IS

_NOT = "not:"
_SPAN = ".."


def query(word: str, ask: Ask) -> list[Candidate]:
    """The terms that begin with `word`; plain words are for the reader to think of."""
    bare = word
    while bare.startswith(_NOT):
        bare = bare.removeprefix(_NOT)
    head = word.removesuffix(bare) if bare else word
    field, colon, value = bare.partition(":")
    if colon:
        found = _VALUES[field](value, ask) if field in _VALUES else ()
        head += f"{field}:"
    else:
        found = [
            Candidate(f"{name}:", f"as in {example}")
            for name, example in EXAMPLES.items()
            if name.startswith(field) and not (head and f"{name}:" == _NOT)
        ]
    return [candidate._replace(value=f"{head}{candidate.value}") for candidate in found]


def _of(*values: str) -> Callable[[str, Ask], Iterable[Candidate]]:
    return lambda word, _: listed(word, lambda last: beginning(last, values))


def _years(word: str, ask: Ask) -> list[Candidate]:
    low, dots, high = word.partition(_SPAN)
    found = ask(lambda library: names.years(library, high if dots else low))
    return [
        candidate._replace(value=f"{low}{dots}{candidate.value}" if dots else candidate.value)
        for candidate in found
        if not dots or low <= candidate.value
    ]


_VALUES: dict[str, Callable[[str, Ask], Iterable[Candidate]]] = {
    "topic": lambda word, ask: listed(
        word, lambda last: ask(lambda library: names.topics(library, last))
    ),
    "tag": lambda word, ask: listed(
        word, lambda last: ask(lambda library: names.tags(library, last))
    ),
    "status": _of(*STATUSES),
    "is": _of(*IS),
    "has": _of(*HAS),
    "author": lambda word, ask: ask(lambda library: names.authors(library, word)),
    "year": _years,
    "rating": lambda word, _: beginning(word, "12345"),
}

"""What completes a parameter: its metavar says what it takes, and the table here by what."""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from papernotes.completing import names, refs
from papernotes.completing.candidate import Ask, Candidate, beginning, listed
from papernotes.completing.line import Slot
from papernotes.completing.terms import query
from papernotes.model.paper import STATUSES

_BETWEEN = r"[][|.\s]+"  # what parts the kinds in a metavar: "[REF]...", "ID|URL"
_FILE = "FILE"


class Answer(NamedTuple):
    """The candidates; and whether the shell knows better, since a file is wanted."""

    candidates: list[Candidate]
    files: bool = False


def answer(slot: Slot, ask: Ask) -> Answer:
    """All that can stand under the cursor."""
    if slot.parameter is None:
        return Answer(_option_names(slot))
    if choices := slot.parameter.choices:
        found = beginning(slot.word, choices)
    else:
        kinds = re.split(_BETWEEN, slot.parameter.metavar)
        if _FILE in kinds:
            return Answer([], files=True)
        found = [
            candidate for kind in kinds if kind in KINDS for candidate in KINDS[kind](slot, ask)
        ]
    once: dict[str, Candidate] = {}
    for candidate in found:
        once.setdefault(candidate.value, candidate)
    return Answer([each._replace(value=f"{slot.head}{each.value}") for each in once.values()])


def _option_names(slot: Slot) -> list[Candidate]:
    return [
        Candidate(name, option.help)
        for option in slot.options
        for name in option.names
        if name.startswith(slot.word)
    ]


def _fixed(*values: str) -> Callable[[Slot, Ask], Iterable[Candidate]]:
    return lambda slot, _: beginning(slot.word, values)


def _statuses(slot: Slot, _: Ask) -> list[Candidate]:
    return listed(slot.word, lambda last: beginning(last, STATUSES))


def _topics(slot: Slot, ask: Ask) -> list[Candidate]:
    return listed(slot.word, lambda last: ask(lambda library: names.topics(library, last)))


def _refs(slot: Slot, ask: Ask) -> list[Candidate]:
    found = ask(lambda library: refs.refs(library, slot.word))
    return [candidate for candidate in found if candidate.value not in slot.arguments]


def _plus_tags(slot: Slot, ask: Ask) -> list[Candidate]:
    if slot.word and not slot.word.startswith("+"):
        return []
    found = ask(lambda library: names.tags(library, slot.word[1:]))
    return [candidate._replace(value=f"+{candidate.value}") for candidate in found]


# A parameter may take several of these: "REF... +TAG...". What is not here, only you know.
KINDS: Final[dict[str, Callable[[Slot, Ask], Iterable[Candidate]]]] = {
    "REF": _refs,
    "QUERY": lambda slot, ask: query(slot.word, ask),
    "STATUS": _statuses,
    "TOPIC": _topics,
    "TAG": lambda slot, ask: ask(lambda library: names.tags(library, slot.word)),
    "+TAG": _plus_tags,
    "CATALOG": lambda slot, ask: ask(lambda library: names.catalogs(library, slot.word)),
    "LABEL": lambda slot, ask: ask(
        lambda library: names.labels(library, slot.word, slot.arguments)
    ),
    "EVENT": lambda slot, ask: ask(lambda library: names.events(library, slot.word)),
    "YEAR": lambda slot, ask: ask(lambda library: names.reading_years(library, slot.word)),
    "DATE": _fixed("today", "yesterday", "unknown"),
    "1-5": _fixed("1", "2", "3", "4", "5"),
}

"""What the entries of one list have in common: a tail of authors after every title."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from papernotes.importing.lists import names
from papernotes.importing.lists.judge import Candidate
from papernotes.model.record import Left

_FEW: Final = 3  # entries that have it, at least
_MOST: Final = 0.5  # of the entries of a list
_LONGEST: Final = 120  # characters of a tail
_TAILS: Final = (
    re.compile(r"\s+[-–—~]\s+(?P<who>[^-–—~()\[\]]{3,100})$"),  # "Bitcoin - Satoshi Nakamoto"
    re.compile(r"\s*[(\[](?P<who>[^()\[\]]{3,60})[)\]]$"),  # "Time, Clocks and … (Lamport)"
    re.compile(r",\s+(?P<who>[^,()\[\]]{3,60})$"),  # "Causality, Pearl"
    re.compile(r"\.\s+(?P<who>[^.()\[\]]{3,60})$"),
)


def settled(found: Sequence[Candidate | Left]) -> list[Candidate | Left]:
    """The entries, their titles without the authors that a list has after each of them."""
    groups: dict[int, list[int]] = defaultdict(list)
    for place, each in enumerate(found):
        if isinstance(each, Candidate):
            groups[each.group].append(place)
    settled = _with_rests(found)
    for places in groups.values():
        for tail in _TAILS:
            cuts = {place: cut for place in places if (cut := _cut(found[place], tail))}
            if len(cuts) < max(_FEW, _MOST * len(places)):
                continue
            for place, (title, who) in cuts.items():
                each = settled[place]
                if isinstance(each, Candidate):
                    authors = each.entry.authors or who
                    entry = each.entry._replace(title=title, authors=authors, dated=True)
                    settled[place] = each._replace(entry=entry)
            break
    return settled


_SHORT: Final = 2  # words of a name


def _with_rests(found: Sequence[Candidate | Left]) -> list[Candidate | Left]:
    """The entries, the rest of a title after its name where nearly all of a list are such.

    "[Orca](…): A Distributed Serving System": what follows the others' names is no remark either.
    """
    whole = short = 0
    for each in found:
        if isinstance(each, Candidate) and (name := _name(each)):
            whole += len(each.entry.title.split()) > len(name.split())
            short += each.entry.title == name and each.entry.takeaway is not None
    if whole < max(_FEW, 3 * short):
        return list(found)
    return [_with_rest(each) for each in found]


def _with_rest(each: Candidate | Left) -> Candidate | Left:
    if not isinstance(each, Candidate) or each.entry.title != _name(each):
        return each
    rest = re.split(r"\s+[|｜]\s+", each.entry.takeaway or "")[0].rstrip(" .")
    if not 2 <= len(rest.split()) <= 25:
        return each
    title = f"{each.entry.title}: {rest}"
    return each._replace(entry=each.entry._replace(title=title, takeaway=None))


def _name(each: Candidate) -> str | None:
    link = each.entry.title_link
    name = link.label.strip(" :：") if link is not None and each.entry.how == "link" else ""
    return name if name and len(name.split()) <= _SHORT and name in each.entry.title else None


def _cut(each: Candidate | Left, tail: re.Pattern[str]) -> tuple[str, tuple[str, ...]] | None:
    if not isinstance(each, Candidate):
        return None
    title = each.entry.title
    match = tail.search(title, max(0, len(title) - _LONGEST))
    if match is None or not re.search(r"\w", title[: match.start()]):
        return None
    who = names.people(match["who"], alone=True)
    if not who or (len(who) == 1 and re.search(r"[^\W_][A-Z\d]", who[0])):
        return None  # "(SimCLR)" is the work's own name
    return title[: match.start()].rstrip(" ,.;:"), who

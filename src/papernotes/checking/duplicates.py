"""Numbers, keys and ids that two papers of a catalog claim."""

from collections.abc import Iterator, Sequence

from papernotes.catalog.read import named
from papernotes.checking.finding import Finding
from papernotes.checking.listed import Listed


def duplicates(papers: Sequence[Listed]) -> Iterator[Finding]:
    """What a paper has in common with one before it; the later of them is left out."""
    holders: dict[str | int, tuple[Listed, tuple[str | int, ...]]] = {}
    for each in papers:
        if each.paper is None:
            continue
        claims: dict[str | int, tuple[str | int, ...]] = {each.paper.number: ("number",)}
        if each.paper.key:
            claims[each.paper.key] = ("key",)
        for name, field in each.ids():
            claims.setdefault(name, field)
        for claim, field in claims.items():
            if claim in holders:
                yield _duplicate(each, field, claim, *holders[claim])
            else:
                holders[claim] = each, field


def _duplicate(
    each: Listed,
    field: tuple[str | int, ...],
    name: str | int,
    other: Listed,
    theirs: tuple[str | int, ...],
) -> Finding:
    place = f"{other.name} at line {other.line(*theirs)}"
    line, paper = each.line(*field), named(each.table)
    if field == ("number",):
        message = f"the number {name} is that of the paper at line {other.line('number')} already"
        return Finding(line, "duplicate-number", message, "Give this one a number of its own.")
    if field == ("key",):
        message = f"{paper}the key {name} is that of {place} already"
        return Finding(line, "duplicate-key", message, "Give this one a key of its own.")
    message = f"{paper}{field[0]}: {name} is an id of {place} already"
    hint = "If both are one work, drop one of them; else one of them has a wrong id."
    return Finding(line, "duplicate-id", message, hint)

"""All that is to be said of one catalog's file."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from papernotes.catalog.read import named
from papernotes.checking.duplicates import duplicates
from papernotes.checking.fields import fields, unknown_field, unknown_fields
from papernotes.checking.finding import Finding
from papernotes.checking.graph import relations
from papernotes.checking.listed import Listed, Parts, take_apart
from papernotes.checking.titles import near_equal
from papernotes.model.text import fold

_EACH = 3  # papers for which the same thing is said one by one


class Checked(NamedTuple):
    """What was found, by line, and how many papers the file describes."""

    findings: list[Finding]
    papers: int


def check_catalog(
    data: bytes, today: str, is_known: Callable[[str], bool] = lambda _: False
) -> Checked:
    """Look at the bytes of a catalog. `is_known`: whether another catalog has an id."""
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        hint = "Begin with: schema = 1"
        return Checked([Finding(1, "empty", "the file is empty", hint)], 0)
    parts = take_apart(data)
    found = [*parts.findings, *_all(parts, today, is_known)]
    return Checked(
        sorted(found, key=lambda each: (each.line, each.severity, each.kind, each.message)),
        sum(each.paper is not None for each in parts.papers),
    )


def _all(parts: Parts, today: str, is_known: Callable[[str], bool]) -> Iterator[Finding]:
    papers = parts.papers
    if not papers and not any(each.severity == "error" for each in parts.findings):
        message = "the catalog has no papers"
        yield Finding(0, "no-papers", message, "Add one, with a line that says: [[paper]]")
    yield from duplicates(papers)
    yield from relations(papers, is_known)
    yield from near_equal(papers)
    for each in papers:
        yield from fields(each, today)
    yield from _gathered_fields(papers)
    yield from _missing(papers)
    yield from _order(papers)
    yield from _topics(papers)


def _gathered_fields(papers: Sequence[Listed]) -> Iterator[Finding]:
    """Each unknown field where it stands; one that many papers have, where it stands first."""
    found: defaultdict[str, list[tuple[Listed, tuple[str | int, ...]]]] = defaultdict(list)
    for each in papers:
        for field in unknown_fields(each):
            found[".".join(part for part in field if isinstance(part, str))].append((each, field))
    for places in found.values():
        few = places if len(places) <= _EACH else places[:1]
        yield from _gathered([unknown_field(*place) for place in few], len(places))


def _gathered(findings: list[Finding], often: int) -> Iterator[Finding]:
    """What was found `often` times: each time, or the first time with the number of others."""
    if often <= _EACH:
        yield from findings
    else:
        yield findings[0]._replace(message=f"{findings[0].message}, and {often - 1} times more")


def _missing(papers: Sequence[Listed]) -> Iterator[Finding]:
    """Fields that a reader would miss; said once if no paper has them."""
    whole = [each for each in papers if each.paper]
    for kind, field, what, hint in (
        ("no-takeaway", "takeaway", "takeaway", "Say in a line what a reader takes from it."),
        ("no-authors", "authors", "authors", 'Name them: authors = ["Ada Lovelace"]'),
        ("no-key", "key", "key", 'Numbers may change, keys stay: give it one, as in key = "bert"'),
    ):
        lacking = [each for each in whole if not getattr(each.paper, field)]
        if len(lacking) == len(whole) > _EACH:
            yield Finding(whole[0].line(), kind, f"no paper has {_a(what)}", hint)
        else:
            for each in lacking:
                yield Finding(each.line(), kind, f"{each.name} has no {what}", hint)


def _a(what: str) -> str:
    return what if what.endswith("s") else f"a {what}"


def _order(papers: Sequence[Listed]) -> Iterator[Finding]:
    before = 0
    found = []
    for each in papers:
        if each.paper is not None:
            if each.paper.number < before:
                message = f"paper {each.paper.number} comes after paper {before}"
                hint = "The order is that of the numbers: it helps to have the file in it, too."
                found.append(Finding(each.line("number"), "number-order", message, hint))
            before = each.paper.number
    yield from _gathered(found, len(found))


def _topics(papers: Sequence[Listed]) -> Iterator[Finding]:
    """Topics that are spelled in two ways: the rarer spellings, each where it first stands."""
    often: Counter[str] = Counter()
    first: dict[str, tuple[Listed, int]] = {}
    for each in papers:
        topics = each.paper.topics if each.paper else ()
        written = each.table.get("topics") if topics else None
        places: dict[str, int] = {}
        for place, text in enumerate(written if isinstance(written, list) else ()):
            if isinstance(text, str):
                places.setdefault(" ".join(text.split()), place)
        for topic in topics:
            often[topic] += 1
            first.setdefault(topic, (each, places.get(topic, 0)))
    usual: dict[str, str] = {}
    for topic, _ in often.most_common():
        stem = _stem(topic)
        if stem not in usual:
            usual[stem] = topic
            continue
        each, place = first[topic]
        message = f"{named(each.table)}the topic “{topic}” is “{usual[stem]}” elsewhere"
        hint = f"Write the same everywhere: {usual[stem]}"
        yield Finding(each.line("topics", place), "topic-spelling", message, hint)


def _stem(topic: str) -> str:
    """A topic without case, plural, and what stands between its words."""
    bare = "".join(char for char in fold(topic) if char.isalnum()) or topic
    return bare.removesuffix("s") or bare

"""Which papers of two versions of a catalog are the same work. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from papernotes.model.paper import Paper
from papernotes.model.text import fold


def match(old: Sequence[Paper], new: Sequence[Paper]) -> dict[int, int]:
    """By the places of papers in `old`, the places of the same works in `new`.

    They are told by any id; else by their key, if the titles or an author are the same; else
    by a title that no other has. Several may have become one.
    """
    by_id = {name: place for place, paper in enumerate(new) for name in paper.ids}
    found: dict[int, int] = {}
    for place, paper in enumerate(old):
        there = [by_id[name] for name in paper.ids if name in by_id]
        if there:
            found[place] = there[0]
    # Only among what is left: a paper that is known by its id is no other one's successor.
    left = set(range(len(new))) - set(found.values())
    by_key = {new[place].key: place for place in left if new[place].key}
    for place, paper in enumerate(old):
        if place not in found and paper.key in by_key and _alike(paper, new[by_key[paper.key]]):
            found[place] = by_key[paper.key]
    left -= set(found.values())
    by_title = _once((fold(new[place].title), place) for place in left)
    titles = _once((fold(paper.title), place) for place, paper in enumerate(old))
    for title, place in titles.items():
        if (
            place not in found
            and title in by_title
            and _not_unlike(old[place], new[by_title[title]])
        ):
            found[place] = by_title[title]
    return found


def _once(titled: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The places of the titles that only one has."""
    pairs = list(titled)
    often = Counter(title for title, _ in pairs)
    return {title: place for title, place in pairs if often[title] == 1}


def _alike(one: Paper, other: Paper) -> bool:
    return fold(one.title) == fold(other.title) or bool(_authors(one) & _authors(other))


def _not_unlike(one: Paper, other: Paper) -> bool:
    ours, others = _authors(one), _authors(other)
    return not ours or not others or bool(ours & others)


def _authors(paper: Paper) -> set[str]:
    return {fold(author) for author in paper.authors}

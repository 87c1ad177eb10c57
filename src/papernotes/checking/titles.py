"""Titles that are nearly the same: perhaps one paper that is listed twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from papernotes.catalog.read import named
from papernotes.checking.finding import Finding
from papernotes.checking.listed import Listed
from papernotes.model.text import fold

# Words that people leave out or change when they write a title down.
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "via",
        "with",
    ]
)
_RARE = 4  # words of a title by which we look for others: those that fewest titles have
_BLOCK = 40  # titles of a rare word that are compared with each other
_MOST = 2  # words that may differ, small ones apart
_ALIKE = 0.8  # of what differs, as difflib has it: "pretraining", "pre-training"
_PART = 0.6  # of the letters, which may differ at most
_ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))


def near_equal(papers: Sequence[Listed]) -> Iterator[Finding]:
    """For each title that is nearly one before it, the first such."""
    titles = [_words(each.paper.title) if each.paper else () for each in papers]
    seen: dict[tuple[str, ...], int] = {}
    fresh = []  # positions of titles that no other has to the letter
    for place, words in enumerate(titles):
        if words in seen:
            yield _near(papers[place], papers[seen[words]])
        elif words:
            seen[words] = place
            fresh.append(place)
    often = Counter(word for place in fresh for word in set(titles[place]))
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for place in fresh:
        words = titles[place]
        rare = sorted(set(words), key=lambda word: (often[word], word))[:_RARE]
        # One that is written apart or together changes the words, not what they begin with.
        keys = {*rare, "".join(words)[:12]}
        others = {other for key in keys for other in blocks[key][-_BLOCK:]}
        near = next((o for o in sorted(others) if alike(titles[o], words)), None)
        if near is not None:
            yield _near(papers[place], papers[near])
        # All its words, so that a slip in one of them does not hide it.
        for key in {*words, "".join(words)[:12]}:
            blocks[key].append(place)


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two titles differ by slips of the pen alone. Other numbers are other works."""
    mine, theirs = set(one) - _SMALL, set(other) - _SMALL
    if len(mine - theirs) > _MOST or len(theirs - mine) > _MOST:
        return False
    common = Counter(one) & Counter(other)
    left, right = _rest(one, common), _rest(other, common)
    if _numbers(left) or _numbers(right):
        return False
    a, b = "".join(left), "".join(right)
    if a == b:
        return True
    if not a or not b or max(len(a), len(b)) > _PART * max(len("".join(one)), len("".join(other))):
        return False
    # "supervised" and "unsupervised" are no slip.
    if a.endswith(b) or b.endswith(a):
        return False
    # A slip is rarely in the first letter; the rest is in the order of what it costs.
    matcher = SequenceMatcher(None, a, b)
    return a[0] == b[0] and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _words(title: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(title)))


def _rest(words: Sequence[str], common: Counter[str]) -> list[str]:
    """The words that are not common to both, small ones left out, in order."""
    spare = common.copy()
    rest = []
    for word in words:
        if spare[word]:
            spare[word] -= 1
        elif word not in _SMALL:
            rest.append(word)
    return rest


def _numbers(words: Sequence[str]) -> bool:
    return any(word in _ROMAN or any(c.isdigit() for c in word) for word in words)


def _near(each: Listed, other: Listed) -> Finding:
    theirs = other.paper.title if other.paper else ""
    message = (
        f"{named(each.table)}its title is nearly that of {other.name} at line"
        f" {other.line('title')}: {theirs}"
    )
    hint = "If both are one work, drop one of them and put its id into the other's aka."
    return Finding(each.line("title"), "near-equal-titles", message, hint)

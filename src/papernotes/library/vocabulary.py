"""What the library has of words: in which forms, in how many papers, and how to ask for them."""

import json
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log
from typing import NamedTuple

from papernotes.library.core import Library
from papernotes.query.telling import forms

# To count is cheap, but the commonest words of a large library are in a third of its papers.
_FREQUENT = 0.03  # of all papers, beyond which it is no matter how frequent a word is
_SHARED = 2  # papers with a word, from which it can find one
_FEW = 2_000  # papers of which every count is taken to its end


class Vocabulary(NamedTuple):
    """What the library has of the words that are asked for, by their roots."""

    papers: int  # of the library
    forms: Mapping[str, Sequence[str]]
    counts: Mapping[str, int]  # papers with any of the forms, as far as was counted
    enough: int  # that is, up to here

    def rarity(self, name: str) -> float:
        """As BM25 weighs a word (Robertson and Zaragoza, 2009), in the form that stays above 0."""
        count = self.counts.get(name, 1)
        return log(1 + (max(0, self.papers - count) + 0.5) / (count + 0.5))


def vocabulary(library: Library, names: Sequence[str]) -> Vocabulary:
    """Which forms of the roots the library has, and in how many papers."""
    db = library.db
    (papers,) = db.execute("SELECT count(*) FROM words_docsize").fetchone()
    root_of = {form: name for name in names for form in forms(name)}
    # TEMP: that can be made where the index itself can't be written. INSTANCE: a look whether
    # there is such a word ends at its first place, where other vocabularies count them all.
    db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, instance)"
    )
    found: dict[str, list[str]] = {}
    for (form,) in db.execute(
        "SELECT value FROM json_each(?) WHERE EXISTS"
        " (SELECT 1 FROM temp.vocabulary WHERE term = value)",
        [json.dumps(sorted(root_of))],
    ):
        found.setdefault(root_of[form], []).append(form)
    enough = max(_FEW, int(papers * _FREQUENT))
    counts = {
        name: db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)",
            (_any_of(written), enough),
        ).fetchone()[0]
        for name, written in found.items()
    }
    return Vocabulary(papers, found, counts, enough)


def _any_of(written: Sequence[str]) -> str:
    """An expression of full-text search. The words stand in quotes: none is an operator."""
    return " OR ".join(f'"{form}"' for form in written)


def expression(
    worths: Sequence[Mapping[str, float]], known: Vocabulary, budget: int, paired: int
) -> str:
    """What full-text search is asked for: any of the telling words, or two of the frequent ones.

    `worths` has the words of each paper that others shall be like, the most telling first.
    It finds about `budget` rows to rank: words may seek each other's company.
    """
    worth: dict[str, float] = {}
    for each in worths:
        for name, value in each.items():
            worth[name] = max(value, worth.get(name, 0.0))
    parts = []
    frequent = set()
    for name in sorted(worth, key=lambda name: (-worth[name], name)):
        rows = known.counts.get(name, 0)
        if rows < _SHARED:
            continue
        if rows <= budget and rows < known.enough:
            parts.append(f"({_any_of(known.forms[name])})")
            budget -= rows
        else:
            frequent.add(name)
    for each in worths:
        for pair in combinations([n for n in each if n in frequent][:paired], 2):
            one, other = (f"({_any_of(known.forms[name])})" for name in pair)
            rows = known.counts[pair[0]] * known.counts[pair[1]] // known.papers
            if rows <= budget:
                parts.append(f"({one} AND {other})")
                budget -= rows
    # Not the authors: Long is a name there.
    return f"{{title short takeaway topics mine note}} : ({' OR '.join(parts)})" if parts else ""

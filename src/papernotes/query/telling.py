"""The words by which a paper can be told from others, in the forms that people write.

What is common to all papers of a library shows by counting (`library.likeness`); here
goes out what says nothing in any library.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from unicodedata import normalize

from papernotes.model.text import fold

_WORD = r"[^\W_]+"  # as SQLite's tokenizer unicode61 cuts: letters and digits
_COMPOUND = r"[^\W_]+(?:-[^\W_]+)+"
_SHORTEST = 3  # letters of a word in ASCII; other scripts say much in two
_ROOT = 3  # letters that must be left of a word whose ending is taken off
_TELLING = 0.2  # of the most telling word's worth: what says less is not worth showing
_OF_AL = 5
_ENDINGS = ("", "s", "e", "es", "ed", "ing", "ings", "y", "ys", "ie", "ies", "al")
_LONGEST = 64  # letters: what is longer is no word, and nobody's but its own paper's

# What joins words, what speakers of English say of anything, and what all papers are.
_SILENT = frozenset(
    """
    about above across after again against ago ahead all almost along already also although always
    among and another any anyone anything apart are around aside away back bad based because been
    before begin behind being below beside best better between beyond big both bring but buy can
    cannot cause come could cut did does doing done door down during each early easy either else
    end enough etc even ever every everything exactly far fast faster few find first five for four
    from full get give goes going gone good got great grow had half hand hard has have having help
    her here him his hold home how however how ideally instead into its itself job just keep kept
    know last late least leave less let like likely little live long look lot made make many may
    mere might mind more most move much must near need neither never new next none nor not nothing
    now off often old once one only onto open opens order other others our out over own paper
    papers past per place plain plus point points put quite rather really right run said same say
    second see self set seven several shall she should show side simple simply since six small some
    something sort start stay step still stop such take task tell ten than that the their them then
    there these they thing think third this those though three through thus time together too top
    toward towards twice two under until unto upon use useful user using very via want was way well
    went were what when where whether which while who whole whom whose why will with within without
    work would write wrong yes yet you your
    pre non sub semi multi post anti
    add alone ask author authors beat cost efficient fall fit given large larger largest name part
    read rest
    started written
    approach exploring improve improved improving introduce introducing method novel propose
    proposed present results rethinking revisiting study technique
    """.split()  # noqa: SIM905 (a list of words reads as such)
)


class Word(NamedTuple):
    """What a text says with a word: how much, and how it is written there."""

    weight: float
    spelling: str


class Profile(NamedTuple):
    """The words of a paper by their roots, and what it writes with hyphens, by its roots."""

    words: Mapping[str, Word]
    compounds: Mapping[tuple[str, ...], str]


def profile(texts: Iterable[tuple[str, float]]) -> Profile:
    """The telling words of texts; each text has a weight, and a word that of its best one."""
    words: dict[str, Word] = {}
    compounds: dict[tuple[str, ...], str] = {}
    for given, weight in texts:
        text = given if given.isascii() else normalize("NFC", given)  # letters with their marks
        for written in re.findall(_WORD, text):
            name = root(fold(written))
            if not name:
                continue
            known = words.get(name)
            if known is None:
                words[name] = Word(weight, written)
            else:
                spelling = written if _plainer(written, known.spelling) else known.spelling
                words[name] = Word(max(weight, known.weight), spelling)
        for written in re.findall(_COMPOUND, text):
            parts = tuple(_bare(fold(part)) for part in written.split("-"))
            if parts not in compounds or _plainer(written, compounds[parts]):
                compounds[parts] = written
    return Profile(words, compounds)


def root(word: str) -> str:
    """What a folded word has in common with its other forms; "" for one that tells nothing.

    Coarse, for English: model, models, modeled, modelling. Other words stay as they are.
    """
    # What folds into signs (½) is no word of the index, and none for its query language.
    if not word.isalnum() or word[0].isdecimal() or len(word) > _LONGEST or word in _SILENT:
        return ""
    if word.isascii() and len(word.removesuffix("s")) < _SHORTEST:  # LMs are LM
        return ""
    bare = _bare(word)
    return "" if bare in _SILENT_ROOTS else bare


def forms(name: str) -> tuple[str, ...]:
    """The words that may have this root; not all of them are words."""
    bases = (name, name + name[-1])
    return tuple(base + end for base in bases for end in _ENDINGS if _bare(base + end) == name)


def shared(ours: Profile, theirs: Profile, worth: Mapping[str, float]) -> list[str]:
    """The words of ours that theirs has, too: the one of most worth first, as we write them.

    `worth` has the roots that count. What both write with hyphens stays together.
    """
    found = {name: (worth[name], _spelled(name, ours, theirs)) for name in worth}
    for parts, written in ours.compounds.items():
        inside = [name for name in parts if name in found]
        if inside and parts in theirs.compounds:
            total = sum(found.pop(name)[0] for name in inside)
            other = theirs.compounds[parts]
            found["-".join(parts)] = (total, other if _plainer(other, written) else written)
    most = max((value for value, _ in found.values()), default=0.0)
    told = [(-value, name) for name, (value, _) in found.items() if value >= most * _TELLING]
    return [found[name][1] for _, name in sorted(told)]


def _spelled(name: str, ours: Profile, theirs: Profile) -> str:
    mine, other = ours.words[name].spelling, theirs.words[name].spelling
    # “Attention” of a title is “attention”, if either of them ever writes it so.
    return other if fold(mine) == fold(other) and _plainer(other, mine) else mine


def _plainer(written: str, known: str) -> bool:
    """Whether `known` may have its capital only because it stands in a title."""
    return written.islower() and known.istitle()


def _bare(word: str) -> str:
    """A word without what English hangs on it: plural, -ed, -ing, -al, the last e or y."""
    if not (word.isascii() and word.isalpha()) or len(word) <= _ROOT:
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed", "al", "ie", "e", "y"):
        left = word.removesuffix(ending)
        least = _OF_AL if ending == "al" else _ROOT  # retriev-al, and no glob-al
        if left != word and len(left) >= least and set(left) & set("aeiouy"):
            word = left
            break
    return word[:-1] if word[-1] == word[-2] else word


_SILENT_ROOTS = frozenset(map(_bare, _SILENT))

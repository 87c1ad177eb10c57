"""Whether an entry is a paper: by its links, by what it says, and by its neighbours."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from papernotes.importing.lists import names
from papernotes.importing.lists.entry import Entry


class Candidate(NamedTuple):
    """An entry, and where it stands."""

    entry: Entry
    group: int  # entries of one list, table or run of paragraphs have the same
    admits: str  # as its section does
    reading: bool  # its section, its list or the whole speaks of papers
    topics: tuple[str, ...] = ()
    published: str | None = None  # of its section
    venue: str | None = None
    boxed: bool = False  # it has a box to tick


_ENOUGH_PAPERS: Final = 0.2  # of a list: then its other articles are readings, too
_MOST: Final = 0.5
_NEARLY_ALL: Final = 0.8
_WORDY: Final = 4.5  # topics have names of two or three words
_NO_READING: Final = re.compile(
    r".*(?:slides|[Cc]heat ?[Ss]heets?)$"
    r"|(?:[Cc]ontributed|[Mm]aintained|[Cc]ompiled|[Cc]urated) by\b.*"
    r"|(?:Course|Tutorial|Lectures?|Keynote|Workshop) at [A-Z].*"
    r"|(?:CS|CSE|CSCI|EE|EECS|ECE|COMP|STAT|MATH) ?\d{2,4}\w?\b.*"  # a course
)
_PLACES: Final = re.compile(r".*\b(?:leaderboard|seminar)s?", re.IGNORECASE)  # of the web
_PAPERS_FOLDER: Final = re.compile(r"(?:\.{0,2}/)?(?:papers?|readings?)/[^/]")
_NO_TITLE: Final = re.compile(
    r"(?:install|run|clone|download|see|click|please|use|using|check|feel free|if you|we |you "
    r"|this |these |note that|note:|open an?|"
    r"add |create|submit|make sure|thanks|star |follow|join|subscribe|welcome|for more|more "
    r"|(?:references?|sources?|links?|credits?|via)$|etc|tbd|todo|to be|coming soon|n/?a$|none$)",
    re.IGNORECASE,
)


def papers(candidates: Sequence[Candidate]) -> Iterable[Candidate]:
    """Those that are papers."""
    total: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    told: Counter[int] = Counter()
    for each in candidates:
        total[each.group] += 1
        linked[each.group] += each.entry.has_papers_link
        told[each.group] += _speaks(each)
    open_ones = [each for each in candidates if each.admits == "all"]
    share = sum(each.entry.has_papers_link for each in open_ones) / max(1, len(open_ones))
    dated: Counter[int] = Counter()
    phrases: Counter[int] = Counter()
    longer: Counter[int] = Counter()
    for each in candidates:
        words = len(each.entry.title.split())
        dated[each.group] += bool(each.entry.published and each.entry.dated and words >= 2)
        phrases[each.group] += not each.entry.links and is_phrase(each.entry.title)
        longer[each.group] += words
    telling = sum(map(_speaks, open_ones)) / max(1, len(open_ones))
    for each in candidates:
        size = total[each.group]
        told_here = told[each.group] / size
        if _tells(each.entry) and telling >= _MOST:
            told_here = max(told_here, _MOST)  # where most entries of a list tell so much
        if each.entry.how == "quote" and len(each.entry.title.split()) >= 4:
            told_here = max(told_here, telling)
        if each.boxed or each.reading:
            told_here = max(told_here, dated[each.group] / size if size > 1 else 0)
        around = Around(
            linked[each.group] / size,
            told_here,
            share,
            longer[each.group] / size,
            phrases[each.group] / size,
            size,
        )
        if is_paper(each, around):
            yield each


def _speaks(each: Candidate) -> bool:
    return each.entry.has_papers_link or _tells(each.entry)


class Around(NamedTuple):
    """What is around an entry."""

    linked: float  # which part of its neighbours link to papers
    told: float  # which part of them tells of papers, or links to them
    share: float  # which part of all entries of the list link to papers
    length: float  # how many words its neighbours have
    phrases: float  # which part of its neighbours are like titles, and link to nothing
    size: int  # how many entries its list has


def is_paper(each: Candidate, around: Around) -> bool:
    """Whether an entry is one."""
    linked, told, share, length = around[:4]
    entry = each.entry
    words = len(re.findall(r"\w+", entry.title))
    title = entry.title_link
    if _NO_READING.fullmatch(entry.title) or _is_front_door(each, words):
        return False
    if each.admits == "none" or (
        title
        and title.leads in ("anchor", "mail")
        and not entry.has_papers_link
        and (title.leads == "mail" or bool(title.target))
    ):
        return False
    if title and title.leads == "file" and each.reading and _PAPERS_FOLDER.match(title.target):
        return True
    if each.admits == "papers":
        if title and title.leads not in ("scholarly", "pdf"):
            return False
        return (entry.has_papers_link and (bool(title) or linked > _MOST or _offers(entry))) or (
            not entry.links and _tells(entry) and words >= 4
        )
    on_page = title is not None and title.leads == "page" and not entry.has_papers_link
    if (
        on_page
        and words <= 6
        and (_PLACES.fullmatch(entry.title) or names.venue_and_date(entry.title))
    ):
        return False  # "ICLR 2024 submissions"
    if entry.has_papers_link:
        return words >= 2 or not _NO_TITLE.match(entry.title)
    if not re.search(r"[^\W\d_]", entry.title):
        return False  # "(2017, 2016)"
    asks = _NO_TITLE.match(entry.title) and not (entry.how == "link" and words >= 4)
    if words > 45 or (asks and not _tells(entry)):
        return False
    if title and title.leads in ("code", "media"):
        if each.reading and entry.authors and told >= _MOST and words >= 3:
            return True  # notes or talks on papers, whose authors are named
        return (
            title.leads == "code"
            and words >= 4
            and linked >= _MOST
            and (each.reading or _tells(entry))
        )
    if title and title.leads == "file":
        return (
            title.target.lower().endswith((".pdf", ".ps", ".djvu"))
            or linked >= _ENOUGH_PAPERS
            or (_tells(entry) and (each.reading or told >= _MOST))
            or (each.reading and (each.published is not None or length >= _WORDY))
        )
    if title:
        among = linked >= _ENOUGH_PAPERS or (
            each.reading and (share >= _ENOUGH_PAPERS or told >= _MOST or each.boxed)
        )
        return (words >= 3 or linked >= _MOST or bool(entry.dated)) and (
            among or (_tells(entry) and (each.reading or told >= _MOST))
        )
    several = each.reading and around.size >= 3 and around.phrases >= _NEARLY_ALL
    if (share < _ENOUGH_PAPERS or several) and _is_among_phrases(each, around):
        return True
    if (
        not entry.links
        and linked >= _ENOUGH_PAPERS
        and linked + around.phrases >= _NEARLY_ALL
        and length >= _WORDY
        and words >= 3
        and is_phrase(entry.title)
        and looks_titled(entry)
    ):
        return True  # like the neighbours, but without their links
    return _is_unlinked(each, told, words)


def _offers(entry: Entry) -> bool:
    """Whether an entry says of one of its links that it is the paper."""
    return not _SENTENCE.search(entry.title) and any(
        link.says == "paper"
        and link.leads in ("scholarly", "pdf")
        and re.search("paper|pdf|arxiv", link.label, re.IGNORECASE)
        for link in entry.links
        if not link.mention
    )


def _is_front_door(each: Candidate, words: int) -> bool:
    """Whether an entry leads but to somebody's site: "[Industrial Light & Magic](http://ilm.com/)"."""
    title = each.entry.title_link
    return (
        title is not None
        and title.leads == "page"
        and words < 4
        and not each.boxed
        and not each.entry.has_papers_link
        and not _tells(each.entry)
        and urlsplit(title.url).path in ("", "/")
    )


# Words of sentences, and of what people are told to do.
_SENTENCE: Final = re.compile(
    r"\b(?:we|our|you|your|us|i|please|see|this|these|here|is|are|was|were|be|can|will|should|must"
    r"|check|find|thanks|more|read|e\.g|etc|i\.e|papers?|feel|add|use|make|keep)\b",
    re.IGNORECASE,
)


def is_phrase(title: str) -> bool:
    """Whether a text without links could be a title, and is no sentence."""
    return (
        2 <= len(title.split()) <= 30
        and not _SENTENCE.search(title)
        and not title[:1].islower()
        and not title.endswith((".", ":", ";", ","))
    )


def _is_among_phrases(each: Candidate, around: Around) -> bool:
    """Whether an entry is one of a list of bare titles."""
    entry = each.entry
    if entry.links or entry.takeaway or not is_phrase(entry.title):
        return False
    several = around.phrases >= _NEARLY_ALL and around.length >= _WORDY
    if each.reading:
        alone = looks_titled(entry) and len(entry.title.split()) >= 4
        return alone or (several and around.size >= 3)
    return several and around.size >= 5 and looks_titled(entry)


def _is_unlinked(each: Candidate, told: float, words: int) -> bool:
    """Whether an entry that links to no text is a paper all the same."""
    entry = each.entry
    named = (each.boxed and told >= _MOST) or entry.how == "cell"
    if words < 2 and not named and not (entry.authors and entry.published):
        return False
    if _tells(entry):
        return told >= _MOST / 2 or each.reading
    if entry.title.endswith(":") or (
        each.entry.takeaway and entry.how == "plain" and not each.reading
    ):
        return False
    if told >= _MOST and not entry.links:
        return True
    if not each.reading:
        return False
    return looks_titled(entry) and (
        (each.boxed and words >= 2)
        or (words >= 3 and (told > 0 or entry.number is not None or entry.how != "plain"))
    )


def _tells(entry: Entry) -> bool:
    """Whether an entry says of itself what lists say of papers: who, where, in which year."""
    return bool(entry.authors or entry.venue) or (
        bool(entry.published) and entry.dated and looks_titled(entry)
    )


def looks_titled(entry: Entry) -> bool:
    """Whether the text is like a title: set apart, or in capitals as titles are."""
    if entry.how in ("quote", "bold", "italic", "link", "cell"):
        return True
    words = [word for word in re.findall(r"[^\W\d_][\w'-]*", entry.title) if len(word) > 3]
    if not words:
        return not entry.title.isascii()
    return sum(word[0].isupper() for word in words) * 3 >= len(words) * 2 or not words[0].isascii()

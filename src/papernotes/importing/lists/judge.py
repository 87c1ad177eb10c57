"""Whether an entry is a paper: by its links, by what it says, and by its neighbours."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

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
_NO_TITLE: Final = re.compile(
    r"(?:install|run|clone|download|see|click|please|use|using|check|feel free|if you|we |you "
    r"|this |these |note that|note:|open an?|"
    r"add |create|submit|make sure|thanks|star |follow|join|subscribe|welcome|for more|more "
    r"|etc|tbd|todo|to be|coming soon|n/?a$|none$)",
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
        told[each.group] += each.entry.has_papers_link or _tells(each.entry)
    open_ones = [each for each in candidates if each.admits == "all"]
    share = sum(each.entry.has_papers_link for each in open_ones) / max(1, len(open_ones))
    for each in candidates:
        size = total[each.group]
        if is_paper(each, linked[each.group] / size, told[each.group] / size, share):
            yield each


def is_paper(each: Candidate, linked: float, told: float, share: float) -> bool:
    """`linked`, `told`: which part of its neighbours link to papers, or tell of such.

    `share`: which part of all entries link to papers.
    """
    entry = each.entry
    words = len(re.findall(r"\w+", entry.title))
    title = entry.title_link
    if each.admits == "none" or (
        title
        and title.leads in ("anchor", "mail")
        and not entry.has_papers_link
        and (title.leads == "mail" or bool(title.target))
    ):
        return False
    if each.admits == "papers":
        if title and title.leads not in ("scholarly", "pdf"):
            return False
        return (entry.has_papers_link and (bool(title) or linked > _MOST)) or (
            not entry.links and _tells(entry) and words >= 4
        )
    if entry.has_papers_link:
        return words >= 2 or not _NO_TITLE.match(entry.title)
    if words > 45 or (_NO_TITLE.match(entry.title) and not _tells(entry)):
        return False
    if title and title.leads in ("code", "media"):
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
            or (each.reading and _tells(entry))
        )
    if title:
        among = linked >= _ENOUGH_PAPERS or (
            each.reading and (share >= _ENOUGH_PAPERS or told >= _MOST or each.boxed)
        )
        return (words >= 3 or linked >= _MOST or bool(entry.dated)) and (
            among or (_tells(entry) and (each.reading or told >= _MOST))
        )
    return _is_unlinked(each, told, words)


def _is_unlinked(each: Candidate, told: float, words: int) -> bool:
    """Whether an entry that links to no text is a paper all the same."""
    entry = each.entry
    if words < 2 and not (each.boxed and told >= _MOST):
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
    if entry.how in ("quote", "bold", "italic", "link"):
        return True
    words = [word for word in re.findall(r"[^\W\d_][\w'-]*", entry.title) if len(word) > 3]
    if not words:
        return not entry.title.isascii()
    return sum(word[0].isupper() for word in words) * 3 >= len(words) * 2 or not words[0].isascii()

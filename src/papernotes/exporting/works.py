"""What sort of work a paper is, in words that each format translates into its own."""

import re
from typing import Final, Literal

from papernotes.exporting.texts import line
from papernotes.model.paper import Entry, Paper, Progress

Form = Literal[
    "article", "conference", "preprint", "book", "chapter", "thesis", "report", "post", "talk",
    "dataset", "software", "other",
]  # fmt: skip
_BY_KIND: Final[dict[str, Form]] = {
    "book": "book", "chapter": "chapter", "thesis": "thesis", "report": "report", "post": "post",
    "blog": "post", "talk": "talk", "video": "talk", "dataset": "dataset", "software": "software",
}  # fmt: skip
_JOURNAL = (
    r"\b(?:journal|transactions|letters|annals|magazine|nature|science|communications|reviews?"
    r"|surveys|pnas|plos|jmlr|tmlr|tacl|jair|jacm|cacm|tpami|neural computation|neurocomputing"
    r"|foundations and trends|proceedings of the (?:national academy|ieee\b|royal))\b"
)
_TELLING = 4  # letters of a word that says more than "the"
_MEETING = r"\b(?:proceedings|conference|workshop|symposium|findings|meeting|congress)\b"


def form(paper: Paper) -> Form:
    """By its kind, else by where it appeared, as far as the name of that tells."""
    if known := _BY_KIND.get((paper.kind or "").lower()):
        return known
    venue = line(paper.venue).lower()
    if venue in ("", "arxiv", "preprint"):
        return "preprint" if paper.arxiv else "other"
    if re.search(r"\breport\b", venue):
        return "report"
    if venue in ("blog", "website"):
        return "post"
    if re.search(_JOURNAL, venue):
        return "article"
    # "NeurIPS 2017": journals are seldom called by a year.
    is_meeting = re.search(_MEETING, venue) or re.search(r"\b(?:19|20)\d\d\b", venue)
    return "conference" if is_meeting else "article"


def arxiv_id(paper: Paper) -> str | None:
    """The bare id of arXiv, without a version."""
    return next((each[6:] for each in paper.ids if each.startswith("arxiv:")), None)


def handles(entries: list[Entry]) -> list[str]:
    """A key for each paper that no other one has: its own, else of author, year and title."""
    used: set[str] = set()
    tries: dict[str, int] = {}  # how many of a name there are: a thousand may have the same
    found = []
    for entry in entries:
        wanted = handle = entry.paper.key or _made_up(entry.paper)
        while handle in used:
            tries[wanted] = tries.get(wanted, 1) + 1
            handle = f"{wanted}-{tries[wanted]}"
        used.add(handle)
        found.append(handle)
    return found


def _made_up(paper: Paper) -> str:
    from papernotes.model.people import apart  # most papers have a key
    from papernotes.model.text import fold

    author = apart(paper.authors[0]).family if paper.authors else ""
    words = re.findall("[a-z0-9]+", fold(paper.title))
    telling = next((word for word in words if len(word) >= _TELLING), words[0] if words else "")
    parts = ["".join(re.findall("[a-z0-9]+", fold(author))), str(paper.year or ""), telling]
    return "-".join(part[:30] for part in parts if part) or f"paper-{paper.number}"


def dated(progress: Progress) -> tuple[str | None, str | None]:
    """Started and finished; "unknown" where it was done and nobody knows when."""
    started, finished = progress.started, progress.finished
    if progress.status == "reading":
        started = started or "unknown"
    if progress.status == "done":
        finished = finished or "unknown"
    return started, finished

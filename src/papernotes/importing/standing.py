"""What people say of their reading: status, rating and the tags that mean such things."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from papernotes.importing.texts import unique
from papernotes.model.paper import Status
from papernotes.model.record import Reading
from papernotes.model.text import fold

# Folded, without signs at the ends. What may be a topic as well is no tag of a status.
_TAGS: Final[dict[str, Status]] = {
    "read": "done",
    "done": "done",
    "finished": "done",
    "already read": "done",
    "have read": "done",
    "gelesen": "done",
    "unread": "unread",
    "to read": "unread",
    "toread": "unread",
    "tbr": "unread",
    "want to read": "unread",
    "ungelesen": "unread",
    "reading": "reading",
    "currently reading": "reading",
    "in progress": "reading",
    "skimmed": "reading",
    "skipped": "skipped",
    "not reading": "skipped",
    "did not finish": "skipped",
    "dnf": "skipped",
    "abandoned": "skipped",
}
_WORDS: Final[dict[str, Status]] = {
    **_TAGS,
    **dict.fromkeys(
        ("yes", "y", "x", "true", "ja", "oui", "si", "1", "complete", "completed", "fertig", "ok"),
        "done",
    ),
    **dict.fromkeys(
        ("no", "n", "false", "nein", "non", "0", "new", "todo", "open", "backlog", "queue"),
        "unread",
    ),
    **dict.fromkeys(("erledigt", "lu", "leido", "letto"), "done"),
    **dict.fromkeys(
        ("queued", "planned", "to do", "not started", "not read", "a lire", "zu lesen"), "unread"
    ),
    **dict.fromkeys(
        ("started", "ongoing", "doing", "current", "wip", "lese", "en cours", "paused"), "reading"
    ),
    **dict.fromkeys(("skip", "dropped", "wont read", "stopped", "ignored"), "skipped"),
}
_TICKED: Final = frozenset("✓✔☑✅🗸")
_NOT_TICKED: Final = frozenset("☐⬜✗✘❌☒")
_STARS: Final = re.compile(r"[⭐★✭🌟]")
_EMPTY_STARS: Final = re.compile(r"[☆✩]")
_NUMBER: Final = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:/\s*(\d{1,3})|(%)|\s*(?:stars?|sterne?|points?))?", re.ASCII
)
_BEST: Final = 5
_SCALES: Final = (5, 10, 100)


def status(text: str) -> Status | None:
    """What a cell or field that is about the status says."""
    if set(text) & _TICKED:
        return "done"
    if set(text) & _NOT_TICKED:
        return "unread"
    if match := re.match(r"\s*(\d{1,3})(?:[.,]\d+)?\s*%", text):
        share = int(match[1])
        return "done" if share >= 100 else "reading" if share else "unread"  # noqa: PLR2004
    return _WORDS.get(_word(text))


def of_tag(text: str) -> Status | None:
    """The status that a tag stands for; most tags are topics and stand for none."""
    return _TAGS.get(_word(text))


def _word(text: str) -> str:
    if len(text) > 40:  # noqa: PLR2004  # no word of ours is so long
        return ""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text).replace("'", "")).split())


def amount(text: str) -> tuple[float, int] | None:
    """A rating, and out of how many; 0 where that is not said."""
    if stars := len(_STARS.findall(text)):
        return (stars, _BEST) if stars + len(_EMPTY_STARS.findall(text)) <= _BEST else None
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        return None
    most = int(match[2]) if match[2] else 100 if match[3] else 0
    return float(match[1].replace(",", ".")), most


def scale(texts: Iterable[str]) -> int:
    """Out of how many the ratings of a column are: 5, 10 or 100; 0: of nothing that is known."""
    found = [value for text in texts if (value := amount(text))]
    largest = max((value for value, most in found if not most), default=0)
    return next((most for most in _SCALES if largest <= most), 0)


def rating(text: str, most: int = _BEST) -> int | None:
    """1 to 5, from a number out of `most` where the text does not say that itself."""
    found = amount(text)
    if not found:
        return None
    value, own = found
    most = own or most
    if not most or not 0 < value <= most:
        return None
    return max(1, int(value * _BEST / most + 0.5))


class Tags(NamedTuple):
    """Tags, and what some of them said of the reading."""

    topics: tuple[str, ...]
    status: Status | None
    rating: int | None


def apart(tags: Iterable[str]) -> Tags:
    """Topics apart from the tags that mean a status or a rating."""
    topics: list[str] = []
    found: Status | None = None
    stars: int | None = None
    for tag in tags:
        if of_tag(tag):
            found = of_tag(tag)
        elif _STARS.search(tag) and not re.search(r"\w", tag):
            stars = rating(tag)
        else:
            topics.append(tag)
    return Tags(unique(topics), found, stars)


def reading(
    said: Status | None,
    *,
    started: str | None = None,
    finished: str | None = None,
    rating: int | None = None,
    tags: Iterable[str] = (),
    takeaway: str | None = None,
    note: str = "",
) -> Reading:
    """A reading that fits together: a date says that it was done; done without one says unknown."""
    if said is None:
        said = "done" if finished else "reading" if started else None
    if said == "unread":
        started = finished = None
    elif said == "done":
        finished = finished or "unknown"
    elif said == "reading":
        started, finished = started or "unknown", None
    return Reading(said, started, finished, rating, unique(tags), takeaway or None, note)

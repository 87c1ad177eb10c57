"""Each term of a score in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from papernotes.model.paper import Entry
from papernotes.model.text import fold
from papernotes.suggest.candidate import Candidate, Neighbours, Way
from papernotes.suggest.reader import Reader
from papernotes.suggest.score import days, points

NO_NEEDS = "Needs nothing first."
_SHOWN = 3  # names in a reason; more would not be read


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def names(entries: Sequence[Entry], shown: int = _SHOWN) -> str:
    """`GPT, BERT and T5`, `GPT, BERT, T5 and 8 more`."""
    found = [entry.paper.name for entry in entries]
    if len(found) > shown:
        return f"{', '.join(found[:shown])} and {len(found) - shown:,} more"
    return listed(found)


def listed(texts: Sequence[str]) -> str:
    return ", ".join([*texts[:-2], " and ".join(texts[-2:])])


def _reading(candidate: Candidate, reader: Reader, _: Neighbours) -> str:
    started = candidate.entry.progress.started
    if started is None:
        return "You are reading it."
    return f"You have been reading it since {'today' if started == reader.today else started}."


def _waiting(candidate: Candidate, reader: Reader, _: Neighbours) -> str:
    progress = candidate.entry.progress
    if progress.status == "reading":
        waited = counted(days(progress.started or reader.today, reader.today), "day")
        return f"It has been open for {waited}."
    ago = counted(days(progress.postponed or reader.today, reader.today), "day")
    return f"You put it off {ago} ago, and its day has come."


def _goal(candidate: Candidate, _: Reader, __: Neighbours) -> str:
    own = [way for way in candidate.ways if way.to == candidate.entry]
    others = sorted(
        (way for way in candidate.ways if way.to != candidate.entry),
        key=lambda way: (way.remaining, way.to.paper.number),
    )
    said = []
    if own:
        said.append("It is a goal of yours.")
    if others:
        ways = [_way(way, first=not position) for position, way in enumerate(others[:_SHOWN])]
        more = [f"{len(others) - _SHOWN} more"] if len(others) > _SHOWN else []
        said.append(f"On the way to {listed([*ways, *more])}.")
    return " ".join(said)


def _way(way: Way, *, first: bool) -> str:
    reading = not way.to.progress.goal
    left = f"{counted(way.remaining, 'paper')} to go" if first else f"{way.remaining:,}"
    what = ", which you are reading" if reading else ""
    return f"{way.to.paper.name}{what} ({left})"


def _opens(candidate: Candidate, _: Reader, neighbours: Neighbours) -> str:
    if candidate.opens <= _SHOWN:
        return f"Opens {names(neighbours.opens) or counted(candidate.opens, 'paper')}."
    among = listed([entry.paper.name for entry in neighbours.opens[:2]])
    return f"Opens {counted(candidate.opens, 'paper')}, among them {among}."


def _leads(candidate: Candidate, _: Reader, __: Neighbours) -> str:
    return f"Leads to {counted(candidate.leads, 'paper')} in all."


def _taste(candidate: Candidate, reader: Reader, _: Neighbours) -> str:
    shown = {
        topic: reader.tastes[fold(topic)]
        for topic in candidate.entry.paper.topics
        if fold(topic) in reader.tastes
    }
    high = [topic for topic, taste in shown.items() if taste.above > 0]
    low = [topic for topic, taste in shown.items() if taste.above < 0]
    said = []
    for topics, way in ((high, "above"), (low, "below")):
        if topics:
            said.append(f"{listed(topics)} {way} your average")
    return f"You rate {', and '.join(said)}." if said else "You rate its topics as others."


def _change(candidate: Candidate, reader: Reader, _: Neighbours) -> str:
    shared = any(candidate.topics & topics for topics in reader.last)
    what = "paper" if shared else f"{len(reader.last)} papers"
    return f"A change from the last {what} that you read."


def _order(candidate: Candidate, _: Reader, neighbours: Neighbours) -> str:
    last = f" of {neighbours.last_number:,}" if neighbours.last_number else ""
    return f"Number {candidate.entry.paper.number}{last} in the catalog's order."


def _likeness(candidate: Candidate, _: Reader, __: Neighbours) -> str:
    if candidate.like is None:
        return ""
    to = candidate.like.to
    words = f": {', '.join(candidate.like.words[:_SHOWN])}" if candidate.like.words else ""
    return (
        f"Its words are like those of {to.paper.name}, which you rated {to.progress.rating}{words}."
    )


def _date(candidate: Candidate, _: Reader, __: Neighbours) -> str:
    published = candidate.entry.paper.published
    return (
        f"From {published}: what came later may build on it." if published else "Of unknown date."
    )


def _blocked(candidate: Candidate, _: Reader, neighbours: Neighbours) -> str:
    return (
        f"Needs {names(neighbours.missing) or counted(candidate.missing, 'paper')}, not read yet."
    )


TEXTS: Final[Mapping[str, Callable[[Candidate, Reader, Neighbours], str]]] = {
    "reading": _reading,
    "waiting": _waiting,
    "goal": _goal,
    "opens": _opens,
    "leads": _leads,
    "taste": _taste,
    "change": _change,
    "order": _order,
    "likeness": _likeness,
    "date": _date,
    "blocked": _blocked,
}


def facts(
    candidate: Candidate, reader: Reader, neighbours: Neighbours
) -> Iterable[tuple[str, str]]:
    """What is no term of the sum and worth saying all the same: a kind and a sentence."""
    if not candidate.needs_known:
        yield "unknown", "What it needs is not known: this catalog does not say."
    elif not candidate.missing:
        if neighbours.needs:
            skipped = any(need.progress.status != "done" for need in neighbours.needs)
            how = "read or skipped" if skipped else "read"
            yield "ready", f"You have {how} what it needs: {names(neighbours.needs)}."
        else:
            yield "ready", NO_NEEDS
    elif "blocked" not in points(candidate, reader):
        yield "blocked", _blocked(candidate, reader, neighbours)
    later = candidate.entry.progress.later
    if later and later > reader.today:
        yield "later", f"You put it off until {later}."
    if candidate.minutes is not None:
        yield "time", f"Takes about {duration(candidate.minutes)}."


def duration(minutes: float) -> str:
    """`45 minutes`, `1 h 30 min`, `12 hours`."""
    whole = max(1, round(minutes))
    if whole < 60:  # noqa: PLR2004
        return counted(whole, "minute")
    hours, rest = divmod(round(whole / 5) * 5, 60)
    if rest and hours < 10:  # noqa: PLR2004
        return f"{hours} h {rest} min"
    return counted(round(whole / 60), "hour")

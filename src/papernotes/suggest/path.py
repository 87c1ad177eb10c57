"""The shortest way to some papers: what has to be read, in which order, and why."""

from collections.abc import Sequence
from typing import NamedTuple

from papernotes.model.paper import Entry
from papernotes.suggest.reader import Speed

_SHOWN = 2  # papers that one is needed for, of which the first has its reason said


class Step(NamedTuple):
    entry: Entry
    why: str


class Path(NamedTuple):
    """The papers to read, each ready when its turn comes, and what can be left out."""

    targets: Sequence[Entry]
    steps: Sequence[Step]
    spared: Sequence[Entry]  # settled papers on the way: they are read
    in_order: int  # papers that the catalog's own order has down to the targets, not yet settled
    circle: bool = False  # whether papers on the way need each other


def time_of(path: Path, speed: Speed, usual: int | None) -> int | None:
    """Minutes for all of it; a paper of unknown length is as long as usual. None: not known."""
    pages = [step.entry.paper.pages or usual for step in path.steps]
    known = [each for each in pages if each is not None]
    return round(sum(known) * speed.minutes_per_page) if len(known) == len(pages) else None


def why(
    needed: Sequence[tuple[Entry, str]],
    helps: Sequence[tuple[Entry, str]],
    *,
    target: bool,
) -> str:
    """Why a paper is on a way: who needs it, or is helped by it, and the catalog's reasons."""
    said = ["It is where you want to get."] if target else []
    said += _for(needed, "needs it", "need it")
    if not needed:
        said += _for(helps, "is helped by it", "are helped by it")
    return " ".join(said)


def _for(others: Sequence[tuple[Entry, str]], one: str, many: str) -> list[str]:
    if not others:
        return []
    names = [entry.paper.name for entry, _ in others[:_SHOWN]]
    if len(others) > _SHOWN:
        names.append(f"{len(others) - _SHOWN} more")
    reason = next((reason for _, reason in others if reason), "")
    verb = one if len(others) == 1 else many
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return [f"{joined} {verb}: {reason}" if reason else f"{joined} {verb}."]

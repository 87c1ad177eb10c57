"""The shortest way to some papers: what has to be read, in which order, and why."""

from collections.abc import Sequence
from typing import NamedTuple

from papernotes.model.paper import Entry
from papernotes.suggest.reader import Speed
from papernotes.suggest.texts import listed

_SHOWN = 2  # papers more that one is needed for


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
    needs_known: bool = True  # whether the targets' catalogs say what papers need


def time_of(path: Path, speed: Speed, usual: int | None) -> int | None:
    """Minutes for all of it; a paper of unknown length is as long as usual. None: not known."""
    pages = [step.entry.paper.pages or usual for step in path.steps]
    known = [each for each in pages if each is not None]
    return round(sum(known) * speed.minutes_per_page) if len(known) == len(pages) else None


def why(
    needed: Sequence[tuple[Entry, str]], helped: Sequence[tuple[Entry, str]], *, target: bool
) -> str:
    """Why a paper is on a way: who needs it, or is helped by it, and the catalog's reason."""
    said = ["It is where you want to get."] if target else []
    others = needed or helped
    if others:
        # The first for which the catalog says why stands for all.
        first = next((each for each in others if each[1]), others[0])
        names = [entry.paper.name for entry, _ in others if entry != first[0]]
        one, many = ("needs", "need") if needed else ("is helped by", "are helped by")
        reason = first[1]
        end = "" if reason.endswith((".", "!", "?", "…")) else "."
        said.append(f"{first[0].paper.name} {one} it{f': {reason}' if reason else ''}{end}")
        if names:
            verb = one if len(names) == 1 else many
            shown = names[:_SHOWN] + ([f"{len(names) - _SHOWN} more"] if names[_SHOWN:] else [])
            said.append(f"{listed(shown)} {verb} it, too.")
    return " ".join(said)

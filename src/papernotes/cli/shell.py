"""The program's surroundings: places, date, output, and how a command ends."""

import datetime as dt
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from papernotes.errors import BAD_DATA, USAGE, PapernotesError
from papernotes.library.core import Library, Problem, consult, problems
from papernotes.paths import Places, places
from papernotes.render.clean import clean, paragraph
from papernotes.render.output import Color, output, write, write_json

if TYPE_CHECKING:
    from papernotes.render.view import View

_T = TypeVar("_T")
_DAY = dt.timedelta(days=1)


def here() -> Places:
    return places(os.environ)


def today() -> str:
    """The reader's local date."""
    return _today().isoformat()


def day(text: str) -> str:
    """A date as people type it, as the journal keeps it: ISO, or "unknown"."""
    now = _today()
    named = {
        "today": now.isoformat(),
        "yesterday": (now - _DAY).isoformat(),
        "unknown": "unknown",
    }
    if text.lower() in named:
        return named[text.lower()]
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        raise PapernotesError(
            f"“{text}” is no date",
            hint="Write 2026-11-23, today, yesterday or unknown.",
            code=USAGE,
        ) from None
    if found > now:
        raise PapernotesError(
            f"{text} is still to come", hint="Give the day when you did it.", code=USAGE
        )
    return found.isoformat()


def read(work: Callable[[Library], _T]) -> tuple[_T, list[Problem]]:
    """What `work` finds in the library, and what is wrong with the library's files."""
    return consult(here(), os.environ, lambda library: (work(library), problems(library)))


def show(
    view: "View",
    found: list[Problem],
    *,
    json: bool = False,
    color: Color = "auto",
    pager: bool = True,
) -> int:
    """Print a result on stdout and warnings on stderr. Gives the exit code."""
    if json:
        write_json(view)
    else:
        out = output(color, os.environ, pager=pager)
        write(view, out)
        if not out.drawn:
            for note in getattr(view, "notes", tuple)():
                say(note)
    if not found:
        return 0
    warn(found)
    return BAD_DATA if any(problem.code == BAD_DATA for problem in found) else found[0].code


def warn(found: list[Problem]) -> None:
    """One warning on stderr about all that is wrong with the library's files."""
    first = found[0]
    place = f"{first.path}:{first.line}" if first.line else first.path
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    mend = " Mend that line with an editor." if first.line else ""
    say(f"papernotes: warning: {place}: {first.message}{more}. The rest was read.{mend}")


def say(text: str) -> None:
    """One line on stderr, whatever it was made from."""
    print(paragraph(clean(text), sys.stderr), file=sys.stderr)  # noqa: T201 (the one place where we print to stderr)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()

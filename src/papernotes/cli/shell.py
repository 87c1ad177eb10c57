"""The program's surroundings: places, date, output, and how a command ends."""

import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from papernotes.cli.options import Asked
from papernotes.errors import BAD_DATA, USAGE, PapernotesError
from papernotes.library.core import Library, Problem, consult, problems
from papernotes.model.clean import clean
from papernotes.paths import Places, places
from papernotes.render.output import output, write, write_json
from papernotes.render.paragraph import paragraph
from papernotes.settings import Given, Settings

if TYPE_CHECKING:
    from papernotes.render.view import View

_T = TypeVar("_T")
_DAY = dt.timedelta(days=1)


def here() -> Places:
    return places(os.environ)


def given(asked: Asked) -> Given:
    return Given(os.environ, asked.flags)


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
            f"{text} is still to come",
            hint="Write a day that has been, or leave --on out for today.",
            code=USAGE,
        )
    return found.isoformat()


class Found(NamedTuple):
    """What holds besides a result: the settings, and what is wrong with the library's files."""

    settings: Settings
    problems: Sequence[Problem] = ()


def read(
    asked: Asked, work: Callable[[Library], _T], *, any_catalog: bool = False
) -> tuple[_T, Found]:
    """What `work` finds in the library, and what holds besides."""
    return consult(
        here(),
        given(asked),
        lambda library: (work(library), Found(library.settings, problems(library))),
        any_catalog=any_catalog,
    )


def report(
    asked: Asked,
    look: "Callable[[Library], View]",
    *,
    any_catalog: bool = False,
    pager: bool = True,
) -> int:
    """Show what is found in the library: all that a command which only reads has to do."""
    view, found = read(asked, look, any_catalog=any_catalog)
    return show(view, found, asked, pager=pager)


def show(view: "View", found: Found, asked: Asked, *, pager: bool = False) -> int:
    """Print a result on stdout, remarks and warnings on stderr. Gives the exit code."""
    settings = found.settings
    if asked.json:
        write_json(view)
    else:
        out = output(settings, os.environ, pager=pager)
        if not (settings.quiet and getattr(view, "confirms", False)):
            write(view, out)
        if not out.drawn:
            for remark in getattr(view, "remarks", tuple)():
                say(remark, settings)
    for warning in getattr(view, "warnings", tuple)():
        say(warning, settings)
    return ended(found)


def ended(found: Found) -> int:
    """Warn of what is wrong with the library's files. Gives the exit code of a read."""
    if not found.problems:
        return 0
    warn(found)
    codes = {problem.code for problem in found.problems}
    return BAD_DATA if BAD_DATA in codes else found.problems[0].code


def show_done(view: "View", found: Found, asked: Asked) -> int:
    """Print what was done. It is done: what is wrong with other files is a warning only."""
    code = show(view, Found(found.settings), asked)
    if found.problems:
        warn(found)
    return code


def warn(found: Found) -> None:
    """One warning on stderr about all that is wrong with the library's files."""
    first, *others = found.problems
    place = f"{first.path}:{first.line}" if first.line else first.path
    more = f" (and {len(others)} more)" if others else ""
    say(
        f"papernotes: warning: {place}: {first.message}{more}. The rest was read."
        " What to do: papernotes check",
        found.settings,
    )


def say(text: str, settings: Settings) -> None:
    """One line on stderr, whatever it was made from."""
    if not settings.quiet:
        # What was done is done: that nobody can hear of it is no failure.
        with suppress(OSError):
            print(paragraph(clean(text), sys.stderr), file=sys.stderr)  # noqa: T201 (the one place where we print to stderr)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()

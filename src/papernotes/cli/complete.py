"""`papernotes __complete WORD...`: what the last word may become. The shells' scripts ask.

It is no command: nobody types it. On stdout are lines `value<TAB>help`, the value as the
program would get it, or a line `<TAB>files`, by which the shell is to complete the name
of a file. `__complete_bash BREAKS LINE` answers with words that bash can put into its line.

Whatever happens, it is no error: a key that was pressed must not spoil the line that
somebody is typing. Then there is nothing to choose from.
"""

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer

from papernotes.cli.app import COMMANDS, GROUPS, app_of, called, everything
from papernotes.cli.sentences import group_sentence, sentence
from papernotes.cli.shell import here
from papernotes.completing import bash
from papernotes.completing.candidate import Candidate, Question
from papernotes.completing.kinds import Answer, answer
from papernotes.completing.line import Parameter, slot
from papernotes.errors import PapernotesError
from papernotes.index.glance import as_it_stands, glance
from papernotes.index.progress import listen
from papernotes.library.core import consult, open_library
from papernotes.model.clean import clean
from papernotes.model.text import scalar
from papernotes.render.output import write_text
from papernotes.settings import Given, Value

_PATIENCE = 4.0  # seconds, after which the index is taken as it is
_SHOWN = 200  # characters of a help
_FILES = "\tfiles\n"
_HELP = Parameter(("--help", "-h"), help="Show what the command does.", words=0)


def complete(how: str, words: Sequence[str]) -> int:
    """Print what the words can go on with."""
    try:
        text = _bash(*words) if how == "__complete_bash" else _lines(_answer(list(words)))
    except Exception:
        # The one place where any failure is one: see above.
        if os.environ.get("PAPERNOTES_DEBUG"):
            raise
        return 0
    write_text(text)
    return 0


def _bash(breaks: str = "", line: str = "") -> str:
    typed = bash.take_apart(line, breaks)
    if typed.redirects:
        return _FILES
    if len(typed.words) == 1:  # inside of something that is no line of ours: "$(…"
        return ""
    found = _answer(typed.words[1:])  # the first one is the program
    values = [value for value, _ in _sound(found.candidates)]
    return _FILES if found.files else "".join(f"{word}\n" for word in bash.put_back(typed, values))


def _lines(found: Answer) -> str:
    if found.files:
        return _FILES
    return "".join(f"{value}\t{text}\n" for value, text in _sound(found.candidates))


def _sound(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those that can be shown as they are, with the rest of it made fit for that.

    A value that would have to be cleaned would be another one then.
    """
    for value, text in candidates:
        if value and clean(value) == value:
            yield Candidate(value, clean(text[:_SHOWN]))


def _answer(words: Sequence[str]) -> Answer:
    *before, word = [scalar(word) for word in words] or [""]
    if before[:1] == ["help"]:  # as in "help done"
        before = before[1:]
        if before and not (len(before) == 1 and before[0] in _groups()):
            return Answer([])
    if not before and not word.startswith("-"):
        return Answer(_names("", word))
    if len(before) == 1 and before[0] in _groups() and not word.startswith("-"):
        return Answer(_names(before[0], word))
    name, rest = called(before)
    if not name and before and not before[0].startswith("-"):
        return Answer([])  # no command of ours
    here_ = slot(_parameters(name), rest, word)
    catalog = here_.values.get("--catalog")
    flags: dict[str, Value] = {"catalog": catalog} if catalog else {}
    return answer(here_, lambda question: _ask(question, flags))


def _groups() -> set[str]:
    return {*GROUPS, *(name.partition(" ")[0] for name in COMMANDS if " " in name)}


def _names(group: str, word: str) -> list[Candidate]:
    """The commands of a group, and at the top the groups among them."""
    found: dict[str, str] = {}
    for name in COMMANDS:
        first, _, last = name.partition(" ")
        if group:
            if first == group and last.startswith(word):
                found[last] = sentence(name)
        elif first.startswith(word) and first not in found:
            found[first] = group_sentence(first) if last else sentence(name)
    return [Candidate(name, text) for name, text in found.items()]


def _parameters(name: str) -> list[Parameter]:
    """What a command takes, as Typer has it from the command's own signature."""
    command = typer.main.get_command(app_of(name) if name else everything(()))
    found = []
    for each in command.params:
        option = each.param_type_name == "option"
        if getattr(each, "hidden", False):
            continue
        found.append(
            Parameter(
                (*each.opts, *each.secondary_opts) if option else (),
                each.metavar or "",
                getattr(each, "help", None) or "",
                0 if option and getattr(each, "is_flag", False) else each.nargs,
                bool(getattr(each, "multiple", False)),
                tuple(map(str, getattr(each.type, "choices", ()))),
            )
        )
    return [*found, _HELP]


def _ask(question: Question, flags: dict[str, Value]) -> list[Candidate]:
    """What the library answers; nothing, if there is none, or it can't be read."""
    try:
        places, known = here(), Given(os.environ, flags)
        try:
            with _deadline(_PATIENCE):
                return consult(
                    places,
                    known,
                    lambda library: list(question(library)),
                    any_catalog=True,
                    opener=glance,
                )
        except _TooLate:
            with open_library(places, known, as_it_stands, any_catalog=True) as library:
                return list(question(library))
    except (PapernotesError, OSError, sqlite3.Error):
        return []


class _TooLate(BaseException):
    """It takes longer than anybody waits for a key. Not an Exception: nobody is to heed it."""


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Raise _TooLate inside when the time is up, and the index hears that it goes on.

    A signal could do that anywhere: in the midst of an import too, which then keeps its lock.
    """
    end = time.monotonic() + seconds

    def look(*_: object) -> None:
        if time.monotonic() > end:
            raise _TooLate

    listen(look)
    try:
        yield
    finally:
        listen(None)

"""`papernotes note`."""

from pathlib import Path
from typing import Annotated

import typer

from papernotes.cli.options import ScopedOptions
from papernotes.cli.shell import here, read, show_done
from papernotes.cli.typed import something_comes_by_stdin, stdin
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.core import Library
from papernotes.library.loop import the_one
from papernotes.library.note import note_file
from papernotes.library.refs import resolve
from papernotes.model.paper import Entry
from papernotes.model.text import scalar
from papernotes.render.noted import Noted
from papernotes.settings import Settings

_STDIN = "-"


def command(
    asked: ScopedOptions,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF] [-]",
            help="The paper; without it: the one you are reading. “-” adds what comes by stdin.",
            show_default=False,
        ),
    ] = None,
    message: Annotated[
        str | None,
        typer.Option(
            "--message",
            "-m",
            metavar="TEXT",
            help="Add this text, and open no editor. “-”: what comes by stdin.",
            show_default=False,
        ),
    ] = None,
    path: Annotated[
        bool, typer.Option("--path", help="Print where the note lies, and open nothing.")
    ] = False,
) -> int:
    """Write a note about a paper, in your editor: VISUAL, else EDITOR.

    A note is a Markdown file of yours. “show” prints it, “search” looks into it.

    Examples:
        papernotes note -m "Ask about the learning rate"
        papernotes note qlora -m "Double quantization: section 3"
        papernotes note 12 --path
    """
    ref, text = _understood(words or [], message)
    if path and text is not None:
        raise PapernotesError("a text and --path at once", hint="Say one of the two.", code=USAGE)

    def place(library: Library) -> tuple[Entry, Path]:
        entry = resolve(library, ref) if ref is not None else the_one(library)
        return entry, note_file(library, entry)

    (entry, file), found = read(asked, place)
    if not path:
        _write(entry, file, text, found.settings)
    kept = file.exists()
    noted = Noted(entry._replace(has_note=kept), file, kept, where=path)
    return show_done(noted, found, asked)


def _understood(words: list[str], message: str | None) -> tuple[str | None, str | None]:
    """The REF, and the text to add."""
    dashes = words.count(_STDIN) + (message == _STDIN)
    refs = [word for word in words if word != _STDIN]
    if len(refs) > 1 or dashes > 1 or (dashes and message not in (None, _STDIN)):
        raise PapernotesError(
            "this takes one paper, and one text",
            hint="Write: papernotes note REF -m TEXT, or: papernotes note REF -",
            code=USAGE,
        )
    text = stdin() if dashes else message
    if text is not None and not text.strip():
        raise PapernotesError(
            "that text says nothing",
            hint="The note is as it was. To write in your editor: papernotes note REF",
            code=USAGE,
        )
    return (refs[0] if refs else None), (scalar(text) if text is not None else None)


def _write(entry: Entry, file: Path, text: str | None, settings: Settings) -> None:
    from papernotes.noting import append, begin, finish, template  # not for --path

    if text is not None:
        append(here(), file, text, entry.paper)
        return
    if something_comes_by_stdin():
        raise PapernotesError(
            "what comes by stdin would go to your editor as if you had typed it",
            hint="To add it to the note, write a dash: papernotes note REF -",
            code=USAGE,
        )
    from papernotes.programs.editor import edit

    empty = template(entry.paper)
    begin(here(), file, empty)
    try:
        edit(file, settings.editor, without="papernotes note REF -m TEXT")
    finally:
        finish(file, empty)

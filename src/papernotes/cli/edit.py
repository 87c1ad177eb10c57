"""`papernotes edit`."""

from typing import Annotated

import typer

from papernotes.cli.asking import agreed
from papernotes.cli.curate import confirm
from papernotes.cli.options import ScopedOptions
from papernotes.cli.shell import given, here, read, say
from papernotes.cli.typed import something_comes_by_stdin
from papernotes.errors import BAD_DATA, USAGE, PapernotesError
from papernotes.render.edited import Edition


def command(
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="Number, key, arXiv id, DOI or URL.", show_default=False
        ),
    ],
    asked: ScopedOptions,
) -> int:
    """Edit what a catalog of your own says of a paper, in your editor: VISUAL, else EDITOR.

    What you save is checked. If it is no paper, the catalog stays as it was and your text is
    kept; “edit” goes on with it. If the paper gets another id, the old one stays in its “aka”,
    so that your progress is found. “undo” takes an edit back.

    Examples:
        papernotes edit mine/mixtral-experts
    """
    from papernotes.curating.edit import begin, finish  # brings Pydantic: help needs none
    from papernotes.programs.editor import edit

    if something_comes_by_stdin():
        raise PapernotesError(
            "what comes by stdin would go to your editor as if you had typed it",
            hint="Run it in a terminal: papernotes edit REF",
            code=USAGE,
        )
    draft, found = read(asked, lambda library: begin(library, ref))
    if draft.found:
        say("Going on with the text that was kept the last time.", found.settings)
    if draft.aside:
        say(f"The paper was changed since. Your last text is {draft.aside}", found.settings)
    while True:
        edit(draft.file, found.settings.editor)
        try:
            edited = finish(here(), given(asked), draft)
        except PapernotesError as error:
            if error.code != BAD_DATA:  # nothing that could be mended in the text
                raise
            hint = f"Your text is kept in {draft.file}. Go on with it: papernotes edit {ref}"
            kept = PapernotesError(error.message, hint=hint, code=error.code)
            if not _again(error):
                raise kept from error
        else:
            return confirm(Edition(edited), edited.settings, edited.problems, asked)


def _again(error: PapernotesError) -> bool:
    """Whether the user wants to mend the text at once; false where nobody can be asked."""
    try:
        return agreed(f"{error.message}. Edit it again?", yes=False)
    except PapernotesError:
        return False

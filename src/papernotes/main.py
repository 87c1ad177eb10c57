"""The program: run a command line, and be the one place where errors are shown."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from papernotes.errors import FAILED, INTERRUPTED, PapernotesError, refused

_GC_THRESHOLD = 100_000  # objects; Python's own is 700
_TOO_MUCH = "What was recorded is safe. Is one of your files very large? See: papernotes paths"
_REPORT = "What was recorded is safe. PAPERNOTES_DEBUG=1 shows where it happened: report it."


def main(argv: Sequence[str] | None = None) -> int:
    """Run `papernotes` with these arguments. Gives the exit code, raises nothing."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return 0  # whoever read us has what they wanted: `papernotes list | head`
    except PapernotesError as error:
        _let_go_of_stdout()
        return _fail(error.message, error.hint, error.code)
    except OSError as error:
        _let_go_of_stdout()
        failed = _gone() or refused("go on", error, kept="")
        return _fail(failed.message, failed.hint, failed.code)
    except Exception as error:
        return _surprised(error)
    return code


def run() -> None:
    """The entry point of the console script.

    Most of what a run allocates are modules, which stay to the end: to look through them
    for cycles, while they load and once more at exit, takes a sixth of a `list`.
    """
    gc.set_threshold(_GC_THRESHOLD)
    # Python has none of these where the shell closed them: `papernotes list >&-`.
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A letter that the locale can't write is no reason to fail.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    code = main()
    try:
        sys.stderr.flush()
    except OSError:
        _let_go_of(sys.stderr)  # else Python ends with 120: what was done is done
    gc.freeze()
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    import typer  # inside, so that Ctrl-C in the middle of it is handled too

    from papernotes.cli import app

    try:
        code = app.run(arguments)
    except typer.TyperException as error:
        from papernotes.cli.mistakes import said  # most lines are right

        context = getattr(error, "ctx", None)
        path = context.command_path if context else app.program(*arguments[:1])
        raise PapernotesError(
            said(error.format_message()), hint=f"See: {path} --help", code=error.exit_code
        ) from error
    except typer.Abort:
        return INTERRUPTED
    except SystemExit:  # Typer's own answer to a closed pipe, also where we print
        raise BrokenPipeError from None
    return code if isinstance(code, int) else 0


def _fail(message: str, hint: str, code: int) -> int:
    """One short paragraph on stderr: what, where, and what to do next."""
    if os.environ.get("PAPERNOTES_DEBUG"):
        import traceback

        traceback.print_exc()
    from papernotes.model.clean import clean
    from papernotes.render.paragraph import paragraph

    end = "" if message.endswith((".", "?", "!")) else "."
    text = f"papernotes: {message}{end} {hint}".strip()
    with suppress(OSError):  # nobody may be listening
        print(paragraph(clean(text), sys.stderr), file=sys.stderr)  # noqa: T201 (the boundary)
    return code


def _surprised(error: Exception) -> int:
    """What nobody has thought of, or nobody can help."""
    if isinstance(error, MemoryError):
        return _fail("there is not enough memory for that", _TOO_MUCH, FAILED)
    what = f"{type(error).__name__}: {error}"
    return _fail(f"this is a bug in papernotes: {what}", _REPORT, FAILED)


def _gone() -> PapernotesError | None:
    """What to say where somebody removed the working directory: relative paths lead nowhere."""
    try:
        Path.cwd()
    except OSError:
        return PapernotesError("the folder that you are in is gone", hint="Go to another: cd")
    return None


def _let_go_of_stdout() -> None:
    _let_go_of(sys.stdout)


def _let_go_of(stream: TextIO) -> None:
    """Keep the interpreter from complaining at exit that it can't flush."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(null, stream.fileno())
        finally:
            os.close(null)
    except (OSError, ValueError):
        pass  # it is no file of the system's

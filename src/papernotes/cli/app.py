"""The commands there are, and the Typer app with those that a command line asks for."""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, NamedTuple

import typer

from papernotes import __version__
from papernotes.cli.options import ColorOption, JsonOption
from papernotes.errors import USAGE, PapernotesError

_READING = "Reading"
_MARKING = "Marking"


class Command(NamedTuple):
    """Where a command's function, `command`, lies; and under which head of the help it stands."""

    module: str
    panel: str


COMMANDS = {
    "list": Command("papernotes.cli.list", _READING),
    "show": Command("papernotes.cli.show", _READING),
    "next": Command("papernotes.cli.next", _READING),
    "start": Command("papernotes.cli.start", _MARKING),
    "done": Command("papernotes.cli.done", _MARKING),
    "skip": Command("papernotes.cli.skip", _MARKING),
    "reset": Command("papernotes.cli.reset", _MARKING),
    "undo": Command("papernotes.cli.undo", _MARKING),
    "redo": Command("papernotes.cli.redo", _MARKING),
}


def run(arguments: Sequence[str]) -> object:
    """Run a command line; what the command gives back is the exit code.

    To import and register all commands takes longer than to run one, so that only the
    one that is asked for is, unless somebody wants help or made a mistake.
    """
    name = arguments[0] if arguments else ""
    app = typer.Typer(
        name="papernotes",
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    if name in COMMANDS:
        _register(app, name)
        arguments = arguments[1:]
    else:
        app.callback(invoke_without_command=True)(_papernotes)
        if arguments and arguments[0] != "--version":
            for each in COMMANDS:
                _register(app, each)
    command = typer.main.get_command(app)
    return command.main(list(arguments), prog_name=program(name), standalone_mode=False)


def program(name: str) -> str:
    """What help and errors call the program, or its command of that name."""
    return f"papernotes {name}" if name in COMMANDS else "papernotes"


def _register(app: typer.Typer, name: str) -> None:
    command = COMMANDS[name]
    app.command(name, rich_help_panel=command.panel)(import_module(command.module).command)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"papernotes {__version__}")
        raise typer.Exit


def _papernotes(
    context: typer.Context,
    json: JsonOption = False,
    color: ColorOption = "auto",
    _: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> int:
    """A reading list for research papers: what to read next, and why.

    Without a command: where you are.
    """
    if context.invoked_subcommand is not None:
        given = ["--json"] * json + [f"--color {color}"] * (color != "auto")
        if given:
            raise PapernotesError(
                "options of a command come after its name",
                hint=f"Write: papernotes {context.invoked_subcommand} {' '.join(given)}",
                code=USAGE,
            )
        return 0
    from papernotes.cli.dashboard import dashboard

    return dashboard(json=json, color=color)

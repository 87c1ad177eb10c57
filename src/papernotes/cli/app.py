"""The commands there are, and the Typer app with those that a command line asks for."""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Final, NamedTuple

import typer

from papernotes import __version__
from papernotes.cli.described import DescribedCommand, DescribedGroup, in_order
from papernotes.cli.options import ScopedOptions, expanded
from papernotes.cli.waiting import shown
from papernotes.errors import USAGE, PapernotesError

_READING = "Reading"
_MARKING = "Marking"
_CATALOGS = "Catalogs"
_ABOUT = "About papernotes"


class Command(NamedTuple):
    """Under which head of the help a command stands; its function is `command` in a module."""

    panel: str


# A module each: "catalog add" is `cli.catalog.add`, and `catalog` a group of commands.
COMMANDS: Final = {
    "list": Command(_READING),
    "show": Command(_READING),
    "search": Command(_READING),
    "similar": Command(_READING),
    "next": Command(_READING),
    "path": Command(_READING),
    "graph": Command(_READING),
    "open": Command(_READING),
    "log": Command(_READING),
    "stats": Command(_READING),
    "start": Command(_MARKING),
    "done": Command(_MARKING),
    "skip": Command(_MARKING),
    "reset": Command(_MARKING),
    "rate": Command(_MARKING),
    "tag": Command(_MARKING),
    "takeaway": Command(_MARKING),
    "note": Command(_MARKING),
    "goal": Command(_MARKING),
    "later": Command(_MARKING),
    "undo": Command(_MARKING),
    "redo": Command(_MARKING),
    "add": Command(_CATALOGS),
    "import": Command(_CATALOGS),
    "edit": Command(_CATALOGS),
    "remove": Command(_CATALOGS),
    "export": Command(_CATALOGS),
    "catalog list": Command(_CATALOGS),
    "catalog add": Command(_CATALOGS),
    "catalog new": Command(_CATALOGS),
    "catalog update": Command(_CATALOGS),
    "catalog use": Command(_CATALOGS),
    "catalog refresh": Command(_CATALOGS),
    "catalog rename": Command(_CATALOGS),
    "catalog remove": Command(_CATALOGS),
    "paths": Command(_ABOUT),
    "config": Command(_ABOUT),
    "check": Command(_ABOUT),
    "completion": Command(_ABOUT),
}
# What the name of a group alone stands for.
GROUPS: Final = {"catalog": "catalog list"}
# What the shells' scripts ask with; no commands of anybody's.
COMPLETERS: Final = ("__complete", "__complete_bash")
_HELP = ["-h", "--help"]
_MORE = """More on a command: papernotes COMMAND --help, or papernotes help COMMAND
All of it, with settings, files and exit codes: man papernotes"""


def run(arguments: Sequence[str]) -> object:
    """Run a command line; what the command gives back is the exit code.

    To import and register all commands takes longer than to run one, so that only the
    one that is asked for is, unless somebody wants help or made a mistake.
    """
    if arguments and arguments[0] in COMPLETERS:
        from papernotes.cli.complete import complete  # only a shell asks for it

        return complete(arguments[0], arguments[1:])
    name, rest = called(arguments)
    command = typer.main.get_command(app_of(name) if name else everything(rest))
    with shown(quiet=bool({"-q", "--quiet"} & set(rest))):
        return command.main(rest, prog_name=program(name), standalone_mode=False)


def called(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The command that a line begins with ("" for none that there is), and what follows it.

    `help done` is another way to write `done --help`.
    """
    if arguments and arguments[0] == "help":
        return called([*arguments[1:], _HELP[-1]])
    for length in (2, 1):
        name = " ".join(arguments[:length])
        if name in COMMANDS:
            return name, list(arguments[length:])
    rest = list(arguments[1:])
    if arguments and arguments[0] in GROUPS and (not rest or _is_option(rest[0])):
        return GROUPS[arguments[0]], rest
    return "", list(arguments)


def _is_option(word: str) -> bool:
    return word.startswith("-") and word not in _HELP


def program(name: str) -> str:
    """What help and errors call the program, or its command of that name."""
    return f"papernotes {name}".rstrip()


def _new_app() -> typer.Typer:
    return typer.Typer(
        name="papernotes",
        cls=in_order(list(COMMANDS)),
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": _HELP},
    )


def app_of(name: str) -> typer.Typer:
    """The app with that command alone."""
    app = _new_app()
    _register(app, name)
    return app


def everything(arguments: Sequence[str] = ("--help",)) -> typer.Typer:
    """The app with all its commands; without them for a line that names none."""
    app = _new_app()
    app.callback(invoke_without_command=True, epilog=_MORE)(expanded(_papernotes))
    if not arguments or arguments[0] == "--version":
        return app
    groups: dict[str, typer.Typer] = {}
    for name in COMMANDS:
        group, _, _ = name.rpartition(" ")
        if group and group not in groups:
            groups[group] = _group(group)
            app.add_typer(groups[group], name=group, rich_help_panel=COMMANDS[name].panel)
        _register(groups[group] if group else app, name)
    return app


def _group(name: str) -> typer.Typer:
    help_text = import_module(f"papernotes.cli.{name}").__doc__
    context = {"help_option_names": _HELP}
    return typer.Typer(help=help_text, cls=DescribedGroup, context_settings=context)


def _register(app: typer.Typer, name: str) -> None:
    module = import_module(f"papernotes.cli.{name.replace(' ', '.')}")
    app.command(
        name.rpartition(" ")[2], cls=DescribedCommand, rich_help_panel=COMMANDS[name].panel
    )(expanded(module.command))


def _version(value: bool) -> None:
    if value:
        typer.echo(f"papernotes {__version__}")
        raise typer.Exit


def _papernotes(
    context: typer.Context,
    asked: ScopedOptions,
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
        if given := asked.typed:
            raise PapernotesError(
                "options of a command come after its name",
                hint=f"Write: papernotes {context.invoked_subcommand} {' '.join(given)}",
                code=USAGE,
            )
        return 0
    from papernotes.cli.dashboard import dashboard

    return dashboard(asked)

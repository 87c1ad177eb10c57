"""The help of a command as a value, read from what Typer knows of it.

Its docstring is one sentence, perhaps paragraphs, then `Examples:` and below it a command a
line. No markup: words of the command line stand in “quotes”.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

_OPTIONS = "Options"
_EXAMPLES = "Examples:"
# A sentence ends before a blank and a capital, or a quotation mark.
_SENTENCE = r"(.+?[.?])(?:\s+(?=[A-Z“])(.*))?"
_PLAIN_METAVAR = r"\[?([A-Z][A-Z0-9_|-]*)\]?(?:\.\.\.)?\]?"


class Argument(NamedTuple):
    """What a command takes by its place."""

    name: str
    help: str


class Option(NamedTuple):
    """What a command takes by its name."""

    names: tuple[str, ...]  # a short one first
    metavar: str  # "" for a flag
    help: str


class OptionGroup(NamedTuple):
    """Options under one head."""

    head: str
    options: tuple[Option, ...]


class Listed(NamedTuple):
    """A command in a list of commands: "catalog add"."""

    name: str
    sentence: str


class Panel(NamedTuple):
    """Commands under one head."""

    head: str
    commands: tuple[Listed, ...]


class Page(NamedTuple):
    """All that the help of a command, of a group or of the program says, in its order."""

    name: str  # as it is typed: "papernotes done"
    usage: str
    sentence: str
    paragraphs: tuple[str, ...]
    panels: tuple[Panel, ...]
    arguments: tuple[Argument, ...]
    options: tuple[OptionGroup, ...]
    examples: tuple[str, ...]
    closing: tuple[str, ...]  # lines


_HELP = Option(("-h", "--help"), "", "Show this and exit.")


def read(command: Any, name: str) -> Page:
    """The page of a Typer command that is typed as `name`."""
    sentence, paragraphs, examples = docstring(command.help or "")
    shown = [each for each in command.params if not each.hidden]
    arguments = [each for each in shown if isinstance(each, TyperArgument)]
    usage = [name, *map(_used, arguments), "[OPTIONS]"]
    panels: tuple[Panel, ...] = ()
    if isinstance(command, TyperGroup):
        wanted = "[COMMAND]" if command.invoke_without_command else "COMMAND"
        usage = [name, wanted, "[ARGUMENTS]", "[OPTIONS]"]
        panels = _panels(command)
    return Page(
        name,
        " ".join(usage),
        sentence,
        paragraphs,
        panels,
        tuple(Argument(_named(each), each.help or "") for each in arguments),
        _groups([each for each in shown if isinstance(each, TyperOption)]),
        examples,
        tuple((command.epilog or "").splitlines()),
    )


def walk(command: Any, name: str) -> Iterator[Page]:
    """The pages of a command and of all that are below it."""
    yield read(command, name)
    for word, each in _commands(command):
        yield from walk(each, f"{name} {word}")


def docstring(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The sentence, the paragraphs and the examples of a docstring without its indentation."""
    prose, _, examples = f"\n{text}".partition(f"\n{_EXAMPLES}")
    first, *others = [" ".join(part.split()) for part in re.split(r"\n\s*\n", prose.strip())]
    match = re.fullmatch(_SENTENCE, first)
    sentence, rest = (match[1], match[2] or "") if match else (first, "")
    paragraphs = tuple(each for each in (rest, *others) if each)
    return (
        sentence,
        paragraphs,
        tuple(line.strip() for line in examples.split("\n") if line.strip()),
    )


def _commands(command: Any) -> list[tuple[str, Any]]:
    if not isinstance(command, TyperGroup):
        return []
    names = command.list_commands(typer.Context(command))
    found = [(name, command.commands[name]) for name in names]
    return [(name, each) for name, each in found if not each.hidden]


def _panels(group: TyperGroup) -> tuple[Panel, ...]:
    """What can be typed after the group's name; instead of a group in it, its commands."""
    heads: dict[str, list[Listed]] = {}

    def collect(command: Any, before: str) -> None:
        for word, each in _commands(command):
            if isinstance(each, TyperGroup):
                collect(each, f"{before}{word} ")
            else:
                head = each.rich_help_panel or "Commands"
                listed = Listed(before + word, docstring(each.help or "")[0])
                heads.setdefault(head, []).append(listed)

    collect(group, "")
    return tuple(Panel(head, tuple(listed)) for head, listed in heads.items())


def _groups(options: Sequence[TyperOption]) -> tuple[OptionGroup, ...]:
    """In the order in which their heads come up, the nameless first; --help ends the last."""
    heads: dict[str, list[Option]] = {}
    for option in sorted(options, key=lambda each: each.rich_help_panel is not None):
        heads.setdefault(option.rich_help_panel or _OPTIONS, []).append(_option(option))
    last = list(heads)[-1] if heads else _OPTIONS
    heads.setdefault(last, []).append(_HELP)
    return tuple(OptionGroup(head, tuple(listed)) for head, listed in heads.items())


def _option(option: TyperOption) -> Option:
    names = sorted([*option.opts, *option.secondary_opts], key=lambda name: name.startswith("--"))
    metavar = "" if option.is_flag else option.metavar or _choices(option)
    text = option.help or ""
    if text and option.show_default and not option.is_flag and option.default is not None:
        text += f" Default: {option.default}."
    return Option(tuple(names), metavar, text)


def _choices(option: TyperOption) -> str:
    choices: Sequence[str] = getattr(option.type, "choices", ())
    return "|".join(choices) or option.type.name.upper()


def _named(argument: TyperArgument) -> str:
    """REF of "[REF]...", as a text speaks of it."""
    metavar = argument.metavar or (argument.name or "").upper()
    match = re.fullmatch(_PLAIN_METAVAR, metavar)
    return match[1] if match else metavar


def _used(argument: TyperArgument) -> str:
    """As a line of usage has it: REF, [REF], REF... or [REF]..."""
    name = _named(argument)
    if argument.metavar and " " in argument.metavar:  # a grammar of its own
        return name
    return (name if argument.required else f"[{name}]") + ("..." if argument.nargs != 1 else "")

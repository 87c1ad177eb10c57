"""Arguments and options that several commands take, declared once."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple, get_args

import typer

from papernotes.errors import USAGE, PapernotesError
from papernotes.settings import Color, Value

_OUTPUT = "Output"
MANY = 1_000_000  # more papers than any catalog has


class Asked(NamedTuple):
    """What every command can be asked for besides its own: None and False if it was not."""

    json: bool = False
    plain: bool = False
    color: Color | None = None
    no_pager: bool = False
    quiet: bool = False
    catalog: str | None = None
    offline: bool = False

    @property
    def flags(self) -> dict[str, Value]:
        """The settings that the command line decides over."""
        found: dict[str, Value | None] = {
            "catalog": self.catalog,
            "color": self.color,
            "pager": "cat" if self.no_pager else None,
            "plain": self.plain or None,
            "quiet": self.quiet or None,
            "offline": self.offline or None,
        }
        return {name: value for name, value in found.items() if value is not None}

    @property
    def typed(self) -> list[str]:
        """The options as they can be typed again."""
        words = [
            f"--{name.replace('_', '-')}" for name, value in self._asdict().items() if value is True
        ]
        for name in ("color", "catalog"):
            value = getattr(self, name)
            words += [f"--{name} {value}"] if value is not None else []
        return words


def _output(
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, for programs.", rich_help_panel=_OUTPUT)
    ] = False,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            help="Words in place of a drawing, nothing cut off: for screen readers.",
            rich_help_panel=_OUTPUT,
        ),
    ] = False,
    color: Annotated[
        Color | None,
        typer.Option(
            "--color",
            metavar="WHEN",
            help="auto, always or never. “always” draws as on a terminal, even into a pipe.",
            rich_help_panel=_OUTPUT,
            show_default=False,
        ),
    ] = None,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Never use a pager.", rich_help_panel=_OUTPUT)
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet",
            "-q",
            help="Say nothing but what was asked for, and errors.",
            rich_help_panel=_OUTPUT,
        ),
    ] = False,
) -> None:
    """The options of every command; only the signature is of use."""


def _catalog(
    catalog: Annotated[
        str | None,
        typer.Option(
            "--catalog",
            metavar="CATALOG",
            help="The catalog in which to look up numbers, keys and queries.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """The option of every command that takes a REF or a QUERY; only the signature is of use."""


def _offline(
    offline: Annotated[
        bool,
        typer.Option(
            "--offline",
            help="Never use the network: look nothing up.",
        ),
    ] = False,
) -> None:
    """The option of every command that uses the network; only the signature is of use."""


def only_one_scope(asked: Asked, *, all_catalogs: bool) -> None:
    """Refuse one catalog and all of them at once."""
    if all_catalogs and asked.catalog is not None:
        raise PapernotesError(
            "--catalog and --all-catalogs exclude each other", hint="Leave out one.", code=USAGE
        )


class _Expands(NamedTuple):
    """Marks a parameter that stands for several options."""

    functions: tuple[Callable[..., None], ...]


AskedOptions = Annotated[Asked, _Expands((_output,))]
NetworkOptions = Annotated[Asked, _Expands((_offline, _output))]
ScopedOptions = Annotated[Asked, _Expands((_catalog, _output))]


def expanded(function: Callable[..., int]) -> Callable[..., int]:
    """The function with its parameter `asked` taken apart into the options it stands for.

    So no command carries five flags about, and Typer sees each of them.
    """
    own = inspect.signature(function)
    expands: _Expands = get_args(own.parameters["asked"].annotation)[1]
    options = [
        option.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for each in expands.functions
        for option in inspect.signature(each).parameters.values()
    ]

    def command(**given: Any) -> int:
        asked = Asked(**{option.name: given.pop(option.name) for option in options})
        return function(**given, asked=asked)

    parameters = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in own.parameters.values()
        if parameter.name != "asked"
    ] + options
    command.__doc__ = function.__doc__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


RefArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[REF]",
        help="Number, key, arXiv id, DOI or URL. Without it: the paper you are reading.",
        show_default=False,
    ),
]
OWN = "One of your own. Without it: the current one, if that is yours, else “mine”."
OwnCatalogOption = Annotated[
    str | None, typer.Option("--catalog", metavar="CATALOG", help=OWN, show_default=False)
]
OwnCatalogArgument = Annotated[
    str | None, typer.Argument(metavar="[CATALOG]", help=OWN, show_default=False)
]
NewNameArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="What to call it: small letters, digits and hyphens.",
        show_default=False,
    ),
]
_REFS = "Numbers, ranges (3-7), keys, arXiv ids, DOIs or URLs."
RefsArgument = Annotated[
    list[str], typer.Argument(metavar="REF...", help=_REFS, show_default=False)
]
RefsOrReading = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[REF]...",
        help=f"{_REFS} Without any: the paper you are reading.",
        show_default=False,
    ),
]
RefsOrNext = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[REF]...", help=f"{_REFS} Without any: the top of “next”.", show_default=False
    ),
]
QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...",
        help="Words, and topic: status: author: year: tag: rating: is: has: not: terms;"
        " all must hold.",
        show_default=False,
    ),
]
StatusOption = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        "-s",
        metavar="STATUS",
        help="Only unread, reading, done or skipped papers. Repeat it for either of several.",
        show_default=False,
    ),
]
TopicOption = Annotated[
    list[str] | None,
    typer.Option(
        "--topic",
        "-t",
        metavar="TOPIC",
        help="Only papers on the topic. Repeat it for either of several.",
        show_default=False,
    ),
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The day: 2026-11-23, today, yesterday or unknown.",
        show_default=False,
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        metavar="N",
        help="At most N of them.",
        min=0,
        max=MANY,
        show_default=False,
    ),
]
AllCatalogsOption = Annotated[
    bool, typer.Option("--all-catalogs", "-a", help="The papers of all your catalogs.")
]
CatalogArgument = Annotated[
    str,
    typer.Argument(metavar="CATALOG", help="The name of a catalog.", show_default=False),
]

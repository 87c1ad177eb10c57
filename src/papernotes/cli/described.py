"""Typer's command and group, with a help of our own."""

import os
import sys
from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup


class DescribedCommand(TyperCommand):
    """A command whose `--help` is `papernotes.help`."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _describe(self, ctx, formatter)


class DescribedGroup(TyperGroup):
    """A group of commands whose `--help` is `papernotes.help`."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _describe(self, ctx, formatter)


def in_order(names: Sequence[str]) -> type[DescribedGroup]:
    """A group that shows its commands, and groups among them, in the order of `names`."""
    place = {name.partition(" ")[0]: number for number, name in reversed([*enumerate(names)])}

    class Ordered(DescribedGroup):
        def list_commands(self, ctx: Any) -> list[str]:
            # Typer has the groups behind all commands.
            return sorted(super().list_commands(ctx), key=lambda name: place.get(name, len(place)))

    return Ordered


def _describe(command: TyperCommand | TyperGroup, context: Any, formatter: Any) -> None:
    # Only help needs any of this.
    from papernotes.errors import PapernotesError
    from papernotes.help.page import read
    from papernotes.help.text import text
    from papernotes.render.output import output, size
    from papernotes.settings import Given, resolve

    def settings(environ: Any) -> Any:
        return resolve(Given(environ), state={}, config={}, config_path="")

    try:
        chosen = settings(os.environ)
    except PapernotesError:  # who set something wrong needs help all the more
        chosen = settings({})
    out = output(chosen, os.environ, pager=False)
    width, _ = size(os.environ, sys.stdout.isatty())
    context.color = out.color  # else Typer takes the escapes out that FORCE_COLOR asked for
    page = read(command, context.command_path)
    formatter.write(text(page, width, bold=out.color, unicode=out.unicode))

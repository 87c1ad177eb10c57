"""`papernotes catalog update`."""

import sys
from typing import Annotated

import typer

from papernotes.cli.asking import agreed
from papernotes.cli.curate import confirm
from papernotes.cli.options import NetworkOptions
from papernotes.cli.shell import given, here
from papernotes.render.updated import UpdatedCatalog


def command(
    asked: NetworkOptions,
    catalog: Annotated[
        str | None,
        typer.Argument(
            metavar="[CATALOG]",
            help="The name of a catalog. Without it: the current one.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE|URL",
            help="A file, folder or address. Without it: where the catalog came from.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Only show what would change.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
) -> int:
    """Bring a catalog up to date with where it came from: what changes is shown first.

    Progress and notes stay, and so do papers that you have marked and that are gone there. What
    you changed in your copy stays yours; if both changed the same, that is said.

    On a terminal you are asked; elsewhere nothing is changed without --yes.

    Examples:
        papernotes catalog update club
        papernotes catalog update club --from reading-group.toml --yes
    """
    from papernotes.curating.update import carry_out, plan  # brings Pydantic, which help needs not

    wanted = plan(here(), given(asked), catalog, source)
    would = wanted.would
    can_ask = not asked.json and bool(sys.stdin and sys.stdin.isatty() and sys.stderr.isatty())
    shown = UpdatedCatalog(would, source, asks=can_ask, dry=dry_run)
    if not yes or dry_run:
        code = confirm(shown, would.settings, would.problems, asked)
        if would.is_nothing or dry_run or not can_ask or not agreed("Update it?", yes=False):
            return code
    done = UpdatedCatalog(carry_out(here(), given(asked), wanted), source, asked_before=not yes)
    return confirm(done, done.updated.settings, done.updated.problems, asked)

"""`papernotes export`."""

from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from papernotes.cli.options import (
    AllCatalogsOption,
    Asked,
    QueryArgument,
    ScopedOptions,
    StatusOption,
    TopicOption,
    only_one_scope,
)
from papernotes.cli.outfile import STDOUT, format_of, write_out
from papernotes.cli.shell import ended, read, say
from papernotes.errors import USAGE, PapernotesError
from papernotes.exporting.formats import FORMATS, Exported, Options, left_out, write
from papernotes.library.core import Library, title
from papernotes.library.find import find
from papernotes.library.note import note
from papernotes.query.terms import asked_for

Format = Literal["markdown", "bibtex", "csl-json", "ris", "csv", "json", "html", "anki"]
_ENDINGS: Final[dict[str, Format]] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".bib": "bibtex",
    ".ris": "ris",
    ".csv": "csv",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".tsv": "anki",
}
_SUCH = "a file that ends with .md, .bib, .ris, .csv, .json, .html or .tsv"
_ALL = "All papers"  # the title of a list from all catalogs


def command(
    asked: ScopedOptions,
    query: QueryArgument = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="markdown, bibtex, csl-json, ris, csv, json, html or anki. Without it: what the"
            " name of FILE ends with, else markdown.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to FILE, all of it or nothing. “-” is stdout.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    progress: Annotated[
        bool | None,
        typer.Option(
            "--progress/--no-progress",
            help="With your status, dates, rating, tags and takeaway, or without. Markdown and"
            " html go without unless you say so, the others with it.",
            show_default=False,
        ),
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="Your notes go along.")] = False,
    status: StatusOption = None,
    topic: TopicOption = None,
    all_catalogs: AllCatalogsOption = False,
) -> int:
    """Write papers for other programs: a list, a bibliography, a table, a page, cards.

    BibTeX, CSL-JSON and RIS are for what you write and for reference managers; Markdown and
    html for people, who get to see nothing of your progress unless you say so.

    Examples:
        papernotes export -o reading-list.md
        papernotes export topic:rl --format bibtex
        papernotes export --status done --format html --progress
        papernotes export --format csv --notes --all-catalogs
    """
    only_one_scope(asked, all_catalogs=all_catalogs)
    chosen = _format(format_, output, asked)
    terms = asked_for(query, status=status, topic=topic)
    with_progress = FORMATS[chosen].progress if progress is None else progress

    def look(library: Library) -> tuple[list[Exported], str]:
        entries = find(library, terms, all_catalogs=all_catalogs)
        papers = [Exported(each, note(library, each) if notes else None) for each in entries]
        return papers, _ALL if all_catalogs else title(library)

    (papers, name), found = read(asked, look, any_catalog=all_catalogs)
    options = Options(name, with_progress)
    write_out(write(chosen, papers, options), output, found, replace=force)
    if left := left_out(chosen, papers, options):
        say(_said(left), found.settings)
    return ended(found)


def _format(said: Format | None, output: str | None, asked: Asked) -> Format:
    if asked.json and said not in (None, "json"):
        raise PapernotesError(
            f"--json and --format {said} at once", hint="Say one of the two.", code=USAGE
        )
    if said or asked.json:
        return said or "json"
    if output in (None, STDOUT) or not Path(output or "").suffix:
        return "markdown"
    return format_of(output or "", _ENDINGS, _SUCH)


def _said(left: int) -> str:
    papers = "1 paper has" if left == 1 else f"{left} papers have"
    return f"{papers} no takeaway, and so no card"

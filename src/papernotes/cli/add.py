"""`papernotes add`."""

from typing import Annotated

import typer

from papernotes.cli.curate import confirm
from papernotes.cli.options import OWN, NetworkOptions
from papernotes.cli.shell import given, here
from papernotes.curating.wanted import is_bibtex, link, of_bibtex, wanted
from papernotes.errors import USAGE, PapernotesError
from papernotes.render.added import Addition

_PAPER = "The paper"
_ABOUT = "What it is about"
_PLACE = "In the catalog"


def _option(*names: str, metavar: str, text: str, panel: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        *names, metavar=metavar, help=text, rich_help_panel=panel, show_default=False
    )
    return option


def command(
    asked: NetworkOptions,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID|URL]...",
            help="arXiv ids, DOIs, web addresses or entries of BibTeX. Without any: a --title.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[
        str | None, _option("--title", metavar="TEXT", text="Its title.", panel=_PAPER)
    ] = None,
    author: Annotated[
        list[str] | None,
        _option("--author", metavar="NAME", text="An author. Repeat it for each.", panel=_PAPER),
    ] = None,
    published: Annotated[
        str | None,
        _option(
            "--published",
            metavar="DATE",
            text="2023-05-23, 2023-05 or 2023: as precise as you know.",
            panel=_PAPER,
        ),
    ] = None,
    venue: Annotated[
        str | None, _option("--venue", metavar="TEXT", text="Where it appeared.", panel=_PAPER)
    ] = None,
    url: Annotated[
        str | None,
        _option("--url", metavar="URL", text="Where to read it: http or https.", panel=_PAPER),
    ] = None,
    links: Annotated[
        list[str] | None,
        _option(
            "--link",
            metavar="LABEL=URL",
            text="Another page, such as Code=https://… Repeat it for each.",
            panel=_PAPER,
        ),
    ] = None,
    pages: Annotated[
        int | None, _option("--pages", metavar="N", text="How many it has.", panel=_PAPER)
    ] = None,
    kind: Annotated[
        str | None,
        _option("--kind", metavar="TEXT", text="A paper, post, survey, book ….", panel=_PAPER),
    ] = None,
    topic: Annotated[
        list[str] | None,
        _option("--topic", "-t", metavar="TOPIC", text="Repeat it for each.", panel=_ABOUT),
    ] = None,
    takeaway: Annotated[
        str | None,
        _option("--takeaway", metavar="TEXT", text="The paper in one line.", panel=_ABOUT),
    ] = None,
    needs: Annotated[
        list[str] | None,
        _option(
            "--needs",
            metavar="REF",
            text="A paper without which one can't follow it. Repeat it for each.",
            panel=_ABOUT,
        ),
    ] = None,
    helps: Annotated[
        list[str] | None,
        _option(
            "--helps",
            metavar="REF",
            text="A paper that is good to know before. Repeat it for each.",
            panel=_ABOUT,
        ),
    ] = None,
    catalog: Annotated[
        str | None,
        _option(
            "--catalog",
            metavar="CATALOG",
            text=OWN,
            panel=_PLACE,
        ),
    ] = None,
    short: Annotated[
        str | None, _option("--short", metavar="TEXT", text="What people call it.", panel=_PLACE)
    ] = None,
    key: Annotated[
        str | None,
        _option(
            "--key",
            metavar="KEY",
            text="What you will type for it. Without it: made from --short or --title.",
            panel=_PLACE,
        ),
    ] = None,
) -> int:
    """Add papers that are on no list to a catalog of your own.

    What they are is looked up on the network, but not with --title: then what you say is what
    is written. Where nothing can be found, or with --offline, the id stands for the title;
    “catalog refresh” looks it up later. A paper that is there already is not added again: to a
    catalog of your own that is the current one, or named, what it has itself; else what any has.

    Examples:
        papernotes add 2401.04088 --title "Mixtral of Experts" --topic moe
        papernotes add --title "Notes on attention" --kind post --needs 1
        papernotes add 2312.00752 N19-1423 https://example.org/an-essay
        papernotes add '@misc{x, title = {Deep Sets}}'
    """
    fields = {
        "title": title,
        "authors": author,
        "published": published,
        "venue": venue,
        "url": url,
        "links": [link(text) for text in links or []],
        "pages": pages,
        "kind": kind,
        "topics": topic,
        "takeaway": takeaway,
        "needs": needs,
        "helps": helps,
        "short": short,
        "key": key,
    }
    if len(what or []) > 1 and any(value not in (None, []) for value in fields.values()):
        raise PapernotesError(
            "several papers can't have one title, or whatever else describes a paper",
            hint="Add one at a time, or leave those options out.",
            code=USAGE,
        )
    papers = [
        paper
        for each in what or ()
        for paper in (of_bibtex(each, fields) if is_bibtex(each) else [wanted(each, fields)])
    ] or [wanted(None, fields)]
    from papernotes.curating.add import add  # brings Pydantic, which help can do without

    added = add(here(), given(asked._replace(catalog=catalog)), papers)
    return confirm(Addition(added), added.settings, added.problems, asked)

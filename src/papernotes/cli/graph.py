"""`papernotes graph`."""

from typing import Annotated, Literal

import typer

from papernotes.cli.options import MANY, Asked, ScopedOptions
from papernotes.cli.outfile import format_of, write_out
from papernotes.cli.shell import ended, read, say, show
from papernotes.errors import USAGE, PapernotesError
from papernotes.library.core import Library, title
from papernotes.library.graph import Graph, around, pruned, whole
from papernotes.library.refs import resolve
from papernotes.render.tree import Tree

Format = Literal["dot", "mermaid", "svg", "html"]
_ENDINGS: dict[str, Format] = {
    ".dot": "dot",
    ".gv": "dot",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".svg": "svg",
    ".html": "html",
    ".htm": "html",
}
_DRAWN_MOST = 500  # papers: a picture of more can't be read, and takes long to lay out


def command(
    asked: ScopedOptions,
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF]",
            help="Only what this paper needs, or leads to. Without it: the whole catalog.",
            show_default=False,
        ),
    ] = None,
    unlocks: Annotated[
        bool, typer.Option("--unlocks", "-u", help="What the paper leads to.")
    ] = False,
    helps: Annotated[
        bool | None,
        typer.Option(
            "--helps/--no-helps",
            help="Also what only helps, or not. With a REF it is shown, without it is not.",
            show_default=False,
        ),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth", metavar="N", help="At most N steps.", min=0, max=MANY, show_default=False
        ),
    ] = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="A file instead of a tree: dot, mermaid, svg or html.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to FILE (“-” is stdout), in the format that its name ends with.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Show what a paper needs as a tree, what it leads to, or the whole catalog.

    A paper is taken apart once; where it comes up again it is marked “above”. The whole
    catalog begins with the papers that need nothing, below each what it leads to.

    Examples:
        papernotes graph 33
        papernotes graph attention --unlocks --depth 2
        papernotes graph -o papers.svg
        papernotes graph qlora --format mermaid
    """
    if unlocks and ref is None:
        raise PapernotesError(
            "--unlocks is about one paper",
            hint="Name it: papernotes graph REF --unlocks",
            code=USAGE,
        )
    chosen = _format(format_, output, asked)
    with_helps = ref is not None if helps is None else helps

    def look(library: Library) -> tuple[Graph, str]:
        if ref is None:
            found = whole(library, helps=with_helps)
            return (found if depth is None else pruned(found, depth)), title(library)
        entry = resolve(library, ref)
        found = around(library, entry, unlocks=unlocks, helps=with_helps)
        what = "What {} leads to" if unlocks else "What {} needs"
        return pruned(found, depth), what.format(entry.paper.name)

    (graph, name), found = read(asked, look)
    tree = Tree(graph, depth)
    if chosen is None:
        return show(tree, found, asked, pager=True)
    write_out(_made(graph, chosen, name), output, found)
    for warning in tree.warnings():
        say(warning, found.settings)
    return ended(found)


def _format(said: Format | None, output: str | None, asked: Asked) -> Format | None:
    """The format of the file that is wanted; None: a tree."""
    if asked.json and (said or output):
        raise PapernotesError(
            "--json and a file of another format at once",
            hint="Say one of the two: papernotes graph --json > FILE",
            code=USAGE,
        )
    if said or output is None:
        return said
    return format_of(output, _ENDINGS, "a file that ends with .dot, .mmd, .svg or .html")


def _made(graph: Graph, chosen: Format, name: str) -> str:
    """The text of the file. Each format is imported only for those who want it."""
    if chosen == "dot":
        from papernotes.drawing.dot import dot

        return "".join(dot(graph, name))
    if chosen == "mermaid":
        from papernotes.drawing.mermaid import mermaid

        return "".join(mermaid(graph))
    if len(graph.nodes) > _DRAWN_MOST:
        raise PapernotesError(
            f"{len(graph.nodes)} papers are too many for one picture",
            hint=f"Draw what hangs on one paper, at most {_DRAWN_MOST}: papernotes graph REF"
            f" --depth 2 --format {chosen}. Or take --format dot, for other programs.",
            code=USAGE,
        )
    if chosen == "svg":
        from papernotes.drawing.svg import svg

        return svg(graph, name)
    from papernotes.drawing.page import page

    return page(graph, name)

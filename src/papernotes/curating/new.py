"""Begin a catalog of one's own: empty, or as a copy; ready to be put under git."""

import os
from typing import TYPE_CHECKING, Final

from papernotes.catalog import bundled
from papernotes.catalog.blocks import blocks
from papernotes.curating.block import string
from papernotes.curating.catalogs import must_be_sound
from papernotes.curating.origin import BUNDLED, NAME, Origin, origin
from papernotes.curating.outcome import Made
from papernotes.curating.place import FILE, place, take_back
from papernotes.curating.writing import writing
from papernotes.current import choose
from papernotes.errors import PapernotesError
from papernotes.exporting.formats import Exported, Options, write
from papernotes.library.catalogs import catalog_named
from papernotes.library.core import Library, consult, problems
from papernotes.model.paper import Entry, Progress
from papernotes.paths import Places
from papernotes.settings import Given

if TYPE_CHECKING:
    from papernotes.curating.parts import Parts

README: Final = "README.md"
_FOLLOW: Final = """
## Follow this list

This is a catalog for papernotes, a reading list for the terminal that remembers what you have
read and says what to read next. Where this folder lies at ADDRESS, a folder of yours or a page
of a git host:

    papernotes catalog add ADDRESS --name {name}
    papernotes catalog update {name}

The first adds the list to your library, the second brings what has changed since; what you have
marked and noted stays. The papers themselves are in [{file}]({file}).
"""


def new(
    places: Places, given: Given, name: str, *, title: str | None, copy: str | None, use: bool
) -> Made:
    """Make a catalog of that name, with a page about it, empty or as a `copy` of another.

    Raises PapernotesError, with nothing written, if there is another of that name.
    """
    from papernotes.curating.parts import take_apart  # brings Pydantic, which help needs not

    with writing(places, "make the catalog"):
        folder = places.catalogs / name
        _must_be_free(places, name)
        data, came_from = _begun(places, given, name, title, copy)
        parts = take_apart(data)
        beside = {README: _page(name, parts).encode()}
        if came_from:
            beside[NAME] = came_from.text()
        made = not folder.is_dir()
        place(places, name, data, beside)
        if use:
            try:
                choose(places, name)
            except OSError:
                take_back(places, name, folder=made, beside=list(beside))
                raise
    return consult(
        places,
        given,
        lambda library: Made(
            catalog_named(library, name), str(folder), copy, library.settings, problems(library)
        ),
        any_catalog=True,
    )


def _must_be_free(places: Places, name: str) -> None:
    folder = places.catalogs / name
    if os.path.lexists(folder / FILE):
        raise PapernotesError(
            f"there is a catalog {name} already ({folder / FILE})",
            hint=f"Take another name, or set that one aside: papernotes catalog remove {name}",
        )
    if os.path.lexists(folder) and not folder.is_dir():
        raise PapernotesError(
            f"{folder} is in the way, and is no folder",
            hint="Move it elsewhere, and run the same command again.",
        )


def _begun(
    places: Places, given: Given, name: str, title: str | None, copy: str | None
) -> tuple[bytes, Origin | None]:
    if copy is None:
        said = title or name.replace("-", " ").capitalize()
        return f"schema = 1\ntitle = {string(said)}\n".encode(), None

    def path(library: Library) -> str:
        return catalog_named(library, copy).path

    file = consult(places, given, path, any_catalog=True)
    with open(file, "rb") as stream:  # noqa: PTH123 (as the index names it)
        data = stream.read()
    hint = f"Mend that, and run the same command again: papernotes check {copy}"
    must_be_sound(name, data, file, f"Nothing was copied. {hint}")
    came_from = Origin(BUNDLED, data) if copy == bundled.NAME else origin(places.catalogs / copy)
    return (data if title is None else _titled(data, title)), came_from


def _titled(data: bytes, title: str) -> bytes:
    """The catalog with another title, which stands in its head."""
    from papernotes.curating.fields import with_field  # an empty one needs it not

    top = next(blocks(data)).data
    return with_field(top, "title", title) + data[len(top) :]


def _page(name: str, parts: "Parts") -> str:
    """What a git host shows: the list, and how to follow it."""
    papers = [
        Exported(Entry(name, each.paper, Progress(), ready=False, has_note=False))
        for each in sorted(parts.papers, key=lambda each: each.paper.number)
    ]
    text = write("markdown", papers, Options(parts.title or name, progress=False))
    return text + _FOLLOW.format(name=name, file=FILE)

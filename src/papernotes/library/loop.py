"""The daily loop without a REF: the paper you are reading, or the one to start."""

from papernotes.errors import USAGE, PapernotesError
from papernotes.library.core import Library, select
from papernotes.library.find import reading
from papernotes.library.suggestions import suggestions
from papernotes.model.paper import Entry

_NAMED = 20  # papers in an error


def the_one(library: Library) -> Entry:
    """The one paper you are reading. Raises PapernotesError if there is none, or several."""
    found = reading(library)
    if len(found) == 1:
        return found[0]
    if not found:
        elsewhere = select(library, "status = 'reading'", (), "ORDER BY catalog, number LIMIT 5")
        there = ", ".join(f"{e.catalog}/{e.paper.number} ({e.paper.name})" for e in elsewhere)
        what, hint = "no paper", "Begin the next one with: papernotes start"
        if there:
            what, hint = f"no paper of {library.catalog}", f"Of other catalogs: {there}."
        raise PapernotesError(
            f"you are reading {what}, so say which one you mean", hint=hint, code=USAGE
        )
    names = ", ".join(f"{entry.paper.number} ({entry.paper.name})" for entry in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    raise PapernotesError(
        f"you are reading {len(found)} papers, so say which one you mean",
        hint=f"They are {names}{more}.",
        code=USAGE,
    )


def the_next(library: Library, today: str) -> Entry:
    """The top suggestion. Raises PapernotesError if there is none."""
    found = suggestions(library, (), today, 1).suggestions
    if not found:
        raise PapernotesError(
            f"nothing is left to start in {library.catalog}",
            hint="To read a paper again, name it: papernotes start 1",
            code=USAGE,
        )
    return found[0].entry
